"""The pages of what is held about people: one's own, and for a board's manager those of its people."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from safeboard.privacy import access, copying, forms, holding, queries, refusing, services

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


def acts(request):
    return {"by": request.user, "at": timezone.now()}


def handed_over(user, request, *, board=None):
    headers = {
        "Content-Disposition": f'attachment; filename="{copying.name_of(user, board=board)}"',
        "Cache-Control": "no-store",
    }
    copy = services.hand_over(user, board=board, **acts(request))
    return HttpResponse(copy, content_type="application/zip", headers=headers)


@read_or_send
def yours(request):
    if request.method == "POST":
        return handed_over(request.user, request)
    return render(request, "privacy/yours.html", {"held": holding.piles(request.user)})


@require_safe
def people(request, slug):
    board = access.board_for_data(request.user, slug)
    known = queries.people_of(board, today=timezone.localdate(), at=timezone.now())
    return render(request, "privacy/people.html", {"board": board, "people": known})


@read_or_send
def person(request, slug, pk):
    who, board = access.person_for(request.user, slug, pk)
    if request.method == "POST":
        return handed_over(who, request, board=board)
    context = {"board": board, "person": who, "held": holding.piles(who, board=board)}
    return render(request, "privacy/person.html", context)


@read_or_send
def erase(request, slug, pk):
    who, board = access.person_for(request.user, slug, pk)
    refusals = refusing.why_not_by(request.user, who, today=timezone.localdate())
    form = forms.EraseForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and not refusals:
        try:
            services.erase(who, **acts(request))
        except ValidationError as refusal:
            refusals = refusal.messages
        else:
            messages.success(request, "They are erased. What the board recorded stays under their name.")
            return redirect("privacy:people", slug)
    context = {"board": board, "person": who, "form": form, "refusals": refusals}
    context["parting"] = None if refusals else queries.parting_of(who, board)
    return render(request, "privacy/erase.html", context, status=400 if form.is_bound else 200)
