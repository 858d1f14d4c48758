"""What a person gets to see of what is held about them, and what a board's manager gets."""

import pytest
from django.apps import apps
from django.core.mail import send_mail
from django.db import transaction
from django.test import override_settings
from django.urls import reverse

from safeboard.boards.services import seat
from safeboard.history.models import Event
from safeboard.people.models import User
from safeboard.plans.models import Action
from safeboard.plans.services import post_update
from safeboard.plans.tests import factories as make
from safeboard.privacy.holding import EVENTS, piles
from safeboard.privacy.register import accounts_in, register
from safeboard.privacy.services import hand_over
from safeboard.privacy.tests.makers import a_worker, browser, contents, now, signed_in, write_to
from tests.test_backup import a_record

pytestmark = pytest.mark.django_db


def counts(user, board=None):
    return {pile.label: pile.count for _, found in piles(user, board=board) for pile in found}


def told(data):
    """{what: its rows} of a copy."""
    return {pile["what"]: pile["rows"] for pile in contents(data)[0]["held"]}


@pytest.fixture(scope="module")
def whole(django_db_setup, django_db_blocker, tmp_path_factory):
    """A little of everything, and the copy its manager gets: for tests that only read."""
    folder = tmp_path_factory.mktemp("whole")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=folder, ERASED_LIST=folder / "erased.jsonl"),
        transaction.atomic(),
    ):
        a_record()
        user = User.objects.get(email="jo@example.org")
        signed_in(user)
        yield user, hand_over(user, **now())
        transaction.set_rollback(True)


def test_every_row_that_points_at_a_persons_account_is_in_their_copy(whole):
    user, data = whole
    pointing = {
        model._meta.label: max(
            model._base_manager.filter(**{name: user.pk}).count() for name in accounts_in(model)
        )
        for model in apps.get_models()
        if accounts_in(model)
    }
    held = counts(user)
    assert {label: held.get(label, 0) >= count for label, count in pointing.items()} == dict.fromkeys(
        pointing, True
    )
    assert sum(1 for count in pointing.values() if count) > 20


def test_no_secret_is_in_a_copy(whole):
    user, data = whole
    known, page = contents(data)
    words = str(known) + page
    secrets = {
        str(value)
        for label, held in register().items()
        for name in held.secret.split()
        for value in apps.get_model(label)._base_manager.values_list(name, flat=True)
        if len(str(value or "")) > 8
    }
    assert len(secrets) > 10
    assert [secret for secret in secrets if secret in words] == []


def test_the_page_to_read_says_what_the_rows_say(whole):
    known, page = contents(whole[1])
    assert {f"({len(pile['rows'])})" in page for pile in known["held"]} == {True}
    assert ("<h1" in page, "Zoë 李" in page, "Half of it" in page) == (True, True, True)


def test_a_person_gets_what_they_wrote_what_was_written_to_them_and_their_times():
    board, _, person = a_worker()
    signed_in(person)
    rows = told(hand_over(person, **now()))
    assert rows["Plans: Updates"][0]["words"] == f"Nobody has begun with the audit of Elm House of {board}"
    assert [row["body"] for row in rows["Messages and links: Messages"]] == ["Dear friend"]
    assert {"digest"} & set(rows["Tokens and calendars: Tokens"][0]) == set()
    assert len(rows["Who is signed in: Sessions"]) == 1
    assert rows["Accounts and signing in: Account"][0]["e-mail address"] == person.email


def test_a_code_to_sign_in_with_is_in_no_copy():
    board, _, person = a_worker()
    write_to(person, board, words="Your code is 4711", state="waiting", secret=True)
    known, page = contents(hand_over(person, **now()))
    assert ("4711" in str(known), "4711" in page) == (False, False)


def test_a_boards_copy_holds_nothing_of_another_board_and_nothing_of_the_account():
    board, manager, person = a_worker()
    other, *_ = a_worker()
    other_seat = make.by_now() | {"starts": make.LONG_AGO}
    seat(user=person, board=other, role="business_manager", **other_seat)
    action = Action.objects.get(issue__priority__plan__board=other)
    post_update(action, words="Said on the other board", by=person, at=now()["at"])
    write_to(person, other, words="Dear other board")
    signed_in(person)
    known, page = contents(hand_over(person, board=board, by=manager, at=now()["at"]))
    words = str(known) + page
    assert [word for word in ("other board", other.name, "Sessions", "Second factors") if word in words] == []
    whole = str(contents(hand_over(person, **now()))[0])
    assert ("Said on the other board" in whole, "Dear other board" in whole, other.name in whole) == (
        True,
    ) * 3


def test_what_a_board_does_not_have_yet_of_a_return_is_not_in_its_copy(whole):
    user, _ = whole
    board = user.seats.first().board
    labels = set(counts(user, board=board))
    assert {"assurance.Said", "assurance.Signed", "assurance.Part", "documents.Document"} & labels == set()
    things = Event.objects.filter(by_id=user.pk, board_id=board.pk, thing_type="documents.document")
    assert things.exists()
    data = hand_over(user, board=board, **now())
    assert {
        row["thing type"] for row in told(data)["Who did what: What was done, by them or to their account"]
    } & {
        "documents.document",
        "assurance.return",
    } == set()


def test_that_a_copy_was_made_is_recorded():
    board, manager, person = a_worker()
    address = reverse("privacy:person", args=[board.slug, person.pk])
    assert browser(manager).post(address).headers["Content-Type"] == "application/zip"
    assert browser(person).post(reverse("privacy:yours")).headers["Cache-Control"] == "no-store"
    made = Event.objects.filter(verb="took a copy of what is held about", thing_id=person.pk).order_by("pk")
    assert [(one.by_id, one.board_id) for one in made] == [(manager.pk, board.pk), (person.pk, None)]


def test_a_manager_gets_nobody_who_was_never_on_their_board():
    board, manager, _ = a_worker()
    _, _, stranger = a_worker()
    client = browser(manager)
    page = reverse("privacy:person", args=[board.slug, stranger.pk])
    assert (client.get(page).status_code, client.post(page).status_code) == (404, 404)


def test_somebody_without_any_row_has_a_page_and_a_copy():
    person = make.add_person(email="new@example.org", name="New", **make.by_now())
    client = browser(person)
    assert client.get(reverse("privacy:yours")).status_code == 200
    assert EVENTS in counts(person)
    assert contents(client.post(reverse("privacy:yours")).content)[0]["person"]["name"] == "New"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_number_of_queries_however_much_is_held(rows, django_assert_num_queries):
    board, manager, person = a_worker()
    for _ in range(rows):
        write_to(person, board)
    client, page = browser(manager), reverse("privacy:person", args=[board.slug, person.pk])
    client.get(page)
    with django_assert_num_queries(47):
        client.get(page)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_people_asks_the_same_number_of_queries(rows, django_assert_num_queries):
    board, manager, _ = a_worker()
    for _ in range(rows):
        make.someone_who_left("member", board)
    client, page = browser(manager), reverse("privacy:people", args=[board.slug])
    client.get(page)
    with django_assert_num_queries(5):
        client.get(page)


def test_the_history_keeps_no_address(whole):
    """It can never be taken out again. A code to sign in with is written to somebody whose name the mail does not say."""
    user, _ = whole
    with override_settings(EMAIL_BACKEND="safeboard.outbox.backend.OutboxBackend"):
        send_mail("Your code", "1234", None, [user.email])
    kept = [f"{event.thing_name} {event.details}" for event in Event.objects.all()]
    assert [words for words in kept if "@" in words] == []
