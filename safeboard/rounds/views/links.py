"""The pages behind a round's link: no account, no session. Opening one is logged and changes nothing."""

from functools import wraps
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeboard.boards.queries import glossary_of
from safeboard.outbox.services import log_opening
from safeboard.plans.services import keep_typing
from safeboard.rounds import access, queries, services
from safeboard.rounds.forms import AnswerForm

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


def by_link(view):
    """The view gets the addressee of the token; a link that is over gets a page that says so and tells nothing."""

    @login_not_required
    @wraps(view)
    def opened(request, token, **more):
        at = timezone.now()
        try:
            addressee = access.addressee_for(token, at=at)
        except access.LinkOver as over:
            return render(request, "rounds/link_over.html", {"why": over}, status=410)
        if request.method in ("GET", "HEAD"):
            agent = request.headers.get("User-Agent", "")
            log_opening(addressee.link, at=at, method=request.method, agent=agent)
        return view(request, addressee, token=token, at=at, **more)

    return opened


@by_link
@require_safe
def tasks(request, addressee, token, at):
    day = timezone.localdate(at)
    found = queries.tasks_of(addressee, access.open_to(addressee, day=day), at=at)
    context = page(request, addressee, token, tasks=found, owed=[task for task in found if task.owed])
    context["wants"] = queries.wants_reminders(addressee, day=day)
    context |= queries.just_answered(found, request.GET, user=addressee.user)
    return render(request, "rounds/tasks.html", context)


@by_link
@read_or_send
def answer(request, addressee, token, at, pk):
    action = access.action_open_to(addressee, pk, day=timezone.localdate(at))
    (task,) = queries.tasks_of(addressee, queries.only(action), at=at)
    draft = queries.draft_of(addressee, action)
    data = request.POST if request.method == "POST" else None
    form = AnswerForm(data, action=task.action, initial=draft)
    if form.is_valid() and kept(request, form, addressee, action, at):
        said = urlencode({"answered": pk, "seen": request.POST.get("seen", "")[:18]})
        return redirect(f"{reverse('rounds:link', args=[token])}?{said}")
    context = page(request, addressee, token, task=task, form=form, draft=draft)
    context["seen"] = queries.newest(task.action)
    return render(request, "rounds/answer.html", context, status=400 if form.is_bound else 200)


def kept(request, form, addressee, action, at):
    """Whether the answer was taken. What was refused stands on the form."""
    others = signed_in_as(request, addressee)
    try:
        services.answer(
            addressee,
            action,
            said=form.cleaned_data,
            by=addressee.user,
            at=at,
            signed_in_as=str(others or ""),
        )
        return True
    except ValidationError as refused:
        form.add_error(None, " ".join(refused.messages))
        return False


@by_link
@require_POST
def typing(request, addressee, token, at, pk):
    """Keeps what is typed, so that a closed tab loses nothing."""
    action = access.action_open_to(addressee, pk, day=timezone.localdate(at))
    typed = {name: request.POST.get(name, "") for name in AnswerForm.base_fields}
    was_kept = keep_typing(action, who=addressee.typist, data=typed, at=at)
    return HttpResponse(status=204 if was_kept else 413)


@by_link
@require_POST
def not_me(request, addressee, token, at):
    services.say_not_me(addressee, at=at)
    return render(request, "rounds/not_me.html")


@by_link
@require_POST
def no_reminders(request, addressee, token, at):
    services.opt_out(addressee, by=addressee.user, at=at)
    return redirect(f"{reverse('rounds:link', args=[token])}?done=no-more")


def page(request, addressee, token, **more):
    """What every page behind a link is given."""
    board = addressee.round.board
    return {
        "addressee": addressee,
        "round": addressee.round,
        "token": token,
        "others": signed_in_as(request, addressee),
        "glossary": glossary_of(board, day=timezone.localdate()),
        **more,
    }


def signed_in_as(request, addressee):
    """Somebody else than the addressee who is signed in in this browser, or None."""
    user = request.user
    return user if user.is_authenticated and user != addressee.user else None
