"""The pages on which people say how one action is going, and what they think of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeboard.boards.rights import rights_on
from safeboard.people.permissions import Permission
from safeboard.people.typing import typed_before
from safeboard.plans import access, queries, services, telling
from safeboard.plans.forms.telling import AssureForm, DifferenceForm, RateForm, TellForm, refuse

read_or_send = require_http_methods(["GET", "HEAD", "POST"])
TYPED = {
    *TellForm.base_fields,
    "rating",
    "whose",
    "other_name",
    "heard",
    *(f"effective_on_{part}" for part in ("day", "month", "year")),
} - {"seen", "file"}
"""What of a form is kept while it is typed."""
SAFE_TYPES = {".pdf": "application/pdf", ".png": "image/png", ".jpg": "image/jpeg", ".txt": "text/plain"}


# --- What all these pages share ---


def acts(request):
    """By whom and when, for a service."""
    return {"by": request.user, "at": timezone.now()}


def sent(request):
    """What was posted with its files, or nothing for a form that is only shown."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def scene(request, action):
    """What every page about one action shows of it, as it stands today."""
    rights = rights_on(request.user, action.plan.board)
    shown, picture = queries.action_picture(
        action, day=timezone.localdate(), ahead=True, restricted=rights.read_restricted
    )
    if shown is None:
        raise Http404
    facts = {"board": action.plan.board, "plan": action.plan, "action": action, "rights": rights}
    return facts | {"shown": shown, "picture": picture}


def done(form, verb, *args, **what):
    """What a service made, None where it refused. What it refuses stands on the form."""
    try:
        return verb(*args, **what)
    except ValidationError as refusal:
        refuse(form, refusal)
        return None


def show(request, template, form, context):
    """A page with a form on it: 400 where it was refused."""
    return render(
        request, template, context | {"form": form}, status=400 if form.is_bound and form.errors else 200
    )


def told(request, action, sentence):
    messages.success(request, sentence)
    return redirect(action)


def names_for(request, context, besides=""):
    """Whose word this person may enter; None where only their own."""
    if not context["rights"].update_any:
        return None
    return telling.names_to_speak_for(context["shown"], day=timezone.localdate(), besides=besides)


# --- Saying how it goes ---


@read_or_send
def tell(request, pk):
    found = access.action_to_tell(request.user, pk)
    if "throw-away" in request.POST:
        services.forget_typing(found, who=telling.typist(request.user))
        return redirect("plans:tell", pk)
    context = scene(request, found)
    draft, before = telling.draft_of(request.user, found), typed_before(request)
    form = TellForm(*sent(request), shown=context["shown"], names=names_for(request, context))
    form.as_typed((draft.data if draft else {}) | before)
    if form.is_valid() and (
        update := done(form, services.post_update, found, once=True, **acts(request), **form.wanted())
    ):
        return recorded(request, found, form, update, context["rights"])
    return show(request, "plans/telling/tell.html", form, context | {"draft": draft, "before": before})


def recorded(request, action, form, update, rights):
    """One line to the person, and what came in while they were typing."""
    services.forget_typing(action, who=telling.typist(request.user))
    meanwhile = telling.said_meanwhile(
        action, seen=form.cleaned_data["seen"], but=update, restricted=rights.read_restricted
    )
    for sentence in meanwhile:
        messages.info(request, sentence)
    whose = f"The update of {update.on_behalf_of}" if update.on_behalf_of else "Your update"
    return told(request, action, f"{whose} is recorded.")


@require_POST
def typing(request, pk):
    found = access.action_to_tell(request.user, pk)
    data = {name: request.POST[name] for name in TYPED if name in request.POST}
    who = telling.typist(request.user)
    kept = services.keep_typing(found, who=who, data=data, at=timezone.now())
    return HttpResponse(status=204 if kept else 413)


@read_or_send
def correct(request, pk):
    update = access.update_to_correct(request.user, pk)
    context = scene(request, update.action) | {"update": update}
    begin, besides = telling.to_correct(update, by=request.user)
    names = names_for(request, context, besides)
    form = TellForm(*sent(request), shown=context["shown"], names=names, initial=begin)
    form.as_typed(typed_before(request))
    if form.is_valid() and done(
        form,
        services.post_update,
        update.action,
        corrects=update,
        once=True,
        **acts(request),
        **form.wanted(),
    ):
        return told(request, update.action, "The correction is recorded. What it corrects stays, struck out.")
    return show(request, "plans/telling/correct.html", form, context)


# --- What others think of it ---


@read_or_send
def rate(request, pk):
    found = access.action_for(request.user, pk, Permission.RATE_OVER)
    context = scene(request, found)
    form = RateForm(*sent(request), shown=context["shown"])
    form.as_typed(typed_before(request))
    if form.is_valid():
        what = {"rating": form.rating, "why": form.cleaned_data["why"], "once": True}
        if done(form, services.rate_over, found, **what, **acts(request)):
            words = (
                "Your rating is set over the lead’s. Both stay." if form.rating else "The rating is lifted."
            )
            return told(request, found, words)
    return show(request, "plans/telling/rate.html", form, context)


@read_or_send
def assure(request, pk):
    found = access.action_for(request.user, pk, Permission.ASSURE)
    context = scene(request, found)
    form = AssureForm(*sent(request))
    form.as_typed(typed_before(request))
    if form.is_valid():
        what = {name: form.cleaned_data[name] for name in ("words", "ask_on")}
        if made := done(form, services.assure, found, **what, **acts(request)):
            when = f"{made.ask_on:%-d %B %Y}"
            words = f"It is assured. Whether it made a difference is asked on {when}."
            return told(request, found, words)
    return show(request, "plans/telling/assure.html", form, context)


@read_or_send
def difference(request, pk):
    found = access.action_to_weigh(request.user, pk)
    context = scene(request, found)
    form = DifferenceForm(*sent(request))
    form.as_typed(typed_before(request))
    if form.is_valid():
        what = {name: form.cleaned_data[name] for name in ("answer", "words", "ask_again_on")}
        if done(form, services.say_difference, found, **what, **acts(request)):
            return told(request, found, "Your answer is recorded.")
    return show(request, "plans/telling/difference.html", form, context)


# --- What shows it ---


@require_safe
def evidence(request, pk):
    proof = access.proof_for(request.user, pk)
    if proof.document is None:
        raise Http404
    name = proof.document.name
    kind = SAFE_TYPES.get(f".{name.rpartition('.')[2].lower()}", "application/octet-stream")
    try:
        with proof.document.file.open("rb") as file:
            data = file.read()
    except FileNotFoundError:
        raise Http404 from None
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=name),
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(data, content_type=kind, headers=headers)
