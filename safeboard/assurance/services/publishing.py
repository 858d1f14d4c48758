"""Writing a set of standards and publishing it: what was published is never altered, the next version is another."""

from django.core.exceptions import ValidationError
from django.db import transaction

from safeboard.assurance.models import Question, Scale, SetVersion, Standard, StandardSet
from safeboard.assurance.outline import SetOutline, faults_of, from_json
from safeboard.boards.models import SECTORS
from safeboard.history.services import record

MEANWHILE = "Somebody else changed this draft meanwhile. Look at it as it is now, and make your change again."


@transaction.atomic
def start_set(board, outline: SetOutline, *, by, at):
    """Begin a set with a first draft. Returns the StandardSet. Raises ValidationError."""
    if not outline.name.strip():
        raise ValidationError({"name": "Enter what the set is called"})
    if StandardSet.objects.filter(board=board, name=outline.name.strip()).exists():
        raise ValidationError({"name": "There is a set of this name already: choose another name"})
    made = StandardSet(
        board=board,
        name=outline.name.strip(),
        kind=outline.kind,
        draft=outline.as_json(),
        draft_number=1,
        made_at=at,
    )
    made.full_clean()
    made.save()
    record(by=by, verb="began", thing=made, at=at, board=board)
    return made


@transaction.atomic
def save_draft(standards, outline: SetOutline, *, seen, by, at):
    """Keep the next version as it is now written. seen: the draft's number that was on the page. Raises ValidationError."""
    held = StandardSet.objects.select_for_update(of=("self",)).select_related("board").get(pk=standards.pk)
    if held.draft_number != seen:
        raise ValidationError(MEANWHILE)
    held.draft, held.draft_number = outline.as_json(), held.draft_number + 1
    held.save(update_fields=["draft", "draft_number"])
    record(by=by, verb="changed the draft of", thing=held, at=at, board=held.board)
    return held


@transaction.atomic
def publish(standards, *, by, at, what_changed="", seen=None):
    """Make the draft the next version. Returns the SetVersion. Raises ValidationError with every fault of the draft.

    seen: the draft's number that was on the page; None: not asked.
    """
    held = StandardSet.objects.select_for_update(of=("self",)).select_related("board").get(pk=standards.pk)
    if not held.draft:
        raise ValidationError("Nobody has written a next version yet.")
    if seen is not None and held.draft_number != seen:
        raise ValidationError(MEANWHILE)
    outline = from_json(held.draft)
    if faults := faults_of(outline, frozenset(SECTORS)):
        raise ValidationError([str(fault) for fault in faults])
    last = held.versions.order_by("number").last()
    if last and not what_changed.strip():
        raise ValidationError({"what_changed": "Enter what is different from the version before"})
    version = SetVersion.objects.create(
        set=held,
        number=last.number + 1 if last else 1,
        words=outline.words,
        what_changed=what_changed.strip(),
        published_at=at,
        by_name=by.name,
    )
    _add_rows(version, outline)
    held.draft, held.draft_number = {}, held.draft_number + 1
    held.save(update_fields=["draft", "draft_number"])
    record(by=by, verb="published", thing=held, at=at, board=held.board, version=version.number)
    return version


def _add_rows(version, outline):
    for scale in outline.as_json()["scales"]:
        Scale.objects.create(version=version, **scale)
    scales = {scale.code: scale for scale in version.scales.all()}
    questions = []
    for place, line in enumerate(outline.standards, start=1):
        standard = Standard.objects.create(
            version=version,
            place=place,
            code=line.code,
            section=line.section,
            title=line.title,
            words=line.words,
        )
        questions += [_question(standard, at, one, scales) for at, one in enumerate(line.questions, start=1)]
    Question.objects.bulk_create(questions)


def _question(standard, place, line, scales):
    names = ("code", "words", "kind", "choices", "help", "good", "sectors", "evidence_wanted", "optional")
    said = {name: getattr(line, name) for name in names}
    return Question(standard=standard, place=place, scale=scales.get(line.scale), **said)
