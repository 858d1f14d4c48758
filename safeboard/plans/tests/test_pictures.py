import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from lxml import etree

from safeboard.boards.services import add_meeting
from safeboard.core.drawing import NARROW, WIDE, fitted
from safeboard.plans import pictures, queries
from safeboard.plans.due import read_due
from safeboard.plans.models import Plan
from safeboard.plans.painting import paint_days
from safeboard.plans.picture import outline_of
from safeboard.plans.services import post_update
from safeboard.plans.tests import factories as make
from safeboard.plans.tests import small_pictures as small
from safeboard.plans.timeline import days_of, spell_of

DAY = datetime.date
pytestmark = pytest.mark.django_db


def a_plan_of(*promises):
    return make.a_plan(make.a_board("Harrowmere"), *promises)


MARCH = DAY(2016, 3, 1)


def pictured(plan, day=MARCH):
    return queries.picture_of(plan, day=day)


def told(picture):
    """What can be said of a picture: pictures themselves point at one another."""
    actions = [
        (one.pk, one.rating, one.late, one.heard_on, one.silent, one.next_check, one.due, len(one.said))
        for one in picture.actions
    ]
    return outline_of(picture), actions, picture.day, picture.since, picture.glossary


def everything(picture):
    return [
        pictures.rating_by_priority(picture),
        pictures.trend_by_meeting([picture, picture]),
        pictures.load_by_lead(picture),
        pictures.slippage(picture),
        pictures.timeline(picture),
    ]


def numbers(svg, tag, name):
    return [
        float(shape.get(name))
        for shape in etree.fromstring(svg.encode()).iter(f"{{*}}{tag}")
        if shape.get(name)
    ]


def test_a_month_is_drawn_over_its_days_and_a_day_as_itself():
    assert days_of(read_due("Jun-16")) == (DAY(2016, 6, 1), DAY(2016, 6, 30))
    assert days_of(read_due("14 June 2016")) == (DAY(2016, 6, 14), DAY(2016, 6, 14))


def test_what_goes_on_has_no_last_day_and_what_waits_for_something_is_not_drawn():
    assert days_of(read_due("On going")) == (None, None)
    assert spell_of(small.action(due="On going")).last is None
    assert spell_of(small.action(due="Once the protocol has bedded in")) is None


def test_a_date_that_moved_has_a_tail_to_the_first():
    action = small.action(
        due="Dec 15", moved=[small.moved(1, "Dec 15", "Mar 16"), small.moved(2, "Mar 16", "June 16")]
    )
    spell = spell_of(action)
    assert (spell.tail, spell.last) == ((DAY(2015, 12, 31), DAY(2016, 3, 31)), DAY(2016, 6, 30))


def test_nothing_is_drawn_outside_its_sheet():
    plan = a_plan_of(
        *(
            make.promise(f"Audit {n} of everything there is", due=due)
            for n, due in enumerate(["Jun-15", "On going", "2016-17", "1900", ""])
        )
    )
    for drawing in everything(pictured(plan)):
        for svg, width in ((drawing.svg, WIDE), (drawing.narrow, NARROW)):
            right = max(
                [
                    x + w
                    for x, w in zip(numbers(svg, "rect", "x"), numbers(svg, "rect", "width"), strict=True)
                ],
                default=0,
            )
            assert right <= width
            assert min([0, *numbers(svg, "rect", "x"), *numbers(svg, "line", "x1")]) == 0


def test_words_of_people_are_words_and_no_markup():
    plan = a_plan_of(make.promise("<script>alert(1)</script>", due="Jun-16", leads=['"><b>&']))
    for drawing in everything(pictured(plan)):
        for svg in (drawing.svg, drawing.narrow):
            assert [shape.tag for shape in etree.fromstring(svg.encode()).iter("{*}script", "{*}b")] == []


def test_each_drawing_is_told_apart_from_every_other_on_the_page():
    plan = a_plan_of(make.promise("Audit", due="Jun-16"))
    svgs = [svg for drawing in everything(pictured(plan)) for svg in (drawing.svg, drawing.narrow)]
    ids = [found for svg in svgs for found in re.findall(r' id="([^"]+)"', svg)]
    assert len(ids) == len(set(ids)) == 20


def test_the_sentence_and_the_table_count_alike():
    plan = a_plan_of(
        *(make.promise(f"Audit {n}", rating=rating) for n, rating in enumerate(["red", "red", "green", ""]))
    )
    drawing = pictures.rating_by_priority(pictured(plan))
    assert drawing.words == "Of 4 actions: 2 Red: Off target, 1 Green: Complete and 1 Not rated."
    assert drawing.rows[0][1:] == ("2", "0", "1", "1", "4")


def test_the_trend_says_what_changed_between_the_first_and_the_last():
    plan = a_plan_of(make.promise("Audit", rating="red", due="Dec 15"))
    before, after = (pictured(plan, day) for day in (DAY(2015, 12, 8), DAY(2016, 3, 1)))
    drawing = pictures.trend_by_meeting([before, after])
    assert (
        drawing.words
        == "Between 8 December 2015 and 1 March 2016: Red: Off target went from 0 to 1, Not rated went from 1 to 0 and late from 0 to 1."
    )


def test_how_far_dates_moved_is_counted_in_months():
    plan = a_plan_of(
        make.promise("Audit", due="Dec 15", revised="June 16"), make.promise("Train", due="May 16")
    )
    drawing = pictures.slippage(pictured(plan))
    assert (
        drawing.words
        == "1 of 2 dates has moved; 1 by a month or more, 6 months in all, the furthest by 6: “Audit”, Dec 15 → June 16."
    )


def test_an_action_whose_words_are_its_issues_is_called_by_them():
    plan = a_plan_of(make.promise("", due="Dec 15", revised="June 16"))
    assert pictures.slippage(pictured(plan)).words.split(": ")[-1] == "“Cases drift”, Dec 15 → June 16."


def test_a_long_name_is_cut_to_its_room():
    assert fitted("A very long name of an action", 80) == "A very lo…"


def test_several_days_are_painted_as_each_by_itself_in_as_many_queries_as_one(django_assert_num_queries):
    plan = a_plan_of(
        make.promise("Audit", due="Dec 15", revised="June 16"),
        make.promise("Train"),
    )
    action = make.actions_of(plan)[0]
    post_update(action, words="Half way", rating="amber", **make.by_now())
    add_meeting(board=plan.board, date=DAY(2015, 12, 8), **make.by_now())
    plan, days = (
        Plan.objects.select_related("board").get(),
        [DAY(2015, 9, 1), DAY(2015, 12, 9), DAY(2016, 3, 1), DAY(2026, 12, 1)],
    )
    alone = [queries.picture_of(plan, day=day) for day in days]
    with django_assert_num_queries(24):
        together = paint_days(plan, days=days)
    assert [told(one) for one in together] == [told(one) for one in alone]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_many_questions_whatever_is_on_it(django_assert_num_queries, count):
    board = make.a_board("Harrowmere")
    plan = make.a_plan(board, *(make.promise(f"Audit {n}", due="Jun-16") for n in range(count)))
    for month in range(1, count + 1):
        add_meeting(board=board, date=DAY(2016, month, 1), **make.by_now())
    client = Client()
    client.force_login(make.someone("reader", board))
    with django_assert_num_queries(30):
        page = client.get(reverse("plans:pictures", args=[plan.pk]), {"as-at": "2016-06-01"})
    assert [drawing.key for drawing in page.context["drawings"]] == ["ratings", "trend", "load", "slippage"]
