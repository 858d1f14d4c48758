"""The pages on which people say how an action goes: updates, corrections, ratings over, assurance, the difference made."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from safeboard.boards.models import Lead
from safeboard.core.tests.error_pattern import error_pattern_faults
from safeboard.plans import services
from safeboard.plans.models import Assurance, Difference, Evidence, Typing, Update
from safeboard.plans.tests import factories as make
from safeboard.plans.tests.factories import a_board, a_plan, someone

pytestmark = pytest.mark.django_db

RECORDED = "Your update is recorded."


@pytest.fixture
def board():
    return a_board("Harrowmere")


@pytest.fixture
def action(board):
    return make.actions_of(a_plan(board))[0]


def a_lead(board, action):
    """Somebody who answers for the action."""
    person = someone("lead", board)
    person.seats.get().answers_for.add(Lead.objects.get(board=board, name="Quality Group"))
    return person


@pytest.fixture
def lead(board, action):
    return a_lead(board, action)


@pytest.fixture
def as_lead(client, lead):
    client.force_login(lead)
    return client


@pytest.fixture
def manager(board):
    return someone("business_manager", board)


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


def page_of(action, what="tell"):
    return f"/actions/{action.pk}/{what}/"


def said(response):
    return [str(message) for message in response.context["messages"]]


def errors_of(response):
    return {name: list(words) for name, words in response.context["form"].errors.items()}


def tell(client, action, **more):
    return client.post(page_of(action), {"words": "Eight of ten are done.", **more}, follow=True)


def by(person, at=None):
    return {"by": person, "at": at or timezone.now()}


def complete(action, person, **more):
    return services.post_update(
        action, words="All ten are done.", complete=True, evidence="The report of May", **by(person), **more
    )


# --- (a) A lead says how it goes ---


def test_a_lead_says_how_it_goes_in_two_lines(as_lead, lead, action):
    assert said(tell(as_lead, action)) == [RECORDED]
    update = Update.objects.latest("pk")
    assert (update.words, update.rating, update.by, update.came, update.complete) == (
        "Eight of ten are done.",
        "",
        lead,
        "web",
        False,
    )


def test_the_ratings_have_the_boards_own_meanings(as_lead, action):
    choices = as_lead.get(page_of(action)).context["form"].fields["rating"].choices
    assert choices == [
        ("", "Leave the rating as it is"),
        ("red", "Red: Off target"),
        ("amber", "Amber: On target"),
    ]  # what means complete is said by the box below, which asks for evidence


def test_a_rating_is_kept_where_one_is_chosen(as_lead, action):
    tell(as_lead, action, rating="red")
    assert Update.objects.latest("pk").rating == "red"


def test_complete_asks_what_shows_it(as_lead, action):
    response = tell(as_lead, action, complete="on")
    assert (response.status_code, errors_of(response)) == (
        400,
        {"__all__": ["Enter what shows that it is complete"]},
    )


def test_complete_with_evidence_is_kept_and_waits_for_another_person(as_lead, action):
    tell(as_lead, action, complete="on", evidence="The report of May")
    update = Update.objects.latest("pk")
    assert (update.complete, update.evidence, update.rating) == (True, "The report of May", "green")


def test_what_complete_asks_for_is_on_the_page_without_a_script(as_lead, action):
    page = as_lead.get(page_of(action)).content.decode()
    assert (page.count('data-aria-controls="when-complete"'), page.count('id="when-complete"')) == (1, 1)


def test_a_file_is_kept_and_served_to_keep(as_lead, action):
    tell(as_lead, action, file=SimpleUploadedFile("The audit.html", b"<script>alert(1)</script>"))
    response = as_lead.get(f"/evidence/{Evidence.objects.get().pk}/")
    assert (
        response.content,
        response.headers["Content-Type"],
        response.headers["Content-Disposition"],
        response.headers["X-Content-Type-Options"],
    ) == (
        b"<script>alert(1)</script>",
        "application/octet-stream",
        'attachment; filename="The audit.html"',
        "nosniff",
    )


def test_a_file_that_is_gone_is_not_found(as_lead, action):
    tell(as_lead, action, file=SimpleUploadedFile("gone.pdf", b"only here"))
    proof = Evidence.objects.get()
    proof.document.file.storage.delete(proof.document.file.name)
    assert as_lead.get(f"/evidence/{proof.pk}/").status_code == 404


def test_the_evidence_of_another_board_is_not_found(client, as_lead, action):
    tell(as_lead, action, file=SimpleUploadedFile("audit.pdf", b"ten cases"))
    client.force_login(someone("business_manager", a_board()))
    assert client.get(f"/evidence/{Evidence.objects.get().pk}/").status_code == 404


def test_the_evidence_of_a_restricted_update_is_refused_to_a_lead(as_lead, action, manager):
    type(action).objects.filter(pk=action.pk).update(marking="restricted")
    services.post_update(action, words="Named", files=[("n.txt", b"x")], **by(manager))
    assert as_lead.get(f"/evidence/{Evidence.objects.get().pk}/").status_code == 403


def test_a_link_is_kept_and_shown(as_lead, action):
    page = tell(as_lead, action, link="https://example.org/audit").content.decode()
    link = '<a class="govuk-link" href="https://example.org/audit" rel="noopener noreferrer">https://example.org/audit</a>'
    assert page.count(link) == 1


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://example.org/a", "file:///etc/passwd", "no link"]
)
def test_a_link_that_is_no_page_is_refused(as_lead, action, link):
    response = tell(as_lead, action, link=link)
    assert (response.status_code, errors_of(response)) == (
        400,
        {"link": ["Enter a link that begins with https:// or http://"]},
    )


@pytest.mark.parametrize(
    ("posted", "errors"),
    [
        ({"words": "  "}, {"words": ["Enter what has changed"]}),
        ({"rating": "purple"}, {"rating": ["Choose a rating from the list"]}),
        (
            {"rating": "red", "complete": "on", "evidence": "x"},
            {"__all__": ["It cannot be complete and have this rating: choose one of the two"]},
        ),
        ({"words": "x" * 10_001}, {"words": ["Enter fewer than 10,000 letters"]}),
        (
            {"file": SimpleUploadedFile("a.txt", b"")},
            {"file": ["The file is empty: choose another, or send without one"]},
        ),
    ],
)
def test_a_slip_is_said_and_nothing_is_recorded(as_lead, action, posted, errors):
    before = Update.objects.count()
    response = tell(as_lead, action, **posted)
    assert (response.status_code, errors_of(response), Update.objects.count()) == (400, errors, before)
    assert error_pattern_faults(response.content.decode()) == []


def test_a_dropped_action_takes_no_update(as_lead, action, manager):
    services.drop_part(action, why="Done elsewhere", **by(manager))
    response = tell(as_lead, action)
    assert (response.status_code, len(errors_of(response)["__all__"])) == (400, 1)


# --- (b) On behalf of ---


def test_a_manager_enters_what_a_lead_said(as_manager, action):
    posted = {"whose": "Quality Group", "heard": "phone"}
    posted |= {"effective_on_day": "2", "effective_on_month": "3", "effective_on_year": "2016"}
    assert said(tell(as_manager, action, **posted)) == ["The update of Quality Group is recorded."]
    update = Update.objects.latest("pk")
    assert (update.on_behalf_of, update.heard, update.effective_on) == (
        "Quality Group",
        "phone",
        datetime.date(2016, 3, 2),
    )


def test_a_manager_chooses_among_the_leads_and_those_who_answer_for_them(as_manager, action, lead):
    choices = as_manager.get(page_of(action)).context["form"].fields["whose"].choices
    assert choices == [
        ("", "Mine"),
        ("Quality Group", "Quality Group"),
        (lead.name, lead.name),
        ("*", "Somebody else’s"),
    ]


def test_a_manager_enters_what_somebody_else_said(as_manager, action):
    tell(as_manager, action, whose="*", other_name="Head of Early Help", heard="letter")
    assert Update.objects.latest("pk").on_behalf_of == "Head of Early Help"


def test_somebody_else_has_a_name(as_manager, action):
    assert errors_of(tell(as_manager, action, whose="*")) == {
        "other_name": ["Enter the name of the person whose word it is"]
    }


def test_a_day_to_come_is_refused(as_manager, action):
    soon = timezone.localdate() + datetime.timedelta(days=1)
    parts = {f"effective_on_{part}": str(getattr(soon, part)) for part in ("day", "month", "year")}
    assert errors_of(tell(as_manager, action, **parts)) == {
        "__all__": ["Enter a day that is not after today"]
    }


def test_a_lead_cannot_speak_for_another(as_lead, action):
    tell(as_lead, action, whose="*", other_name="The chair", heard="phone")
    update = Update.objects.latest("pk")
    assert (update.on_behalf_of, update.heard) == ("", "")


# --- (c) Two at once, and twice ---


def test_of_two_at_once_both_are_kept_and_the_second_is_told(as_lead, action, manager):
    seen = as_lead.get(page_of(action)).context["form"]["seen"].value()
    services.post_update(action, words="I heard nine.", **by(manager))
    assert said(tell(as_lead, action, seen=seen)) == [
        f"Meanwhile {manager.name} said: “I heard nine.”",
        RECORDED,
    ]
    assert Update.objects.filter(action=action, came="web").count() == 2


def test_nothing_is_told_where_nothing_came_in_meanwhile(as_lead, action, manager):
    services.post_update(action, words="I heard nine.", **by(manager))
    seen = as_lead.get(page_of(action)).context["form"]["seen"].value()
    assert said(tell(as_lead, action, seen=seen)) == [RECORDED]


def test_many_that_came_in_meanwhile_are_told_in_short(as_lead, action, manager):
    seen = as_lead.get(page_of(action)).context["form"]["seen"].value()
    for number in range(5):
        services.post_update(action, words=f"Number {number}", **by(manager))
    assert len(said(tell(as_lead, action, seen=seen))) == 5


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30])
def test_a_key_that_is_none_tells_nothing_and_breaks_nothing(as_lead, action, manager, seen):
    services.post_update(action, words="I heard nine.", **by(manager))
    assert tell(as_lead, action, seen=seen).status_code in (200, 400)


def test_a_double_click_records_once_and_looks_the_same(as_lead, action):
    before = Update.objects.count()
    answers = [said(tell(as_lead, action)) for _ in range(2)]
    assert (answers, Update.objects.count() - before) == ([[RECORDED], [RECORDED]], 1)


def test_the_same_words_an_hour_later_are_another_update(action, lead):
    now = timezone.now()
    for at in (now - datetime.timedelta(hours=1), now):
        services.post_update(action, words="No change.", once=True, **by(lead, at))
    assert Update.objects.filter(words="No change.").count() == 2


def test_the_same_words_of_two_people_are_two_updates(action, lead, manager):
    for person in (lead, manager):
        services.post_update(action, words="No change.", once=True, **by(person))
    assert Update.objects.filter(words="No change.").count() == 2


# --- (d) Corrections ---


def test_one_puts_right_what_one_said(as_lead, action, lead):
    wrong = services.post_update(
        action, words="Nine.", **by(lead, timezone.now() - datetime.timedelta(hours=1))
    )
    response = as_lead.post(f"/updates/{wrong.pk}/correct/", {"words": "Eight."}, follow=True)
    assert said(response) == ["The correction is recorded. What it corrects stays, struck out."]
    assert Update.objects.latest("pk").corrects == wrong
    page = response.content.decode()
    assert (
        page.count('<del><span class="govuk-visually-hidden">Corrected: </span><span class="sb-words">Nine.')
        == 1
    )


def test_the_form_begins_with_what_was_said(as_lead, action, lead):
    wrong = services.post_update(action, words="Nine.", rating="red", **by(lead))
    form = as_lead.get(f"/updates/{wrong.pk}/correct/").context["form"]
    assert (form["words"].value(), form["rating"].value()) == ("Nine.", "red")


def test_nobody_puts_right_what_another_said(as_lead, action, board):
    other = services.post_update(action, words="Nine.", **by(a_lead(board, action)))
    assert as_lead.post(f"/updates/{other.pk}/correct/", {"words": "Eight."}).status_code == 403


def test_who_no_longer_answers_for_it_puts_nothing_right(as_lead, action, lead):
    wrong = services.post_update(action, words="Nine.", **by(lead))
    lead.seats.get().answers_for.clear()
    assert as_lead.get(f"/updates/{wrong.pk}/correct/").status_code == 403


def test_a_manager_puts_right_what_a_lead_said_as_the_leads_word(as_manager, action, lead):
    wrong = services.post_update(action, words="Nine.", **by(lead))
    page = f"/updates/{wrong.pk}/correct/"
    assert as_manager.get(page).context["form"]["whose"].value() == lead.name
    as_manager.post(page, {"words": "Eight.", "whose": lead.name, "heard": "phone"})
    assert Update.objects.latest("pk").on_behalf_of == lead.name


def test_what_was_corrected_meanwhile_is_not_corrected_again(as_manager, action, lead):
    wrong = services.post_update(action, words="Nine.", **by(lead))
    services.post_update(action, words="Eight.", corrects=wrong, **by(lead))
    response = as_manager.post(f"/updates/{wrong.pk}/correct/", {"words": "Seven."})
    assert errors_of(response) == {"__all__": ["That update was corrected meanwhile: correct the newer one."]}


def test_a_rating_over_the_leads_is_not_corrected_away(as_manager, action, manager):
    over = services.rate_over(action, rating="red", why="No report", **by(manager))
    response = as_manager.post(f"/updates/{over.pk}/correct/", {"words": "All well"})
    assert errors_of(response) == {
        "__all__": ["To put right a rating set over the lead’s, set another or lift it."]
    }


def test_an_update_of_another_board_is_not_found(as_manager):
    other = make.actions_of(a_plan(a_board()))[0]
    assert as_manager.get(f"/updates/{other.updates.first().pk}/correct/").status_code == 404


# --- (e) Ratings over ---


@pytest.fixture
def as_chair(client, board):
    client.force_login(someone("chair", board))
    return client


def test_the_chair_rates_over_the_lead_and_both_are_shown(as_chair, action, lead):
    services.post_update(action, words="Well under way", rating="amber", **by(lead))
    response = as_chair.post(
        page_of(action, "rate"), {"rating": "red", "why": "No report came."}, follow=True
    )
    assert said(response) == ["Your rating is set over the lead’s. Both stay."]
    assert (response.context["lead_says"], response.context["set_over"]) == (
        "Amber: On target",
        "Red: Off target",
    )
    assert response.context["shown"].standing.over.words == "No report came."


def test_a_rating_over_is_lifted(as_chair, action):
    as_chair.post(page_of(action, "rate"), {"rating": "red", "why": "No report came."})
    response = as_chair.post(page_of(action, "rate"), {"rating": "lift", "why": "It came."}, follow=True)
    assert (said(response)[-1], response.context["shown"].rating) == ("The rating is lifted.", "amber")


def test_there_is_nothing_to_lift_before(as_chair, action):
    response = as_chair.post(page_of(action, "rate"), {"rating": "lift", "why": "It came."})
    assert errors_of(response) == {"rating": ["Choose a rating from the list"]}


def test_a_rating_over_has_a_reason(as_chair, action):
    response = as_chair.post(page_of(action, "rate"), {"rating": "red"})
    assert (response.status_code, errors_of(response)) == (
        400,
        {"__all__": ["Enter why you set this rating"]},
    )


def test_a_rating_over_pressed_twice_is_set_once(as_chair, action):
    for _ in range(2):
        as_chair.post(page_of(action, "rate"), {"rating": "red", "why": "No report came."})
    assert Update.objects.filter(over=True).count() == 1


# --- (f) Assurance and the difference ---


def test_another_person_assures_that_it_is_complete(as_chair, action, lead):
    complete(action, lead)
    response = as_chair.post(page_of(action, "assure"), {"words": "I read the report."}, follow=True)
    assert (response.context["shown"].assured.words, Assurance.objects.count()) == ("I read the report.", 1)


def test_nobody_assures_what_they_said_themselves(as_manager, action, manager):
    complete(action, manager)
    response = as_manager.post(page_of(action, "assure"), {"words": "I read it."})
    assert errors_of(response) == {
        "__all__": ["You said yourself that it is complete: another person has to assure it."]
    }


def test_the_one_who_said_it_sees_no_button_to_assure_it(as_manager, action, manager, lead):
    complete(action, manager)
    assert as_manager.get(action.get_absolute_url()).context["acts"].assure is False


def test_whether_it_made_a_difference_is_answered(as_lead, action, lead, manager):
    complete(action, lead)
    services.assure(action, words="Read", ask_on=timezone.localdate(), **by(manager))
    posted = {"answer": "partly", "words": "Fewer wait."}
    response = as_lead.post(page_of(action, "difference"), posted, follow=True)
    assert (said(response), Difference.objects.get().answer) == (["Your answer is recorded."], "partly")


def test_the_difference_is_not_asked_before_it_is_assured(as_lead, action, lead):
    complete(action, lead)
    response = as_lead.post(page_of(action, "difference"), {"answer": "yes", "words": "Fewer wait."})
    assert errors_of(response) == {
        "__all__": ["Whether it made a difference is asked once its completion is assured."]
    }


# --- (j) Typing survives ---


def test_what_was_typed_is_there_again(as_lead, action, lead):
    typed = {"words": "Half a sent", "rating": "red", "complete": "on", "unknown": "x"}
    assert as_lead.post(page_of(action, "typing"), typed).status_code == 204
    response = as_lead.get(page_of(action))
    form = response.context["form"]
    assert (form["words"].value(), form["rating"].value(), form["complete"].value()) == (
        "Half a sent",
        "red",
        "on",
    )
    at = timezone.localtime(Typing.objects.get().saved_at)
    words = f"We kept what you had typed on {at.day} {at:%B} at {at:%H:%M}."
    assert response.content.decode().count(words) == 1


def test_only_what_the_form_asks_is_kept_of_typing(as_lead, action, lead):
    as_lead.post(page_of(action, "typing"), {"words": "a\0b", "seen": "7", "unknown": "x", "rating": ""})
    assert Typing.objects.get().data == {"words": "ab"}


def test_a_day_typed_is_there_again(as_manager, action):
    typed = {"words": "x", "effective_on_day": "3", "effective_on_month": "Mar", "effective_on_year": ""}
    as_manager.post(page_of(action, "typing"), typed)
    assert as_manager.get(page_of(action)).context["form"]["effective_on"].value() == ["3", "Mar", ""]


def test_typing_is_gone_once_it_is_sent(as_lead, action):
    as_lead.post(page_of(action, "typing"), {"words": "Half a sent"})
    tell(as_lead, action)
    assert Typing.objects.count() == 0


def test_typing_can_be_thrown_away(as_lead, action):
    as_lead.post(page_of(action, "typing"), {"words": "Half a sent"})
    response = as_lead.post(page_of(action), {"throw-away": "yes"}, follow=True)
    assert (Typing.objects.count(), response.context["form"]["words"].value()) == (0, None)


def test_what_is_too_long_to_keep_is_said(as_lead, action):
    assert as_lead.post(page_of(action, "typing"), {"words": "x" * 50_000}).status_code == 413


def test_nobody_sees_what_another_typed(client, as_lead, board, action):
    as_lead.post(page_of(action, "typing"), {"words": "Half a sent"})
    client.force_login(a_lead(board, action))
    assert client.get(page_of(action)).context["form"]["words"].value() is None


def test_what_a_lost_session_sent_is_in_the_form_again(client, action, lead):
    client.post(page_of(action), {"words": "Sent too late"})
    client.force_login(lead)
    response = client.get(page_of(action))
    assert response.context["form"]["words"].value() == "Sent too late"
    assert response.content.decode().count("We kept what you had typed before you were signed out.") == 1


# --- (k) Words that could identify a child ---


def test_words_that_could_identify_a_child_come_back_with_a_box(as_lead, action):
    before = Update.objects.count()
    response = tell(as_lead, action, words="Jamie, aged 7, was seen.")
    assert (response.status_code, errors_of(response), Update.objects.count()) == (
        400,
        {
            "no_child": [
                "There is what looks like one child’s age. Take it out, or tick the box if no child is meant."
            ]
        },
        before,
    )
    assert error_pattern_faults(response.content.decode()) == []


def test_with_the_box_ticked_they_are_recorded(as_lead, action):
    assert said(tell(as_lead, action, words="Jamie, aged 7, was seen.", no_child="on")) == [RECORDED]


def test_the_reason_of_a_rating_is_looked_through_too(as_chair, action):
    response = as_chair.post(page_of(action, "rate"), {"rating": "red", "why": "Ring 07700 900123"})
    assert list(errors_of(response)) == ["no_child"]


# --- How many queries ---


@pytest.mark.parametrize("rows", [1, 3])
def test_the_form_asks_as_often_for_three_updates_as_for_one(
    as_manager, board, lead, action, rows, django_assert_num_queries
):
    for number in range(rows):
        services.post_update(action, words=f"Number {number}", links=["https://example.org/"], **by(lead))
        a_lead(board, action)
    with django_assert_num_queries(32):
        as_manager.get(page_of(action))
