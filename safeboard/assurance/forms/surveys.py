"""What people may type about a survey, and in one; what we say when they slip."""

import uuid

from django import forms
from django.core.exceptions import ValidationError

from safeboard.assurance.forms.answers import CHOOSE, NUMBER, point_label
from safeboard.assurance.forms.standards import FROM_THE_LIST, line, lines
from safeboard.assurance.kinds import AnswerKind
from safeboard.core.forms import DayField
from safeboard.plans.forms.telling import Telling

EACH, ONCE = "each", "once"
MOST_LETTERS = 200
"""Of a group's name."""


class SurveyForm(forms.Form):
    """A new survey without names."""

    title = line(
        "What is it called?",
        required="Enter what the survey is called",
        most=200,
        help_text="Those who answer read it.",
    )
    words = lines(
        "A few lines of your own", help_text="What it is for, and what becomes of it. They may be left empty."
    )
    closes_on = DayField(label="The last day to answer")
    one_time = forms.ChoiceField(
        label="How do people come in?",
        choices=[
            (EACH, "By one address for each group, which you pass on or put up as a square code"),
            (ONCE, "By an address for each person, which works once"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how people come in", "invalid_choice": FROM_THE_LIST},
    )
    groups = lines(
        "Groups",
        rows=4,
        help_text="One on each line. Where each address works once, with how many people it has: Members, 12",
    )
    agencies = forms.BooleanField(
        label="A group for each agency of that exercise",
        help_text="What an agency’s people say then stands beside what their agency says.",
        required=False,
    )

    def __init__(self, data=None, *, versions, exercises):
        super().__init__(data)
        self.fields["version"] = forms.ModelChoiceField(
            versions,
            label="What is asked?",
            empty_label=None,
            error_messages={"required": "Choose a set", "invalid_choice": FROM_THE_LIST},
        )
        self.fields["exercise"] = forms.ModelChoiceField(
            exercises,
            label="Does it stand beside an exercise?",
            help_text="Questions with the same code are compared with what agencies say of themselves.",
            required=False,
            empty_label="No",
            error_messages={"invalid_choice": FROM_THE_LIST},
        )
        if not exercises:
            del self.fields["exercise"], self.fields["agencies"]
        self.order_fields(
            ["title", "version", "words", "closes_on", "exercise", "agencies", "groups", "one_time"]
        )

    def clean_groups(self):
        """[(name, how many or 0, None)]"""
        found = []
        for row in self.cleaned_data["groups"].splitlines():
            name, comma, size = (part.strip() for part in row.rpartition(","))
            if comma and size.isdecimal() and len(size) < 5:
                found.append((name, int(size), None))
            elif row.strip():
                found.append((row.strip(), 0, None))
        if any(len(name) > MOST_LETTERS for name, _, _ in found):
            raise ValidationError(f"Enter {MOST_LETTERS} letters or fewer for each group")
        return found

    def clean(self):
        said = super().clean()
        if said.get("agencies") and not said.get("exercise"):
            self.add_error("exercise", "Choose the exercise whose agencies are meant")
        if said.get("agencies") and said.get("one_time") == ONCE:
            self.add_error("one_time", "For a group of each agency choose one address for each group")
        return said


class CountForm(forms.Form):
    count = forms.IntegerField(
        label="How many more addresses?",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages={"required": "Enter how many", "invalid": "Enter a number, like 5"},
    )


class LastDayForm(forms.Form):
    closes_on = DayField(label="New last day")


class ReplyForm(Telling):
    """The whole survey, as somebody answers it. standards: [(Standard, [Question])]. Fields are named `q<the question's key>`."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, standards):
        super().__init__(data, initial={"key": uuid.uuid4()})
        self.questions = [question for _, questions in standards for question in questions]
        for question in self.questions:
            self.fields[_name(question)] = _field(question)
        self.FREE = tuple(_name(one) for one in self.questions if one.kind == AnswerKind.TEXT)
        self.standards = [
            (standard, [self[_name(one)] for one in questions]) for standard, questions in standards
        ]

    @property
    def answers(self):
        """What `services.reply` takes, once the form is valid."""
        return {one.pk: self.cleaned_data.get(_name(one)) or "" for one in self.questions}

    def refuse(self, refused: ValidationError):
        if hasattr(refused, "error_dict"):
            for key, wrong in refused.message_dict.items():
                self.add_error(f"q{key}", wrong)
        else:
            self.add_error(None, refused)


def _name(question):
    return f"q{question.pk}"


def _field(question):
    label = question.words
    more = {"label": label, "help_text": question.help, "required": False}
    match question.kind:
        case AnswerKind.SCORE:
            return _one_of([(point["key"], point_label(point)) for point in question.scale.points], more)
        case AnswerKind.CHOICE:
            return _one_of([(one, one) for one in question.choices], more)
        case AnswerKind.NUMBER:
            box = forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"})
            return forms.CharField(widget=box, **NUMBER, **more)
    return forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        error_messages={"max_length": "Enter 4,000 letters or fewer"},
        **more,
    )


def _one_of(choices, more):
    return forms.ChoiceField(
        choices=choices, widget=forms.RadioSelect, error_messages={"invalid_choice": CHOOSE}, **more
    )
