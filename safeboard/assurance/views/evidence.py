"""Documents that show what a return says: brought in once, used again, renewed, taken to read."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from safeboard.assurance import access, services
from safeboard.assurance import return_queries as queries
from safeboard.assurance.forms.returns import AgainForm, FileForm, ProofForm
from safeboard.assurance.views.return_people import done
from safeboard.assurance.views.returns import read_or_send, scene

SAFE_TYPES = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "txt": "text/plain"}


@read_or_send
def evidence(request, pk, question):
    """Put a document beside an answer: one the agency has already, or a new one."""
    to, parts, found = access.question_answered_by(request.user, pk, question)
    proofs = queries.proofs_to_choose(to, request.user)
    posted = request.method == "POST"
    uses_again = posted and "again-proof" in request.POST
    again = AgainForm(request.POST if uses_again else None, proofs=proofs)
    new = ProofForm(*([request.POST, request.FILES] if posted and not uses_again else []))
    if used_again(request, to, found, again) or brought_in(request, to, found, new):
        return redirect(f"{queries.path_of('return_standard', to.pk, found.standard_id)}#question-{found.pk}")
    context = scene(to, parts) | {"question": found, "again": again if proofs else None, "new": new}
    return render(request, "assurance/returns/evidence.html", context, status=400 if posted else 200)


def used_again(request, to, question, form):
    words = "It stands beside the answer."
    return form.is_valid() and done(
        request, form, words, services.prove_again, to, question, form.cleaned_data["proof"]
    )


def brought_in(request, to, question, form):
    words = "It is kept, and stands beside the answer."
    return form.is_valid() and done(request, form, words, services.prove, to, question, **form.said)


@read_or_send
def renew(request, pk, use):
    """A new version of a document that stands in this return."""
    found = access.proof_use_for(request.user, use)
    to, parts, question = access.question_answered_by(request.user, pk, found.question_id)
    if found.to_id != to.pk or found.ended_at:
        raise Http404
    form = FileForm(*([request.POST, request.FILES] if request.method == "POST" else []))
    if form.is_valid():
        proof, allowed = found.version.proof, queries.shared_with(parts)
        words = f"{proof} has a new version, and it takes the place of the older one in this return."
        if done(request, form, words, services.renew_proof, to, proof, standards=allowed, **form.said):
            return redirect(
                f"{queries.path_of('return_standard', to.pk, question.standard_id)}#question-{question.pk}"
            )
    context = scene(to, parts) | {"question": question, "use": found, "form": form}
    return render(request, "assurance/returns/renew.html", context, status=400 if form.is_bound else 200)


@require_safe
def file(request, pk):
    """The bytes of a document beside an answer."""
    return document_file(access.proof_use_for(request.user, pk).version.document)


def document_file(document):
    """The bytes of a document, always to keep and never to run. 404 where they are lost."""
    try:
        with document.file.open("rb") as kept:
            data = kept.read()
    except FileNotFoundError:
        raise Http404 from None
    kind = SAFE_TYPES.get(document.name.rpartition(".")[2].lower(), "application/octet-stream")
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=document.name),
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(data, content_type=kind, headers=headers)
