"""Who comes to every address, and the words in which a table says what they get."""

from dataclasses import dataclass, field

from django.test import Client

from safeboard.boards.models import Lead
from safeboard.people.permissions import ROLES
from safeboard.plans.tests import factories as make
from safeboard.rounds.tests.makers import a_round_now, page, token_of

SIGN_IN = "to sign in"
HOLDER = "holder of a round link"
OUTSIDE = {"signed out": SIGN_IN, HOLDER: SIGN_IN, "other board": 404, "ended seat": 404}
EVERYONE = ["signed out", HOLDER, "other board", "ended seat", "lead of another action", *ROLES]


def on_it(all_of_them, **but):
    """Those outside are kept out; everyone on the board gets one answer, save those named.

    "lead of another action" gets what a lead gets, unless named: `other_lead=403`.
    """
    answers = dict.fromkeys(ROLES, all_of_them) | but
    other_lead = answers.pop("other_lead", answers["lead"])
    return OUTSIDE | answers | {"lead of another action": other_lead}


def signed_in(answer, **but):
    """Whoever is signed in gets one answer, seat or none, save those named; `signed_out=200` for those who are not.

    To hold the link of a round is to be signed out everywhere else.
    """
    signed_out = but.pop("signed_out", SIGN_IN)
    return dict.fromkeys(EVERYONE, answer) | {"signed out": signed_out, HOLDER: signed_out} | but


def anyone(answer):
    """One answer whoever comes."""
    return dict.fromkeys(EVERYONE, answer)


ONLY_READ = signed_in(405)


@dataclass
class Stage:
    """One board's things, and a client for each kind of person. `more`: what an area's own table has put on it.

    round, token: an open round of the plan, whose replies wait for a look, and the lead's link of it.
    """

    board: object
    plan: object
    action: object
    draft: object
    round: object
    token: str
    people: dict
    clients: dict
    more: dict = field(default_factory=dict)


def set_the_stage() -> Stage:
    board, other = make.a_board("Harrowmere"), make.a_board("Aldermoor")
    plan, draft = make.a_plan(board), make.a_draft(board)
    people = {role: make.someone(role, board) for role in ROLES}
    people["lead of another action"] = make.someone("lead", board)
    people["other board"] = make.someone("business_manager", other)
    people["ended seat"] = make.someone_who_left("business_manager", board)
    lead = Lead.objects.get(board=board, name="Quality Group")
    for name in ("lead", "ended seat"):
        people[name].seats.get().answers_for.add(lead)
    clients = {"signed out": Client()}
    for name, person in people.items():
        clients[name] = Client()
        clients[name].force_login(person)
    round = a_round_now(board, waits_for_look=True)
    token = token_of(round, people["lead"])
    clients[HOLDER] = Client()
    assert clients[HOLDER].get(page("link", token)).status_code == 200
    return Stage(board, plan, make.actions_of(plan)[0], draft, round, token, people, clients)
