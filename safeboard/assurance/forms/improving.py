"""What people may type about an improvement, and what we say when they slip."""

from django import forms

from safeboard.assurance.forms.standards import FROM_THE_LIST, line, lines
from safeboard.plans.forms.telling import Telling


class ImprovementForm(Telling):
    FREE = ("words",)
    words = lines("What is to be done?", rows=2, required="Enter what is to be done", most=4000)
    owner = line("Who does it?", required="Enter who does it", most=200)
    due = line(
        "By when?", required="Enter by when", most=200, help_text="In your own words, such as June 2027."
    )

    def __init__(self, data=None, *, questions):
        super().__init__(data)
        self.questions = {str(one.pk): one for one in questions}
        self.fields["question"] = forms.TypedChoiceField(
            label="About which question?",
            choices=[(key, f"{one.code} {one.words}"[:90]) for key, one in self.questions.items()],
            coerce=self.questions.get,
            error_messages={"required": "Choose a question", "invalid_choice": FROM_THE_LIST},
        )
        self.order_fields(["question"])


class DoneForm(Telling):
    FREE = ("words",)
    words = lines("What shows that it is done?", required="Enter what shows that it is done", most=4000)

    def __init__(self, data=None, *, proofs):
        super().__init__(data)
        self.fields["proof"] = forms.ModelChoiceField(
            proofs,
            label="A document that shows it",
            help_text="Of those your agency has brought in. It may be left out.",
            required=False,
            empty_label="None",
            error_messages={"invalid_choice": FROM_THE_LIST},
        )
        if not proofs:
            del self.fields["proof"]


class LookForm(Telling):
    FREE = ("words",)
    words = lines("What do you say to it?", help_text="Needed where it is opened again.", most=4000)
