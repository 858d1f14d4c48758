"""What an agency promises to mend: added, said to be done, signed off; what is outstanding comes back in the next exercise."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeboard.assurance import improving_queries as queries
from safeboard.assurance import services
from safeboard.assurance.asking import questions_of
from safeboard.assurance.models import Improvement, Proof
from safeboard.assurance.tests import factories as make

pytestmark = pytest.mark.django_db
PROMISE = {"words": "Name the lead to all staff", "owner": "Jo Day", "due": "June 2030"}


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


@pytest.fixture
def police(board):
    return make.an_agency("Harrow Police", board)


@pytest.fixture
def to(board, police):
    (to,) = make.issued(make.an_exercise(make.a_version(board)), police)
    return make.submitted(to)


def promised(to, **more):
    return services.add_improvement(to, questions_of(to)[0], **{**PROMISE, **more}, **make.by_now())


def steps(one):
    return [(step.what, step.words) for step in one.steps.order_by("pk")]


def page(name, *args):
    return reverse(f"assurance:{name}", args=args)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def test_the_words_of_its_date_are_kept_and_their_last_day_is_read(to):
    one = promised(to)
    assert (one.due, one.last_day) == ("June 2030", datetime.date(2030, 6, 30))
    assert promised(to, due="When the post is filled").last_day is None


@pytest.mark.parametrize("name", ["words", "owner", "due"])
def test_nothing_of_it_may_be_left_out(to, name):
    with pytest.raises(ValidationError, match="Enter"):
        promised(to, **{name: " "})
    assert not Improvement.objects.exists()


def test_it_is_done_with_what_shows_it_and_signed_off_by_a_board(to, board):
    one = promised(to)
    with pytest.raises(ValidationError, match="“Open” by now"):
        services.sign_off(one, board=board, **make.by_now())
    with pytest.raises(ValidationError, match="what shows"):
        services.say_done(one, words=" ", **make.by_now())
    services.say_done(one, words="A poster at each desk.", **make.by_now())
    with pytest.raises(ValidationError, match="still missing"):
        services.reopen(one, board=board, words="", **make.by_now())
    services.reopen(one, board=board, words="Not at the second site.", **make.by_now())
    services.say_done(one, words="There too.", **make.by_now())
    services.sign_off(one, board=board, **make.by_now())
    assert steps(one) == [
        ("added", "Name the lead to all staff"),
        ("done", "A poster at each desk."),
        ("reopened", "Not at the second site."),
        ("done", "There too."),
        ("signed_off", ""),
    ]


def test_a_document_that_shows_it_is_read_by_the_board_that_signs_it_off(to, board):
    by = {"by": make.author_of(to), "at": timezone.now()}
    one = services.add_improvement(
        to, questions_of(to)[0], words="Name the lead", owner="Jo", due="June", **by
    )
    services.send_back(to, board=board, why="Say more.", **make.by_now())
    services.prove(to, questions_of(to)[0], title="Policy", name="policy.txt", data=b"Read.", **by)
    services.submit(to, **by)
    services.say_done(one, words="It is in the policy.", proof=Proof.objects.get(), **by)
    address = f"/improvements/shown/{one.steps.get(what='done').pk}/"
    readers = [make.someone("chair", board), make.someone("chair", make.a_board("Aldermoor"))]
    answers = [signed_in(reader).get(address) for reader in readers]
    assert [answer.status_code for answer in answers] == [200, 404]
    assert answers[0].content == b"Read."


def test_a_document_of_another_agency_shows_nothing(to, board):
    by = {"by": make.author_of(to), "at": timezone.now()}
    one = services.add_improvement(
        to, questions_of(to)[0], words="Name the lead", owner="Jo", due="June", **by
    )
    theirs = Proof.objects.create(
        agency=make.an_agency("Harrow Health", board, sector="health"), title="Policy"
    )
    with pytest.raises(ValidationError, match="your agency"):
        services.say_done(one, words="It is in the policy.", proof=theirs, **by)
    assert one.steps.count() == 1


def test_a_board_that_does_not_read_the_return_signs_nothing_off(to):
    one = promised(to)
    services.say_done(one, words="Done.", **make.by_now())
    with pytest.raises(ValidationError, match="not with the board"):
        services.sign_off(one, board=make.a_board("Third"), **make.by_now())


def test_what_is_outstanding_is_there_in_the_next_exercise(to, board, police):
    kept, over = promised(to), promised(to, words="Write it down")
    services.say_done(over, words="Written.", **make.by_now())
    services.sign_off(over, board=board, **make.by_now())
    (again,) = make.issued(make.an_exercise(to.exercise.version, title="2028"), police)
    assert queries.improvements_of(again) == [kept]
    assert set(queries.improvements_of(to)) == {kept, over}
    assert queries.outstanding_in(to.exercise, board) == [kept]


def test_the_author_and_the_board_do_it_on_the_web(to, board):
    author = signed_in(make.author_of(to))
    said = {**PROMISE, "question": questions_of(to)[0].pk}
    assert author.post(page("improvements", to.pk), {**said, "owner": ""}).status_code == 400
    for _ in range(2):  # a button pressed twice
        author.post(page("improvements", to.pk), said)
    one = Improvement.objects.get()
    author.post(page("improvement_done", one.pk), {"words": "A poster at each desk."})
    chair = signed_in(make.someone("chair", board))
    assert "A poster at each desk." in chair.get(page("moderate", to.pk, board.slug)).content.decode()
    chair.post(page("look_at_improvement", one.pk, board.slug), {"words": ""})
    one.refresh_from_db()
    assert one.state == "signed_off"


def test_nobody_else_touches_it(to, board):
    one = promised(to)
    for person, answer in (
        (make.someone("business_manager", board), 404),
        (make.someone("member", board), 404),
    ):
        assert signed_in(person).get(page("improvement_done", one.pk)).status_code == answer
    services.send_back(to, board=board, why="Say more.", **make.by_now())
    colleague = make.colleague(to, to.exercise.version.standards.get())
    assert signed_in(colleague).get(page("improvements", to.pk)).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_three_as_for_one(to, count, django_assert_num_queries):
    for number in range(count):
        promised(to, words=f"Promise {number}")
    client = signed_in(make.author_of(to))
    client.get(page("improvements", to.pk))
    with django_assert_num_queries(8):
        client.get(page("improvements", to.pk))


def test_two_who_say_it_is_done_at_once_are_one_step(to):
    one = promised(to)
    services.say_done(one, words="Done.", **make.by_now())
    with pytest.raises(ValidationError, match="by now"):
        services.say_done(one, words="Done.", by=make.author_of(to), at=timezone.now())
    assert len(steps(one)) == 2
