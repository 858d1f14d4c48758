"""Erasing somebody who has left: what goes, what stays, when it is refused, and how it is done again after a restore."""

import datetime
import json

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from safeboard.api.models import CalendarFeed, Token
from safeboard.boards.models import Seat
from safeboard.boards.services import seat
from safeboard.core.held import GONE_ADDRESS, GONE_NAME
from safeboard.history.models import AppendOnly, Event
from safeboard.outbox.models import Link, Message
from safeboard.people.models import User
from safeboard.plans.models import Typing, Update
from safeboard.plans.tests import factories as make
from safeboard.privacy import services
from safeboard.privacy.models import Erased
from safeboard.privacy.register import register
from safeboard.privacy.tests.makers import a_worker, again, browser, leaves, now, signed_in, write_to
from safeboard.rounds.tests.makers import a_round_now
from tests.running import run

pytestmark = pytest.mark.django_db

SURE = {"sure": "on"}


@pytest.fixture(autouse=True)
def erased_list(settings, tmp_path):
    settings.ERASED_LIST = tmp_path / "kept" / "erased.jsonl"
    return settings.ERASED_LIST


def gone():
    """(board, manager, somebody who worked there and has left)"""
    board, manager, person = a_worker()
    leaves(person)
    return board, manager, person


def page(board, person):
    return reverse("privacy:erase", args=[board.slug, person.pk])


def everything_of(person):
    """The rows that go, by kind, counted."""
    return [
        model.objects.filter(**{look_up: person.pk}).count()
        for model, look_up in ((Token, "seat__user"), (CalendarFeed, "user"), (Authenticator, "user"))
    ] + [Typing.objects.filter(who=f"user {person.pk}").count()]


def refused(person):
    with pytest.raises(ValidationError) as refusal:
        services.erase(person, **now())
    return refusal.value.messages


# What goes


def test_nobody_signs_in_by_the_account_again():
    _, _, person = gone()
    client = browser(person)
    services.erase(person, **now())
    after = again(person)
    assert client.get("/your-account/").status_code == 302
    assert (after.is_active, after.has_usable_password(), after.last_login) == (False, False, None)
    assert after.email == f"person-{person.pk}@erased.invalid"


def test_sessions_factors_tokens_calendars_and_what_was_being_typed_go():
    _, _, person = gone()
    signed_in(person)
    assert everything_of(person) == [1, 1, 1, 1]
    services.erase(person, **now())
    assert everything_of(person) == [0, 0, 0, 0]


def test_messages_to_them_stay_without_their_words_and_address():
    board, _, person = gone()
    others = write_to(make.someone("member", board), board, words="For somebody else")
    services.erase(person, **now())
    mine = Message.objects.get(user=person)
    assert (mine.body, mine.subject, mine.to_email, mine.to_name) == ("", "Erased", GONE_ADDRESS, GONE_NAME)
    others.refresh_from_db()
    assert others.body == "For somebody else"


def test_their_links_open_nothing_any_more():
    _, _, person = gone()
    services.erase(person, **now())
    link = Link.objects.get(user=person)
    assert (link.works(at=timezone.now()), link.email, link.name) == (False, GONE_ADDRESS, GONE_NAME)


def test_the_address_is_in_no_row_that_can_be_changed():
    _, _, person = gone()
    address = person.email
    services.erase(person, **now())
    left = [
        label
        for label in register()
        if not issubclass(apps.get_model(label), AppendOnly)
        and address in str(list(apps.get_model(label)._base_manager.values()))
    ]
    assert left == []


# What stays


def test_what_they_said_and_where_they_sat_stays_with_their_name():
    board, manager, person = gone()
    services.erase(person, **now())
    said = Update.objects.get(by=person)
    assert (said.by_name, again(person).name, Seat.objects.get(user=person).board) == (
        person.name,
        person.name,
        board,
    )
    shown = browser(manager).get(said.action.get_absolute_url()).content.decode()
    assert person.name in shown


def test_somebody_whom_no_board_has_on_record_loses_the_name_too():
    person = make.add_person(email="never@example.org", name="Never Sat", **make.by_now())
    services.erase(person, **now())
    assert again(person).name == GONE_NAME


def test_the_history_says_that_somebody_was_erased_and_not_who():
    _, _, person = gone()
    services.erase(person, **now())
    event = Event.objects.get(verb="erased")
    assert event.thing_name == f"Person {person.pk}"
    words = f"{event.thing_name} {event.details}"
    assert (person.name in words, person.email in words) == (False, False)
    assert event.details["goes"]["api.Token"] == 1


# When it is refused


def test_it_is_refused_while_they_sit_on_a_board():
    board, _, person = a_worker()
    assert refused(person) == [
        f"They have a seat on {board} as lead. End it first; on the day after they can be erased."
    ]
    assert again(person).is_active is True


def test_it_is_refused_while_a_seat_is_to_come():
    board, _, person = gone()
    day = timezone.localdate() + datetime.timedelta(days=3)
    seat(user=person, board=board, role="member", starts=day, **now())
    assert len(refused(person)) == 1


def test_it_is_refused_for_the_last_manager_a_board_had():
    board, manager, _ = a_worker()
    leaves(manager)
    assert refused(manager) == [
        f"They are the last business manager that {board} had. Invite another business manager first."
    ]


def test_it_is_refused_while_a_round_asks_them():
    board = make.a_board()
    make.a_plan(board)
    person = make.someone("lead", board)
    make.someone("business_manager", board)
    person.seats.get().answers_for.set(board.leads.all())
    a_round_now(board)
    Message.objects.update(state="sent")
    leaves(person)
    assert [words.endswith("asks them. Close it first.") for words in refused(person)] == [True]


def test_it_is_refused_while_a_message_to_them_waits():
    board, _, person = gone()
    write_to(person, board, state="waiting")
    assert refused(person) == ["A message to them waits to be sent. Stop it, or let it go first."]


def test_a_second_time_is_refused():
    _, _, person = gone()
    services.erase(person, **now())
    assert refused(person) == ["They were erased already. Nothing was done again."]
    assert Erased.objects.count() == 1


def test_a_manager_who_does_not_keep_every_board_they_sat_on_is_told_nothing_but_that():
    board, manager, person = gone()
    other = make.a_board("Aldermoor")
    seat(user=person, board=other, role="member", starts=make.LONG_AGO, **now())
    shown = browser(manager).post(page(board, person), SURE)
    assert (
        "Ask whoever runs this Safeboard" in shown.content.decode(),
        "Aldermoor" in shown.content.decode(),
    ) == (
        True,
        False,
    )
    assert again(person).is_active is True


def test_half_of_it_never_happens(monkeypatch):
    _, _, person = gone()

    def fails(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(services, "record", fails)
    with pytest.raises(RuntimeError):
        services.erase(person, **now())
    assert (everything_of(person), again(person).email) == ([1, 1, 1, 1], person.email)
    assert Message.objects.get(user=person).body == "Dear friend"


# The page


def test_the_page_lists_what_goes_and_what_stays_and_wants_a_tick():
    board, manager, person = gone()
    client = browser(manager)
    shown = client.get(page(board, person)).content.decode()
    assert ("Tokens (1)" in shown, "Updates (1)" in shown) == (True, True)
    assert client.post(page(board, person)).status_code == 400
    assert again(person).is_active is True
    assert client.post(page(board, person), SURE).status_code == 302
    assert again(person).is_active is False
    assert client.get(page(board, person)).status_code == 404
    people = client.get(reverse("privacy:people", args=[board.slug])).content.decode()
    assert person.name not in people


# The command, and after a restore


def test_the_command_says_first_and_does_it_only_when_told(transactional_db):
    _, _, person = gone()
    said = run("erase", person.email)
    assert (said.code, "Tokens (1): goes\n" in said.out, "Updates (1): stays\n" in said.out) == (
        0,
        True,
        True,
    )
    assert again(person).is_active is True
    assert (
        run("erase", person.email, "--really").out
        == f"Person {person.pk} is erased. What boards recorded stays.\n"
    )


def test_the_command_refuses_in_one_sentence():
    _, _, person = a_worker()
    done = run("erase", person.email, "--really")
    assert (done.code, done.err.startswith("They have a seat on")) == (2, True)
    assert run("erase", "nobody@example.org").err == "Nobody has the address nobody@example.org.\n"


def brought_back(person):
    """As an older backup has them: with their address, a seat that goes on, and a message that waits."""
    User.objects.filter(pk=person.pk).update(email=person.email, is_active=True, name=person.name)
    Seat.objects.filter(user=person).update(ends=None)
    write_to(person, person.seats.first().board, state="waiting")


def test_after_an_older_backup_they_are_erased_again_from_the_list(
    erased_list, django_capture_on_commit_callbacks
):
    _, _, person = gone()
    with django_capture_on_commit_callbacks(execute=True):
        services.erase(person, **now())
    line = json.loads(erased_list.read_text())
    assert (line["person"], person.email in str(line), person.name in str(line)) == (person.pk, False, False)
    brought_back(person)
    done = run("erased", "--again", erased_list)
    assert (done.code, done.out) == (0, "1 erased again\n")
    assert (again(person).is_active, Seat.objects.get(user=person).ends) == (False, timezone.localdate())
    assert {one.body for one in Message.objects.filter(user=person)} == {""}
    assert run("erased", "--again", erased_list).out == "1 erased already\n"


def test_somebody_else_with_the_same_key_is_left_alone(erased_list):
    person = make.someone("member", make.a_board())
    erased_list.parent.mkdir()
    erased_list.write_text(json.dumps({"person": person.pk, "sign": "0" * 64}) + "\n")
    done = run("erased", "--again", erased_list)
    assert (done.code, done.out) == (2, "1 somebody else\n")
    assert again(person).is_active is True


def test_the_list_in_the_database_is_written_like_the_one_beside_it(
    erased_list, django_capture_on_commit_callbacks
):
    _, _, person = gone()
    with django_capture_on_commit_callbacks(execute=True):
        services.erase(person, **now())
    assert run("erased").out == erased_list.read_text()


def test_a_list_that_is_none_is_refused(tmp_path):
    path = tmp_path / "list"
    path.write_text("not JSON")
    assert run("erased", "--again", path).err == (
        f"{path} is not a list of erased: `safeboard erased` writes one.\n"
    )
