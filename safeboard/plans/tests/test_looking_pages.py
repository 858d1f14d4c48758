"""The pages that only look: my work over all boards, the chair's view, two dates compared."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeboard.boards.models import Lead
from safeboard.boards.services import add_meeting, add_term, seat
from safeboard.core.paper.forms import FORMS
from safeboard.core.tests.error_pattern import error_pattern_faults
from safeboard.plans import bringing_in, looking, printing, queries, services
from safeboard.plans.models import Marking, Plan
from safeboard.plans.picture import outline_of
from safeboard.plans.reading import read_plan
from safeboard.plans.tests import factories as make
from safeboard.plans.tests import real_plan
from safeboard.plans.tests.factories import a_plan, actions_of, promise, someone

pytestmark = pytest.mark.django_db


def days_on(count):
    return timezone.localdate() + datetime.timedelta(days=count)


def in_words(count):
    return f"{days_on(count):%-d %B %Y}"


def coming(words, days, **more):
    """A promise due so many days from now, with nothing said of it."""
    return promise(words, due=in_words(days), **{"notes": [], "rating": "", "rating_seen": "", **more})


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


def answering(person, board):
    """The person's seat there answers for the lead that the factory's promises have."""
    lead = Lead.objects.get(board=board, name="Quality Group")
    person.seats.get(board=board).answers_for.add(lead)
    return person


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def groups(person):
    """{group: words of its actions, in order}"""
    shown = signed_in(person).get(reverse("plans:my_work")).context["groups"]
    return {group.key: [row.action.words for row in group.rows] for group in shown}


def answers(person):
    shown = signed_in(person).get(reverse("plans:my_work")).context["answers"]
    return [(row.action.words, row.note) for row in shown]


# --- My work ---


def test_my_work_is_soonest_first_in_groups(board):
    a_plan(
        board,
        coming("Far", 200),
        coming("Soon", 20),
        coming("Sooner", 10),
        coming("Later late", -5),
        coming("Late", -50),
    )
    assert groups(answering(someone("lead", board), board)) == {
        "late": ["Late", "Later late"],
        "soon": ["Sooner", "Soon"],
        "later": ["Far"],
    }


def test_what_is_due_before_the_next_board_is_soon_however_far_that_is(board):
    a_plan(board, coming("Before", 50), coming("After", 70))
    add_meeting(board=board, date=days_on(60), **make.by_now())
    assert groups(answering(someone("lead", board), board)) == {"soon": ["Before"], "later": ["After"]}


def test_what_no_day_makes_late_is_looked_at_when_its_check_has_come(board):
    plan = a_plan(board, promise("Go on", due="On going"), promise("Look later", due="On going"))
    services.set_next_check(actions_of(plan)[1], on=days_on(90), **make.by_now())
    assert groups(answering(someone("lead", board), board)) == {"check": ["Go on"], "later": ["Look later"]}


def test_work_over_two_boards_stands_in_one_list_and_of_no_other(board):
    second, third = make.a_board("Aldermoor"), make.a_board("Not theirs")
    for each, words in ((board, "Here"), (second, "There"), (third, "Elsewhere")):
        a_plan(each, coming(words, 5))
    lead = someone("lead", board)
    seat(user=lead, board=second, role="lead", starts=make.LONG_AGO, **make.by_now())
    answering(lead, board), answering(lead, second)
    assert groups(lead) == {"soon": ["Here", "There"]}


def test_who_answers_for_nothing_owes_nothing(board):
    a_plan(board, coming("Soon", 5))
    page = signed_in(someone("lead", board)).get(reverse("plans:my_work"))
    assert (page.context["groups"], page.content.decode().count("You owe nothing today.")) == ([], 1)


def assured(plan, board, *, ask_on):
    action = actions_of(plan)[0]
    by = {"by": someone("lead", board), "at": timezone.now()}
    services.post_update(action, words="Done.", complete=True, evidence="The minutes", **by)
    services.assure(action, words="Seen.", ask_on=ask_on, by=someone("chair", board), at=timezone.now())
    return action


@pytest.mark.parametrize(("days", "asked"), [(0, {"difference": ["Audit ten cases"]}), (1, {})])
def test_whether_it_helped_is_asked_from_its_day_on(board, days, asked):
    assured(a_plan(board), board, ask_on=days_on(days))
    assert groups(answering(someone("lead", board), board)) == asked


def test_whether_it_helped_is_not_asked_again_once_it_was_answered(board):
    action = assured(a_plan(board), board, ask_on=days_on(0))
    services.say_difference(action, answer="yes", words="Fewer wait.", **make.by_now())
    assert groups(answering(someone("lead", board), board)) == {}


def test_whether_it_helped_is_asked_again_on_the_day_that_was_chosen(board):
    action = assured(a_plan(board), board, ask_on=days_on(0))
    later = {"ask_again_on": days_on(30), **make.by_now()}
    services.say_difference(action, answer="not known", words="Too early.", **later)
    assert groups(answering(someone("lead", board), board)) == {}


def ask(plan, who, becomes="June 2030"):
    services.ask_for_date(
        actions_of(plan)[0], becomes=becomes, why="The data came late.", by=who, at=timezone.now()
    )


def test_the_chair_is_asked_about_the_date_and_a_member_is_not(board):
    plan, lead = a_plan(board), someone("lead", board)
    ask(plan, lead)
    note = f"{lead.name} asks for “June 2030”: The data came late."
    asked = [answers(someone(role, board)) for role in ("chair", "business_manager", "group_chair", "member")]
    assert asked == [[("Audit ten cases", note)], [("Audit ten cases", note)], [], []]


def test_a_completion_waits_for_another_person_than_who_said_it(board):
    plan, chair = a_plan(board), someone("chair", board)
    services.post_update(
        actions_of(plan)[0],
        words="Done.",
        complete=True,
        evidence="The minutes",
        by=chair,
        at=timezone.now(),
    )
    note = f"{chair.name} says it is complete, on {in_words(0)}: The minutes"
    others = [someone(role, board) for role in ("group_chair", "member")]
    assert [answers(one) for one in (chair, *others)] == [[], [("Audit ten cases", note)], []]


def test_an_action_of_a_restricted_plan_is_shown_only_to_who_may_read_it(board):
    plan = a_plan(board, coming("Hidden", 5))
    Plan.objects.filter(pk=plan.pk).update(marking=Marking.RESTRICTED)
    lead, member = (answering(someone(role, board), board) for role in ("lead", "member"))
    assert (groups(lead), groups(member)) == ({}, {"soon": ["Hidden"]})


@pytest.mark.parametrize("boards", [1, 3])
def test_my_work_asks_as_often_for_three_boards_as_for_one(boards, django_assert_num_queries):
    manager = None
    for number in range(boards):
        one = make.a_board(f"Board of queries {number}")
        plan = a_plan(one, *(coming(f"Promise {n}", n) for n in range(boards)))
        if manager:
            seat(user=manager, board=one, role="business_manager", starts=make.LONG_AGO, **make.by_now())
        else:
            manager = someone("business_manager", one)
        answering(manager, one)
        ask(plan, someone("lead", one))
        assured(a_plan(one), one, ask_on=days_on(0))
    client = signed_in(manager)
    with django_assert_num_queries(33):
        page = client.get(reverse("plans:my_work"))
    assert len(page.context["answers"]) == boards


# --- The chair's view ---


@pytest.fixture
def worked(board):
    """A plan with one action of each standing, a board in the past, and what happened since."""
    plan = a_plan(
        board,
        coming("Off target", 90, rating="red", rating_seen="#ff0000"),
        coming("Late", -5),
        coming("At odds", -5, rating="amber", rating_seen="#ffc000"),
        coming("Asked", 90),
        coming("Done", 90),
        coming("Old and quiet", 90, leads=["Police"]),
    )
    add_meeting(board=board, date=days_on(-30), **make.by_now())
    off, late, odds, wanted, done, quiet = actions_of(plan)
    by = {"by": someone("lead", board), "at": timezone.now()}
    for action in (off, late, odds, wanted):
        services.post_update(action, words="Begun.", **by)
    services.ask_for_date(wanted, becomes="June 2030", why="It takes longer.", **by)
    services.post_update(done, words="Done.", complete=True, evidence="The minutes", **by)
    services.drop_part(quiet, why="Merged.", **by)
    return plan


def chair_page(board, person=None, **query):
    return signed_in(person or someone("chair", board)).get(
        reverse("plans:chairs_view", args=[board.slug]), query
    )


def counted(figures):
    return {figure.words: figure.count for figure in figures}


def test_the_chairs_view_counts_what_needs_a_look(board, worked):
    assert counted(chair_page(board).context["figures"]) == {
        "Off target": 1,
        "Late": 2,
        "Nothing heard since the last meeting": 0,
        "A new date is asked for": 1,
        "At odds with the record": 1,
        "Waits for assurance": 1,
    }


def test_the_chairs_view_counts_what_changed_since_the_last_board(board, worked):
    counts = counted(chair_page(board).context["changes"])
    assert {words: count for words, count in counts.items() if count} == {"Completed": 1, "Dropped": 1}


def test_each_number_of_the_standing_leads_to_as_many_rows(board, worked):
    chair = someone("chair", board)
    context, client = chair_page(board, chair).context, signed_in(chair)
    links = [(figure.count, figure.href) for figure in context["figures"]]
    links += [(load.open, load.href) for load in context["loads"]]
    links += [(load.late, load.href_late) for load in context["loads"]]
    links.append((context["move_count"], context["moves_href"]))
    assert [client.get(href).context["count"] for _, href in links] == [count for count, _ in links]


def test_each_number_of_the_changes_leads_to_as_many_rows(board, worked):
    chair = someone("chair", board)
    client = signed_in(chair)
    for figure in chair_page(board, chair).context["changes"]:
        address, _, key = figure.href.partition("#")
        shown = {each.key: each for each in client.get(address).context["changes"]}
        assert (shown[key].words, len(shown[key].rows)) == (figure.words, figure.count)


def test_whose_move_it_is_is_told_with_the_longest_wait_first(board, worked):
    moves = chair_page(board).context["moves"]
    since_rated = (timezone.localdate() - datetime.date(2016, 3, 1)).days
    assert [(row.action.words, row.move.whose, row.move.days) for row in moves] == [
        ("Off target", "Quality Group", since_rated),
        ("Late", "Quality Group", 5),
        ("At odds", "Quality Group", 5),
        ("Asked", "Chair or business manager", 0),
        ("Done", "A person other than who said so", 0),
    ]


def test_the_load_of_each_lead_is_what_is_open(board, worked):
    loads = chair_page(board).context["loads"]
    assert [(load.name, load.open, load.late) for load in loads] == [("Quality Group", 4, 2)]


def test_the_chairs_view_of_a_board_without_a_plan_says_so(board):
    assert chair_page(board).content.decode().count("The board has no plan yet.") == 1


def test_a_board_without_a_meeting_or_a_month_of_its_plan_counts_no_changes(board):
    plan = a_plan(board)
    Plan.objects.filter(pk=plan.pk).update(updated_on=None)
    assert chair_page(board).context["changes"] == []


def test_the_chairs_view_leaves_out_what_is_restricted_for_who_may_not_read_it(board):
    plan = a_plan(board, coming("Open", -5), coming("Hidden", -5))
    type(actions_of(plan)[1]).objects.filter(words="Hidden").update(marking=Marking.RESTRICTED)
    late = [
        counted(chair_page(board, someone(role, board)).context["figures"])["Late"]
        for role in ("chair", "reader")
    ]
    assert late == [2, 1]


def test_the_chairs_view_as_at_a_day_keeps_it_behind_every_number(board, worked):
    context = chair_page(board, **{"as-at": days_on(-1).isoformat()}).context
    kept = [f"as-at={days_on(-1).isoformat()}" in figure.href for figure in context["figures"]]
    assert (context["days"].words, kept) == (f"As at {in_words(-1)}", [True] * 6)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_chairs_view_asks_as_often_for_three_actions_as_for_one(board, rows, django_assert_num_queries):
    plan = a_plan(board, *(coming(f"Promise {n}", -n) for n in range(rows)))
    add_meeting(board=board, date=days_on(-30), **make.by_now())
    ask(plan, someone("lead", board))
    client = signed_in(someone("chair", board))
    with django_assert_num_queries(53):
        client.get(reverse("plans:chairs_view", args=[board.slug]))


# --- Two dates compared ---


def compare_page(plan, **query):
    query = {name.replace("_", "-"): value for name, value in query.items()}
    address = reverse("plans:compare", args=[plan.pk])
    return signed_in(someone("reader", plan.board)).get(address, query)


def compared(page):
    """(first day, second day, {list: how many})"""
    shown = {each.key: len(each.rows) for each in page.context["changes"] if each.rows}
    return page.context["before"].day, page.context["picture"].day, shown


def test_a_comparison_is_since_the_last_board_unless_asked_otherwise(board, worked):
    page = compare_page(worked)
    assert compared(page) == (days_on(-30), days_on(0), {"completed": 1, "dropped": 1})


def test_on_the_day_of_a_board_the_last_one_is_the_one_before(board, worked):
    add_meeting(board=board, date=days_on(0), **make.by_now())
    assert compared(compare_page(worked))[0] == days_on(-30)


def test_two_meetings_are_compared(board, worked):
    add_meeting(board=board, date=days_on(-60), **make.by_now())
    page = compare_page(worked, since=days_on(-60).isoformat(), until=days_on(-30).isoformat())
    assert compared(page)[:2] == (days_on(-60), days_on(-30))


def test_two_days_are_compared_and_count_before_the_meetings(board, worked):
    page = compare_page(
        worked,
        **{"from": days_on(-9).isoformat(), "to": days_on(-2).isoformat(), "since": days_on(-30).isoformat()},
    )
    assert compared(page)[:2] == (days_on(-9), days_on(-2))


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ({"from": "soon"}, "from", "Enter the first day like 2016-03-31"),
        ({"to": "31/3/2016"}, "to", "Enter the second day like 2016-03-31"),
        ({"known-at": "x"}, "known-at", "Enter the day by which it was known like 2016-03-31"),
        ({"since": "2015-12-08"}, "since", "No such meeting of this board: choose one from the list"),
        (
            {"from": "2016-03-01", "to": "2016-02-01"},
            "from",
            "The first day is after the second: choose an earlier one, or a later second",
        ),
    ],
)
def test_days_that_mean_nothing_are_explained_and_not_used(board, query, field, words):
    page = compare_page(a_plan(board), **query)
    assert (page.status_code, page.context["form"].errors[field]) == (200, [words])
    assert error_pattern_faults(page.content.decode()) == []


def test_a_comparison_without_an_earlier_day_says_what_to_do(board):
    plan = a_plan(board)
    Plan.objects.filter(pk=plan.pk).update(updated_on=None)
    assert compare_page(plan).content.decode().count("There is no earlier day to compare with") == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_a_comparison_asks_as_often_for_three_actions_as_for_one(board, rows, django_assert_num_queries):
    plan = a_plan(board, *(coming(f"Promise {n}", -n) for n in range(rows)))
    client = signed_in(someone("chair", board))
    with django_assert_num_queries(54):
        client.get(reverse("plans:compare", args=[plan.pk]), {"from": "2016-01-01"})


# --- Dates and acronyms on the plan's page ---


def test_a_date_that_moved_tells_the_first_how_often_and_by_how_much(board):
    plan = a_plan(board, promise(due="December 2029"))
    meeting = add_meeting(board=board, date=days_on(-1), **make.by_now())
    for becomes in ("March 2030", "June 2030"):
        services.move_date(
            actions_of(plan)[0], becomes=becomes, why="Late data.", meeting=meeting, **make.by_now()
        )
    page = signed_in(someone("reader", board)).get(plan.get_absolute_url()).content.decode()
    assert page.count("First December 2029; moved twice, on by 6 months") == 1


def test_what_was_done_late_says_so_on_the_plans_page(board):
    plan = a_plan(board, coming("Audit", -12))
    services.post_update(
        actions_of(plan)[0], words="Done.", complete=True, evidence="Minutes", **make.by_now()
    )
    page = signed_in(someone("reader", board)).get(plan.get_absolute_url()).content.decode()
    assert page.count("Done 12 days late") == 1


def test_acronyms_are_marked_up_and_the_used_ones_stand_at_the_foot_with_both_meanings(board):
    for acronym, meaning in (
        ("CSE", "Child sexual exploitation"),
        ("CSE", "Certificate of secondary education"),
        ("DA", "Domestic abuse"),
    ):
        add_term(board=board, acronym=acronym, meaning=meaning, **make.by_now())
    plan = a_plan(board, coming("Learn from CSE cases", 90))
    response = signed_in(someone("reader", board)).get(plan.get_absolute_url())
    both = "Child sexual exploitation; or: Certificate of secondary education"
    assert response.context["acronyms"] == {"CSE": both.split("; or: ")}
    assert response.content.decode().count(f'title="{both}">CSE</abbr>') == 1


def test_the_picture_of_a_paper_holds_the_acronyms_it_uses(board):
    add_term(board=board, acronym="CSE", meaning="Child sexual exploitation", **make.by_now())
    plan = a_plan(board, coming("Learn from CSE cases", 90))
    page = signed_in(someone("reader", board)).get(f"/plans/{plan.pk}/paper.html").content.decode()
    assert page.count("<strong>CSE:</strong> Child sexual exploitation") == 1


# --- Papers ---

FOSTERING = (
    "Priority 5, issue 9, “{}”: Dec 15 → Mar 16 (agreed at Board, 8 December 2015)"
    " → June 16 (agreed at Board, 15 March 2016)"
)


@real_plan.needs_the_real_plan
@pytest.mark.parametrize("kind", FORMS)
def test_private_fostering_prints_its_true_story_and_every_paper_is_read_back_as_the_plan(board, kind):
    data = real_plan.text_bytes()
    outline = bringing_in.read(data)
    by = make.by_now()
    plan = bringing_in.bring_in(data, name="plan.txt", outline=outline, board=board, **by)
    fostering = next(action for action in actions_of(plan) if action.place == "line 186")
    services.tell_first_date(fostering, first="Dec 15", why="The board's paper of June 2015 gives it.", **by)
    for becomes, why, day in (
        ("Mar 16", "In hand, not complete.", datetime.date(2015, 12, 8)),
        ("June 16", "The data came late.", datetime.date(2016, 3, 15)),
    ):
        meeting = add_meeting(board=board, date=day, **by)
        services.move_date(fostering, becomes=becomes, why=why, meeting=meeting, **by)
    picture = queries.picture_of(plan, day=timezone.localdate(), ahead=True)
    back, meant = read_plan(printing.paper_of(picture, kind)), outline_of(picture)
    words = " ".join(fostering.words.split()[:12])
    assert back.dates_moved == [
        FOSTERING.format(words if words == " ".join(fostering.words.split()) else f"{words}…")
    ]
    assert [(one.words, one.due, one.revised) for one in back.actions] == [
        (one.words, one.due, one.revised) for one in meant.actions
    ]


def test_the_groups_of_work_are_told_in_one_order():
    assert list(looking.GROUPS) == ["late", "soon", "check", "difference", "later"]
    assert queries.end_of(None) is None
