"""Evidence of an agency: a document kept once, used beside many answers and in later returns, in a version that is named."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from safeboard.assurance.models import Proof, ProofUse, ProofVersion
from safeboard.assurance.services.answering import evidence_changed, held_with_agency
from safeboard.documents.services import keep
from safeboard.history.services import record

ENDINGS = ("pdf", "docx", "doc", "xlsx", "xls", "pptx", "ppt", "odt", "ods", "odp", "txt", "csv", "png", "jpg", "jpeg")  # fmt: skip
NOT_TAKEN = "Choose a Word, PDF, Excel, PowerPoint, picture or text file"
TAKEN_AWAY = "That document has been taken away already."


@transaction.atomic
def prove(to, question, *, title, name, data, by, at, expires_on=None):
    """Keep a document of the agency and put it beside an answer. Returns the ProofUse. Raises ValidationError."""
    held = held_with_agency(to)
    title = title.strip()
    if not title:
        raise ValidationError({"title": "Enter what the document is called"})
    if len(title) > 200:
        raise ValidationError({"title": "Enter 200 characters or fewer"})
    if Proof.objects.filter(agency=held.agency, title__iexact=title).exists():
        raise ValidationError(
            {
                "title": "Your agency has a document of this title: use it again where it is offered, or give yours another title"
            }
        )
    proof, _ = Proof.objects.get_or_create(agency=held.agency, title=title)
    version = _version(held, proof, name=name, data=data, expires_on=expires_on, by=by, at=at)
    return _use(held, question, version, by=by, at=at)


@transaction.atomic
def prove_again(to, question, proof, *, by, at):
    """Put the newest version of a document beside another answer. Returns the ProofUse. Raises ValidationError."""
    held = held_with_agency(to)
    if proof.agency_id != held.agency_id:
        raise ValidationError({"proof": "Choose a document of your agency"})
    return _use(held, question, proof.versions.order_by("number").last(), by=by, at=at)


@transaction.atomic
def renew_proof(to, proof, *, name, data, by, at, expires_on=None, standards=None):
    """A new version of a document. It takes the place of the older one in this return; returns handed over keep theirs.

    standards: keys of those where it may; None: all. Returns the ProofVersion. Raises ValidationError.
    """
    held = held_with_agency(to)
    if proof.agency_id != held.agency_id:
        raise ValidationError("Choose a document of your agency.")
    proof = Proof.objects.select_for_update().get(pk=proof.pk)
    version = _version(held, proof, name=name, data=data, expires_on=expires_on, by=by, at=at)
    uses = ProofUse.objects.filter(to=held, version__proof=proof, ended_at__isnull=True)
    if standards is not None:
        uses = uses.filter(question__standard__in=standards)
    for use in uses.select_related("question__scale", "question__standard"):
        ProofUse.objects.filter(pk=use.pk).update(ended_at=at)
        _use(held, use.question, version, by=by, at=at)
    return version


@transaction.atomic
def take_away(to, use, *, by, at):
    """A document stands beside an answer no more. It is still there for others. Raises ValidationError."""
    held = held_with_agency(to)
    if not ProofUse.objects.filter(pk=use.pk, to=held, ended_at__isnull=True).update(ended_at=at):
        raise ValidationError(TAKEN_AWAY)
    evidence_changed(held, use.question, by=by, at=at)
    record(
        by=by, verb="took evidence from", thing=held, at=at, board=held.exercise.board, what=str(use.version)
    )


def _version(to, proof, *, name, data, expires_on, by, at):
    if name.rpartition(".")[2].lower() not in ENDINGS:
        raise ValidationError({"file": NOT_TAKEN})
    if expires_on and expires_on < timezone.localdate(at):
        raise ValidationError(
            {"expires_on": "Enter a day from today on: a document that is out of date shows little"}
        )
    last = proof.versions.order_by("number").last()
    document = keep(data, name=name, kind="evidence", board=to.exercise.board, by=by, at=at)
    if last and last.document.sha256 == document.sha256 and last.expires_on == expires_on:
        raise ValidationError(
            {"file": f"This is version {last.number} as it is: choose the file that is newer"}
        )
    number = last.number + 1 if last else 1
    return ProofVersion.objects.create(
        proof=proof, number=number, document=document, expires_on=expires_on, added_at=at, by_name=by.name
    )


def _use(to, question, version, *, by, at):
    there = ProofUse.objects.filter(
        to=to, question=question, version__proof=version.proof, ended_at__isnull=True
    )
    now = there.filter(version=version, carried=False).first()
    if now:
        return now
    there.update(ended_at=at)
    use = ProofUse.objects.create(to=to, question=question, version=version, added_at=at, by_name=by.name)
    evidence_changed(to, question, by=by, at=at)
    what = {"question": question.pk, "what": str(version)}
    record(by=by, verb="gave evidence in", thing=to, at=at, board=to.exercise.board, **what)
    return use
