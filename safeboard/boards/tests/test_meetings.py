"""The board's meetings."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from safeboard.boards import queries
from safeboard.boards.models import Meeting
from safeboard.boards.services import add_meeting, change_meeting
from safeboard.boards.tests.cast import DAY, a_board, by_now
from safeboard.history.models import Event

pytestmark = pytest.mark.django_db
MARCH, JUNE = datetime.date(2016, 3, 1), datetime.date(2016, 6, 1)


@pytest.fixture
def board():
    return a_board("Harrowmere")


def a_meeting(board, date, **more):
    return add_meeting(board=board, date=date, **more, **by_now())


def changed(meeting, **but):
    now = {name: getattr(meeting, name) for name in ("date", "kind", "updates_by", "papers_by")}
    return change_meeting(meeting, **{**now, **but}, **by_now())


@pytest.mark.parametrize(
    ("day", "last", "following"),
    [(MARCH - DAY, None, MARCH), (MARCH, MARCH, JUNE), (JUNE - DAY, MARCH, JUNE), (JUNE, JUNE, None)],
)
def test_the_last_and_the_next_meeting_of_a_day(board, day, last, following):
    a_meeting(a_board(), day)
    meetings = {date: a_meeting(board, date) for date in (JUNE, MARCH)} | {None: None}
    found = queries.last_meeting(board, day=day), queries.next_meeting(board, day=day)
    assert found == (meetings[last], meetings[following])


def test_the_last_meeting_of_a_kind(board):
    main = a_meeting(board, MARCH)
    a_meeting(board, MARCH + DAY, kind="Executive")
    assert queries.last_meeting(board, day=JUNE, kind="board") == main


@pytest.mark.parametrize(
    ("but", "words"),
    [
        ({"updates_by": MARCH + DAY}, "last day for updates that is not after the meeting"),
        ({"papers_by": MARCH + DAY}, "day for the papers that is not after the meeting"),
        ({"kind": "  "}, "Enter what kind of meeting"),
        ({"kind": "BOARD"}, "There is a meeting “BOARD, 1 March 2016” already"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(board, but, words):
    a_meeting(board, MARCH)
    with pytest.raises(ValidationError, match=words):
        a_meeting(board, MARCH, **but)
    assert Meeting.objects.count() == 1


def test_two_boards_meet_on_one_day(board):
    a_meeting(board, MARCH)
    a_meeting(a_board(), MARCH)
    assert Meeting.objects.count() == 2


def test_a_past_meeting_is_corrected_and_what_it_was_is_kept(board):
    meeting = a_meeting(board, MARCH)
    changed(meeting, date=MARCH + DAY, papers_by=MARCH)
    assert (Meeting.objects.get().date, Event.objects.last().details) == (
        MARCH + DAY,
        {
            "was": {"date": "2016-03-01", "papers_by": ""},
            "becomes": {"date": "2016-03-02", "papers_by": "2016-03-01"},
        },
    )


def test_nothing_changed_is_nothing_recorded(board):
    changed(a_meeting(board, MARCH))
    assert [event.verb for event in Event.objects.filter(thing_type="boards.meeting")] == ["added"]


def test_a_meeting_does_not_move_onto_another(board):
    a_meeting(board, JUNE)
    meeting = a_meeting(board, MARCH)
    with pytest.raises(ValidationError, match="already"):
        changed(meeting, date=JUNE)
    assert Meeting.objects.get(pk=meeting.pk).date == MARCH
