"""The pages of surveys: a board prepares one, hands out its addresses, and looks at what was heard once it is over."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeboard.assurance import access, lists, services
from safeboard.assurance import survey_queries as queries
from safeboard.assurance.exercise_queries import versions_to_choose
from safeboard.assurance.forms import surveys as forms
from safeboard.assurance.standards_queries import outline_of
from safeboard.assurance.survey_paper import survey_paper
from safeboard.assurance.views.letters import REPORT_FORMS, as_file
from safeboard.assurance.views.moderation import acts, sent
from safeboard.boards.access import board_for
from safeboard.core.handing_out import list_file
from safeboard.core.paper.forms import write
from safeboard.core.square_code import square_code
from safeboard.history.queries import events_of
from safeboard.people.permissions import Permission
from safeboard.plans.styles import options_of, style_of

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
def prepare(request, slug):
    board = board_for(request.user, slug, Permission.RUN_ASSURANCE)
    versions, exercises = versions_to_choose(board), queries.exercises_to_stand_beside(board)
    form = forms.SurveyForm(sent(request), versions=versions, exercises=exercises)
    if form.is_valid():
        try:
            made = services.prepare_survey(board, **asked_for(form.cleaned_data), **acts(request))
            return redirect("assurance:survey", made.pk)
        except ValidationError as refused:
            form.add_error(None, refused)
    context = {"board": board, "form": form, "versions": versions}
    return render(request, "assurance/surveys/prepare.html", context, status=400 if form.is_bound else 200)


def asked_for(said):
    """What a valid form asks for, as the service takes it."""
    said = dict(said)
    exercise = said.get("exercise")
    agencies = queries.agencies_asked(exercise) if said.pop("agencies", False) else []
    said["groups"] = [*said["groups"], *((name, 0, agency) for name, agency in agencies)]
    said["one_time"] = said["one_time"] == forms.ONCE
    return said


@require_safe
def survey(request, pk):
    """A draft as it will look; while it is open its addresses; once it is over what was heard."""
    found = access.survey_for(request.user, pk)
    return render(request, "assurance/surveys/survey.html", shown(found))


def shown(found, **more):
    context = {
        "survey": found,
        "board": found.board,
        "groups": queries.groups_of(found),
        "site": settings.SITE,
    }
    context["over"] = queries.is_over(found, timezone.localdate())
    if context["over"]:
        context["results"] = queries.results_of(found)
    elif found.state == found.State.DRAFT:
        context["outline"] = outline_of(found.version)
    else:
        context |= {"longer": forms.LastDayForm(), "count": forms.CountForm()}
    return context | {"events": events_of(found)} | more


@require_POST
def open_survey(request, pk):
    found = access.survey_for(request.user, pk)
    return after(request, found, "It is open: pass its addresses on.", services.open_survey, found)


@require_POST
def close_survey(request, pk):
    found = access.survey_for(request.user, pk)
    return after(request, found, "It is closed. This is what was heard.", services.close_survey, found)


@require_POST
def drop(request, pk):
    found = access.survey_for(request.user, pk)
    try:
        services.drop_survey(found, **acts(request))
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
        return redirect("assurance:survey", pk)
    messages.success(request, "The draft is thrown away.")
    return redirect("assurance:assurance", found.board.slug)


@require_POST
def keep_open(request, pk):
    found = access.survey_for(request.user, pk)
    form = forms.LastDayForm(request.POST)
    if form.is_valid():
        try:
            services.keep_survey_open(found, **form.cleaned_data, **acts(request))
            messages.success(request, "It stays open longer.")
            return redirect("assurance:survey", pk)
        except ValidationError as refused:
            form.add_error(None, refused)
    return render(request, "assurance/surveys/survey.html", shown(found, longer=form), status=400)


@require_POST
def more_addresses(request, pk, group):
    found = access.survey_for(request.user, pk)
    one = next((each.group for each in queries.groups_of(found) if each.group.pk == group), None)
    if one is None:
        raise Http404
    form = forms.CountForm(request.POST)
    if form.is_valid():
        try:
            services.more_addresses(one, **form.cleaned_data, **acts(request))
            messages.success(request, f"There are {form.cleaned_data['count']} addresses more for {one}.")
            return redirect("assurance:survey", pk)
        except ValidationError as refused:
            form.add_error(None, refused)
    return render(request, "assurance/surveys/survey.html", shown(found, count=form), status=400)


@require_safe
def addresses(request, pk, kind):
    """The addresses that work once and were not used, as a list to hand out from."""
    found = access.survey_for(request.user, pk)
    if not found.one_time or found.state != found.State.OPEN:
        raise Http404
    return list_file(lists.addresses(found, queries.unused_addresses(found)), kind)


@require_safe
def code(request, pk, group):
    """The address of a group as a square code, to print and put up."""
    found = access.survey_for(request.user, pk)
    path = next((each.path for each in queries.groups_of(found) if each.group.pk == group), "")
    if not path:
        raise Http404
    return HttpResponse(square_code(settings.SITE + path), content_type="image/svg+xml")


@require_safe
def results(request, pk, form):
    """What was heard, as a paper."""
    found = access.survey_for(request.user, pk)
    if form not in REPORT_FORMS or not queries.is_over(found, timezone.localdate()):
        raise Http404
    look = options_of(style_of(found.board, known_at=timezone.now())).look
    printed = f"Printed {timezone.localdate():%-d %B %Y}"
    paper = survey_paper(found, queries.results_of(found), look=look, printed=printed)
    return as_file(write(paper, form), form, "survey")


def after(request, survey, done, verb, *args):
    """Do it, say one line, and go back to the survey."""
    try:
        verb(*args, **acts(request))
        messages.success(request, done)
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    return redirect("assurance:survey", survey.pk)
