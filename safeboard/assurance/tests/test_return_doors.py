"""Every page of a return × everybody who has, had or never had a part in it, while it is open and once it is handed over."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeboard.assurance import services
from safeboard.assurance.asking import questions_of
from safeboard.assurance.models import Part
from safeboard.assurance.tests import factories as make
from safeboard.assurance.tests.return_cast import addresses_of, handed_over_return

pytestmark = pytest.mark.django_db

PEOPLE = ["author", "colleague", "signatory", "ended", "other agency", "board"]
# The colleague has standard 1; the addresses of one question or standard are in standard 2, and the document stands in 1.
GET = {
    "return": [200, 200, 200, 404, 404, 404],
    "return_standard": [200, 404, 200, 404, 404, 404],
    "save_answer": [405] * 6,
    "handed_over": [200, 200, 200, 404, 404, 404],
    "evidence": [200, 404, 403, 404, 404, 404],
    "renew_evidence": [200, 200, 403, 404, 404, 404],
    "evidence_file": [200, 200, 200, 404, 404, 200],
    "return_people": [200, 403, 403, 404, 404, 404],
    "end_part": [405] * 6,
    "hand_on": [200, 403, 403, 404, 404, 404],
    "return_boards": [200, 403, 403, 404, 404, 404],
    "hand_over": [200, 200, 200, 404, 404, 404],
    "sign_return": [405] * 6,
    "return_sheet": [200, 200, 403, 404, 404, 404],
    "bring_in_sheet": [200, 200, 403, 404, 404, 404],
}
POST = {
    "return": [405] * 6,
    "return_standard": [302, 404, 403, 404, 404, 404],
    "save_answer": [400, 404, 403, 404, 404, 404],
    "handed_over": [405] * 6,
    "evidence": [400, 404, 403, 404, 404, 404],
    "renew_evidence": [400, 400, 403, 404, 404, 404],
    "evidence_file": [405] * 6,
    "return_people": [400, 403, 403, 404, 404, 404],
    "hand_on": [400, 403, 403, 404, 404, 404],
    "return_boards": [400, 403, 403, 404, 404, 404],
    "hand_over": [302, 403, 403, 404, 404, 404],
    "sign_return": [302, 302, 302, 404, 404, 404],
    "return_sheet": [405] * 6,
    "bring_in_sheet": [400, 400, 403, 404, 404, 404],
    "end_part": [302, 403, 403, 404, 404, 404],
}


@pytest.fixture(autouse=True)
def files_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


@pytest.fixture
def to(board):
    return handed_over_return(board)


@pytest.fixture
def clients(board, to):
    other = handed_over_return(board, name="Other Police")
    gone = services.share(
        to,
        name="Gone",
        email="gone@avon.example",
        standards=list(to.exercise.version.standards.all()),
        **by(to),
    )
    services.end_part(to, gone, **by(to))
    people = [
        make.author_of(to),
        Part.objects.get(to=to, role="colleague", ended_at__isnull=True).user,
        Part.objects.get(to=to, role="signatory").user,
        gone.user,
        make.author_of(other),
        make.someone("business_manager", board),
    ]
    return [signed_in(person) for person in people]


def by(to):
    return {"by": make.author_of(to), "at": timezone.now()}


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("name", GET)
def test_each_person_reads_what_is_theirs(to, clients, name):
    address = reverse(f"assurance:{name}", args=addresses_of(to)[name])
    assert [client.get(address).status_code for client in clients] == GET[name]


@pytest.mark.parametrize("name", POST)
def test_each_person_sends_to_what_is_theirs(to, clients, name):
    address = reverse(f"assurance:{name}", args=addresses_of(to)[name])
    answers = [client.post(address).status_code for client in reversed(clients)]
    assert answers[::-1] == POST[name]


def test_every_address_of_a_return_is_tried_both_ways(to):
    assert set(addresses_of(to)) == set(GET) == set(POST)


@pytest.mark.parametrize("name", ["save_answer", "evidence", "hand_over", "sign_return", "bring_in_sheet"])
def test_nothing_moves_once_it_is_signed_and_handed_over(to, clients, name):
    services.sign(to, signature="Chief", by=Part.objects.get(to=to, role="signatory").user, at=timezone.now())
    services.submit(to, **by(to))
    was = [(row.pk, row.said_id) for row in to.answers.order_by("pk")]
    question = questions_of(to)[-1]
    said = {f"q{question.pk}-seen": 1, f"q{question.pk}-value": "0", "signature": "Chief"}
    address = reverse(f"assurance:{name}", args=addresses_of(to)[name])
    for client in clients:
        client.post(address, said)
    to.refresh_from_db()
    assert [(row.pk, row.said_id) for row in to.answers.order_by("pk")] == was
    assert (to.state, to.steps.count(), to.signed.count()) == ("submitted", 4, 1)
