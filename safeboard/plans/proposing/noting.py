"""What a progress cell says that the plan's action does not: new notes, notes that read differently, notes gone. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from safeboard.plans.notes import Note, join_notes
from safeboard.plans.promise import ActionPicture, Said
from safeboard.plans.proposing.changes import What
from safeboard.plans.proposing.wording import alike, plain, same_day, same_note

SAME_NOTE = 55.0
"""From this likeness on, another text under the same day is the same note put differently."""


@dataclass(frozen=True, slots=True)
class NoteFound:
    """said: the update it changes or leaves out. wanted: the note as the file has it. conflict: somebody else corrected it."""

    what: What
    wanted: Note = field(default_factory=lambda: Note(""))
    said: Said | None = None
    then: str | None = None
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """The notes of one action: in the file, on the paper it came from, and every one that the plan has or had.

    was: the action when the file was written, None where nobody knew of it. now: as it stands.
    """

    written: list[Note]
    printed: list[Note]
    known: list[Note]
    was: ActionPicture | None
    now: ActionPicture


def notes_found(cell: Cell) -> Iterator[NoteFound]:
    """What is new or other in the file's notes, in their order, and then what is no longer there."""
    fresh = [note for note in cell.written if note.text and not _among(note, cell.known)]
    missing = [note for note in cell.printed if not _among_written(note, cell.written)]
    for note in fresh:
        kept, added = _added_under(note, missing)
        if kept and added:
            missing.remove(kept)
            yield NoteFound(What.NOTE, added)
            continue
        changed = _changed(note, missing)
        said = _said(changed, cell) if changed else None
        if changed and said and not said.over:
            missing.remove(changed)
            yield from _another(note, said, cell.now)
        else:
            yield NoteFound(What.NOTE, note)
    for note in missing:
        said = _said(note, cell)
        if said and said.pk in {one.pk for one in cell.now.notes}:
            yield NoteFound(What.NOTE_GONE, said=said)


def words_of(note: Note) -> str:
    """ "Update March 2016: Sent." as a cell has it."""
    return " ".join(join_notes([note]).split())


def note_of(said: Said) -> Note:
    return Note(said.told, said.effective_on if said.dated else None, said.opener)


def _among(note: Note, known: list[Note]) -> bool:
    return any(same_note(note, one) for one in known)


def _among_written(note: Note, written: list[Note]) -> bool:
    return any(same_note(one, note) for one in written)


def _added_under(note: Note, missing: list[Note]) -> tuple[Note | None, Note | None]:
    """(the note of the paper that stands at its head as it was, what was written under it): a line of its own is another note, which
    names no day. (None, None) where it is not so; words that go on in the same line put the note right."""
    for one in _grown(note, missing):
        for at in note.breaks:
            if plain(note.text[:at]) == plain(one.text):
                return one, Note(note.text[at:])
    return None, None


def _grown(note: Note, missing: list[Note]) -> list[Note]:
    """The notes of the paper, of its day, with whose words it begins; the longest first."""
    same = [one for one in missing if same_day(note, one) and one.text]
    grown = [one for one in same if plain(note.text).startswith(plain(one.text))]
    return sorted(grown, key=lambda one: -len(one.text))


def _changed(note: Note, missing: list[Note]) -> Note | None:
    """The note of the paper that this one was made from: it goes on with its words, or is like it, on the same day."""
    if grown := _grown(note, missing):
        return grown[0]
    same = [one for one in missing if same_day(note, one) and one.text]
    likest = max(same, key=lambda one: alike(note.text, one.text), default=None)
    return likest if likest and alike(note.text, likest.text) >= SAME_NOTE else None


def _said(printed: Note, cell: Cell) -> Said | None:
    """The update that a note of the paper was printed from: by its words, else by its place where the counts agree."""
    notes = (cell.was or cell.now).notes
    found = next((said for said in notes if same_note(printed, note_of(said))), None)
    if found or len(cell.printed) > len(notes):
        return found
    newest = notes[len(notes) - len(cell.printed) :]
    at = next(place for place, note in enumerate(cell.printed) if note is printed)
    return newest[at] if same_day(printed, note_of(newest[at])) else None


def _another(note: Note, said: Said, now: ActionPicture) -> Iterator[NoteFound]:
    """A note that reads differently, unless the plan's own correction of it says the same by now."""
    current = _as_corrected(said, now)
    conflict = current.pk != said.pk
    then = words_of(note_of(said)) if conflict else None
    yield NoteFound(What.NOTE_CHANGED, note, current, then, conflict)


def _as_corrected(said: Said, now: ActionPicture) -> Said:
    """The correction that holds, however many there were."""
    current = next((one for one in now.said if one.pk == said.pk), said)
    while current.corrected_by:
        current = current.corrected_by
    return current
