"""A question as a form, and what we say when somebody slips."""

import datetime

from django import forms
from django.utils.html import format_html

from safeboard.assurance.kinds import AnswerKind
from safeboard.assurance.return_queries import point_words
from safeboard.assurance.services.answering import LONGEST_NUMBER, NOT_A_NUMBER
from safeboard.core.forms import DayField

LONGEST = 20_000
TOO_LONG = "Enter fewer than 20,000 letters, and bring in the rest as a document"
NUMBER = {"max_length": LONGEST_NUMBER, "error_messages": {"max_length": NOT_A_NUMBER}}
CHOOSE = "Choose one of the answers"
BOTH = "Take this away, or take the answer away: a question is answered or does not apply, not both"
DOES_NOT_APPLY = "does-not-apply"
CHOSEN = (AnswerKind.SCORE, AnswerKind.CHOICE)
"""Kinds whose answer is one of some buttons: the last of them says that the question does not apply."""


class AnswerForm(forms.Form):
    """One question of a return. shown: a return_queries.QuestionShown. Its fields are named `q<the question's key>-…`."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    words = forms.CharField(
        required=False,
        max_length=LONGEST,
        error_messages={"max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    not_applicable = forms.CharField(
        required=False,
        max_length=LONGEST,
        error_messages={"max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data=None, *, shown):
        said, question = shown.now, shown.question
        initial = {"seen": shown.seen}
        if said:
            initial |= {"value": said.value, "words": said.words, "not_applicable": said.not_applicable}
            if said.not_applicable and question.kind in CHOSEN:
                initial["value"] = DOES_NOT_APPLY
        super().__init__(data, prefix=f"q{question.pk}", initial=initial)
        self.shown = shown
        if question.kind != AnswerKind.EVIDENCE:
            self.fields["value"] = _value_field(question, initial)
        self.fields["words"].label = _for("Comment", question)
        self.fields["not_applicable"].label = _for("Why does it not apply to you?", question)
        self.order_fields(["seen", "value", "words", "not_applicable"])

    def clean(self):
        said = super().clean()
        value, why = said.get("value"), said.get("not_applicable", "").strip()
        if value == DOES_NOT_APPLY:
            said["value"] = ""
            if not why:
                self.add_error("not_applicable", "Enter why it does not apply to you")
        elif value and why:
            self.add_error("not_applicable", BOTH)
        return said

    @property
    def came(self):
        """Whether the question was on the page that was sent: an answer is not emptied because its boxes were not there."""
        return self.add_prefix("seen") in self.data

    @property
    def said(self):
        """What `services.answer` takes, once the form is valid."""
        value = self.cleaned_data.get("value") or ""
        if isinstance(value, datetime.date):
            value = value.isoformat()
        names = ("words", "not_applicable")
        return {
            "value": value,
            "seen": self.cleaned_data["seen"],
            **{name: self.cleaned_data[name] for name in names},
        }

    def refuse(self, refused, number):
        """Put a service's refusal beside the answer; saved once more, it replaces what somebody else said meanwhile."""
        self.add_error("value" if "value" in self.fields else "words", refused)
        if refused.code == "meanwhile":
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = number


def answer_forms(shown, data=None):
    return [AnswerForm(data, shown=one) for one in shown]


def _for(words, question):
    """A label that tells which question it is for, to those who do not see where it stands."""
    return format_html('{}<span class="govuk-visually-hidden">, question {}</span>', words, question.code)


def _value_field(question, initial):
    match question.kind:
        case AnswerKind.SCORE:
            points = [(point["key"], point_label(point)) for point in question.scale.points]
            return _one_of(points, _for("Your score", question))
        case AnswerKind.CHOICE:
            return _one_of([(one, one) for one in question.choices], _for("Your answer", question))
        case AnswerKind.DATE:
            value = initial.get("value")
            initial["value"] = datetime.date.fromisoformat(value) if value else None
            return DayField(label=_for("The date", question), required=False)
        case AnswerKind.NUMBER:
            box = forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"})
            return forms.CharField(label=_for("The number", question), required=False, widget=box, **NUMBER)
    box = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(
        label=_for("Your answer", question), required=False, max_length=LONGEST, widget=box
    )


def _one_of(choices, label):
    return forms.ChoiceField(
        choices=[*choices, (DOES_NOT_APPLY, "It does not apply to us: say why below")],
        label=label,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": CHOOSE},
    )


def point_label(point):
    return format_html(
        '<strong>{}</strong> <span class="sb-point">{}</span>', point_words(point), point.get("words", "")
    )
