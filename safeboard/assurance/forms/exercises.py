"""What people may type about an exercise, and what we say when they slip."""

from django import forms

from safeboard.assurance.forms.standards import QuestionForm
from safeboard.core.forms import DayField
from safeboard.rounds.reminders import in_words

SMALL = {"class": "govuk-checkboxes--small"}
OFFSETS = [-21, -14, -7, -3, -1, 1, 3, 7, 14]
USUAL = [-14, -3, 1, 7]
FROM_THE_LIST = "Choose from the list"


class ExerciseForm(forms.Form):
    """A new exercise of a board."""

    title = forms.CharField(
        label="What is it called?",
        help_text="For example, Section 11 self-assessment 2026.",
        max_length=200,
        error_messages={"required": "Enter what the exercise is called"},
    )
    due_on = DayField(label="Returns are due on")
    words = forms.CharField(
        label="A few lines of your own",
        help_text="They stand in the letter to each author. They may be left empty.",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    signatures = forms.CharField(
        label="Who signs a return off?",
        help_text="One part on each line, such as Chief officer. For a school: Head, and Chair of governors. Nobody, where empty.",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reminders = forms.TypedMultipleChoiceField(
        label="Remind those who owe a return",
        help_text="On working days only.",
        required=False,
        coerce=int,
        choices=[(offset, in_words(offset).capitalize()) for offset in OFFSETS],
        initial=USUAL,
        widget=forms.CheckboxSelectMultiple(attrs=SMALL),
        error_messages={"invalid_choice": FROM_THE_LIST},
    )

    def __init__(self, data, *, versions, boards):
        super().__init__(data)
        self.fields["version"] = forms.ModelChoiceField(
            versions,
            label="By which standards?",
            empty_label=None,
            error_messages={"required": "Choose a set of standards", "invalid_choice": FROM_THE_LIST},
        )
        self.fields["boards"] = forms.ModelMultipleChoiceField(
            boards,
            label="Which other boards take part?",
            help_text="Each agrees for itself before anything is sent. An agency then answers once for all of them.",
            required=False,
            widget=forms.CheckboxSelectMultiple(attrs=SMALL),
            error_messages={"invalid_choice": FROM_THE_LIST},
        )
        if not boards:
            del self.fields["boards"]
        self.order_fields(["title", "version", "boards"])

    def clean_signatures(self):
        return self.cleaned_data["signatures"].splitlines()


class OwnQuestionForm(QuestionForm):
    """A question of one board, under a standard of the exercise."""

    def __init__(self, data=None, *, version):
        super().__init__(data, scales=list(version.scales.all()))
        self.fields["standard"] = forms.ModelChoiceField(
            version.standards.order_by("place"),
            label="Under which standard?",
            empty_label=None,
            error_messages={"required": "Choose a standard", "invalid_choice": FROM_THE_LIST},
        )
        del self.fields["seen"]
        self.fields["code"].help_text = "Of your own, such as X1."
        self.order_fields(["standard", "code", "words", "kind", "scale"])


class AskForm(forms.Form):
    """An agency to ask, and who writes its return."""

    author_name = forms.CharField(
        label="Who writes the return?", max_length=200, error_messages={"required": "Enter their name"}
    )
    author_email = forms.EmailField(
        label="Their e-mail address",
        error_messages={
            "required": "Enter their e-mail address",
            "invalid": "Enter an e-mail address, like name@example.org",
        },
    )

    def __init__(self, data, *, agencies):
        super().__init__(data)
        self.fields["agency"] = forms.ModelChoiceField(
            agencies,
            label="Which agency?",
            empty_label=None,
            error_messages={"required": "Choose an agency", "invalid_choice": FROM_THE_LIST},
        )
        self.order_fields(["agency"])


class AskManyForm(forms.Form):
    """Many agencies at once, from a spreadsheet."""

    file = forms.FileField(
        label="A spreadsheet",
        help_text="Excel or CSV, with the columns Agency, Sector, Author and E-mail. An agency that is not on the board yet joins it.",
        error_messages={"required": "Choose a file", "empty": "The file is empty: choose another"},
    )


class LongerForm(forms.Form):
    due_on = DayField(label="New last day")
    why = forms.CharField(
        label="Why?", max_length=1000, error_messages={"required": "Enter why they have longer"}
    )
