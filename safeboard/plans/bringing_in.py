"""Bring in a plan from a file: read it, keep it with what was read, and accept it or leave it to be looked at.

    outline = bringing_in.read(data)                                          # Unreadable: one sentence; nothing kept
    reading = bringing_in.draft(data, name=..., outline=outline, board=board, by=user, at=now)    # SameFile
    plan = bringing_in.accept(reading, by=user, at=now, ratings={0: "green"})                     # SameFile

or, for all of it in one transaction, `bring_in`.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from safeboard.boards.models import Board
from safeboard.boards.naming import Unnamed, find_board
from safeboard.boards.services import add_board
from safeboard.boards.spelling import key_of
from safeboard.core import measures
from safeboard.core.reading.blocks import Unreadable
from safeboard.core.reading.kind import kind_of
from safeboard.documents.services import keep, keep_reading
from safeboard.documents.uploads import too_large_sentence
from safeboard.plans.outline import Outline, from_json, to_json
from safeboard.plans.queries import same_file
from safeboard.plans.reading.child import read_safely
from safeboard.plans.services import accept_reading, leave_reading

ENOUGH_TO_TELL = 16 * 1024
"""Bytes of a text file that tell HTML from markdown from prose. All of it could take long, and the child is not here."""


class SameFile(Exception):
    """The same bytes are a standing plan of this board. Its text is one sentence; `plan` is that plan."""

    def __init__(self, plan):
        day = f"{timezone.localdate(plan.accepted_at):%-d %B %Y}"
        super().__init__(
            f"This very file was brought in on {day}: it is the plan “{plan.title}” of {plan.board}."
        )
        self.plan = plan


def load(path: Path) -> bytes:
    """The bytes of a file on this machine. Never takes more into memory than may be brought in.

    Raises Unreadable with one sentence.
    """
    try:
        with path.open("rb") as file:
            data = file.read(settings.MAX_UPLOAD_BYTES + 1)
    except FileNotFoundError:
        raise Unreadable(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise Unreadable(f"{path} is a folder: name the file inside it.") from None
    except OSError as error:
        raise Unreadable(f"{path} could not be opened: {error.strerror}.") from None
    if len(data) > settings.MAX_UPLOAD_BYTES:
        raise Unreadable(too_large_sentence())
    return data


def read(data: bytes, *, decided: Mapping[str, int] | None = None) -> Outline:
    """The plan in a file's bytes, read in a child process within the limits of the settings. Keeps nothing.

    decided: what a person chose about the doubts of an earlier reading. Raises Unreadable with one sentence.
    """
    return read_copy(data, decided=decided)[0]


def read_copy(
    data: bytes, *, decided: Mapping[str, int] | None = None, legends: Sequence[Mapping[str, str]] = ()
) -> tuple[Outline, dict[str, str]]:
    """As `read`, and beside the plan what the file says of itself; {} where it says nothing.

    legends: what the ratings of the plan it is read over mean, and meant.
    """
    with measures.reading():
        return read_safely(
            data,
            decided=decided,
            legends=legends,
            seconds=settings.READING_SECONDS,
            memory_bytes=settings.READING_MEMORY_BYTES,
            limit_bytes=settings.MAX_UPLOAD_BYTES,
        )


def likely_board(outline: Outline):
    """Whose plan it is when nobody says: the only board there is, else the one the file names (a name if it is new).

    Raises Unnamed.
    """
    boards = list(Board.objects.all()[:2])
    if len(boards) == 1 and (not outline.board or key_of(outline.board) == key_of(boards[0].name)):
        return boards[0]
    if len(boards) == 1:
        raise Unnamed(
            f"The file is “{outline.board}”'s, and the only board here is “{boards[0]}”: say with --board which one takes it."
        )
    if not outline.board:
        raise Unnamed("The file does not say whose plan it is: name the board with --board.")
    return find_board(outline.board) or outline.board


@transaction.atomic
def draft(data: bytes, *, name: str, outline: Outline, board, by, at, again: bool = False):
    """Keep a file and what was read from it, for someone to look at. Returns the Reading.

    name: the file's name as it came. board: a Board, or the name of one to be added. again: take it though the same bytes are a standing plan of this board.
    Raises SameFile.
    """
    if isinstance(board, str):
        board = add_board(name=board, by=by, at=at)
    document = keep(data, name=name, kind=kind_named(data), board=board, by=by, at=at)
    _wait_for_others(document)
    if not again:
        _refuse_same(document)
    return keep_reading(document, outline=to_json(outline), by=by, at=at)


def read_again(reading, *, decided: Mapping[str, int], given: Mapping[str, str], by, at):
    """The same file read by what a person chose about its doubts: a new draft, the old one left. Returns the new Reading.

    decided: key of a doubt -> choice. given: place of an action -> rating given by hand so far.
    Raises ValidationError when the old draft was accepted or left meanwhile.
    """
    with reading.document.file.open() as file:
        outline = read(file.read(), decided=decided)
    with transaction.atomic():
        leave_reading(reading, by=by, at=at)
        return keep_reading(
            reading.document, outline=to_json(outline), by=by, at=at, decided=dict(decided), given=dict(given)
        )


def rated_by_hand(reading, given: Mapping[str, str]) -> dict[int, str]:
    """Ratings given by place in the file, as `accept` takes them: by place in line of the reading's actions."""
    actions = from_json(reading.outline).actions
    return {at: given[action.place] for at, action in enumerate(actions) if action.place in given}


@transaction.atomic
def accept(reading, *, by, at, ratings=None, again: bool = False, notice=lambda stage: None):
    """Turn a draft into a plan. Returns the Plan; `ratings` and `notice` as in `services.accept_reading`.

    Raises SameFile when the same bytes have become a plan since the draft was made, unless `again`;
    ValidationError when the draft was accepted or left already.
    """
    _wait_for_others(reading.document)
    if not again and reading.state == reading.State.DRAFT:
        _refuse_same(reading.document)
    return accept_reading(reading, by=by, at=at, ratings=ratings, notice=notice)


@transaction.atomic
def bring_in(
    data: bytes, *, name: str, outline: Outline, board, by, at, again: bool = False, notice=lambda stage: None
):
    """File, reading and plan in one transaction: all of it is there afterwards, or nothing. Returns the Plan.

    board: a Board, or the name of one to be added. Raises SameFile.
    """
    reading = draft(data, name=name, outline=outline, board=board, by=by, at=at, again=again)
    notice("file")
    return accept(reading, by=by, at=at, again=True, notice=notice)


def _wait_for_others(document):
    """Two people may bring in one file at one moment: the board's row makes the second wait for the first."""
    Board.objects.select_for_update().get(pk=document.board_id)


def _refuse_same(document):
    if plan := same_file(document.board, document.sha256):
        raise SameFile(plan)


def kind_named(data: bytes) -> str:
    """What the file is, for its label. It has been read already, so its beginning is enough."""
    try:
        return kind_of(data if data.startswith(b"PK") else data[:ENOUGH_TO_TELL])
    except Unreadable:
        return "text"
