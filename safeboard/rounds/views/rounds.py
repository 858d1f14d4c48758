"""The pages of rounds for those with a seat."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeboard.boards.access import board_for
from safeboard.boards.queries import glossary_of
from safeboard.boards.rights import rights_on
from safeboard.core.handing_out import list_file
from safeboard.history.queries import events_of
from safeboard.people.permissions import Permission
from safeboard.plans.access import plan_for
from safeboard.plans.queries import latest_plan
from safeboard.rounds import access, lists, queries, services
from safeboard.rounds.asking import who_to_ask
from safeboard.rounds.forms import LookForm, OpenForm

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def rounds(request, slug):
    board = board_for(request.user, slug)
    context = {"board": board, "rights": rights_on(request.user, board)}
    context["rounds"] = queries.rounds_of(board, at=timezone.now())
    return render(request, "rounds/rounds.html", context)


@require_safe
def rounds_list(request, slug, kind):
    board = board_for(request.user, slug)
    return list_file(lists.rounds(board, queries.rounds_of(board, at=timezone.now())), kind)


@read_or_send
def open_round(request, slug):
    board, today = board_for(request.user, slug, Permission.RUN_ROUNDS), timezone.localdate()
    plan, meetings = latest_plan(board), queries.meetings_to_ask_for(board, today=today)
    data = request.POST if request.method == "POST" else request.GET or None
    form = OpenForm(data, meetings=meetings, today=today)
    context = {"board": board, "plan": plan, "meetings": meetings, "form": form}
    if plan and form.is_valid():
        plan_for(request.user, plan.pk, Permission.RUN_ROUNDS)
        if request.method == "POST":
            return ask(request, plan, form)
        said = form.cleaned_data
        context["asking"] = who_to_ask(plan, meeting=said["meeting"], asks=said["asks"], today=today)
        context["days"] = form.reminder_days
    refused = request.method == "POST" or (form.is_bound and form.errors)
    return render(request, "rounds/open.html", context, status=400 if refused else 200)


def ask(request, plan, form):
    """Open the round; where it cannot be, say why on the list of rounds."""
    try:
        round = services.open_round(plan, **form.cleaned_data, **acts(request))
        messages.success(request, "The round is open, and its messages are on their way.")
        return redirect("rounds:round", round.pk)
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
        return redirect("rounds:rounds", plan.board.slug)


@require_safe
def round(request, pk):
    found, at = access.round_for(request.user, pk), timezone.now()
    rights = rights_on(request.user, found.board)
    shown = queries.round_shown(found, at=at, restricted=rights.read_restricted)
    context = {"board": found.board, "round": found, "rights": rights, "shown": shown}
    context |= queries.page_of(shown, request.GET)
    context["glossary"] = glossary_of(found.board, day=timezone.localdate(at))
    context["names"] = access.sees_names(rights)
    if context["names"]:
        context["people"] = queries.people_of(shown, today=timezone.localdate(at))
    if rights.run_rounds:
        context["waiting"], context["aside"] = queries.waiting_replies(found), queries.set_aside_of(found)
        context["newcomers"] = queries.newcomers_of(found, today=timezone.localdate(at))
        context["events"] = events_of(found)
    return render(request, "rounds/round.html", context)


@require_safe
def rows_list(request, pk, kind):
    found, at = access.round_for(request.user, pk), timezone.now()
    rights = rights_on(request.user, found.board)
    shown = queries.round_shown(found, at=at, restricted=rights.read_restricted)
    page, names = queries.page_of(shown, request.GET), access.sees_names(rights)
    return list_file(lists.rows_of(found, page["rows"], chosen=page["chosen"], names=names), kind)


@require_safe
def people_list(request, pk, kind):
    found, at = access.round_for(request.user, pk), timezone.now()
    rights = rights_on(request.user, found.board)
    access.require_names(rights)
    shown = queries.round_shown(found, at=at, restricted=rights.read_restricted)
    people = queries.people_of(shown, today=timezone.localdate(at))
    return list_file(lists.people_of(found, people, addresses=rights.run_rounds), kind)


@require_POST
def close(request, pk):
    found = access.round_for(request.user, pk, Permission.RUN_ROUNDS)
    done = "The round is closed. Its links no longer work."
    return after(request, found, done, services.close_round, found)


@require_POST
def ask_newcomers(request, pk):
    found = access.round_for(request.user, pk, Permission.RUN_ROUNDS)
    done = "Those who came since have been asked."
    return after(request, found, done, services.ask_newcomers, found)


@require_POST
def revoke(request, pk):
    found = access.addressee_of(request.user, pk)
    done = f"The link of {found.name} no longer works."
    return after(request, found.round, done, services.revoke, found)


@require_POST
def new_link(request, pk):
    found = access.addressee_of(request.user, pk)
    done = f"A new link is on its way to {found.name}."
    return after(request, found.round, done, services.new_link, found)


@read_or_send
def reply(request, pk):
    found = access.reply_for(request.user, pk)
    form = LookForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and looked(request, found, form):
        return redirect("rounds:round", found.addressee.round_id)
    context = {"board": found.addressee.round.board, "reply": found, "form": form}
    context |= queries.looked_at(found, today=timezone.localdate())
    return render(request, "rounds/reply.html", context, status=400 if form.is_bound else 200)


def looked(request, reply, form):
    """Whether it was let in or set aside. What was refused stands on the form."""
    try:
        if "let-in" in request.POST:
            services.let_in(reply, **acts(request))
            messages.success(request, f"What {reply.addressee.name} said is in the plan.")
        else:
            services.set_aside(reply, why=form.cleaned_data["why"], **acts(request))
            messages.success(request, f"What {reply.addressee.name} said is set aside, and kept.")
        return True
    except ValidationError as refused:
        form.add_error("why" if "let-in" not in request.POST else None, " ".join(refused.messages))
        return False


def after(request, round, done, verb, thing):
    """Do it, say one line, and go back to the round."""
    try:
        verb(thing, **acts(request))
        messages.success(request, done)
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    return redirect("rounds:round", round.pk)


def acts(request):
    """By whom and when, for a service."""
    return {"by": request.user, "at": timezone.now()}
