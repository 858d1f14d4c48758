"""What a plan's ratings mean, from a day on: by both clocks, and what follows for what is done."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from safeboard.history.models import Event
from safeboard.history.services import CommandLine
from safeboard.plans import printing, queries, services
from safeboard.plans.models import Action, LegendMeaning
from safeboard.plans.tests import factories as make

pytestmark = pytest.mark.django_db

DAY = datetime.date
BY = CommandLine("The Manager")
BEGAN = datetime.datetime(2016, 2, 1, 9, tzinfo=datetime.UTC)


def on(month, day):
    return {"at": datetime.datetime(2016, month, day, 12, tzinfo=datetime.UTC), "by": BY}


@pytest.fixture
def plan():
    outline = make.an_outline(make.promise("Audit", rating="amber"), make.promise("Report", rating="green"))
    return services.accept_reading(make.a_draft(make.a_board(), outline), by=BY, at=BEGAN)


def legend(plan, day, **known):
    return queries.picture_of(plan, day=day, **known).legend


def refusal(*args, **what):
    with pytest.raises(ValidationError) as refused:
        services.change_meaning(*args, **what)
    return refused.value.messages[0]


def test_a_meaning_holds_from_its_day_and_the_earlier_one_until_then(plan):
    services.change_meaning(plan, meanings={"red": "Behind"}, effective_on=DAY(2016, 3, 15), **on(3, 20))
    days = [DAY(2016, 3, 14), DAY(2016, 3, 15)]
    assert [legend(plan, day)["red"] for day in days] == ["Off target", "Behind"]
    assert legend(plan, DAY(2016, 4, 1), known_at=on(3, 19)["at"])["red"] == "Off target"


def test_a_paper_prints_the_legend_of_its_day(plan):
    services.change_meaning(plan, meanings={"red": "Far behind"}, **on(3, 20))
    papers = [
        printing.paper_of(queries.picture_of(plan, day=day), "html").decode()
        for day in (DAY(2016, 3, 19), DAY(2016, 3, 20))
    ]
    assert [paper.count("Far behind") > 0 for paper in papers] == [False, True]


def test_only_what_is_other_is_recorded_with_who_said_so(plan):
    added = services.change_meaning(plan, meanings={"red": " Behind  it ", "amber": "On target"}, **on(3, 20))
    (row,) = added
    assert (row.rating, row.meaning, row.position, row.by_name) == ("red", "Behind it", 0, "The Manager")
    event = Event.objects.get(verb="changed the legend of")
    assert event.details == {"was": {"red": "Off target"}, "becomes": {"red": "Behind it"}}
    assert services.change_meaning(plan, meanings={"red": "Behind it"}, **on(3, 21)) == []


def test_a_rating_comes_into_the_legend_and_leaves_it(plan):
    services.change_meaning(plan, meanings={"blue": "Not begun", "red": ""}, **on(3, 20))
    assert legend(plan, DAY(2016, 3, 20)) == {
        "amber": "On target",
        "green": "Complete",
        "blue": "Not begun",
    }
    assert LegendMeaning.objects.get(rating="blue").position == 3


def test_what_is_done_follows_from_the_new_meanings(plan):
    services.change_meaning(plan, meanings={"amber": "Complete", "green": "Nearly there"}, **on(3, 20))
    done = Action.objects.filter(now_done=True).values_list("words", flat=True)
    days = (DAY(2016, 3, 19), DAY(2016, 3, 20))
    pictures = [queries.picture_of(plan, day=day) for day in days]
    assert list(done) == ["Audit"]
    assert [[one.words for one in picture.actions if one.done] for picture in pictures] == [
        ["Report"],
        ["Audit"],
    ]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"meanings": {"purple": "Odd"}}, "Choose a rating from the list"),
        ({"meanings": {"red": "x" * 301}}, "Enter a meaning of at most 300 letters"),
        (
            {"meanings": {"red": "", "amber": "", "green": ""}},
            "Enter what at least one rating means",
        ),
        (
            {"meanings": {"red": "Behind"}, "effective_on": DAY(2016, 3, 21)},
            "Enter a day that is not after today",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(plan, more, sentence):
    assert refusal(plan, **more, **on(3, 20)) == sentence
    assert LegendMeaning.objects.count() == 3


def test_it_does_not_change_before_the_last_change(plan):
    """Else the last one would hold all the same, and nobody would see that nothing came of it."""
    services.change_meaning(plan, meanings={"red": "Behind"}, **on(3, 20))
    earlier = {"meanings": {"red": "Late"}, "effective_on": DAY(2016, 3, 1)}
    assert refusal(plan, **earlier, **on(3, 21)) == (
        "The legend was changed on 20 March 2016: enter that day or a later one"
    )


def test_two_people_do_not_change_it_over_one_another(plan):
    seen = LegendMeaning.objects.order_by("pk").last().pk
    services.change_meaning(plan, meanings={"red": "Behind"}, seen=seen, **on(3, 20))
    with pytest.raises(services.ChangedMeanwhile):
        services.change_meaning(plan, meanings={"red": "Late"}, seen=seen, **on(3, 20))
    assert legend(plan, DAY(2016, 3, 20))["red"] == "Behind"
