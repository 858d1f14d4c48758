"""How many agencies are visited, and how many of them at random; what was seen on a visit."""

from django import forms

from safeboard.assurance.forms.standards import FROM_THE_LIST, line, lines
from safeboard.core.forms import DayField
from safeboard.plans.forms.telling import Telling

NOT_SEEN = "Not looked at"


class SampleForm(forms.Form):
    size = forms.IntegerField(
        label="How many visits?",
        initial=5,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages={"required": "Enter how many visits", "invalid": "Enter a number, like 5"},
    )
    at_random = forms.IntegerField(
        label="How many of them at random?",
        initial=2,
        help_text="From those that meet no rule, so that nobody is sure not to be visited.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages={"required": "Enter how many at random, or 0", "invalid": "Enter a number, like 2"},
    )


class VisitForm(Telling):
    """What was seen on a visit. standards: [(Standard, [Question])] of the answers on a scale."""

    FREE = ("words",)
    on = DayField(label="On which day?", error_messages={"required": "Enter the day of the visit"})
    who = line("Who went?", required="Enter who went")
    words = lines("What did they see, on the whole?", most=4000)

    def __init__(self, data=None, *, standards):
        super().__init__(data)
        self.questions = [question for _, questions in standards for question in questions]
        for question in self.questions:
            points = [(point["key"], point["label"]) for point in question.scale.points]
            self.fields[f"q{question.pk}"] = forms.ChoiceField(
                label=f"{question.code} {question.words}",
                required=False,
                choices=[("", NOT_SEEN), *points],
                widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline govuk-radios--small"}),
                error_messages={"invalid_choice": FROM_THE_LIST},
            )
            self.fields[f"q{question.pk}-words"] = lines(
                f"What was seen, question {question.code}", rows=1, most=2000
            )
        self.FREE = ("words", *(f"q{one.pk}-words" for one in self.questions))
        self.standards = [
            (standard, [(self[f"q{one.pk}"], self[f"q{one.pk}-words"]) for one in questions])
            for standard, questions in standards
        ]

    @property
    def said(self):
        """What `services.note_visit` takes, once the form is valid."""
        said = self.cleaned_data
        scores = {one.pk: (said[f"q{one.pk}"], said[f"q{one.pk}-words"]) for one in self.questions}
        return {**{name: said[name] for name in ("on", "who", "words")}, "scores": scores}
