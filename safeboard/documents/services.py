import hashlib
from pathlib import Path, PurePath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from safeboard.core.writing import replacing
from safeboard.documents.models import Document, Reading
from safeboard.history.services import record


@transaction.atomic
def keep(data, *, name, kind, board, by, at):
    """Keep a file's bytes as they came. The same bytes are stored once, however often they come."""
    sha256 = hashlib.sha256(data).hexdigest()
    path = f"documents/{sha256[:2]}/{sha256}"
    _store(path, data)
    document = Document.objects.create(
        board=board,
        name=PurePath(name).name[:255],
        kind=kind,
        size=len(data),
        sha256=sha256,
        file=path,
        added_at=at,
        added_by_id=by.pk,
        added_by_name=by.name,
    )
    record(by=by, verb="brought in", thing=document, at=at, board=board, sha256=sha256)
    transaction.on_commit(lambda: _store(path, data))  # the same bytes may have been let go of meanwhile
    return document


def _store(path, data):
    """Whole or not at all: a process killed half-way must not leave a part that passes for the file."""
    if default_storage.exists(path) and default_storage.size(path) == len(data):
        return
    try:
        place = Path(default_storage.path(path))
    except NotImplementedError:  # no folder of this machine: such storage takes a file whole by itself
        default_storage.save(path, ContentFile(data))
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    with replacing(place, mode=0o640) as file:
        file.write(data)


@transaction.atomic
def keep_reading(document, *, outline, by, at, decided=None, given=None):
    """Keep what was read from a document as a draft. outline, decided, given: JSON values, as in the model."""
    reading = Reading.objects.create(
        document=document, outline=outline, read_at=at, decided=decided or {}, given=given or {}
    )
    record(by=by, verb="read", thing=reading, at=at, board=document.board)
    return reading


@transaction.atomic
def settle_reading(reading, *, state, by, at):
    """Move a reading from draft to accepted or left, once. Returns False when somebody has done so already."""
    moved = Reading.objects.filter(pk=reading.pk, state=Reading.State.DRAFT).update(state=state)
    if moved:
        reading.state = state
        record(by=by, verb=state, thing=reading, at=at, board=reading.board)
    return bool(moved)
