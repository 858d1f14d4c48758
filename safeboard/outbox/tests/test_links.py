"""A one-time link: what opens it, what closes it, and that the database alone gives none away."""

import datetime

import pytest
from django.core import serializers
from django.http import Http404

from safeboard.history.queries import events_of
from safeboard.outbox import access, links, services
from safeboard.outbox.models import Link
from safeboard.outbox.tests.makers import AT, BY, a_board, a_link, later

pytestmark = pytest.mark.django_db


def token_in(link):
    return links.address_of(link).rsplit("/", 2)[1]


def opens(token, *, purpose="round", at=AT):
    try:
        return access.link_for(token, purpose=purpose, at=at)
    except Http404:
        return None


def test_its_token_opens_it():
    link = a_link(a_board())
    assert opens(token_in(link)) == link


def test_it_is_for_one_thing_only():
    board, other = a_board(), a_board()
    link = a_link(board)
    assert (link.is_to(board), link.is_to(other)) == (True, False)


@pytest.mark.parametrize("token", ["", "x", "ü", "../..", "a" * 5000, "\x00"])
def test_what_is_no_token_opens_nothing(token):
    a_link(a_board())
    assert opens(token) is None


def test_another_purpose_does_not_open_it():
    assert opens(token_in(a_link(a_board())), purpose="survey") is None


def test_it_opens_nothing_from_the_moment_it_ends():
    link = a_link(a_board(), ends_at=later(days=1))
    assert [opens(token_in(link), at=at) for at in (later(hours=23), later(days=1))] == [link, None]


def test_a_revoked_one_opens_nothing_and_keeps_the_first_reason():
    link = a_link(a_board())
    token = token_in(link)
    assert services.revoke_link(link, why="Left the agency", by=BY, at=AT) is True
    assert services.revoke_link(link, why="Again", by=BY, at=later(hours=1)) is False
    assert (opens(token), link.revoked_why, link.revoked_at) == (None, "Left the agency", AT)
    assert [event.verb for event in events_of(link)] == ["made", "revoked"]


def test_someone_who_says_that_it_is_not_theirs_closes_it():
    link = a_link(a_board())
    token = token_in(link)
    services.say_not_me(link, by=BY, at=AT)
    assert (opens(token), link.said_not_me_at) == (None, AT)


def test_neither_a_token_nor_what_works_it_out_lies_in_the_database():
    link = a_link(a_board())
    token, kept = token_in(link), serializers.serialize("json", Link.objects.all())
    assert token not in kept
    assert [opens(each) for each in (link.nonce, link.token_hash)] == [None, None]


def test_a_token_that_was_sent_still_opens_it_after_the_key_was_changed(settings):
    link = a_link(a_board())
    token = token_in(link)
    settings.SECRET_KEY = "another one"
    assert opens(token) == link
    with pytest.raises(links.NoAddress):
        links.address_of(link)


def test_opening_is_logged_and_nothing_else():
    link = a_link(a_board())
    services.log_opening(link, at=AT, method="GET", agent="Scanner/1.0 " * 40)
    opening = link.openings.get()
    assert (opening.at, opening.method, len(opening.agent)) == (AT, "GET", 200)
    assert [event.verb for event in events_of(link)] == ["made"]


def test_two_links_to_one_thing_differ():
    board = a_board()
    assert token_in(a_link(board)) != token_in(a_link(board))


def test_the_end_is_a_time_of_any_zone():
    zone = datetime.timezone(datetime.timedelta(hours=1))
    link = a_link(a_board(), ends_at=datetime.datetime(2016, 3, 1, 13, 30, tzinfo=zone))
    assert opens(token_in(link), at=later(minutes=29)) == link
