"""The pages that change a plan: add, change, move, drop, take up, adopt."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from safeboard.boards.models import Agency, Lead, Meeting, Membership
from safeboard.core.tests.error_pattern import error_pattern_faults
from safeboard.plans import queries, services
from safeboard.plans.models import Action, Adoption, Issue, Outcome, PartChange, Priority
from safeboard.plans.tests import factories as make

pytestmark = pytest.mark.django_db

HEARD = "Children are heard"


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
    return make.a_plan(board, make.promise("Audit\ntwice"), make.promise("Train"))


@pytest.fixture
def issue(plan):
    return Issue.objects.get(priority__plan=plan)


@pytest.fixture
def audit(plan):
    return make.actions_of(plan)[0]


@pytest.fixture
def acts(manager):
    return {"by": manager, "at": timezone.now()}


def page(name, *args):
    return reverse(f"plans:{name}", args=args)


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def errors_of(response):
    assert (response.status_code, error_pattern_faults(response.content.decode())) == (400, [])
    return {name: list(words) for name, words in response.context["form"].errors.items()}


def shown(plan):
    return queries.picture_of(plan, day=timezone.localdate(), ahead=True)


def words(plan):
    return [[action.words for action in one.actions] for one in shown(plan).issues]


def day(on, name="effective_on"):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def as_shown(client, address):
    """What a browser posts when nothing on the page is touched, with a browser's line breaks."""
    posted = {}
    for field in client.get(address).context["form"]:
        value = field.value()
        if hasattr(value, "year"):
            posted |= day(value, field.name)
        elif value not in (None, "") or isinstance(value, str):
            posted[field.name] = value.replace("\n", "\r\n") if isinstance(value, str) else value
    return posted


# --- The outline ---


def test_the_outline_offers_every_act_and_folds_what_was_dropped(as_manager, plan, issue, audit, acts):
    services.drop_part(audit, why="Merged with Train", **acts)
    response = as_manager.get(page("change_plan", plan.pk))
    (left,) = response.context["dropped"]
    text = response.content.decode()
    links = [
        page("add_part", "plan", plan.pk, "priority"),
        page("add_part", "priority", issue.priority.pk, "issue"),
        page("add_part", "priority", issue.priority.pk, "outcome"),
        page("add_part", "issue", issue.pk, "action"),
        page("change_part", "issue", issue.pk),
        page("move_part", "outcome", Outcome.objects.get().pk),
        page("drop_part", "action", make.actions_of(plan)[1].pk),
        page("take_up_part", "action", audit.pk),
    ]
    assert [text.count(f'href="{link}"') for link in links] == [1] * len(links)
    assert (left.words, left.part.dropped.why, text.count("Merged with Train")) == (
        "Audit\ntwice",
        "Merged with Train",
        1,
    )


def test_what_went_with_an_issue_is_not_offered_by_itself(as_manager, plan, issue, acts):
    services.drop_part(issue, why="Over", **acts)
    dropped = as_manager.get(page("change_plan", plan.pk)).context["dropped"]
    assert [(one.kind, one.inside) for one in dropped] == [("issue", 2)]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_outline_asks_as_often_for_three_actions_as_for_one(
    as_manager, board, rows, django_assert_num_queries
):
    plan = make.a_plan(board, *(make.promise(f"Action {number}") for number in range(rows)))
    with django_assert_num_queries(29):
        as_manager.get(page("change_plan", plan.pk))


def test_a_withdrawn_plan_offers_nothing(as_manager, plan, acts):
    services.withdraw_plan(plan, why="Wrong file", **acts)
    text = as_manager.get(page("change_plan", plan.pk)).content.decode()
    assert ("nothing in it can be changed" in text, "/add-" in text) == (True, False)


# --- Adding ---


def test_an_action_is_added_and_the_message_says_how_its_date_is_read(as_manager, board, plan, issue):
    agency = Agency.objects.create(name="Police")
    Membership.objects.create(board=board, agency=agency, starts=datetime.date(2015, 1, 1))
    address = page("add_part", "issue", issue.pk, "action")
    response = as_manager.post(
        address,
        as_shown(as_manager, address)
        | {
            "words": "Visit homes",
            "lead_1": "Quality Group, The Chair",
            "lead_2": "Health; Police",
            "due": "June 2026",
        }
        | {"contributors": [agency.pk], "budget": "£2,000", "origin": "A review", "marking": "restricted"},
    )
    made = Action.objects.latest("pk")
    assert response.headers["Location"] == page("change_plan", plan.pk)
    assert said(response) == [
        "“Visit homes” was added. The date “June 2026” is read so: Any day up to 30 June 2026. "
        f'<a class="govuk-notification-banner__link" href="{address}">Add another action</a>'
    ]
    assert [line.written for line in made.lead_lines.all()] == [
        "Quality Group",
        "The Chair",
        "Health",
        "Police",
    ]
    assert (made.contributors, made.marking, made.origin) == (
        [[agency.pk, "Police"]],
        "restricted",
        "A review",
    )


def test_words_in_a_message_are_words_and_no_markup(as_manager, issue):
    address = page("add_part", "issue", issue.pk, "action")
    response = as_manager.post(
        address, as_shown(as_manager, address) | {"words": "<b>Visit</b>"}, follow=True
    )
    assert "“&lt;b&gt;Visit&lt;/b&gt;” was added" in response.content.decode()


def test_the_form_suggests_the_board_s_lead_names_and_no_other_s(as_manager, issue):
    make.a_plan(make.a_board("Aldermoor"), make.promise(leads=["Hidden Group"]))
    text = as_manager.get(page("add_part", "issue", issue.pk, "action")).content.decode()
    assert (text.count('<option value="Quality Group">'), "Hidden Group" in text) == (1, False)


def test_a_lead_the_board_knows_with_a_comma_in_its_name_stays_whole(as_manager, board, plan, issue):
    make.a_plan(board, make.promise(leads=["Children, Families and Health"]))
    address = page("add_part", "issue", issue.pk, "action")
    as_manager.post(
        address, as_shown(as_manager, address) | {"words": "X", "lead_1": "Children, Families and Health"}
    )
    assert [line.written for line in Action.objects.latest("pk").lead_lines.all()] == [
        "Children, Families and Health"
    ]


def test_a_second_click_adds_nothing_more_and_says_so(as_manager, plan, issue):
    address = page("add_part", "issue", issue.pk, "action")
    posted = as_shown(as_manager, address) | {"words": "Visit homes"}
    as_manager.post(address, posted)
    response = as_manager.post(address, posted)
    assert said(response)[-1] == "“Visit homes” was added already. It is there once."
    assert words(plan) == [["Audit\ntwice", "Train", "Visit homes"]]


@pytest.mark.parametrize(
    ("above", "kind", "what"),
    [
        ("plan", "priority", {"title": "Safe", "number": "2"}),
        ("priority", "outcome", {"words": "More are heard"}),
        ("priority", "issue", {"words": "Neglect", "number": "2"}),
    ],
)
def test_a_priority_an_outcome_and_an_issue_are_added(as_manager, plan, issue, above, kind, what):
    address = page("add_part", above, plan.pk if above == "plan" else issue.priority.pk, kind)
    response = as_manager.post(address, as_shown(as_manager, address) | what)
    model = {"priority": Priority, "outcome": Outcome, "issue": Issue}[kind]
    assert response.headers["Location"] == page("change_plan", plan.pk)
    assert model.objects.filter(**what).count() == 1


@pytest.mark.parametrize(
    ("above", "kind"), [("plan", "issue"), ("issue", "priority"), ("issue", "x"), ("x", "action")]
)
def test_what_cannot_be_added_there_is_not_found(as_manager, plan, issue, above, kind):
    pk = plan.pk if above == "plan" else issue.pk
    assert as_manager.get(page("add_part", above, pk, kind)).status_code == 404


@pytest.mark.parametrize(
    ("what", "errors"),
    [
        ({"words": ""}, {"words": ["Enter the action"]}),
        ({"marking": "secret"}, {"marking": ["Choose who may read it from the list"]}),
        ({"effective_on_year": "2999"}, {"effective_on": ["Enter a day that is not after today"]}),
        ({"effective_on_year": "15"}, {"effective_on": ["Enter the year in full, like 2015"]}),
        (
            {"lead_1": "–"},
            {"__all__": ["Enter each lead’s name with letters or figures in it, and at most 200 of them"]},
        ),
    ],
)
def test_a_slip_in_adding_is_explained_and_nothing_is_added(as_manager, issue, what, errors):
    address = page("add_part", "issue", issue.pk, "action")
    response = as_manager.post(address, as_shown(as_manager, address) | {"words": "Visit"} | what)
    assert (errors_of(response), Action.objects.count()) == (errors, 2)


def test_another_board_s_agency_is_a_choice_that_is_not_there(as_manager, board, issue):
    own, foreign = Agency.objects.create(name="Police"), Agency.objects.create(name="Fire service")
    Membership.objects.create(board=board, agency=own, starts=datetime.date(2015, 1, 1))
    Membership.objects.create(board=make.a_board(), agency=foreign, starts=datetime.date(2015, 1, 1))
    address = page("add_part", "issue", issue.pk, "action")
    posted = as_shown(as_manager, address) | {"words": "X", "contributors": [own.pk, foreign.pk]}
    assert errors_of(as_manager.post(address, posted)) == {"contributors": ["Choose agencies from the list"]}


# --- Changing ---


def test_sending_the_form_untouched_changes_nothing_whatever_its_line_breaks(as_manager, plan, audit):
    address = page("change_part", "action", audit.pk)
    response = as_manager.post(address, as_shown(as_manager, address))
    assert said(response) == ["Nothing was changed: “Audit twice” says that already."]
    assert PartChange.objects.count() == 0


def test_only_what_was_touched_is_changed_and_why_is_kept(as_manager, plan, audit):
    address = page("change_part", "action", audit.pk)
    posted = as_shown(as_manager, address) | {"words": "Audit ten", "why": "Clearer"}
    response = as_manager.post(address, posted)
    (change,) = PartChange.objects.all()
    assert (said(response), change.becomes, change.why) == (
        ["“Audit twice” was changed."],
        {"words": "Audit ten"},
        "Clearer",
    )


def test_words_are_changed_only_with_a_reason_and_leads_without_one(as_manager, audit):
    address = page("change_part", "action", audit.pk)
    posted = as_shown(as_manager, address)
    assert errors_of(as_manager.post(address, posted | {"words": "Other"})) == {
        "why": ["Enter why the words change"]
    }
    as_manager.post(address, posted | {"lead_1": "The Chair"})
    (change,) = PartChange.objects.all()
    assert change.becomes == {"leads": [[Lead.objects.get(name="The Chair").pk, "The Chair"]]}


@pytest.mark.parametrize(
    ("kind", "what", "becomes"),
    [
        ("priority", {"title": "All are heard"}, {"title": "All are heard"}),
        ("outcome", {"words": "Nobody waits"}, {"words": "Nobody waits"}),
        (
            "issue",
            {"words": "Cases stall", "added": "Since May"},
            {"words": "Cases stall", "added": "Since May"},
        ),
    ],
)
def test_every_kind_of_part_is_changed_by_the_same_page(as_manager, issue, kind, what, becomes):
    part = {"priority": issue.priority, "outcome": Outcome.objects.get(), "issue": issue}[kind]
    address = page("change_part", kind, part.pk)
    as_manager.post(address, as_shown(as_manager, address) | what | {"why": "Wider"})
    assert PartChange.objects.get().becomes == becomes


def test_a_change_for_a_day_before_another_says_that_the_later_one_holds(as_manager, audit, acts):
    services.change_part(audit, changes={"budget": "£1"}, **acts)
    address = page("change_part", "action", audit.pk)
    before = timezone.localdate() - datetime.timedelta(days=5)
    response = as_manager.post(address, as_shown(as_manager, address) | {"budget": "£2"} | day(before))
    assert said(response) == [
        "“Audit twice” was changed. A change of a later day is recorded too: where the two speak of the same, that one holds."
    ]


def test_who_comes_second_is_shown_what_the_first_did_and_overwrites_nothing(as_manager, plan, audit, acts):
    address = page("change_part", "action", audit.pk)
    posted = as_shown(as_manager, address) | {"budget": "£2,000", "why": "Dearer"}
    services.change_part(audit, changes={"words": "Audit ten", "leads": ["The Chair"]}, why="Clearer", **acts)
    response = as_manager.post(address, posted)
    assert list(errors_of(response)) == ["__all__"]
    (meanwhile,) = response.context["meanwhile"]
    assert (meanwhile.why, [line.becomes for line in meanwhile.lines]) == (
        "Clearer",
        ["Audit ten", "The Chair"],
    )
    assert PartChange.objects.count() == 1
    form = response.context["form"]
    assert [form[name].value() for name in ("words", "lead_1", "budget")] == [
        "Audit ten",
        "The Chair",
        "£2,000",
    ]
    as_manager.post(
        address,
        posted | {field.name: field.value() for field in form if field.name in ("seen", "words", "lead_1")},
    )
    assert PartChange.objects.latest("pk").becomes == {"budget": "£2,000"}


def test_what_the_second_typed_over_the_same_words_stays_typed(as_manager, audit, acts):
    address = page("change_part", "action", audit.pk)
    posted = as_shown(as_manager, address) | {"words": "Audit thirty", "why": "More"}
    services.change_part(audit, changes={"words": "Audit ten"}, why="Clearer", **acts)
    assert as_manager.post(address, posted).context["form"]["words"].value() == "Audit thirty"


def test_a_child_s_name_in_the_words_is_asked_about(as_manager, audit):
    address = page("change_part", "action", audit.pk)
    posted = as_shown(as_manager, address) | {"words": "See the child born 3 May 2014", "why": "New"}
    assert list(errors_of(as_manager.post(address, posted))) == ["no_child"]
    as_manager.post(address, posted | {"no_child": "on"})
    assert PartChange.objects.count() == 1


# --- Dropping, taking up, moving ---


def test_dropping_asks_why_and_taking_up_brings_it_back(as_manager, plan, audit):
    address = page("drop_part", "action", audit.pk)
    posted = as_shown(as_manager, address)
    assert errors_of(as_manager.post(address, posted)) == {"why": ["Enter why it is dropped"]}
    response = as_manager.post(address, posted | {"why": "Merged"})
    assert said(response) == ["“Audit twice” was dropped. It is kept, and can be taken up again."]
    assert words(plan) == [["Train"]]
    again = as_manager.post(address, posted | {"why": "Merged"})
    on = f"{timezone.localdate():%-d %B %Y}"
    assert errors_of(again) == {"__all__": [f"It was dropped already, on {on}."]}
    address = page("take_up_part", "action", audit.pk)
    response = as_manager.post(address, as_shown(as_manager, address))
    assert (said(response)[-1], words(plan)) == (
        "“Audit twice” is in the plan again.",
        [["Audit\ntwice", "Train"]],
    )


def test_an_action_is_moved_to_a_place_of_the_list(as_manager, plan, issue, audit, acts):
    priority = services.add_priority(plan, title="Safe", **acts)
    other = services.add_issue(priority, words="Neglect", **acts)
    address = page("move_part", "action", audit.pk)
    form = as_manager.get(address).context["form"]
    train = make.actions_of(plan)[1]
    assert form.fields["place"].choices == [
        ("1. Cases drift", [(f"{issue.pk}:0", "First here"), (f"{issue.pk}:{train.pk}", "After: Train")]),
        ("Neglect", [(f"{other.pk}:0", "The only one here")]),
    ]
    assert form["place"].value() == f"{issue.pk}:0"
    response = as_manager.post(address, as_shown(as_manager, address) | {"place": f"{other.pk}:0"})
    assert (said(response), words(plan)) == (["“Audit twice” was moved."], [["Train"], ["Audit\ntwice"]])


@pytest.mark.parametrize("kind", ["priority", "outcome", "issue"])
def test_the_other_kinds_of_parts_are_moved_by_the_same_page(as_manager, plan, issue, kind, acts):
    other = services.add_priority(plan, title="Safe", **acts)
    part = {"priority": issue.priority, "outcome": Outcome.objects.get(), "issue": issue}[kind]
    address = page("move_part", kind, part.pk)
    place = f"0:{other.pk}" if kind == "priority" else f"{other.pk}:0"
    response = as_manager.post(address, as_shown(as_manager, address) | {"place": place})
    assert (response.status_code, PartChange.objects.count()) == (302, 1)


def test_a_move_to_where_it_is_says_so(as_manager, audit):
    address = page("move_part", "action", audit.pk)
    response = as_manager.post(address, as_shown(as_manager, address))
    assert (said(response), PartChange.objects.count()) == (["“Audit twice” stands there already."], 0)


def test_a_place_in_another_plan_is_a_choice_that_is_not_there(as_manager, board, audit):
    own, foreign = make.a_plan(board), make.a_plan(make.a_board())
    address = page("move_part", "action", audit.pk)
    posted = as_shown(as_manager, address)
    for plan in (own, foreign):
        place = f"{Issue.objects.get(priority__plan=plan).pk}:0"
        errors = errors_of(as_manager.post(address, posted | {"place": place}))
        assert errors == {
            "place": [
                "Choose a place from the list. What you chose may have been moved or dropped meanwhile."
            ]
        }
    assert PartChange.objects.count() == 0


@pytest.mark.parametrize("name", ["change_part", "move_part", "drop_part", "take_up_part", "part"])
def test_a_kind_of_part_that_there_is_not_is_not_found(as_manager, plan, name):
    assert as_manager.get(page(name, "plan", plan.pk)).status_code == 404


# --- History ---


def test_the_page_of_a_part_tells_what_became_of_it(as_manager, plan, issue, audit, acts):
    other = services.add_issue(issue.priority, words="Neglect", **acts)
    services.change_part(audit, changes={"words": "Audit ten", "leads": ["The Chair"]}, why="Clearer", **acts)
    services.move_part(audit, to=other, **acts)
    services.drop_part(audit, why="Merged", **acts)
    services.take_up_part(audit, **acts)
    history = as_manager.get(page("part", "action", audit.pk)).context["history"]
    assert [(one.says, one.why) for one in history] == [
        ("Taken up again", ""),
        ("Dropped", "Merged"),
        ("Moved from “1. Cases drift” to “Neglect”", ""),
        ("Changed", "Clearer"),
    ]
    assert [(line.what, line.was, line.becomes) for line in history[-1].lines] == [
        ("Words", "Audit\ntwice", "Audit ten"),
        ("Leads", "Quality Group", "The Chair"),
    ]


def test_what_it_said_while_it_was_restricted_is_not_told_to_those_who_may_not_read_it(
    client, board, audit, acts
):
    services.change_part(audit, changes={"marking": "restricted", "words": "About one family"}, **acts)
    services.change_part(audit, changes={"marking": "board", "words": "Audit ten"}, **acts)
    services.change_part(audit, changes={"budget": "£1"}, **acts)
    counts = []
    for role in ("reader", "member"):
        client.force_login(make.someone(role, board))
        response = client.get(page("part", "action", audit.pk))
        counts.append((len(response.context["history"]), "About one family" in response.content.decode()))
    assert counts == [(1, False), (3, True)]


@pytest.mark.parametrize("name", ["action", "part"])
def test_an_action_that_becomes_restricted_is_refused_and_open_again_when_it_is_opened(
    client, board, audit, acts, name
):
    client.force_login(make.someone("reader", board))
    address = page(name, audit.pk) if name == "action" else page(name, "action", audit.pk)
    services.change_part(audit, changes={"marking": "restricted"}, **acts)
    assert client.get(address).status_code == 403
    services.change_part(audit, changes={"marking": "board"}, **acts)
    assert client.get(address).status_code == 200


# --- Adopting ---


def test_the_plan_is_adopted_at_a_held_meeting_and_its_page_says_so_from_that_day(as_manager, board, plan):
    held = Meeting.objects.create(board=board, date=datetime.date(2015, 12, 8))
    refreshed = Meeting.objects.create(board=board, date=datetime.date(2016, 6, 14))
    address = page("adopt", plan.pk)
    for meeting, what in ((held, "plan"), (refreshed, "refresh")):
        response = as_manager.post(address, {"meeting": meeting.pk, "refresh": what, "words": "Agreed"})
        assert response.headers["Location"] == plan.get_absolute_url()
    assert said(response)[-1] == "The yearly refresh was adopted at Board, 14 June 2016."
    lines = [
        "Adopted at Board, 8 December 2015 (“Agreed”); refreshed at Board, 14 June 2016 (“Agreed”)",
        "Adopted at Board, 8 December 2015 (“Agreed”)",
    ]
    pages = [
        " ".join(as_manager.get(plan.get_absolute_url() + query).content.decode().split())
        for query in ("", "?as-at=2016-01-01", "?as-at=2015-12-01")
    ]
    assert [(lines[0] in text, lines[1] in text) for text in pages] == [
        (True, True),
        (False, True),
        (False, False),
    ]


def test_a_meeting_to_come_or_of_another_board_is_a_choice_that_is_not_there(as_manager, board, plan):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    coming = Meeting.objects.create(board=board, date=tomorrow)
    foreign = Meeting.objects.create(board=make.a_board(), date=datetime.date(2015, 12, 8))
    for meeting in (coming, foreign):
        response = as_manager.post(page("adopt", plan.pk), {"meeting": meeting.pk, "refresh": "plan"})
        assert errors_of(response) == {"meeting": ["Choose a meeting that has been held from the list"]}
    assert Adoption.objects.count() == 0


def test_adopting_it_twice_at_one_meeting_is_refused(as_manager, board, plan):
    held = Meeting.objects.create(board=board, date=datetime.date(2015, 12, 8))
    posted = {"meeting": held.pk, "refresh": "plan"}
    as_manager.post(page("adopt", plan.pk), posted)
    response = as_manager.post(page("adopt", plan.pk), posted)
    assert errors_of(response) == {"__all__": ["This was recorded for that meeting already."]}
