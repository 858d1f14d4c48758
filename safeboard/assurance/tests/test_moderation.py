"""One return, several boards: each makes of it what it will, and sees nobody else's unless it is shared."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeboard.assurance import moderation_queries as queries
from safeboard.assurance import services
from safeboard.assurance.asking import questions_of
from safeboard.assurance.heat_map_queries import heat_map
from safeboard.assurance.models import Finding, Judgement, Part, Peer
from safeboard.assurance.outline import QuestionLine
from safeboard.assurance.report_queries import (
    Quality,
    ThemeFound,
    by_theme,
    quality_of,
    where_most_fall_short,
)
from safeboard.assurance.scoring import falls_short, gap
from safeboard.assurance.tests import factories as make
from safeboard.boards.models import Theme
from safeboard.boards.services import keep_themes, seat
from safeboard.plans.models import Action
from safeboard.plans.tests.factories import a_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def boards():
    return make.a_board("Harrowmere"), make.a_board("Westmere")


@pytest.fixture
def handed_over(boards):
    """The police's return to both boards, answered with "Met in part" throughout."""
    police = make.an_agency("Harrow Police", *boards)
    (to,) = make.issued(make.an_exercise(make.a_version(boards[0]), *boards), police)
    return make.submitted(to)


def by(person):
    return {"by": person, "at": timezone.now()}


def page(name, *args):
    return reverse(f"assurance:{name}", args=args)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def judge(to, board, value="1", why="No evidence of it.", number=0):
    return services.judge(to, questions_of(to)[number], board=board, value=value, why=why, **make.by_now())


def own(to, board):
    return [row.own_words for group in queries.return_as_read(to, board) for row in group.rows]


def test_each_board_has_its_own_score_and_the_agency_sees_both(boards, handed_over):
    first, second = boards
    judge(handed_over, first, "1")
    judge(handed_over, second, "3")
    assert own(handed_over, first) == ["Begun", "", ""]
    assert own(handed_over, second) == ["Met", "", ""]
    seen = queries.feedback_on(handed_over)
    assert [(view.board.name, view.label) for view in seen[0].views] == [
        ("Harrowmere", "Begun"),
        ("Westmere", "Met"),
    ]


def test_neither_board_sees_the_others_until_it_is_shared(boards, handed_over):
    first, second = boards
    judge(handed_over, second, "3", "Seen by their own inspector.")
    services.ask_about(handed_over, questions_of(handed_over)[0], board=second, words="Who?", **make.by_now())
    client = signed_in(make.someone("chair", first))
    address = page("moderate", handed_over.pk, first.slug)

    def sees():
        words = client.get(address).content.decode()
        return "Seen by their own inspector." in words, "Who?" in words

    assert sees() == (False, False)
    exercise = handed_over.exercise
    services.share_judgements(exercise, board=second, reader=first, **make.by_now())
    assert sees() == (True, False)
    services.keep_judgements(exercise, board=second, reader=first, **make.by_now())
    assert sees() == (False, False)


@pytest.mark.parametrize("name", ["moderate", "panel"])
def test_a_board_that_may_not_read_it_finds_nothing(boards, name):
    first, second = boards
    police = make.an_agency("Harrow Police", *boards)
    (to,) = make.issued(make.an_exercise(make.a_version(first), *boards), police)
    services.let_read(to, [first], by=make.author_of(to), at=timezone.now())
    before = signed_in(make.someone("chair", first)).get(page(name, to.pk, first.slug))
    make.submitted(to)
    after = signed_in(make.someone("chair", first)).get(page(name, to.pk, first.slug))
    other = signed_in(make.someone("chair", second)).get(page(name, to.pk, second.slug))
    assert (before.status_code, after.status_code, other.status_code) == (404, 200, 404)


def test_a_score_needs_a_point_a_reason_and_a_return_that_is_there(boards, handed_over):
    with pytest.raises(ValidationError, match="Choose a point"):
        judge(handed_over, boards[0], "9")
    with pytest.raises(ValidationError, match="Enter why"):
        judge(handed_over, boards[0], why=" ")
    with pytest.raises(ValidationError, match="not with the board"):
        judge(handed_over, make.a_board("Third"))
    assert not Judgement.objects.exists()


def test_the_same_score_twice_is_one_row_and_another_leaves_the_first(boards, handed_over):
    for value in ("1", "1", "2"):
        judge(handed_over, boards[0], value)
    assert [row.value for row in Judgement.objects.order_by("pk")] == ["1", "2"]
    assert own(handed_over, boards[0])[0] == "Met in part"


def test_a_board_reads_what_was_handed_over_while_it_is_being_mended(boards, handed_over):
    services.send_back(handed_over, board=boards[0], why="Say more.", **make.by_now())
    question, author = questions_of(handed_over)[0], make.author_of(handed_over)
    services.answer(handed_over, question, value="0", by=author, at=timezone.now())
    (group,) = queries.return_as_read(handed_over, boards[0])
    assert group.rows[0].said_words == "2: Met in part"


def test_the_agency_answers_a_question_of_the_board(boards, handed_over):
    question = questions_of(handed_over)[0]
    author = make.author_of(handed_over)
    with pytest.raises(ValidationError, match="asked nothing"):
        services.reply_about(handed_over, question, board=boards[0], words="Yes.", **by(author))
    services.ask_about(handed_over, question, board=boards[0], words="How do you know?", **make.by_now())
    client = signed_in(author)
    assert "How do you know?" in client.get(page("feedback", handed_over.pk)).content.decode()
    client.post(page("reply_about", handed_over.pk, boards[0].slug, question.pk), {"words": "By audit."})
    (group,) = queries.return_as_read(handed_over, boards[0])
    assert [(one.from_board, one.words) for one in group.rows[0].talk] == [
        (True, "How do you know?"),
        (False, "By audit."),
    ]


def test_another_agencys_author_sees_no_feedback(boards, handed_over):
    health = make.an_agency("Harrow Health", boards[0], sector="health")
    (other,) = make.issued(make.an_exercise(make.a_version(boards[0], name="Other"), title="Other"), health)
    assert signed_in(make.author_of(other)).get(page("feedback", handed_over.pk)).status_code == 404


def test_a_reason_that_could_identify_a_child_is_asked_about_before_it_is_kept(boards, handed_over):
    question = questions_of(handed_over)[0]
    address = page("judge", handed_over.pk, boards[0].slug, question.pk)
    client = signed_in(make.someone("business_manager", boards[0]))
    said = {f"q{question.pk}-value": "1", f"q{question.pk}-why": "They named a 14-year-old boy."}
    asked = client.post(address, said)
    assert (asked.status_code, Judgement.objects.count()) == (400, 0)
    assert f'name="q{question.pk}-no_child"' in asked.content.decode()
    assert client.post(address, {**said, f"q{question.pk}-no_child": "on"}).status_code == 302
    assert Judgement.objects.get().why == "They named a 14-year-old boy."


def test_a_manager_scores_one_answer_after_the_other(boards, handed_over):
    client = signed_in(make.someone("business_manager", boards[0]))
    questions = questions_of(handed_over)
    address = page("judge", handed_over.pk, boards[0].slug, questions[0].pk)
    said = {f"q{questions[0].pk}-value": "1", f"q{questions[0].pk}-why": "Nobody could name the person."}
    assert client.post(address, {}).status_code == 400
    assert client.post(address, said).url == page("judge", handed_over.pk, boards[0].slug, questions[1].pk)


def test_a_member_without_the_permission_reads_no_return(boards, handed_over):
    client = signed_in(make.someone("member", boards[0]))
    assert client.get(page("moderate", handed_over.pk, boards[0].slug)).status_code == 403
    assert client.get(page("heat_map", handed_over.exercise_id, boards[0].slug)).status_code == 403


# --- Peers ---


def a_peer(board, to, agency):
    person = make.someone("reader", make.a_board())
    seat(user=person, board=board, role="member", agency=agency, starts=make.LONG_AGO, **make.by_now())
    return services.ask_peer(to, board=board, agency=agency, user=person, **make.by_now())


def test_a_peer_declares_interests_before_reading_and_only_advises(boards, handed_over):
    health = make.an_agency("Harrow Health", boards[0], sector="health")
    peer = a_peer(boards[0], handed_over, health)
    client, question = signed_in(peer.user), questions_of(handed_over)[0]
    address = page("advise", peer.pk, question.pk)
    assert question.words not in client.get(page("peer", peer.pk)).content.decode()
    assert client.get(address).status_code == 404
    assert client.post(page("peer", peer.pk), {"interests": " "}).status_code == 400
    client.post(page("peer", peer.pk), {"interests": "None"})
    assert question.words in client.get(page("peer", peer.pk)).content.decode()
    client.post(address, {f"q{question.pk}-value": "1", f"q{question.pk}-why": "Ours is the same."})
    (group,) = queries.return_as_read(handed_over, boards[0])
    assert (group.rows[0].own, [one.why for one in group.rows[0].advice]) == (None, ["Ours is the same."])


def test_nobody_is_a_peer_of_their_own_agency(boards, handed_over):
    with pytest.raises(ValidationError, match="another agency"):
        a_peer(boards[0], handed_over, handed_over.agency)
    author = Part.objects.get(to=handed_over).user
    health = make.an_agency("Harrow Health", boards[0], sector="health")
    with pytest.raises(ValidationError, match="another agency"):
        services.ask_peer(handed_over, board=boards[0], agency=health, user=author, **make.by_now())


def test_a_peer_who_is_asked_no_more_reads_nothing(boards, handed_over):
    health = make.an_agency("Harrow Health", boards[0], sector="health")
    peer = a_peer(boards[0], handed_over, health)
    client = signed_in(peer.user)
    assert client.get(page("peer", peer.pk)).status_code == 200
    services.end_peer(peer, **make.by_now())
    assert client.get(page("peer", peer.pk)).status_code == 404
    assert Peer.objects.count() == 1


# --- All at once ---


def test_the_heat_map_puts_self_and_moderated_side_by_side(boards, handed_over):
    judge(handed_over, boards[0], "1", number=0)
    judge(handed_over, boards[0], "2", number=1)
    judge(handed_over, boards[1], "3", number=0)
    shown = heat_map(handed_over.exercise, boards[0])
    ((to, (place,)),) = shown.rows
    assert (to, place.own, place.moderated, place.rating, place.words) == (
        handed_over,
        2,
        1.5,
        "red",
        "Begun",
    )
    assert shown.all.moderated.words == "0.5 of a point higher, over 2 answers"


def test_only_the_newest_score_counts_in_the_heat_map(boards, handed_over):
    judge(handed_over, boards[0], "0")
    judge(handed_over, boards[0], "3")
    ((_, (place,)),) = heat_map(handed_over.exercise, boards[0]).rows
    assert place.moderated == 3


def test_a_return_that_was_sent_back_is_not_in_the_heat_map(boards, handed_over):
    services.send_back(handed_over, board=boards[0], why="Say more.", **make.by_now())
    assert heat_map(handed_over.exercise, boards[0]).rows == []


def test_a_score_below_two_thirds_of_its_scale_falls_short():
    points = [{"key": str(worth), "worth": worth} for worth in (1, 2, 3, 4)]
    assert [falls_short(points, worth) for worth in (1, 2, 3, 4, None)] == [True, True, False, False, False]
    assert falls_short([{"key": "yes", "worth": None}], 1) is False


def test_a_gap_says_its_direction():
    assert [gap(pairs).words for pairs in ([(1, 2)], [(2, 2), (1, 1)])] == [
        "1.0 of a point lower, over 1 answer",
        "the same, over 2 answers",
    ]
    assert gap([(None, 2)]) is None


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries_asked"), [("heat_map", 18), ("moderate", 23)])
def test_the_pages_ask_as_often_for_three_agencies_as_for_one(
    boards, name, queries_asked, count, django_assert_num_queries
):
    agencies = [make.an_agency(f"Agency {number}", boards[0]) for number in range(count)]
    returns = make.issued(make.an_exercise(make.a_version(boards[0]), boards[1]), *agencies)
    for to in returns:
        make.submitted(to)
        for number in range(count):
            judge(to, boards[0], number=number)
    client = signed_in(make.someone("business_manager", boards[0]))
    args = [returns[0].exercise_id if name == "heat_map" else returns[0].pk, boards[0].slug]
    client.get(page(name, *args))
    with django_assert_num_queries(queries_asked):
        client.get(page(name, *args))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_heat_map_can_be_taken_away(boards, handed_over, kind):
    client = signed_in(make.someone("chair", boards[0]))
    answer = client.get(page("heat_list", handed_over.exercise_id, boards[0].slug, kind))
    assert answer.status_code == 200


# --- What follows ---


def test_a_finding_raises_an_action_that_says_where_it_came_from(boards, handed_over):
    plan = a_plan(boards[0])
    issue, question = plan.priorities.get().issues.get(), questions_of(handed_over)[0]
    client = signed_in(make.someone("business_manager", boards[0]))
    said = {"words": "Nobody could name the lead.", "action": "Name the lead to all staff", "issue": issue.pk}
    address = page("finding", handed_over.pk, boards[0].slug, question.pk)
    assert client.post(address, {**said, "issue": ""}).status_code == 400
    assert not Finding.objects.exists()
    for _ in range(2):  # a button pressed twice
        client.post(address, {**said, "lead": "Harrow Police", "due": "June 2030"})
    finding = Finding.objects.get()
    client.post(address, {**said, "lead": "Harrow Police", "due": "July 2030"})
    assert Finding.objects.count() == 2  # another day is another promise
    shown = client.get(reverse("plans:action", args=[finding.action_id])).content.decode()
    assert "Section 11, 2026: Harrow Police, question 1.1" in shown
    assert Action.objects.get(pk=finding.action_id).due_written == "June 2030"


def test_a_finding_may_raise_no_action_yet_and_has_the_boards_themes(boards, handed_over):
    keep_themes(boards[0], ["Neglect", "E-safety"], **make.by_now())
    neglect = Theme.objects.get(name="Neglect")
    client = signed_in(make.someone("business_manager", boards[0]))
    address = page("finding", handed_over.pk, boards[0].slug, questions_of(handed_over)[0].pk)
    said = {"words": "Nobody could name the lead.", "themes": [neglect.pk]}
    assert client.post(address, said).status_code == 302
    client.post(address, said)
    (finding,) = queries.findings_of(handed_over.exercise, boards[0])
    assert (finding.action, list(finding.themes.all())) == (None, [neglect])
    assert by_theme([finding]) == [ThemeFound("Neglect", findings=1, agencies=1, actions=0)]


def test_another_boards_theme_is_refused(boards, handed_over):
    keep_themes(boards[1], ["Neglect"], **make.by_now())
    with pytest.raises(ValidationError, match="themes of this board"):
        services.find(
            handed_over,
            questions_of(handed_over)[0],
            board=boards[0],
            words="Found.",
            themes=[Theme.objects.get()],
            **make.by_now(),
        )


def test_where_most_fall_short_goes_by_the_boards_score_and_else_by_the_agencys_own(boards, handed_over):
    judge(handed_over, boards[0], "3", number=0)
    judge(handed_over, boards[0], "1", number=1)
    shorts = where_most_fall_short(handed_over.exercise, boards[0])
    assert [(one.question.code, one.count, one.of) for one in shorts] == [("1.2", 1, 1)]
    assert where_most_fall_short(handed_over.exercise, boards[1]) == []


def test_how_full_a_return_is_counts_words_evidence_and_what_is_as_last_time(boards):
    lines = [QuestionLine(f"1.{n}", "How far?", scale="met", evidence_wanted=True) for n in (1, 2)]
    version, police = make.a_version(boards[0], *lines), make.an_agency("Harrow Police", boards[0])
    (last,) = make.issued(make.an_exercise(version, title="2024"), police)
    make.submitted(last)
    (to,) = make.issued(make.an_exercise(version, title="2026"), police)
    by = {"by": make.author_of(to), "at": timezone.now()}
    first, second = questions_of(to)
    services.confirm(to, first, **by)
    services.answer(to, second, value="3", words="We asked ten people.", **by)
    services.prove(to, second, title="Policy", name="policy.txt", data=b"Read.", **by)
    services.submit(to, **by)
    assert quality_of(to.exercise, boards[0]) == [
        Quality("Harrow Police", answers=2, in_words=1, unchanged=1, proved=1, wanted=2)
    ]


def test_an_action_goes_into_no_other_boards_plan(boards, handed_over):
    issue = a_plan(boards[1]).priorities.get().issues.get()
    with pytest.raises(ValidationError, match="own plan"):
        services.raise_action(
            handed_over,
            questions_of(handed_over)[0],
            board=boards[0],
            words="Found.",
            issue=issue,
            action="Do it",
            **make.by_now(),
        )
    assert not Finding.objects.exists()
