"""What people may ask for and give on the pages of a plan, and what we say when they slip."""

import datetime

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from safeboard.plans.attention import SHOWS
from safeboard.plans.looking import Days
from safeboard.plans.pages import AS_AT, KNOWN_AT, name_of
from safeboard.plans.picture import PlanPicture, Wanted
from safeboard.plans.rating import Rating, label

DAY = "%Y-%m-%d"
SMALL = {"class": "govuk-checkboxes--small"}


class DayInput(forms.DateInput):
    """The browser's own date control, which may only hold a day: anything else leaves it empty."""

    def __init__(self):
        super().__init__(attrs={"type": "date"}, format=DAY)

    def format_value(self, value):
        try:
            return datetime.datetime.strptime(str(value), DAY).date().isoformat()
        except ValueError:
            return None


def day_field(label, wrong, **more):
    return forms.DateField(
        label=label,
        required=False,
        input_formats=[DAY],
        widget=DayInput(),
        error_messages={"invalid": f"{wrong} like 2016-03-31"},
        **more,
    )


def as_at_field():
    return day_field("As at the day", "Enter the day to show the plan as at")


def known_at_field():
    return day_field(
        "As it was known on",
        "Enter the day by which it was known",
        help_text="Leaves out what Safeboard learned after that day.",
    )


def days_asked(data) -> Days:
    """The days in the address ("as-at", "known-at"), each None where it has none that can be read."""
    return Days(_day_in(data, AS_AT, as_at_field()), _day_in(data, KNOWN_AT, known_at_field()))


def _day_in(data, name, field):
    try:
        return field.clean(data.get(name))
    except ValidationError:
        return None


class FilterForm(forms.Form):
    """What to show of a plan. Every field may be empty; a value that means nothing here is explained and not used."""

    use_required_attribute = False
    text = forms.CharField(label="Words in it", required=False, max_length=200)
    late = forms.BooleanField(label="Late only", required=False, widget=forms.CheckboxInput(attrs=SMALL))
    new = forms.BooleanField(label="New only", required=False, widget=forms.CheckboxInput(attrs=SMALL))

    def __init__(self, data, *, picture: PlanPicture):
        super().__init__(data)
        leads = [(load.pk, load.name or "Nobody is named") for load in picture.load()]
        priorities = [(priority.pk, name_of(priority)) for priority in picture.priorities]
        ratings = [(rating or "none", label(rating, picture.legend)) for rating in picture.shown_ratings]
        self.fields["lead"] = one_of(
            "Lead", "Every lead", leads, coerce=int, wrong="No such lead in this plan"
        )
        self.fields["rating"] = one_of("Rating", "Every rating", ratings, wrong="No such rating in this plan")
        self.fields["priority"] = one_of(
            "Priority", "Every priority", priorities, coerce=int, wrong="No such priority in this plan"
        )
        shows = [(key, words) for key, (words, _) in SHOWS.items()]
        self.fields["show"] = one_of("Standing", "However it stands", shows, wrong="Nothing stands like that")
        self.fields[AS_AT], self.fields[KNOWN_AT] = as_at_field(), known_at_field()
        self.order_fields(["lead", "rating", "priority", "text", AS_AT, "late", "new", "show", KNOWN_AT])

    def wanted(self) -> Wanted:
        """What can be used of what was asked."""
        self.full_clean()
        asked = {name: value for name, value in self.cleaned_data.items() if name not in (AS_AT, KNOWN_AT)}
        return Wanted(**asked)

    def words_for(self, name):
        """A filter in use, in words: "Lead: PPPG"."""
        field, value = self.fields[name], self.cleaned_data[name]
        if isinstance(field, forms.BooleanField):
            return field.label
        if isinstance(field, forms.TypedChoiceField):
            value = dict(field.choices)[value]
        return (
            f"{field.label}: {value:%-d %B %Y}"
            if isinstance(value, datetime.date)
            else f"{field.label}: {value}"
        )


def one_of(words, all_of_them, choices, *, wrong, coerce=str):
    return forms.TypedChoiceField(
        label=words,
        required=False,
        choices=[("", all_of_them), *choices],
        coerce=coerce,
        empty_value="" if coerce is str else None,
        error_messages={"invalid_choice": f"{wrong}: choose one from the list"},
    )


class BringInForm(forms.Form):
    """A plan's file."""

    file = forms.FileField(
        label="Choose the plan’s file",
        error_messages={
            "required": "Choose the plan’s file",
            "missing": "Choose the plan’s file",
            "invalid": "Choose the plan’s file",
            "empty": "The file is empty: check that it was saved, and send it again.",
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        most = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
        self.fields["file"].help_text = f"Word, PDF, Excel, CSV, a web page or text, up to {most} MB"

    def ask_again(self, words):
        """Say that this file is a plan already, and offer to bring it in all the same."""
        self.fields["again"] = again_field()
        self.add_error("file", f"{words} To bring it in again, choose it, tick the box and send it.")


def again_field():
    return forms.BooleanField(label="Bring it in again", required=False)


class AcceptForm(forms.Form):
    """Ratings for the actions that have none, under `rating-<place in line>`, each of which may stay empty; and what
    to do about each doubt that is open to a choice, under `choice-<its number>`."""

    def __init__(self, data=None, *, preview, given=None, same=None):
        super().__init__(data)
        self.preview = preview
        self._add_ratings(preview, given or {})
        self._add_choices(preview)
        if same:
            self.fields["again"] = forms.BooleanField(
                label="Accept it all the same, as a second plan",
                required="read-again" not in self.data,
                error_messages={"required": "Tick the box to accept this file a second time, or leave it"},
            )

    def _add_ratings(self, preview, given):
        legend = preview.outline.legend
        choices = [("", "Not rated"), *((rating, label(rating, legend)) for rating in legend or Rating)]
        for action in preview.unrated:
            self.fields[f"rating-{action.index}"] = forms.ChoiceField(
                label="Rating",
                required=False,
                choices=choices,
                initial=given.get(action.line.place, ""),
                error_messages={"invalid_choice": "Choose a rating from the list"},
            )
            action.choice = self[f"rating-{action.index}"]

    def _add_choices(self, preview):
        for shown in preview.doubts:
            if shown.doubt.open:
                name = f"choice-{shown.number}"
                self.fields[name] = forms.TypedChoiceField(
                    label="What should be done?",
                    required=False,
                    coerce=int,
                    empty_value=shown.doubt.chosen,
                    choices=list(enumerate(shown.doubt.choices)),
                    initial=shown.doubt.chosen,
                    widget=forms.RadioSelect(attrs={"class": "govuk-radios--small"}),
                    error_messages={"invalid_choice": "Choose what should be done from the list"},
                )
                shown.choice = self[name]

    @property
    def given(self) -> dict[str, str]:
        """{place of an action in the file: the rating given}."""
        return {
            action.line.place: rating
            for action in self.preview.unrated
            if (rating := self.cleaned_data[f"rating-{action.index}"])
        }

    @property
    def decided(self) -> dict[str, int]:
        """{key of a doubt: the choice made}, where it is not what Safeboard would do by itself."""
        return {
            shown.doubt.key: choice
            for shown in self.preview.doubts
            if shown.doubt.open and (choice := self.cleaned_data[f"choice-{shown.number}"])
        }


class WithdrawForm(forms.Form):
    why = forms.CharField(
        label="Why is it withdrawn?",
        help_text="This is kept with the plan and shown to those who may see withdrawn plans.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": "Enter why the plan is withdrawn"},
    )
