"""Whether every paper that was issued, and every file that was kept, is still what it was."""

import hashlib
from collections.abc import Iterator

from safeboard.documents.models import Document
from safeboard.history.verifying import Fault
from safeboard.papers.models import IssuedFile

PIECE = 1024 * 1024


def how_many() -> int:
    return Document.objects.count() + IssuedFile.objects.count()


def faults(step=lambda: None) -> Iterator[Fault]:
    """Everything that does not add up. step: called after each file, for a progress bar. Each file's bytes are read once."""
    found: dict[str, str | None] = {}
    for document in Document.objects.order_by("pk").iterator(chunk_size=500):
        place = str(document.file)
        if place not in found:
            found[place] = _sha256(document)
        yield from _of_document(document, found[place])
        step()
    issued = IssuedFile.objects.select_related("document", "issued__paper__board").order_by("pk")
    for file in issued.iterator(chunk_size=500):
        if (file.sha256, file.size) != (file.document.sha256, file.document.size):
            paper = file.issued.paper
            yield Fault(
                f"{paper.called} of {paper.board}, {file.form}",
                "The file kept for this issued paper is not the one that was issued.",
            )
        step()


def _of_document(document, sha256) -> Iterator[Fault]:
    what = f"{document.name} (document {document.pk})"
    if sha256 is None:
        yield Fault(what, "Its file is not in the files folder: restore it from a backup.")
    elif sha256 != document.sha256:
        yield Fault(what, "Its bytes are not those that were kept: restore the file from a backup.")


def _sha256(document) -> str | None:
    """None where there is no such file."""
    digest = hashlib.sha256()
    try:
        with document.file.open() as file:
            while piece := file.read(PIECE):
                digest.update(piece)
    except OSError:
        return None
    return digest.hexdigest()
