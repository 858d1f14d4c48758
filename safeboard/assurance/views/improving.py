"""The pages of improvements: the agency promises and says what is done; a board signs it off."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from safeboard.assurance import access, services
from safeboard.assurance import improving_queries as queries
from safeboard.assurance.asking import questions_of
from safeboard.assurance.forms.improving import DoneForm, ImprovementForm, LookForm
from safeboard.assurance.return_queries import proofs_to_choose
from safeboard.assurance.views.evidence import document_file
from safeboard.assurance.views.moderation import acts, sent

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
def improvements(request, pk):
    """What the agency promised, here and before; and one promise more."""
    to = access.return_authored_by(request.user, pk)
    form = ImprovementForm(sent(request), questions=questions_of(to))
    if form.is_valid():
        said = dict(form.cleaned_data)
        try:
            services.add_improvement(to, said.pop("question"), **said, **acts(request))
            messages.success(request, "It is written down.")
            return redirect("assurance:improvements", to.pk)
        except ValidationError as refused:
            form.add_error(None, refused)
    context = {"to": to, "form": form, "improvements": queries.improvements_of(to)}
    context["today"] = timezone.localdate()
    status = 400 if form.is_bound else 200
    return render(request, "assurance/improving/improvements.html", context, status=status)


@read_or_send
def done(request, pk):
    """The agency says that one is done, and what shows it."""
    found, to = access.improvement_of(request.user, pk)
    form = DoneForm(sent(request), proofs=proofs_to_choose(to, request.user))
    if form.is_valid():
        try:
            services.say_done(found, **form.cleaned_data, **acts(request))
            messages.success(request, "It is said to be done. A board signs it off.")
            return redirect("assurance:improvements", to.pk)
        except ValidationError as refused:
            form.add_error(None, refused)
    context = {"to": to, "improvement": found, "form": form}
    return render(request, "assurance/improving/done.html", context, status=400 if form.is_bound else 200)


@require_safe
def proof(request, pk):
    """The document that shows that one is done: for its author, and for a board that reads the return."""
    version = access.closing_proof_for(request.user, pk)
    return document_file(version.document)


@read_or_send
def look(request, pk, slug):
    """A board signs one off, or opens it again."""
    found, board = access.improvement_read_by(request.user, pk, slug)
    form = LookForm(sent(request))
    if form.is_valid():
        verb = services.reopen if "reopen" in request.POST else services.sign_off
        try:
            verb(found, board=board, **form.cleaned_data, **acts(request))
            messages.success(
                request, "It is signed off." if verb is services.sign_off else "It is open again."
            )
            return redirect("assurance:moderate", found.to_id, board.slug)
        except ValidationError as refused:
            form.add_error(None, refused)
    context = {"to": found.to, "board": board, "improvement": found, "form": form}
    return render(request, "assurance/improving/look.html", context, status=400 if form.is_bound else 200)
