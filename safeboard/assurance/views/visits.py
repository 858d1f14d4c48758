"""Choosing whom to visit, and what was seen there."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from safeboard.assurance import access, services
from safeboard.assurance import sampling_queries as queries
from safeboard.assurance.forms.visits import SampleForm, VisitForm
from safeboard.assurance.moderation_queries import scored_of, visits_to
from safeboard.assurance.sampling import RULES
from safeboard.assurance.views.moderation import acts, sent
from safeboard.people.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
def visits(request, pk, slug):
    """What was drawn, and drawing anew."""
    exercise, board = access.exercise_moderated_by(request.user, pk, slug, Permission.RUN_ASSURANCE)
    form = SampleForm(sent(request))
    if form.is_valid():
        try:
            services.draw_sample(exercise, board=board, **form.cleaned_data, **acts(request))
            messages.success(request, "It is drawn, and kept with its reasons.")
            return redirect("assurance:visits", exercise.pk, board.slug)
        except ValidationError as refused:
            form.add_error(None, refused)
    context = {"exercise": exercise, "board": board, "form": form, "rules": RULES.values()}
    context["samples"] = queries.samples_of(exercise, board)
    return render(request, "assurance/visits.html", context, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def note(request, pk, slug):
    """What somebody saw who went to look; below it, the visits before."""
    to, board = access.return_visited_by(request.user, pk, slug)
    form = VisitForm(sent(request), standards=scored_of(to, board))
    if form.is_valid():
        try:
            services.note_visit(to, board=board, **form.said, **acts(request))
            messages.success(
                request, "The visit is kept. What was scored stands beside what the agency says."
            )
            return redirect("assurance:note_visit", to.pk, board.slug)
        except ValidationError as refused:
            form.add_error(None, refused)
    context = {"to": to, "board": board, "form": form, "visits": visits_to(to, board)}
    return render(request, "assurance/visit.html", context, status=400 if form.is_bound else 200)
