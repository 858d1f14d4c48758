"""The agency's pages: answered by people without a seat, saved as they type, confirmed, read when it is locked."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeboard.assurance import services
from safeboard.assurance.asking import questions_of
from safeboard.assurance.models import Answer, Part, ProofUse, Said
from safeboard.assurance.outline import QuestionLine, StandardLine
from safeboard.assurance.services.handing import LOOK
from safeboard.assurance.tests import factories as make
from safeboard.core.tests.error_pattern import error_pattern_faults
from safeboard.outbox.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


@pytest.fixture
def police(board):
    return make.an_agency("Harrow Police", board)


@pytest.fixture
def to(board, police):
    (made,) = make.issued(make.an_exercise(two_standards(board)), police)
    return made


def two_standards(board):
    outline = make.an_outline()
    questions = [QuestionLine("2.1", "Where is it written?", kind="text")]
    outline.standards.append(StandardLine("2", "People are trained", questions=questions))
    return services.publish(services.start_set(board, outline, **make.by_now()), **make.by_now())


def page(name, *args):
    return reverse(f"assurance:{name}", args=args)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def author(to):
    return signed_in(make.author_of(to))


def standards_of(to):
    return list(to.exercise.version.standards.order_by("place"))


def typed(question, seen=0, **said):
    usual = {"seen": seen, "value": "", "words": "", "not_applicable": ""}
    return {f"q{question.pk}-{name}": value for name, value in {**usual, **said}.items()}


def told(response):
    return [str(message) for message in response.context["messages"]]


def standing(to):
    return {one.question.code: one.said.value for one in Answer.objects.filter(to=to, counts=True)}


def test_an_author_without_a_seat_comes_straight_to_their_returns(to):
    answer = author(to).get("/", follow=True)
    assert answer.redirect_chain == [("/returns/", 302)]
    assert [row[0] for row in answer.context["returns"]] == [to]


def test_a_page_of_answers_is_saved_and_leads_on(to):
    first, second = standards_of(to)
    one, two, three, _ = questions_of(to)
    said = typed(one, value="3", words="By audit.") | typed(two) | typed(three, value="1") | {"then": "next"}
    answer = author(to).post(page("return_standard", to.pk, first.pk), said)
    assert answer.url == page("return_standard", to.pk, second.pk)
    assert standing(to) == {"1.1": "3", "1.3": "1"}


def test_what_cannot_be_saved_comes_back_as_it_was_typed_and_the_rest_is_kept(to):
    first, _ = standards_of(to)
    one, two, three, _ = questions_of(to)
    said = typed(one, value="3") | typed(two, value="does-not-apply", words="Half a thought") | typed(three)
    answer = author(to).post(page("return_standard", to.pk, first.pk), said)
    assert answer.status_code == 400
    assert error_pattern_faults(answer.content.decode()) == []
    assert answer.context["forms"][1]["words"].value() == "Half a thought"
    assert standing(to) == {"1.1": "3"}


def test_a_page_without_its_boxes_empties_no_answer(to):
    first, _ = standards_of(to)
    make.answered(to, "2")
    author(to).post(page("return_standard", to.pk, first.pk), {})
    assert standing(to) == {"1.1": "2", "1.2": "2", "1.3": "2", "2.1": "2"}


def test_an_answer_is_saved_while_it_is_typed(to):
    question = questions_of(to)[0]
    answer = author(to).post(page("save_answer", to.pk, question.pk), typed(question, value="2"))
    assert (answer.status_code, answer.json()["seen"], answer.json()["counts"]) == (200, 1, True)
    again = author(to).post(page("save_answer", to.pk, question.pk), typed(question, seen=1, value="9"))
    assert (again.status_code, again.json()) == (400, {"says": "Choose one of the answers"})
    assert standing(to) == {"1.1": "2"}


def test_words_that_could_identify_a_child_are_named_as_soon_as_they_are_saved(to):
    question = questions_of(to)[0]
    tells = typed(question, value="2", words="A 14-year-old boy told us.")
    answer = author(to).post(page("save_answer", to.pk, question.pk), tells).json()
    assert answer["warns"] is True
    assert "one child’s age. Take it out if a child is meant." in answer["says"]
    first = author(to).get(page("return_standard", to.pk, standards_of(to)[0].pk))
    assert first.content.decode().count("Take it out if a child is meant.") == 1


def test_a_return_that_could_identify_a_child_is_handed_over_only_after_somebody_has_looked(to):
    make.answered(to, words="Nothing to tell.")
    question = questions_of(to)[0]
    services.answer(
        to, question, value="2", words="A 14-year-old boy told us.", by=make.author_of(to), at=timezone.now()
    )
    shown = author(to).get(page("hand_over", to.pk)).content.decode()
    assert "There is what looks like one child’s age." in shown
    refused = author(to).post(page("hand_over", to.pk), follow=True)
    assert [str(one) for one in refused.context["messages"]] == [LOOK]
    to.refresh_from_db()
    assert to.with_agency
    author(to).post(page("hand_over", to.pk), {"looked": "yes"})
    to.refresh_from_db()
    assert not to.with_agency


def test_what_somebody_else_saved_meanwhile_is_shown_and_stays(to):
    question = questions_of(to)[0]
    other = signed_in(make.colleague(to, standards_of(to)[0]))
    other.post(page("save_answer", to.pk, question.pk), typed(question, value="0", words="We <b>tried</b>"))
    answer = author(to).post(page("save_answer", to.pk, question.pk), typed(question, value="3"))
    assert answer.status_code == 409
    assert "We &lt;b&gt;tried&lt;/b&gt;" in answer.json()["theirs"]
    assert standing(to) == {"1.1": "0"}
    mine = typed(question, seen=answer.json()["seen"], value="3")
    author(to).post(page("save_answer", to.pk, question.pk), mine)
    assert standing(to) == {"1.1": "3"}


def test_what_was_not_touched_leaves_what_somebody_else_saved_meanwhile(to):
    question, first = questions_of(to)[0], standards_of(to)[0]
    other = signed_in(make.colleague(to, first))
    other.post(page("save_answer", to.pk, question.pk), typed(question, value="0"))
    answer = author(to).post(page("return_standard", to.pk, first.pk), typed(question))
    assert answer.status_code == 302
    assert standing(to) == {"1.1": "0"}


def test_last_time_stands_beside_and_one_button_confirms_it(board, police, to):
    make.submitted(to, "3")
    (now,) = make.issued(make.an_exercise(to.exercise.version, title="2028"), police)
    first, question = standards_of(now)[0], questions_of(now)[0]
    client = author(now)
    shown = client.get(page("return_standard", now.pk, first.pk)).context["forms"][0]
    assert (shown.shown.last_words, shown.shown.waits, shown["value"].value()) == ("3: Met", True, None)
    said = typed(question, seen=1) | {"confirm": question.pk}
    client.post(page("return_standard", now.pk, first.pk), said)
    assert standing(now) == {"1.1": "3"}


def test_a_page_that_is_saved_confirms_nothing_of_last_time(board, police, to):
    make.submitted(to, "3")
    (now,) = make.issued(make.an_exercise(to.exercise.version, title="2028"), police)
    questions = questions_of(now)[:3]
    said = {name: value for one in questions for name, value in typed(one, seen=1).items()}
    author(now).post(page("return_standard", now.pk, standards_of(now)[0].pk), said)
    assert standing(now) == {}
    assert {row.number for row in Said.objects.filter(to=now)} == {1}


def test_a_colleague_sees_and_answers_only_what_was_shared(to):
    first, second = standards_of(to)
    colleague = signed_in(make.colleague(to, second))
    assert [one.standard for one in colleague.get(page("return", to.pk)).context["standards"]] == [second]
    assert colleague.get(page("return_standard", to.pk, first.pk)).status_code == 404
    question = questions_of(to)[0]
    assert (
        colleague.post(page("save_answer", to.pk, question.pk), typed(question, value="2")).status_code == 404
    )
    assert colleague.get(page("return_people", to.pk)).status_code == 403
    assert not Said.objects.exists()


def test_sharing_writes_one_letter_and_more_standards_another(to):
    first, second = standards_of(to)
    for standards in ([first], [first], [first, second]):
        make.colleague(to, *standards)
    letters = Message.objects.filter(to_email="colleague@avon.example")
    assert letters.count() == 2
    assert Part.objects.get(role="colleague").standards.count() == 2


def test_an_author_shares_a_standard_and_asks_somebody_to_sign_on_one_page(board, police):
    (to,) = make.issued(make.an_exercise(two_standards(board), signatures=["Chief"]), police)
    client, second = author(to), standards_of(to)[1]
    share = {"share-name": "Col", "share-email": "Col@avon.example", "share-standards": [second.pk]}
    client.post(page("return_people", to.pk), share)
    sign = {"sign-name": "Di", "sign-email": "di@avon.example", "sign-signature": "Chief"}
    client.post(page("return_people", to.pk), sign)
    people = client.get(page("return_people", to.pk)).context["people"]
    shown = [(part.user.email, part.role, part.signature, part.standards.count()) for part in people]
    assert shown[1:] == [
        ("col@avon.example", "colleague", "", 1),
        ("di@avon.example", "signatory", "Chief", 0),
    ]
    refused = client.post(page("return_people", to.pk), {**sign, "sign-email": "jo@avon.example"})
    assert error_pattern_faults(refused.content.decode()) == []


def test_a_part_that_was_ended_opens_nothing(to):
    person = make.colleague(to, *standards_of(to))
    part = Part.objects.get(user=person)
    author(to).post(page("end_part", to.pk, part.pk))
    assert signed_in(person).get(page("return", to.pk)).status_code == 404
    question = questions_of(to)[0]
    answer = signed_in(person).post(page("save_answer", to.pk, question.pk), typed(question, value="2"))
    assert answer.status_code == 404


def test_authorship_is_handed_on_once_and_for_all(to):
    client = author(to)
    client.post(page("hand_on", to.pk), {"name": "New Author", "email": "new@avon.example"})
    assert make.author_of(to).email == "new@avon.example"
    assert client.get(page("return", to.pk)).status_code == 404


def test_the_agency_says_which_boards_read_it(board, police):
    other = make.a_board("Westmere")
    (to,) = make.issued(make.an_exercise(make.a_version(board), board, other), police)
    author(to).post(page("return_boards", to.pk), {"boards": [other.pk]})
    assert [row.board for row in to.readable.filter(ended_at__isnull=True)] == [other]
    refused = author(to).post(page("return_boards", to.pk), {})
    assert error_pattern_faults(refused.content.decode()) == []


def test_head_and_governor_sign_and_it_is_handed_over(board):
    school = make.an_agency("Harrow School", board, sector="school")
    exercise = make.an_exercise(make.a_version(board), board, signatures=["Head", "Governor"])
    (to,) = make.issued(exercise, school)
    head, governor = signed_in(make.signatory(to, "Head")), signed_in(make.signatory(to, "Governor"))
    missing = author(to).get(page("hand_over", to.pk)).context["standards"]
    assert [question.code for one in missing for question in one.missing] == ["1.1", "1.2", "1.3"]
    make.answered(to)
    refused = author(to).post(page("hand_over", to.pk), follow=True)
    assert told(refused) == ["It still has to be signed off by: Head, Governor."]
    head.post(page("sign_return", to.pk), {"signature": "Head"})
    wrong = head.post(page("sign_return", to.pk), {"signature": "Governor"}, follow=True)
    assert told(wrong)[1:] == ["Only whoever the author asked to sign as Governor may sign in this part."]
    governor.post(page("sign_return", to.pk), {"signature": "Governor"})
    assert head.post(page("hand_over", to.pk)).status_code == 403
    author(to).post(page("hand_over", to.pk))
    to.refresh_from_db()
    assert to.state == "submitted"


def test_what_was_handed_over_stays_shown_as_it_was(board, to):
    make.submitted(to, "2")
    client, first = author(to), standards_of(to)[0]
    locked = client.get(page("return_standard", to.pk, first.pk))
    assert locked.templates[0].name == "assurance/returns/standard_read.html"
    services.send_back(to, board=board, why="Say how you know.", **make.by_now())
    shown = client.get(page("return", to.pk)).context
    assert [step.why for step in shown["to_mend"]] == ["Say how you know."]
    services.answer(to, questions_of(to)[0], value="0", by=make.author_of(to), at=timezone.now())
    step = to.steps.get(what="submitted")
    was = client.get(page("handed_over", to.pk, step.pk)).context["standards"]
    assert [one.now_words for one in was[0][1]] == ["2: Met in part"] * 3


def test_nothing_is_changed_once_it_is_with_the_boards(to):
    make.submitted(to, "2")
    first, question, client = standards_of(to)[0], questions_of(to)[0], author(to)
    answers = [
        client.post(page("return_standard", to.pk, first.pk), typed(question, seen=1, value="0")).status_code,
        client.post(page("save_answer", to.pk, question.pk), typed(question, seen=1, value="0")).status_code,
        client.post(page("evidence", to.pk, question.pk), {"title": "Policy", "file": a_file()}).status_code,
    ]
    assert answers == [400, 400, 400]
    assert standing(to)["1.1"] == "2"
    assert not ProofUse.objects.exists()


def a_file(data=b"We train everyone.", name="policy.txt"):
    return SimpleUploadedFile(name, data)


@pytest.mark.parametrize("count", [1, 3])
def test_my_returns_asks_as_often_for_three_as_for_one(board, police, count, django_assert_num_queries):
    version = make.a_version(board)
    for number in range(count):
        (to,) = make.issued(make.an_exercise(version, title=f"Exercise {number}"), police)
    client = author(to)
    with django_assert_num_queries(7):
        assert len(client.get(page("returns")).context["returns"]) == count


@pytest.mark.parametrize("count", [1, 30])
def test_a_return_and_a_standard_ask_as_often_for_many_questions_as_for_one(
    board, police, count, django_assert_num_queries
):
    questions = [QuestionLine(str(n), f"Question {n}?", scale="met") for n in range(count)]
    (to,) = make.issued(make.an_exercise(make.a_version(board, *questions)), police)
    make.answered(to)
    for question in questions_of(to):
        by = {"by": make.author_of(to), "at": timezone.now()}
        services.prove(to, question, title=f"Policy {question.code}", name="a.txt", data=b"A", **by)
    client = author(to)
    with django_assert_num_queries(15):
        client.get(page("return", to.pk))
    with django_assert_num_queries(14):
        client.get(page("return_standard", to.pk, standards_of(to)[0].pk))
