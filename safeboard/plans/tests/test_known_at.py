"""What was known by a day: on the page, in the papers, in the terminal. It never changes afterwards."""

import datetime
import json

import pytest
from django.utils import timezone

from safeboard.boards.services import add_meeting, change_meeting, change_settings
from safeboard.core.tests.error_pattern import error_pattern_faults
from safeboard.history.services import CommandLine
from safeboard.plans import queries, services
from safeboard.plans.tests import factories as make
from safeboard.plans.tests.factories import actions_of, promise, someone
from tests.running import run

pytestmark = pytest.mark.django_db

DAY = datetime.date
SPEAKS_OF = DAY(2016, 2, 20)
ACCEPTED = datetime.datetime(2016, 2, 1, 9, tzinfo=datetime.UTC)


def on(month, day, hour=12):
    return {"at": datetime.datetime(2016, month, day, hour, tzinfo=datetime.UTC)}


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


@pytest.fixture
def plan(board):
    outline = make.an_outline(promise(notes=[], rating="", rating_seen="", due="June 2016"))
    return services.accept_reading(make.a_draft(board, outline), by=CommandLine(), at=ACCEPTED)


@pytest.fixture
def lead(board):
    return someone("lead", board)


@pytest.fixture
def reader(client, board):
    client.force_login(someone("reader", board))
    return client


def say(plan, words, at, day=SPEAKS_OF, by=None, **more):
    services.post_update(actions_of(plan)[0], words=words, by=by, effective_on=day, **at, **more)


def shown(reader, plan, **days):
    """The words of the notes that the plan's page shows."""
    page = reader.get(plan.get_absolute_url(), {name.replace("_", "-"): day for name, day in days.items()})
    return [note.words for action in page.context["shown"].actions for note in action.notes]


def test_what_came_later_with_an_earlier_day_shows_as_at_and_not_as_known(reader, plan, lead):
    say(plan, "In time.", on(2, 21), by=lead)
    before = shown(reader, plan, as_at="2016-03-01", known_at="2016-03-08")
    say(plan, "Told late.", on(3, 9), by=lead)
    assert before == shown(reader, plan, as_at="2016-03-01", known_at="2016-03-08") == ["In time."]
    assert shown(reader, plan, as_at="2016-03-01") == ["In time.", "Told late."]


@pytest.mark.parametrize(("day", "known"), [("2016-02-20", []), ("2016-02-21", ["In time."])])
def test_known_at_holds_all_that_came_on_that_day_itself(reader, plan, lead, day, known):
    say(plan, "In time.", on(2, 21, hour=23), by=lead)
    assert shown(reader, plan, as_at="2016-03-01", known_at=day) == known


def test_known_at_alone_is_the_page_as_it_then_was(reader, plan, lead):
    say(plan, "Ahead of its day.", on(2, 20), by=lead)
    page = reader.get(plan.get_absolute_url(), {"known-at": "2016-07-01"})
    picture = page.context["picture"]
    assert (picture.day, [action.days_late for action in picture.late]) == (DAY(2016, 7, 1), [1])


def words_on(reader, plan, **days):
    page = reader.get(plan.get_absolute_url(), {name.replace("_", "-"): day for name, day in days.items()})
    return page.content.decode()


def test_the_page_says_both_days_plainly(reader, plan):
    page = words_on(reader, plan, as_at="2016-03-01", known_at="2016-03-08")
    assert page.count("<strong>As at 1 March 2016, as it was known on 8 March 2016</strong>") == 1


def test_links_keep_both_days(reader, plan):
    page = words_on(reader, plan, as_at="2016-03-01", known_at="2016-03-08")
    days = "?as-at=2016-03-01&amp;known-at=2016-03-08"
    action = actions_of(plan)[0]
    assert [
        page.count(f'href="{path}{days}"')
        for path in (f"/plans/{plan.pk}/paper.pdf", f"/actions/{action.pk}/")
    ] == [
        1,
        1,
    ]


def test_taking_one_filter_off_keeps_the_days(reader, plan):
    asked = {"as-at": "2016-03-01", "known-at": "2016-03-08", "show": "open"}
    chosen = reader.get(plan.get_absolute_url(), asked).context["chosen"]
    path = plan.get_absolute_url()
    assert [(one.words, one.href) for one in chosen] == [
        ("As at the day: 1 March 2016", f"{path}?show=open&known-at=2016-03-08"),
        ("Standing: Open", f"{path}?as-at=2016-03-01&known-at=2016-03-08"),
        ("As it was known on: 8 March 2016", f"{path}?as-at=2016-03-01&show=open"),
    ]


def test_a_day_that_is_none_is_explained_and_not_used(reader, plan):
    page = reader.get(plan.get_absolute_url(), {"known-at": "8/3/2016"})
    assert page.context["form"].errors == {
        "known-at": ["Enter the day by which it was known like 2016-03-31"]
    }
    assert (page.context["picture"].known_at, error_pattern_faults(page.content.decode())) == (None, [])


def test_before_the_plan_came_nothing_of_it_was_known(reader, plan):
    page = words_on(reader, plan, known_at="2016-01-31")
    assert page.count("Safeboard did not have this plan yet on that day.") == 1


def test_the_actions_page_goes_by_both_days(reader, plan, lead):
    say(plan, "In time.", on(2, 21), by=lead)
    say(plan, "Told late.", on(3, 9), by=lead)
    action = actions_of(plan)[0]
    page = reader.get(f"/actions/{action.pk}/", {"as-at": "2016-03-01", "known-at": "2016-03-08"})
    assert [said.words for said in page.context["shown"].said] == ["In time."]


def test_a_paper_goes_by_both_days_and_says_so_in_its_name(reader, plan, lead):
    say(plan, "Told late.", on(3, 9), by=lead)
    asked = {"as-at": "2016-03-01", "known-at": "2016-03-08"}
    paper = reader.get(f"/plans/{plan.pk}/paper.html", asked)
    name = "harrowmere-business-plan-2015-18-as-at-2016-03-01-known-at-2016-03-08.html"
    assert paper.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert paper.content.decode().count("Told late.") == 0


def test_a_comparison_goes_by_what_was_known(reader, plan, lead):
    say(plan, "Done.", on(3, 9), by=lead, complete=True, evidence="Minutes")
    asked = {"from": "2016-02-10", "to": "2016-03-01"}
    known = [{}, {"known-at": "2016-03-08"}]
    pages = [reader.get(f"/plans/{plan.pk}/compare/", {**asked, **more}).context["changes"] for more in known]
    assert [len(page[0].rows) for page in pages] == [1, 0]


# --- Commands ---


def told(*words):
    return json.loads(run(*words, "--json").out)


def test_status_goes_by_both_days(plan, lead):
    say(plan, "Red.", on(3, 9), by=lead, rating="red")
    known = told("status", "--as-at", "2016-03-01", "--known-at", "2016-03-08")
    today = told("status", "--as-at", "2016-03-01")
    ratings = [each["priorities"][0]["actions"][0]["rating"] for each in (known, today)]
    assert (ratings, known["known_at"][:10], today["known_at"]) == (["", "red"], "2016-03-08", None)


def test_status_says_both_days_in_words(plan):
    done = run("status", "--as-at", "2016-03-01", "--known-at", "2016-03-08")
    assert done.out.count("As at 1 March 2016, as it was known on 8 March 2016") == 1


def test_status_since_a_day_tells_what_changed(plan, lead):
    say(plan, "Off.", on(2, 21), by=lead, rating="red")
    changed = told("status", "--since", "2016-02-10", "--as-at", "2016-03-01")
    assert {name: count for name, count in changed["counts"].items() if count} == {"rated": 1}
    assert changed["rated"][0]["said"] == ["From Not rated to Red: Off target."]
    drawn = run("status", "--since", "2016-02-10", "--as-at", "2016-03-01").out
    assert drawn.count("From Not rated to Red: Off target.") == 1


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (["--late"], "--since shows all that changed: say it without --lead, --rating and --late."),
        (["--as-at", "2016-01-01"], "2016-02-10 is after the day shown, 2016-01-01: name an earlier one."),
        (["--known-at", "soon"], "“soon” is not a day: write it as year-month-day, such as 2026-11-22."),
    ],
)
def test_status_since_refuses_what_makes_no_sense(plan, words, refusal):
    done = run("status", "--since", "2016-02-10", *words)
    assert (done.code, done.err.strip()) == (2, refusal)


def test_report_goes_by_what_was_known(plan, lead, tmp_path):
    say(plan, "Told late.", on(3, 9), by=lead)
    out = tmp_path / "plan.html"
    run("report", "--out", out, "--as-at", "2016-03-01", "--known-at", "2016-03-08")
    assert out.read_text().count("Told late.") == 0


def test_on_the_day_of_a_board_nobody_is_silent_for_it_yet(plan, lead, board, reader):
    """What the board looks at is the time since the board before."""
    for day in (DAY(2016, 2, 10), DAY(2016, 3, 1)):
        add_meeting(board=board, date=day, by=lead, at=timezone.now())
    say(plan, "In time.", on(2, 21), by=lead)
    page = reader.get(plan.get_absolute_url(), {"as-at": "2016-03-01", "show": "silent"})
    assert page.context["count"] == 0


# --- What was corrected since ---


BY = {"by": CommandLine()}


def known(plan, at):
    return queries.picture_of(plan, day=DAY(2016, 4, 1), known_at=at["at"])


def corrected(meeting, at, **becomes):
    now = {"date": meeting.date, "kind": meeting.kind, "updates_by": None, "papers_by": None}
    return change_meeting(meeting, **{**now, **becomes}, **BY, **at)


def test_a_meeting_put_right_was_known_as_it_was(board, plan):
    """Of two corrections the first after the moment says what it was known as."""
    meeting = add_meeting(board=board, date=DAY(2016, 3, 15), **BY, **on(2, 2))
    corrected(meeting, on(3, 20), date=DAY(2016, 3, 22))
    corrected(meeting, on(3, 25), kind="Executive")
    moments = [on(2, 1), on(3, 19), on(3, 20), on(3, 24), on(3, 25)]
    assert [known(plan, at).since for at in moments] == [
        DAY(2016, 3, 1),  # no meeting yet: the day the plan says it was updated
        DAY(2016, 3, 15),
        DAY(2016, 3, 22),
        DAY(2016, 3, 22),
        DAY(2016, 3, 1),
    ]
    assert queries.picture_of(plan, day=DAY(2016, 4, 1)).since == DAY(2016, 3, 1)


def test_who_was_silent_goes_by_the_meeting_as_it_was_known(board, plan, lead):
    meeting = add_meeting(board=board, date=DAY(2016, 3, 15), **BY, **on(2, 2))
    say(plan, "In time.", on(3, 11), by=lead, day=DAY(2016, 3, 10))
    corrected(meeting, on(3, 20), date=DAY(2016, 3, 8))
    assert [known(plan, at).actions[0].silent for at in (on(3, 19), on(3, 21))] == [True, False]


def test_what_was_agreed_names_its_meeting_as_it_was_known(board, plan, lead):
    meeting = add_meeting(board=board, date=DAY(2016, 3, 1), **BY, **on(2, 2))
    action = actions_of(plan)[0]
    services.move_date(action, becomes="July 2016", why="Late data", meeting=meeting, by=lead, **on(3, 2))
    request = services.ask_for_date(action, becomes="May 2017", why="Later", by=lead, **on(3, 3))
    services.decline_date(request, why="No", meeting=meeting, by=lead, **on(3, 4))
    corrected(meeting, on(3, 20), date=DAY(2016, 2, 29), kind="Executive")

    def named(at):
        shown = known(plan, at).actions[0]
        return shown.moved[0].meeting, shown.asked[-1].answer.meeting

    assert [named(on(3, 19)), named(on(3, 21))] == [
        ("Board, 1 March 2016",) * 2,
        ("Executive, 29 February 2016",) * 2,
    ]


def test_where_it_was_adopted_is_named_as_it_was_known(board, plan, lead):
    meeting = add_meeting(board=board, date=DAY(2016, 3, 1), **BY, **on(2, 2))
    services.adopt_plan(plan, meeting=meeting, by=lead, **on(3, 2))
    corrected(meeting, on(3, 20), kind="Executive")
    moments = [on(3, 19)["at"], on(3, 21)["at"], None]
    named = [
        str(queries.adoptions_of(plan, day=DAY(2016, 4, 1), known_at=moment)[0].meeting) for moment in moments
    ]
    assert named == ["Board, 1 March 2016", "Executive, 1 March 2016", "Executive, 1 March 2016"]


def test_only_a_day_or_a_kind_put_right_is_kept(board, plan):
    meeting = add_meeting(board=board, date=DAY(2016, 3, 15), **BY, **on(2, 2))
    corrected(meeting, on(2, 3), papers_by=DAY(2016, 3, 1))
    assert (meeting.was.count(), corrected(meeting, on(2, 4), kind="Executive").was.get().kind) == (
        0,
        "Board",
    )


def test_the_next_check_was_known_by_the_settings_of_then(board, plan):
    services.add_action(
        actions_of(plan)[0].issue,
        words="Go on",
        due="On going",
        effective_on=DAY(2016, 2, 1),
        **BY,
        **on(2, 1, 12),
    )
    months = {"difference_after_months": 6}
    change_settings(board, check_every_months=1, **months, **BY, **on(3, 20))
    change_settings(board, check_every_months=1, difference_after_months=9, **BY, **on(3, 21))
    change_settings(board, check_every_months=2, **months, **BY, **on(3, 22))
    plan.board.refresh_from_db()
    moments = [on(3, 19), on(3, 20), on(3, 21), on(3, 22)]
    checks = [known(plan, at).actions[1].next_check for at in moments]
    assert checks == [DAY(2016, 5, 1), DAY(2016, 3, 1), DAY(2016, 3, 1), DAY(2016, 4, 1)]
    assert board.was.count() == 2


@pytest.mark.parametrize("corrections", [1, 3])
def test_what_was_known_asks_as_often_for_three_corrections_as_for_one(
    board, plan, corrections, django_assert_num_queries
):
    for number in range(corrections):
        meeting = add_meeting(board=board, date=DAY(2016, 3, 1 + number), **BY, **on(2, 2))
        corrected(meeting, on(3, 20), kind="Executive")
        change_settings(
            board, check_every_months=4 + number, difference_after_months=6, **BY, **on(3, 20 + number)
        )
    plan = type(plan).objects.select_related("board").get(pk=plan.pk)
    with django_assert_num_queries(26):
        known(plan, on(3, 19))
