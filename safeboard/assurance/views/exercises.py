"""The pages of exercises for those with a seat: prepare one, say whom it asks, issue it, see who owes."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeboard.assurance import access, lists, services
from safeboard.assurance import exercise_queries as queries
from safeboard.assurance.asking_many import read_lines
from safeboard.assurance.forms.exercises import (
    AskForm,
    AskManyForm,
    ExerciseForm,
    LongerForm,
    OwnQuestionForm,
)
from safeboard.assurance.moderation_queries import read_by
from safeboard.boards.access import board_for
from safeboard.boards.models import SECTORS
from safeboard.boards.rights import rights_on
from safeboard.core.handing_out import list_file
from safeboard.core.reading.blocks import Unreadable
from safeboard.history.queries import events_of
from safeboard.people.permissions import Permission

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


def acts(request):
    """By whom and when, for a service."""
    return {"by": request.user, "at": timezone.now()}


@read_or_send
def prepare(request, slug):
    board = board_for(request.user, slug, Permission.RUN_ASSURANCE)
    versions, boards = queries.versions_to_choose(board), queries.other_boards(board)
    form = ExerciseForm(request.POST if request.method == "POST" else None, versions=versions, boards=boards)
    if form.is_valid():
        said = dict(form.cleaned_data)
        try:
            made = services.prepare_exercise(said.pop("version"), **said, **acts(request))
            return redirect("assurance:exercise", made.pk)
        except ValidationError as refused:
            form.add_error(None, refused)
    context = {"board": board, "form": form, "versions": versions}
    return render(request, "assurance/exercises/prepare.html", context, status=400 if form.is_bound else 200)


@require_safe
def exercise(request, pk):
    """A draft with whom it will ask; once it is issued, who has answered and who owes."""
    found, board = access.exercise_for(request.user, pk)
    return render(request, "assurance/exercises/exercise.html", shown(request, found, board))


def shown(request, found, board, **forms):
    rights = rights_on(request.user, board)
    runs = rights.run_assurance and board.pk == found.board_id
    context = {"exercise": found, "board": board, "rights": rights, "runs": runs}
    context["boards"] = queries.boards_in(found)
    context["to_agree"] = rights.run_assurance and any(
        one.board_id == board.pk and one.agreed_at is None for one in context["boards"]
    )
    if found.state == found.State.DRAFT:
        context["asked"] = queries.asked_in(found)
        context["own_questions"] = queries.own_questions(found, board)
        if runs:
            context |= {"ask": AskForm(None, agencies=queries.agencies_to_ask(found)), "many": AskManyForm()}
    else:
        returns = queries.returns_shown(found, today=timezone.localdate())
        show = request.GET.get("show", "")
        context |= {"returns": queries.narrowed(returns, show), "rates": queries.rates_of(returns)}
        context |= {"show": show, "narrower": queries.counts_of(returns)}
        context["readable"] = {to.pk for to in read_by(found, board)} if rights.moderate else set()
    if runs:
        context["events"] = events_of(found, board=board)
    return context | forms


@read_or_send
def own_question(request, pk):
    """A question of this person's board, asked beside those of the set."""
    found, board = access.exercise_for(request.user, pk, Permission.RUN_ASSURANCE)
    form = OwnQuestionForm(request.POST if request.method == "POST" else None, version=found.version)
    if form.is_valid():
        standard = form.cleaned_data["standard"]
        try:
            services.add_question(found, board, standard, form.asked(), **acts(request))
            messages.success(
                request, "The question is asked beside the others. Only your board reads its answers."
            )
            return redirect("assurance:exercise", found.pk)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
    context = {"exercise": found, "board": board, "form": form}
    return render(
        request, "assurance/exercises/own_question.html", context, status=400 if form.is_bound else 200
    )


@require_POST
def ask(request, pk):
    """Put one agency on the list."""
    found = access.exercise_run_by(request.user, pk)
    form = AskForm(request.POST, agencies=queries.agencies_to_ask(found))
    if form.is_valid():
        said = dict(form.cleaned_data)
        try:
            services.ask_agency(found, said.pop("agency"), **said, **acts(request))
            return redirect("assurance:exercise", found.pk)
        except ValidationError as refused:
            form.add_error(None, " ".join(refused.messages))
    context = shown(request, found, found.board, ask=form)
    return render(request, "assurance/exercises/exercise.html", context, status=400)


@require_POST
def ask_many(request, pk):
    """Put the agencies of a spreadsheet on the list: all of them, or none and why."""
    found = access.exercise_run_by(request.user, pk)
    form = AskManyForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            lines, wrong = read_lines(form.cleaned_data["file"].read(), SECTORS)
            if wrong:
                raise ValidationError(wrong)
            count = services.ask_many(found, lines, **acts(request))
            messages.success(request, f"{count} {'agency is' if count == 1 else 'agencies are'} on the list.")
            return redirect("assurance:exercise", found.pk)
        except (ValidationError, Unreadable) as refused:
            form.add_error("file", getattr(refused, "messages", None) or str(refused))
    context = shown(request, found, found.board, many=form)
    return render(request, "assurance/exercises/exercise.html", context, status=400)


@require_POST
def ask_no_more(request, pk, agency):
    found = access.exercise_run_by(request.user, pk)
    asked = get_object_or_404(queries.asked_in(found), agency=agency)
    return after(
        request, found, f"{asked.agency} is off the list.", services.ask_no_more, found, asked.agency
    )


@require_POST
def agree(request, pk):
    found, board = access.exercise_for(request.user, pk, Permission.RUN_ASSURANCE)
    return after(request, found, f"{board} takes part.", services.agree_to_take_part, found, board)


@read_or_send
def issue(request, pk):
    """Look at what will be sent, then send it."""
    found = access.exercise_run_by(request.user, pk)
    if request.method == "POST":
        done = "It is issued, and its letters are on their way."
        return after(request, found, done, services.issue, found)
    context = {"exercise": found, "board": found.board, "asked": queries.asked_in(found)}
    context["boards"] = queries.boards_in(found)
    return render(request, "assurance/exercises/issue.html", context)


@require_POST
def remind(request, pk):
    found = access.exercise_run_by(request.user, pk)
    count = services.remind(found, **acts(request))
    if count:
        messages.success(
            request, f"{count} reminder{' is' if count == 1 else 's are'} on the way to those who owe."
        )
    else:
        messages.warning(request, "Nobody owes a return, or they were reminded today already.")
    return redirect("assurance:exercise", found.pk)


@require_POST
def close(request, pk):
    found = access.exercise_run_by(request.user, pk)
    done = "The exercise is closed. What was returned stays readable."
    return after(request, found, done, services.close_exercise, found)


@read_or_send
def longer(request, pk):
    """A later last day for one return."""
    to = access.return_run_by(request.user, pk)
    form = LongerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.give_longer(to, **form.cleaned_data, **acts(request))
            messages.success(request, f"{to.agency} has longer.")
            return redirect("assurance:exercise", to.exercise_id)
        except ValidationError as refused:
            form.add_error(None, refused)
    context = {"to": to, "board": to.exercise.board, "form": form}
    return render(request, "assurance/exercises/longer.html", context, status=400 if form.is_bound else 200)


@require_safe
def returns_list(request, pk, kind):
    found, _ = access.exercise_for(request.user, pk)
    shown = queries.returns_shown(found, today=timezone.localdate())
    return list_file(lists.returns(found, queries.narrowed(shown, request.GET.get("show", ""))), kind)


def after(request, exercise, done, verb, *args):
    """Do it, say one line, and go back to the exercise."""
    try:
        verb(*args, **acts(request))
        messages.success(request, done)
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    return redirect("assurance:exercise", exercise.pk)
