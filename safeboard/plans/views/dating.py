"""The pages on which a new date is asked for and answered, milestones are met and the next check is chosen."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from safeboard.boards.access import board_for
from safeboard.boards.rights import rights_on
from safeboard.people.permissions import Permission
from safeboard.people.typing import typed_before
from safeboard.plans import access, pages, services, telling
from safeboard.plans.forms.dating import (
    AnswerForm,
    AskForm,
    CheckForm,
    FirstDateForm,
    MoveForm,
    StepForm,
    TakeBackForm,
)
from safeboard.plans.views.telling import acts, done, names_for, read_or_send, scene, sent, show, told


@read_or_send
def ask(request, pk):
    found = access.action_to_tell(request.user, pk)
    context = scene(request, found)
    form = AskForm(*sent(request), names=names_for(request, context))
    form.as_typed(typed_before(request))
    if form.is_valid() and (
        asked := done(form, services.ask_for_date, found, **acts(request), **form.wanted())
    ):
        return told(request, found, f"“{asked.due_written}” is asked for. {telling.reads_as(asked)}.")
    return show(request, "plans/telling/ask_date.html", form, context)


@read_or_send
def answer(request, pk):
    asked = access.request_for(request.user, pk, Permission.AGREE_DATES)
    context = scene(request, asked.action) | {"asked": asked, "reads": telling.reads_as(asked)}
    when = {"asked_on": asked.effective_on, "today": timezone.localdate()}
    form = AnswerForm(*sent(request), meetings=telling.meetings_to_answer_at(context["board"], **when))
    form.as_typed(typed_before(request))
    if form.is_valid() and answered(form, asked, acts(request)):
        words = "agreed" if form.agreed else "declined"
        return told(request, asked.action, f"“{asked.due_written}” is {words}.")
    return show(request, "plans/telling/answer_date.html", form, context)


def answered(form, asked, acts):
    said = form.cleaned_data
    if form.agreed:
        return done(form, services.agree_date, asked, meeting=said["meeting"], why=said["why"], **acts)
    return done(form, services.decline_date, asked, why=said["why"], **acts)


@read_or_send
def move(request, pk):
    found = access.action_for(request.user, pk, Permission.AGREE_DATES)
    context = scene(request, found)
    leads = [name for _, name in context["shown"].leads]
    form = MoveForm(*sent(request), meetings=held(context), leads=leads)
    form.as_typed(typed_before(request))
    if form.is_valid() and (moved := done(form, services.move_date, found, **acts(request), **form.wanted())):
        return told(request, found, f"The date moved to “{moved.due_written}”. {telling.reads_as(moved)}.")
    return show(request, "plans/telling/move_date.html", form, context)


@read_or_send
def first_date(request, pk):
    found = access.action_for(request.user, pk, Permission.AGREE_DATES)
    context = scene(request, found)
    form = FirstDateForm(*sent(request))
    form.as_typed(typed_before(request))
    if form.is_valid() and (
        made := done(form, services.tell_first_date, found, **acts(request), **form.wanted())
    ):
        return told(
            request, found, f"Its first date was “{made.due_written}”. The date that holds stays as it is."
        )
    return show(request, "plans/telling/first_date.html", form, context)


def held(context):
    return telling.meetings_held(context["board"], today=timezone.localdate())


@require_safe
def asked_for(request, slug):
    board = board_for(request.user, slug)
    rights = rights_on(request.user, board)
    waiting = telling.dates_waiting(board, day=timezone.localdate(), restricted=rights.read_restricted)
    return render(request, "plans/dates.html", {"board": board, "rights": rights, "waiting": waiting})


@read_or_send
def step(request, pk, position):
    """Say that a step is met; or take that back. What was posted says which, so that a second press takes nothing back."""
    found = access.action_to_tell(request.user, pk)
    context = scene(request, found)
    this = pages.step_at(context["shown"], position)
    if this is None:
        raise Http404
    met = request.POST.get("met") != "no" if request.method == "POST" else this.on is None
    today = {"initial": {"met_on": timezone.localdate()}}
    form = StepForm(*sent(request), **today) if met else TakeBackForm(*sent(request))
    form.as_typed(typed_before(request))
    if form.is_valid():
        what = {"position": position, "met": met, **form.wanted()}
        if done(form, services.meet_step, found, **what, **acts(request)):
            return told(request, found, f"{this.label}: {'met' if met else 'taken back'}.")
    return show(request, "plans/telling/step.html", form, context | {"step": this, "met": met})


@read_or_send
def check(request, pk):
    found = access.action_to_tell(request.user, pk)
    context = scene(request, found)
    form = CheckForm(*sent(request))
    form.as_typed(typed_before(request))
    if form.is_valid():
        what = {name: form.cleaned_data[name] for name in ("on", "why")}
        if made := done(form, services.set_next_check, found, **what, **acts(request)):
            return told(request, found, f"The next check is on {made.on:%-d %B %Y}.")
    return show(request, "plans/telling/check.html", form, context)
