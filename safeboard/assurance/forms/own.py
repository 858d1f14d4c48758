"""What people may type about their board's self-assessment, and what we say when they slip."""

from django import forms

from safeboard.assurance.forms.answers import point_label
from safeboard.assurance.forms.moderation import RaisingForm
from safeboard.assurance.forms.standards import FROM_THE_LIST, line, lines
from safeboard.assurance.models import OwnJudgement
from safeboard.plans.forms.telling import LinkField, Telling

NO_ADDRESS = {"invalid": "Enter the address of a page, like https://example.org/report"}


class BeginForm(forms.Form):
    title = line(
        "What is it called?",
        required="Enter what it is called",
        most=200,
        help_text="For example, Self-assessment, autumn 2026.",
    )

    def __init__(self, data=None, *, versions):
        super().__init__(data)
        self.fields["version"] = forms.ModelChoiceField(
            versions,
            label="Against which descriptors?",
            empty_label=None,
            error_messages={"required": "Choose a set", "invalid_choice": FROM_THE_LIST},
        )


class DescriptorForm(Telling):
    """How it is with one descriptor."""

    FREE = ("words",)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    words = lines(
        "What is so, and how do you know?", rows=5, required="Enter what is so, and how you know", most=10_000
    )
    sure = forms.ChoiceField(
        label="How sure are you?",
        choices=OwnJudgement.Sure.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how sure you are", "invalid_choice": FROM_THE_LIST},
    )

    def __init__(self, data=None, *, shown):
        last = shown.judgement
        initial = {"seen": last.number if last else 0}
        if last:
            initial |= {"value": last.value, "words": last.words, "sure": last.sure}
        super().__init__(data, initial=initial)
        self.fields["value"] = forms.ChoiceField(
            label="Grade",
            choices=[(point["key"], point_label(point)) for point in shown.question.scale.points],
            widget=forms.RadioSelect,
            error_messages={"required": "Choose a grade", "invalid_choice": FROM_THE_LIST},
        )
        self.order_fields(["seen", "value", "words", "sure"])

    def refuse(self, refused, number):
        """Put a service's refusal on the page; saved once more, it replaces what somebody else said meanwhile."""
        self.add_error(None, refused)
        if refused.code == "meanwhile":
            self.data = self.data.copy()
            self.data["seen"] = number


class LinkForm(forms.Form):
    """Evidence by its address: a page of this Safeboard, or one elsewhere."""

    address = line(
        "Its address",
        required="Enter the address of the page",
        most=500,
        help_text="Of a page here, or of one elsewhere, such as https://example.org/report",
    )
    title = line("What is it?", most=300, help_text="Only for a page elsewhere.")

    def clean_address(self):
        address = self.cleaned_data["address"].strip()
        return (
            address
            if address.startswith("/")
            else LinkField(assume_scheme="https", error_messages=NO_ADDRESS).clean(address)
        )


class GapForm(RaisingForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].label = "What is missing?"
        self.fields["words"].error_messages["required"] = "Enter what is missing"


class ChooseDescriptorForm(forms.Form):
    """Which descriptor of which open self-assessment a thing shows. choices: [(assessment, [Question])]."""

    def __init__(self, data=None, *, choices):
        super().__init__(data)
        self.found = {
            f"{one.pk}-{question.pk}": (one, question) for one, questions in choices for question in questions
        }
        self.fields["descriptor"] = forms.TypedChoiceField(
            label="What does it show?",
            choices=[
                (key, f"{question.code} {question.words} ({one})")
                for key, (one, question) in self.found.items()
            ],
            coerce=self.found.get,
            widget=forms.RadioSelect,
            error_messages={"required": "Choose what it shows", "invalid_choice": FROM_THE_LIST},
        )
