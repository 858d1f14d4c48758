"""The pages of a new year: the next plan, closing this one, the date that holds, what the ratings mean."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from safeboard.core.tests.error_pattern import error_pattern_faults
from safeboard.plans import queries, services
from safeboard.plans.models import Action, Carried, Closing, DateConfirmed, LegendMeaning, Plan
from safeboard.plans.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


@pytest.fixture
def manager(board):
    return make.someone("business_manager", board)


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def plan(board):
    return make.a_plan(
        board, make.promise("Audit"), make.promise("Train"), make.promise("Report", rating="green")
    )


@pytest.fixture
def acts(manager):
    return {"by": manager, "at": timezone.now()}


def named(plan, words):
    return Action.objects.get(issue__priority__plan=plan, words=words)


def page(name, *args):
    return reverse(f"plans:{name}", args=args)


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def errors_of(response):
    assert (response.status_code, error_pattern_faults(response.content.decode())) == (400, [])
    return {name: list(words) for name, words in response.context["form"].errors.items()}


def links(response, *addresses):
    return [response.content.decode().count(f'href="{address}"') for address in addresses]


def started(plan, *words, acts):
    carry = [named(plan, one).pk for one in words]
    return services.start_next_plan(
        plan, title="Business Plan 2018-21", starts=None, ends=None, carry=carry, **acts
    )


def filled(plan, **more):
    return {"title": "Business Plan 2018-21", **more}


# --- Starting the next plan ---


def test_it_suggests_the_next_years_and_to_carry_everything_unfinished(as_manager, plan):
    response = as_manager.get(page("next_plan", plan.pk))
    form = response.context["form"]
    assert (form["title"].value(), form["starts"].value(), form["ends"].value()) == (
        "Business Plan 2018-21",
        datetime.date(2018, 4, 1),
        datetime.date(2021, 3, 31),
    )
    assert [(action.words, do.value()) for action, do, _ in form.rows] == [
        ("Audit", "carry"),
        ("Train", "carry"),
    ]


def test_the_outline_leads_to_it(as_manager, plan):
    addresses = [page(name, plan.pk) for name in ("next_plan", "close_plan", "legend")]
    assert links(as_manager.get(page("change_plan", plan.pk)), *addresses) == [1, 1, 1]


def test_first_it_says_what_will_happen_and_does_nothing(as_manager, plan):
    train = named(plan, "Train").pk
    posted = filled(plan, **{f"do-{train}": "drop", f"why-{train}": "No money"})
    response = as_manager.post(page("next_plan", plan.pk), posted)
    happens = response.context["happens"]
    assert (response.status_code, [one.words for one in happens.carried], Plan.objects.count()) == (
        200,
        ["Audit"],
        1,
    )
    assert [(one.action.words, one.why) for one in happens.dropped] == [("Train", "No money")]


def test_what_was_said_yes_to_is_done(as_manager, plan):
    train = named(plan, "Train").pk
    posted = filled(plan, **{f"do-{train}": "drop", f"why-{train}": "No money"})
    first = as_manager.post(page("next_plan", plan.pk), posted)
    again = {"sure": "yes", **dict(first.context["form"].posted)}
    response = as_manager.post(page("next_plan", plan.pk), again)
    into = Plan.objects.get(follows=plan)
    assert (response.url, said(response)) == (
        into.get_absolute_url(),
        ["1 action goes on in “Business Plan 2018-21”. Each date waits to be confirmed there."],
    )
    assert (Carried.objects.get().action, named(plan, "Train").now_dropped) == (named(plan, "Audit"), True)


def test_the_form_comes_back_as_it_was_where_somebody_thinks_again(as_manager, plan):
    audit = named(plan, "Audit").pk
    posted = filled(plan, title="Our own title", **{f"do-{audit}": "leave", "change": "yes"})
    response = as_manager.post(page("next_plan", plan.pk), posted)
    form = response.context["form"]
    assert (response.status_code, form["title"].value(), form[f"do-{audit}"].value()) == (
        200,
        "Our own title",
        "leave",
    )
    assert Plan.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "field", "sentence"),
    [
        ({"title": ""}, "title", "Enter the title of the next plan"),
        ({"starts_day": "1"}, "starts", "Enter a date with a day, a month and a year"),
        (
            {
                "starts_day": "1",
                "starts_month": "4",
                "starts_year": "2018",
                "ends_day": "1",
                "ends_month": "4",
                "ends_year": "2017",
            },
            "ends",
            "Enter a last day that is not before the first",
        ),
    ],
)
def test_what_is_wrong_in_it_is_said(as_manager, plan, more, field, sentence):
    response = as_manager.post(page("next_plan", plan.pk), filled(plan, **more))
    assert errors_of(response)[field] == [sentence]


def test_a_drop_without_a_reason_is_said_beside_its_row(as_manager, plan):
    train = named(plan, "Train").pk
    response = as_manager.post(page("next_plan", plan.pk), filled(plan, **{f"do-{train}": "drop"}))
    assert errors_of(response) == {f"why-{train}": ["Enter why it is dropped"]}


def test_where_a_plan_follows_already_the_rest_is_carried_into_it(as_manager, plan, acts):
    into = started(plan, "Audit", acts=acts)
    shown = as_manager.get(page("next_plan", plan.pk))
    assert (shown.context["into"], list(shown.context["form"].fields)[0]) == (into, "words")
    response = as_manager.post(page("next_plan", plan.pk), {"sure": "yes"})
    assert response.url == into.get_absolute_url()
    assert {row.action.words for row in Carried.objects.all()} == {"Audit", "Train"}


def test_a_second_press_of_the_button_does_nothing_again(as_manager, plan):
    audit, train = (named(plan, words).pk for words in ("Audit", "Train"))
    posted = filled(plan, sure="yes", **{f"do-{audit}": "carry", f"do-{train}": "leave"})
    as_manager.post(page("next_plan", plan.pk), posted)
    as_manager.post(page("next_plan", plan.pk), {**posted, f"do-{audit}": "carry"})
    assert Plan.objects.count() == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_often_for_three_actions_as_for_one(
    as_manager, board, rows, django_assert_num_queries
):
    plan = make.a_plan(board, *(make.promise(f"Action {number}") for number in range(rows)))
    with django_assert_num_queries(30):
        as_manager.get(page("next_plan", plan.pk))


# --- The two stories ---


def test_each_story_leads_to_the_other(as_manager, plan, acts):
    into = started(plan, "Audit", acts=acts)
    old, new = (page("action", named(one, "Audit").pk) for one in (plan, into))
    assert links(as_manager.get(old), new) == [2]  # at its head and in its story
    response = as_manager.get(new)
    assert links(response, old) == [3]  # and under where it came from
    assert response.context["timeline"][0].kind == "came"
    assert response.content.decode().count("Date to be confirmed") == 1


def test_what_went_on_offers_nothing_to_do_here(as_manager, plan, acts):
    started(plan, "Audit", acts=acts)
    response = as_manager.get(page("action", named(plan, "Audit").pk))
    assert (bool(response.context["acts"]), links(response, page("tell", named(plan, "Audit").pk))) == (
        False,
        [0],
    )


def test_the_plans_page_says_what_went_on_and_what_waits(as_manager, plan, acts):
    into = started(plan, "Audit", acts=acts)
    old = as_manager.get(plan.get_absolute_url()).content.decode()
    new = as_manager.get(into.get_absolute_url(), {"show": "date-to-confirm"})
    assert old.count("Goes on in Business Plan 2018-21") == 1
    assert (new.context["count"], new.content.decode().count(">Date to be confirmed</strong>")) == (1, 1)


# --- The date ---


def test_the_date_holds(as_manager, plan, acts):
    action = named(started(plan, "Audit", acts=acts), "Audit")
    assert links(as_manager.get(page("action", action.pk)), page("confirm_date", action.pk)) == [1]
    response = as_manager.post(page("confirm_date", action.pk), {"words": "The board agreed."})
    assert (response.url, said(response)) == (
        page("action", action.pk),
        ["The date holds: March 2016."],
    )
    assert DateConfirmed.objects.get().words == "The board agreed."
    assert links(as_manager.get(page("action", action.pk)), page("confirm_date", action.pk)) == [0]


def test_it_is_said_once(as_manager, plan, acts):
    action = named(started(plan, "Audit", acts=acts), "Audit")
    services.confirm_date(action, **acts)
    refused = as_manager.post(page("confirm_date", action.pk), {})
    assert errors_of(refused) == {"__all__": ["The date of this action does not wait to be confirmed."]}


# --- Closing ---


def test_a_plan_with_open_actions_shows_which(as_manager, plan):
    response = as_manager.get(page("close_plan", plan.pk))
    assert [action.words for action in response.context["unfinished"]] == ["Audit", "Train"]
    refused = as_manager.post(page("close_plan", plan.pk), {})
    assert errors_of(refused)["__all__"][0].startswith(
        "2 actions are still open: 2 in 1. Children are heard."
    )


def test_it_says_what_can_only_be_said_before(as_manager, plan, acts):
    done = {"words": "Done", "complete": True, "evidence": "Minutes"}
    services.post_update(named(plan, "Train"), **done, **acts)
    response = as_manager.get(page("close_plan", plan.pk))
    assert [action.words for action in response.context["to_assure"]] == ["Train"]


def test_a_plan_is_closed(as_manager, board, plan, acts):
    into = started(plan, "Audit", "Train", acts=acts)
    response = as_manager.post(page("close_plan", plan.pk), {"words": "Agreed in March."})
    assert (response.url, said(response), Closing.objects.get().words) == (
        plan.get_absolute_url(),
        ["“Business Plan 2015-18” is closed. It can be read as it always could."],
        "Agreed in March.",
    )
    shown = as_manager.get(plan.get_absolute_url())
    assert (
        shown.content.decode().count("This plan is closed"),
        links(shown, page("change_plan", plan.pk)),
    ) == (1, [0])
    front = as_manager.get(page("board", board.slug)).context
    assert (front["plan"], front["others"], front["closed"]) == (into, [], [plan])
    outline = as_manager.get(page("change_plan", plan.pk))
    assert links(outline, page("next_plan", plan.pk)) == [0]


def test_as_at_a_day_before_it_is_not_closed(as_manager, plan, acts):
    started(plan, "Audit", "Train", acts=acts)
    services.close_plan(plan, **acts)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    shown = as_manager.get(plan.get_absolute_url(), {"as-at": yesterday.isoformat()})
    assert shown.content.decode().count("This plan is closed") == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_the_closing_page_asks_as_often_for_three_actions_as_for_one(
    as_manager, board, rows, django_assert_num_queries
):
    plan = make.a_plan(board, *(make.promise(f"Action {number}") for number in range(rows)))
    with django_assert_num_queries(29):
        as_manager.get(page("close_plan", plan.pk))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_boards_page_asks_as_often_for_three_closed_plans_as_for_one(
    as_manager, board, rows, acts, django_assert_num_queries
):
    for _ in range(rows):
        services.close_plan(make.a_plan(board, make.promise(rating="green")), **acts)
    make.a_plan(board)
    with django_assert_num_queries(32):
        response = as_manager.get(page("board", board.slug))
    assert len(response.context["closed"]) == rows


# --- What the ratings mean ---


def means(**more):
    meanings = {"red": "Off target", "amber": "On target", "green": "Complete", **more}
    newest = LegendMeaning.objects.order_by("pk").last()
    return {f"means-{rating}": words for rating, words in meanings.items()} | {"seen": newest.pk}


def test_the_legend_as_it_stands_is_shown_with_its_history(as_manager, plan, acts):
    services.change_meaning(plan, meanings={"red": "Behind"}, **acts)
    response = as_manager.get(page("legend", plan.pk))
    assert response.context["form"]["means-red"].value() == "Behind"
    text = response.content.decode()
    assert [text.count(words) for words in ("Red: Off target", "Red: Behind", "since the plan began")] == [
        1,
        1,
        3,
    ]


def test_a_meaning_that_turns_nothing_is_changed_at_once(as_manager, plan):
    response = as_manager.post(page("legend", plan.pk), means(red="Behind"))
    assert (response.status_code, said(response)) == (
        302,
        ["The ratings mean something else from that day on."],
    )
    assert LegendMeaning.objects.order_by("pk").last().meaning == "Behind"


def test_one_that_turns_an_action_warns_first_and_is_done_when_sent_again(as_manager, plan):
    posted = means(green="Nearly there", amber="Complete")
    first = as_manager.post(page("legend", plan.pk), posted)
    turned = first.context["turned"]
    assert (first.status_code, len(turned.done), [one.words for one in turned.open]) == (200, 2, ["Report"])
    assert LegendMeaning.objects.count() == 3
    sure = first.context["form"]["sure"].value()
    as_manager.post(page("legend", plan.pk), {**posted, "sure": sure})
    assert sorted(Action.objects.filter(now_done=True).values_list("words", flat=True)) == ["Audit", "Train"]


def test_a_number_that_is_no_longer_true_warns_again(as_manager, plan, acts):
    posted = means(green="Nearly there") | {"sure": "1"}
    services.rate_over(named(plan, "Train"), rating="green", why="The board saw it", **acts)
    assert as_manager.post(page("legend", plan.pk), posted).context["form"]["sure"].value() == "2"
    assert LegendMeaning.objects.count() == 3


def test_nothing_changed_says_so(as_manager, plan):
    assert said(as_manager.post(page("legend", plan.pk), means())) == ["Nothing was changed."]


def test_a_legend_without_any_meaning_is_refused(as_manager, plan):
    refused = as_manager.post(page("legend", plan.pk), means(red="", amber="", green=""))
    assert errors_of(refused) == {"means-red": ["Enter what at least one rating means"]}


def test_what_another_changed_meanwhile_is_shown_first(as_manager, plan, acts):
    seen = as_manager.get(page("legend", plan.pk)).context["form"]["seen"].value()
    services.change_meaning(plan, meanings={"red": "Behind"}, **acts)
    posted = means(red="Late") | {"seen": seen}
    refused = as_manager.post(page("legend", plan.pk), posted)
    assert errors_of(refused)["__all__"][0].startswith("Somebody else has changed the legend meanwhile.")
    posted["seen"] = refused.context["form"]["seen"].value()
    as_manager.post(page("legend", plan.pk), posted)
    assert queries.picture_of(plan, day=timezone.localdate()).legend["red"] == "Late"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_legend_asks_as_often_for_three_changes_as_for_one(
    as_manager, plan, rows, acts, django_assert_num_queries
):
    for number in range(rows):
        services.change_meaning(plan, meanings={"red": f"Behind {number}"}, **acts)
    with django_assert_num_queries(30):
        as_manager.get(page("legend", plan.pk))
