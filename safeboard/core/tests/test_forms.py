import datetime

import pytest
from django import forms
from django.template import engines
from lxml import html as lxml_html

from safeboard.core.forms import DayField, Problem, problems
from safeboard.core.tests.error_pattern import error_pattern_faults

RATINGS = [("red", "Red: Off target"), ("green", "Green: Complete")]
PAGE = """{% extends "core/base.html" %}{% load gov %}{% block title %}An update{% endblock %}
{% block content %}{% error_summary form %}<h1>An update</h1><form>{{ form }}</form>{% endblock %}"""


class UpdateForm(forms.Form):
    """One field of every kind there is."""

    note = forms.CharField(label="What has changed", help_text="In a sentence.", widget=forms.Textarea)
    email = forms.EmailField(label="Your e-mail address")
    lead = forms.ChoiceField(label="Lead", choices=[("", ""), ("pppg", "PPPG")])
    rating = forms.ChoiceField(
        label="Rating", help_text="As the board means it.", choices=RATINGS, widget=forms.RadioSelect
    )
    marks = forms.MultipleChoiceField(
        label="Marks", choices=[("new", "New")], widget=forms.CheckboxSelectMultiple
    )
    read = forms.BooleanField(label="I have read the doubts")
    day = DayField(label="Done on")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    plan = forms.FileField(label="The plan")
    token = forms.CharField(widget=forms.HiddenInput)


def page(form):
    return engines["django"].from_string(PAGE).render({"form": form})


def field(form, name):
    return lxml_html.fromstring(form[name].as_field_group())


def test_a_form_refused_in_every_field_follows_the_whole_error_pattern():
    assert error_pattern_faults(page(UpdateForm({}))) == []


def test_a_form_in_a_prefix_follows_the_error_pattern_too():
    assert error_pattern_faults(page(UpdateForm({}, prefix="second"))) == []


def test_a_form_without_mistakes_has_no_summary():
    assert error_pattern_faults(page(UpdateForm())) == ["there are 0 error summaries, not one"]


@pytest.mark.parametrize(
    ("broken", "repaired"),
    [
        ('href="#id_rating_0"', 'href="#id_rating"'),
        ('href="#id_note"', 'href="#id_token"'),
        ("<title>Error: ", "<title>"),
        ("There is a problem", "Oops"),
        ('<span class="govuk-visually-hidden">Error:</span> ', ""),
        ('aria-describedby="id_email_error"', ""),
        ("govuk-form-group--error", ""),
        ("<h1>An update</h1>", ""),
    ],
)
def test_the_error_pattern_is_seen_to_be_broken(broken, repaired):
    whole = page(UpdateForm({}))
    assert whole.count(broken) >= 1
    if not repaired and broken.startswith("<h1>"):
        whole = whole.replace("<main", "<h1>First</h1><main")
    assert error_pattern_faults(whole.replace(broken, repaired)) != []


def test_the_summary_leads_to_the_first_choice_and_the_first_part_of_a_day():
    links = {problem.link for problem in problems(UpdateForm({}))}
    assert links == {
        "#id_note", "#id_email", "#id_lead", "#id_rating_0", "#id_marks_0",
        "#id_read", "#id_day_0", "#id_password", "#id_plan", "",
    }  # fmt: skip


def test_what_is_wrong_with_the_whole_form_comes_first_and_leads_nowhere():
    form = UpdateForm({})
    form.add_error(None, "The plan was changed meanwhile")
    assert problems(form)[0] == Problem("The plan was changed meanwhile")


def test_hint_and_error_describe_the_control_in_that_order():
    (note,) = field(UpdateForm({}), "note").iter("textarea")
    assert note.get("aria-describedby") == "id_note_helptext id_note_error"


def test_hint_and_error_of_radios_describe_their_group():
    (group,) = field(UpdateForm({}), "rating").iter("fieldset")
    assert group.get("aria-describedby") == "id_rating_helptext id_rating_error"


def test_a_class_on_a_text_widget_is_kept_beside_the_design_systems():
    class Short(forms.Form):
        ref = forms.CharField(widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}))

    (box,) = field(Short({}), "ref").iter("input")
    assert box.get("class") == "govuk-input govuk-input--error govuk-input--width-5"


def test_a_class_on_radios_goes_to_the_group():
    class Inline(forms.Form):
        rating = forms.ChoiceField(
            choices=RATINGS, widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"})
        )

    drawn = field(Inline(), "rating")
    assert drawn.xpath("//input/@class") == ["govuk-radios__input"] * 2
    assert len(drawn.find_class("govuk-radios--inline")) == 1


def test_the_browser_is_not_asked_to_say_what_is_missing():
    assert lxml_html.fromstring(page(UpdateForm())).xpath("//@required") == []


def test_words_from_people_are_escaped():
    (box,) = field(UpdateForm({"note": "</textarea><b>"}), "note").iter("textarea")
    assert box.text.strip() == "</textarea><b>"


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        (("31", "3", "2018"), datetime.date(2018, 3, 31)),
        ((" 1 ", "12", "2015"), datetime.date(2015, 12, 1)),
        (("", "", ""), None),
    ],
)
def test_a_day_is_read_from_its_three_parts(parts, day):
    assert DayField(required=False).clean(list(parts)) == day


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (("31", "2", "2018"), "Enter a real date, like 31 3 2018"),
        (("x", "2", "2018"), "Enter a real date, like 31 3 2018"),
        (("31", "2", "9" * 30), "Enter a real date, like 31 3 2018"),
        (("31", "", "2018"), "Enter a date with a day, a month and a year"),
        (("", "", ""), "Enter a date"),
    ],
)
def test_a_day_that_is_not_one_is_refused_in_words(parts, words):
    with pytest.raises(forms.ValidationError) as refusal:
        DayField().clean(list(parts))
    assert refusal.value.messages == [words]


def test_a_day_is_shown_again_in_its_parts():
    class Known(forms.Form):
        day = DayField(initial=datetime.date(2016, 6, 30))

    assert field(Known(), "day").xpath("//input/@value") == ["30", "6", "2016"]
