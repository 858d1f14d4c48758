"""What a picture is painted from: SQL that is kept and bound anew finds what the query itself would, whatever is asked."""

import datetime

import pytest
from django.db import connection
from django.utils import timezone

from safeboard.core.remembered import Remembered
from safeboard.plans import rows, services
from safeboard.plans.models import Action, Update
from safeboard.plans.tests import factories as make

pytestmark = pytest.mark.django_db
FAR = datetime.date.max


@pytest.fixture
def plans(board):
    """Three plans of one board, and one of another; of the first, things were said, moved, dropped and asked for."""
    promises = [make.promise(f"Audit {number}") for number in range(5)]
    made = [make.a_plan(board, *promises) for _ in range(3)]
    made.append(make.a_plan(make.a_board(), make.promise("Elsewhere")))
    first, second = Action.objects.filter(issue__priority__plan=made[0]).order_by("pk")[:2]
    services.post_update(first, words="Half done", rating="red", **make.by_now())
    services.ask_for_date(second, becomes="July 2030", why="Staff left", **make.by_now())
    services.drop_part(second, why="Not ours", **make.by_now())
    return made


@pytest.fixture
def board():
    return make.a_board()


def asked(plans, *, only=None, latest=FAR, known_at=None):
    boards = sorted({plan.board_id for plan in plans})
    return {
        "plans": [plan.pk for plan in plans],
        "boards": boards,
        "only": only,
        "latest": latest,
        "known_at": known_at,
    }


def as_the_query_finds(values):
    return {name: [tuple(row) for row in found] for name, found in rows._write(**values).items()}


def as_it_was_kept(values):
    return {name: [tuple(row) for row in found] for name, found in rows.ROWS.ask(**values).items()}


def questions(plans):
    """One of each shape, and more than one of some."""
    keys = list(Action.objects.order_by("pk").values_list("pk", flat=True))
    soon = timezone.now() - datetime.timedelta(minutes=1)
    yield from ([plan] for plan in plans)
    yield plans
    yield from (plans[:2], plans[:3])
    for only in ([], keys[:1], keys[1:2], keys[:3], keys[3:6], keys):
        yield plans, {"only": only}
    for known_at in (timezone.now(), soon):
        yield plans[:1], {"known_at": known_at}
        yield plans, {"only": keys[:2], "known_at": known_at}
    for latest in (datetime.date(2015, 12, 1), datetime.date(2014, 1, 1), timezone.localdate()):
        yield plans[:1], {"latest": latest}


def test_what_is_kept_finds_what_the_query_finds_for_every_shape(plans):
    for question in questions(plans):
        of, more = question if isinstance(question, tuple) else (question, {})
        values = asked(of, **more)
        assert as_it_was_kept(values) == as_the_query_finds(values), (len(of), more)


def test_the_same_shape_is_written_once_and_finds_other_rows(plans):
    written = []

    def write(**values):
        written.append(values)
        return rows._write(**values)

    remembered = Remembered(write)
    words = [{row.words for row in remembered.ask(**asked([plan]))["updates"]} for plan in plans]
    assert len(written) == 1
    assert "Half done" in words[0]
    assert "Half done" not in words[1]


def test_lists_of_nearly_one_length_are_one_shape(plans):
    remembered = Remembered(rows._write)
    keys = list(Action.objects.order_by("pk").values_list("pk", flat=True))
    for many in (5, 6, 7, 8):
        found = remembered.ask(**asked(plans, only=keys[:many]))["actions"]
        assert sorted(row.pk for row in found) == keys[:many]
    assert len(remembered.kept) == 1


def test_it_asks_the_same_number_of_queries_whatever_there_is(plans, django_assert_num_queries):
    for of in (plans[:1], plans):
        with django_assert_num_queries(24):
            rows.ROWS.ask(**asked(of))
    one = [Action.objects.first().pk]
    with django_assert_num_queries(23):
        rows.ROWS.ask(**asked(plans, only=one))


def test_a_moment_comes_back_with_its_zone_and_a_yes_as_a_yes(plans):
    said = rows.ROWS.ask(**asked(plans))["updates"]
    stored = Update.objects.get(words="Half done")
    row = next(one for one in said if one.pk == stored.pk)
    assert (row.recorded_at, row.recorded_at.utcoffset()) == (stored.recorded_at, datetime.timedelta())
    assert row.complete is False
    assert isinstance(row.effective_on, datetime.date)


def test_it_sees_what_its_own_transaction_wrote(plans):
    action = Action.objects.filter(issue__priority__plan=plans[1]).first()
    services.post_update(action, words="Just now", rating="red", **make.by_now())
    assert any(row.words == "Just now" for row in rows.ROWS.ask(**asked(plans[1:2]))["updates"])
    assert connection.in_atomic_block
