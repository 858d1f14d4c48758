"""What people may type about the shape of a plan, and what we say when they slip."""

import re

from django import forms
from django.core.exceptions import ValidationError

from safeboard.boards.spelling import key_of
from safeboard.core.forms import DayField
from safeboard.plans.forms.telling import HIDDEN_KEY, Telling, line, text
from safeboard.plans.models import Marking

LEAD_BOXES = 3  # at least
SMALL = {"class": "govuk-checkboxes--small"}
NARROW = {"class": "govuk-input--width-5"}
LONGEST_NUMBER = {"priority": 20, "outcome": 20, "issue": 40}
WORDS = ("title", "heading", "aim", "words", "added")
"""What a plan says: whoever changes it says why."""
READERS = [
    (Marking.PUBLIC, "Everybody: it may be published"),
    (Marking.BOARD, "The board"),
    (Marking.RESTRICTED, "Only those on the board who may read what is restricted"),
]
CHOOSE_PLACE = "Choose a place from the list. What you chose may have been moved or dropped meanwhile."


class HoldsFrom(Telling):
    """From which day something holds. seen: the newest key that the page with the form showed, see `services.parts`."""

    FREE = (*WORDS, "impact", "origin", "why")
    meanwhile = False  # whether somebody else changed the part since the page was shown
    effective_on = DayField(
        label="From which day?",
        required=False,
        help_text="Such as the day of the meeting. Today where you leave it empty.",
    )
    seen = forms.IntegerField(
        required=False, min_value=0, max_value=HIDDEN_KEY, widget=forms.HiddenInput, error_messages={}
    )

    def __init__(self, *args, today, seen, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.initial |= {"effective_on": today, "seen": seen}

    def clean_effective_on(self):
        day = self.cleaned_data["effective_on"]
        if day and day > self.today:
            raise ValidationError("Enter a day that is not after today")
        if day and day.year < 1900:
            raise ValidationError("Enter the year in full, like 2015")
        return day

    def clean(self):
        said = super().clean()
        return {
            name: value.replace("\r\n", "\n") if isinstance(value, str) else value
            for name, value in said.items()
        }

    def when(self):
        said = self.cleaned_data
        return {"effective_on": said["effective_on"], "seen": said["seen"] or 0}


def why_field(words="Why?", **more):
    return text(words, rows=2, most=2000, **more)


class PartForm(HoldsFrom):
    """The particulars of one kind of part. lead_names: what may be suggested. agencies: {key: Agency} that may help."""

    def __init__(self, *args, kind, lead_names=(), agencies=None, boxes=LEAD_BOXES, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.lead_names, self.agencies = kind, lead_names, agencies or {}
        self.boxes = [f"lead_{number}" for number in range(1, boxes + 1)]
        getattr(self, f"_of_{kind}")()
        self.order_fields([name for name in self.fields if name not in HoldsFrom.base_fields])

    def _of_priority(self):
        self.fields["number"] = self._number()
        self.fields["title"] = text("Title", rows=2, required="Enter the priority’s title")
        self.fields["aim"] = text("Aim", help_text="It stands under the title. It may be left empty.")

    def _of_outcome(self):
        self.fields["number"] = self._number()
        self.fields["words"] = text("Outcome", rows=3, required="Enter the outcome")

    def _of_issue(self):
        self.fields["number"] = self._number()
        self.fields["words"] = text("Issue", rows=3, required="Enter the issue")

    def _of_action(self):
        self.fields["words"] = text("Action", required="Enter the action")
        for number, name in enumerate(self.boxes, start=1):
            hint = "As the plan writes them, the first first. Several in one box are divided by commas."
            attrs = {"list": "lead-names", "autocomplete": "off", "class": "govuk-!-width-two-thirds"}
            self.fields[name] = line(
                f"Lead {number}",
                most=1000,
                widget=forms.TextInput(attrs=attrs),
                help_text=hint if number == 1 else "",
            )
        if self.agencies:
            self.fields["contributors"] = forms.TypedMultipleChoiceField(
                label="Agencies that help",
                required=False,
                coerce=int,
                choices=[(pk, agency.name) for pk, agency in self.agencies.items()],
                widget=forms.CheckboxSelectMultiple(attrs=SMALL),
                error_messages={"invalid_choice": "Choose agencies from the list"},
            )
        impact = "How will you know that it made a difference?"
        self.fields["impact"] = text(impact, rows=2, help_text="It may be left empty.")
        self.fields["budget"] = line("Budget", help_text="In words or figures. It may be left empty.")
        self.fields["marking"] = forms.ChoiceField(
            label="Who may read it?",
            choices=READERS,
            initial=Marking.BOARD,
            widget=forms.RadioSelect(attrs={"class": "govuk-radios--small"}),
            error_messages=dict.fromkeys(
                ["required", "invalid_choice"], "Choose who may read it from the list"
            ),
        )

    def _number(self):
        return line(
            "Number",
            most=LONGEST_NUMBER[self.kind],
            help_text="As it is printed. It may be left empty.",
            widget=forms.TextInput(attrs=NARROW),
        )

    def particulars(self):
        """{name: value} as the services take them."""
        own = [
            name
            for name in self.fields
            if name not in (*HoldsFrom.base_fields, "why", "no_child", *self.boxes)
        ]
        said = {name: self.cleaned_data[name] for name in own}
        if self.kind == "action":
            said["leads"] = self._leads()
        if "contributors" in said:
            said["contributors"] = [self.agencies[pk] for pk in said["contributors"]]
        return said

    def _leads(self):
        """A box is one name where the board knows it, commas and all; else it is divided at commas, semicolons and lines."""
        known, found = {key_of(name) for name in self.lead_names}, []
        for box in (self.cleaned_data[name] for name in self.boxes):
            found += [box] if key_of(box) in known else re.split(r"[,;\n]", box)
        return list(dict.fromkeys(name.strip() for name in found if name.strip()))


class AddForm(PartForm):
    """Something new in a plan."""

    def _of_action(self):
        super()._of_action()
        self.fields["due"] = line(
            "When is it due?",
            most=1000,
            help_text="In the board’s own words: June 2026, On going, First review Dec 26. It may be left empty.",
        )
        self.fields["origin"] = line(
            "What raised it?", most=1000, help_text="Such as a review. It may be left empty."
        )
        self.order_fields(["words", *self.boxes, "due", "origin"])

    def wanted(self):
        return self.particulars() | self.when()


class ChangeForm(PartForm):
    """What a part says. shown: the part as it stands; what is left as it is there stays out of what is wanted."""

    why = why_field(help_text="It stands in the history beside the change. Needed where the words change.")

    def __init__(self, *args, kind, shown, **kwargs):
        boxes = max(LEAD_BOXES, len(shown.leads) + 1) if kind == "action" else LEAD_BOXES
        self.shown = shown
        super().__init__(*args, kind=kind, boxes=boxes, **kwargs)
        now = {name: getattr(shown, name, None) for name in (*WORDS, "number", "impact", "budget", "marking")}
        now |= {name: getattr(shown, name) for name in ("leads", "contributors") if kind == "action"}
        for name, value in now.items():
            self.initial |= self._typed(name, value)
        for name in ("title", "words"):
            if name in self.fields and not getattr(shown, name):
                self.fields[name].required = False
        self.order_fields(
            [name for name in self.fields if name not in ("why", *HoldsFrom.base_fields)] + ["why"]
        )

    def _of_priority(self):
        super()._of_priority()
        if self.shown.heading:
            self.fields["heading"] = line("Heading", most=1000)

    def _of_issue(self):
        super()._of_issue()
        self.fields["added"] = text("What is new in it", rows=2, help_text="It may be left empty.")

    def _typed(self, name, value):
        """{field: value}: how the form shows a particular."""
        if name == "leads":
            names = [written for _, written in value]
            return dict(zip(self.boxes, [*names, *[""] * len(self.boxes)], strict=False))
        if name == "contributors":
            return {name: [pk for pk, _ in value]}
        return {name: (value or "").strip()} if name in self.fields else {}

    def changes(self):
        """What is other than it stands, as `change_part` takes it."""
        said, now = self.particulars(), self._now()
        return {name: value for name, value in said.items() if _comparable(name, value) != now[name]}

    def _now(self):
        shown = self.shown
        now = {
            name: (getattr(shown, name, None) or "")
            for name in (*WORDS, "number", "impact", "budget", "marking")
        }
        now = {name: value.strip().replace("\r\n", "\n") for name, value in now.items()}
        if self.kind == "action":
            now["leads"] = [name for _, name in shown.leads]
            now["contributors"] = {pk for pk, _ in shown.contributors}
        return now

    def clean(self):
        said = super().clean()
        self.cleaned_data = said
        if not self.errors and not said.get("why") and set(self.changes()) & set(WORDS):
            self.add_error("why", "Enter why the words change")
        return self.cleaned_data

    def wanted(self):
        return {"changes": self.changes(), "why": self.cleaned_data["why"]} | self.when()

    def look_again(self, newest, changes):
        """Somebody changed the part meanwhile: what this person had left as it was now says what it says."""
        self.data = self.data.copy()
        self.data["seen"] = str(newest)
        for change in changes:
            for name, becomes in change.becomes.items():
                if name in change.was and self._left_alone(name, change.was[name]):
                    self._type(name, becomes)

    def _left_alone(self, name, was):
        typed = self._typed(name, was)
        return bool(typed) and all(self._posted(field) == _as_posted(value) for field, value in typed.items())

    def _posted(self, field):
        return [one.strip().replace("\r\n", "\n") for one in self.data.getlist(field)] or [""]

    def _type(self, name, value):
        for field, typed in self._typed(name, value).items():
            self.data.setlist(field, _as_posted(typed))


def _as_posted(value):
    if isinstance(value, list):
        return [str(one) for one in value] or [""]
    return [value]


def _comparable(name, value):
    return {agency.pk for agency in value} if name == "contributors" else value


class DropForm(HoldsFrom):
    why = why_field("Why is it dropped?", required="Enter why it is dropped")
    field_order = ("why",)

    def wanted(self):
        return {"why": self.cleaned_data["why"]} | self.when()


class TakeUpForm(HoldsFrom):
    why = why_field("Why is it taken up again?")
    field_order = ("why",)

    def wanted(self):
        return {"why": self.cleaned_data["why"]} | self.when()


class MoveForm(HoldsFrom):
    """places: groups of choices, see `changing.places_to_go`. now: the place it has."""

    field_order = ("place", "why")
    why = why_field()

    def __init__(self, *args, places, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"] = forms.ChoiceField(
            label="Where does it go?",
            choices=places,
            initial=now,
            error_messages=dict.fromkeys(["required", "invalid_choice"], CHOOSE_PLACE),
        )
        self.order_fields(self.field_order)

    def keys(self):
        """(the key of the place, of what it comes after), each 0 where there is none."""
        above, after = self.cleaned_data["place"].split(":")
        return int(above), int(after)

    def wanted(self):
        return {"why": self.cleaned_data["why"]} | self.when()


class AdoptForm(Telling):
    """At which meeting the plan, or its refresh, was adopted. meetings: those held, the last first."""

    FREE = ("words",)

    def __init__(self, *args, meetings, adopted, **kwargs):
        super().__init__(*args, **kwargs)
        choose = "Choose a meeting that has been held from the list"
        self.fields["meeting"] = forms.TypedChoiceField(
            label="At which meeting?",
            coerce=int,
            choices=[("", "Choose a meeting"), *((meeting.pk, str(meeting)) for meeting in meetings)],
            error_messages=dict.fromkeys(["required", "invalid_choice"], choose),
        )
        self.fields["refresh"] = forms.TypedChoiceField(
            label="What was adopted?",
            coerce=lambda value: value == "refresh",
            choices=[("plan", "The plan"), ("refresh", "Its yearly refresh")],
            initial="refresh" if adopted else "plan",
            widget=forms.RadioSelect,
            error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose what was adopted"),
        )
        self.fields["words"] = text(
            "In what words?", rows=3, help_text="As the minutes have them. It may be left empty."
        )
