"""The glossary, by both clocks."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from safeboard.boards.models import Term
from safeboard.boards.queries import glossary_of, letters_of, terms_on
from safeboard.boards.services import add_term, strike_term
from safeboard.boards.tests.cast import DAY, a_board
from safeboard.history.models import Event
from safeboard.history.services import CommandLine

pytestmark = pytest.mark.django_db
JAN, MARCH, JUNE = (datetime.date(2016, month, 1) for month in (1, 3, 6))
CSE = "Child sexual exploitation"


@pytest.fixture
def board():
    return a_board("Harrowmere")


def on(day):
    return {"by": CommandLine(), "at": datetime.datetime.combine(day, datetime.time(12), tzinfo=datetime.UTC)}


def term(board, acronym="CSE", meaning=CSE, *, recorded=MARCH, **more):
    return add_term(board=board, acronym=acronym, meaning=meaning, **more, **on(recorded))


def test_a_term_without_a_day_always_meant_what_it_means(board):
    term(board)
    assert glossary_of(board, day=JAN) == {"CSE": [CSE]}


def test_a_term_from_a_day_means_nothing_before_it(board):
    term(board, effective_on=MARCH)
    assert [glossary_of(board, day=day) for day in (MARCH - DAY, MARCH)] == [{}, {"CSE": [CSE]}]


def test_what_was_known_at_a_time_does_not_hold_what_came_later(board):
    term(board)
    assert glossary_of(board, day=JUNE, known_at=on(JAN)["at"]) == {}


def test_two_meanings_are_both_shown_and_acronyms_stand_in_order(board):
    term(board, "RAG", "Red, amber, green")
    term(board, "eCAF", "Electronic CAF")
    term(board, "RAG", "Reading action group")
    assert list(glossary_of(board, day=JUNE).items()) == [
        ("eCAF", ["Electronic CAF"]),
        ("RAG", ["Red, amber, green", "Reading action group"]),
    ]


def test_another_boards_terms_are_not_here(board):
    term(a_board())
    assert glossary_of(board, day=JUNE) == {}


def test_a_struck_meaning_goes_from_its_day_on_and_the_other_stays(board):
    first, _ = term(board), term(board, meaning="Case")
    strike_term(first, **on(MARCH))
    assert [glossary_of(board, day=day) for day in (JAN, MARCH)] == [
        {"CSE": [CSE, "Case"]},
        {"CSE": ["Case"]},
    ]


def test_a_strike_learned_later_was_not_known_before(board):
    strike_term(term(board, recorded=JAN), effective_on=JAN, **on(JUNE))
    assert [glossary_of(board, day=JUNE, known_at=on(day)["at"]) for day in (MARCH, JUNE)] == [
        {"CSE": [CSE]},
        {},
    ]


def test_a_meaning_taken_out_may_come_back(board):
    strike_term(term(board, recorded=JAN), **on(MARCH))
    term(board, recorded=JUNE)
    assert [glossary_of(board, day=day) for day in (JAN, MARCH, JUNE)] == [{"CSE": [CSE]}, {}, {"CSE": [CSE]}]


def test_a_meaning_comes_back_after_the_day_it_was_taken_out_and_not_before(board):
    strike_term(term(board, recorded=JAN), **on(JUNE))
    term(board, recorded=JUNE, effective_on=MARCH)
    assert glossary_of(board, day=JUNE) == {"CSE": [CSE]}


def test_a_term_of_a_later_day_can_be_struck(board):
    strike_term(term(board, effective_on=JUNE), **on(MARCH))
    assert glossary_of(board, day=JUNE) == {}


def test_the_same_meaning_twice_is_refused(board):
    term(board)
    with pytest.raises(ValidationError, match=f"CSE means “{CSE}” here already"):
        term(board, meaning=f" {CSE} ")
    assert Term.objects.count() == 1


def test_a_second_press_strikes_nothing_again(board):
    first = term(board)
    strike_term(first, **on(JUNE))
    with pytest.raises(ValidationError, match="Nothing was done again"):
        strike_term(first, **on(JUNE))
    assert Term.objects.count() == 2


def test_an_acronym_without_a_letter_is_refused(board):
    with pytest.raises(ValidationError, match="letters or figures"):
        term(board, "&")


def test_why_it_was_struck_is_in_the_history(board):
    strike_term(term(board), why="We say CE now", **on(JUNE))
    event = Event.objects.last()
    assert (event.verb, event.details) == ("took out of the glossary", {"why": "We say CE now"})


def test_terms_come_by_letter(board):
    for acronym in ("section 11", "SCR", "1001"):
        term(board, acronym, "x")
    letters = letters_of(terms_on(board, day=JUNE))
    assert [(letter, [one.acronym for one in terms]) for letter, terms in letters] == [
        ("#", ["1001"]),
        ("S", ["SCR", "section 11"]),
    ]
