"""Choosing whom to visit."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from safeboard.assurance import access, services
from safeboard.assurance import sampling_queries as queries
from safeboard.assurance.forms.visits import SampleForm
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
