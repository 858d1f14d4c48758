"""Which sign-on an address belongs to, and whom what it says lets in."""

import json

import pytest
from django.core.exceptions import ImproperlyConfigured

from safeboard.people.second_factor import asked_by
from safeboard.people.sign_on import for_address, read, refusal

HARROW = {
    "id": "harrow",
    "name": "Harrow Council",
    "domains": ["harrow.example", "Schools.Harrow.Example"],
    "server_url": "https://login.harrow.example/",
    "client_id": "safeboard",
    "client_secret": "s",
}
ALDER = {**HARROW, "id": "alder", "domains": ["alder.example"]}


def the(*rows, **environment):
    return read(json.dumps(rows), environment)


def test_no_setting_is_no_sign_on():
    assert read("") == []


@pytest.mark.parametrize(
    ("email", "found"),
    [
        ("jo@harrow.example", "harrow"),
        ("Jo@HARROW.example ", "harrow"),
        ("head@schools.harrow.example", "harrow"),
        ("jo@alder.example", "alder"),
        ("jo@other.harrow.example", None),
        ("jo@notharrow.example", None),
        ("jo@harrow.example.org", None),
        ('"jo@harrow.example"@elsewhere.example', None),
        ("harrow.example", None),
        ("", None),
    ],
)
def test_the_domain_of_an_address_says_which(email, found):
    sign_on = for_address(email, the(HARROW, ALDER))
    assert (sign_on and sign_on.id) == found


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"email": "jo@harrow.example", "email_verified": True}, None),
        ({"email": "jo@harrow.example"}, "it did not say that jo@harrow.example is verified as yours"),
        (
            {"email": "jo@harrow.example", "email_verified": False},
            "it did not say that jo@harrow.example is verified as yours",
        ),
        (
            {"email": "jo@harrow.example", "email_verified": "true"},
            "it did not say that jo@harrow.example is verified as yours",
        ),
        (
            {"email": "jo@alder.example", "email_verified": True},
            "it said an address that is not one of its own, jo@alder.example",
        ),
        ({"email_verified": True}, "it did not say your e-mail address"),
        ({"email": ["jo@harrow.example"], "email_verified": True}, "it did not say your e-mail address"),
    ],
)
def test_it_lets_in_only_its_own_verified_addresses(claims, why):
    (sign_on,) = the(HARROW)
    assert refusal(sign_on, claims) == why


@pytest.mark.parametrize(
    ("said", "lets_in"), [({}, True), ({"email_verified": True}, True), ({"email_verified": False}, False)]
)
def test_one_that_vouches_may_leave_verified_unsaid_and_not_deny_it(said, lets_in):
    (sign_on,) = the({**HARROW, "vouches": True})
    assert (refusal(sign_on, {"email": "jo@harrow.example", **said}) is None) == lets_in


def test_what_it_says_in_two_places_is_of_one_person():
    (sign_on,) = the(HARROW)
    claims = {"email": "jo@harrow.example", "email_verified": True, "sub": "1"}
    assert refusal(sign_on, claims, {"sub": "2"}) == "it spoke of two people at once"
    assert refusal(sign_on, claims, {"sub": "1"}) is None


def test_its_secret_may_stand_in_a_variable_of_its_own():
    row = {name: value for name, value in HARROW.items() if name != "client_secret"} | {
        "secret_env": "HARROW"
    }
    assert [each.secret for each in the(row, HARROW="from there")] == ["from there"]


def test_a_secret_is_not_printed():
    assert "'s'" not in repr(the(HARROW))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("{", "SAFEBOARD_OIDC is not JSON"),
        ("{}", "SAFEBOARD_OIDC is a list of objects"),
        ('["harrow"]', "SAFEBOARD_OIDC is a list of objects"),
        (
            json.dumps([{"id": "harrow"}]),
            "SAFEBOARD_OIDC, harrow: lacking or not known: client_id, domains, name, server_url.",
        ),
        (json.dumps([{**HARROW, "domain": "x"}]), "SAFEBOARD_OIDC, harrow: lacking or not known: domain."),
        (json.dumps([{**HARROW, "id": "../x"}]), "SAFEBOARD_OIDC, ../x: an id is small letters"),
        (json.dumps([{**HARROW, "domains": "harrow.example"}]), "SAFEBOARD_OIDC, harrow: domains is a list"),
        (json.dumps([HARROW, HARROW]), "SAFEBOARD_OIDC names the id harrow twice."),
        (
            json.dumps([HARROW, {**HARROW, "id": "b"}]),
            "SAFEBOARD_OIDC names the domain harrow.example twice.",
        ),
        (json.dumps([{**HARROW, "secret_env": "NOWHERE"}]), "SAFEBOARD_OIDC, harrow: there is no NOWHERE"),
        (
            json.dumps([{**HARROW, "server_url": "https://login.example/common/v2.0"}]),
            "SAFEBOARD_OIDC, harrow: its server_url lets in anybody's staff",
        ),
    ],
)
def test_a_setting_that_cannot_be_right_stops_the_start_with_a_sentence(words, said):
    with pytest.raises(ImproperlyConfigured) as raised:
        read(words, {})
    assert str(raised.value)[: len(said)] == said


@pytest.mark.parametrize(
    ("words", "asks"),
    [("none", None), ("managers", "boards.who"), ("everyone", "safeboard.people.second_factor.is_somebody")],
)
def test_who_needs_a_second_factor_is_one_of_three_words(words, asks):
    assert asked_by(words, managers="boards.who") == asks


def test_another_word_stops_the_start():
    with pytest.raises(ImproperlyConfigured):
        asked_by("manager", managers="boards.who")
