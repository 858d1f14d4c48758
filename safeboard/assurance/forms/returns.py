"""What people may type about a return: who has a part in it, what shows an answer, who reads it."""

from django import forms

from safeboard.assurance.services.proving import ENDINGS
from safeboard.core.forms import DayField

SMALL = {"class": "govuk-checkboxes--small"}
WIDE = {"class": "govuk-input--width-20"}
FROM_THE_LIST = "Choose from the list"
CHOOSE_FILE = "Choose a file"
NO_FILE = dict.fromkeys(["required", "missing", "invalid"], CHOOSE_FILE) | {
    "empty": "The file is empty: check that it was saved, and choose it again"
}


class PersonForm(forms.Form):
    """Somebody by name and address."""

    name = forms.CharField(
        label="Their name",
        max_length=200,
        error_messages={"required": "Enter their name"},
        widget=forms.TextInput(WIDE),
    )
    email = forms.EmailField(
        label="Their e-mail address",
        help_text="They sign in with it. They need no seat on a board.",
        error_messages={
            "required": "Enter their e-mail address",
            "invalid": "Enter an e-mail address, like name@example.org",
        },
    )


class ShareForm(PersonForm):
    """standards: those of the return."""

    def __init__(self, data=None, *, standards):
        super().__init__(data, prefix="share")
        self.fields["standards"] = forms.TypedMultipleChoiceField(
            label="Which standards do they answer?",
            coerce=int,
            choices=[(standard.pk, str(standard)) for standard in standards],
            widget=forms.CheckboxSelectMultiple(attrs=SMALL),
            error_messages={
                "required": "Choose at least one standard to share",
                "invalid_choice": FROM_THE_LIST,
            },
        )


class SignatoryForm(PersonForm):
    """signatures: the parts of the exercise that sign off."""

    def __init__(self, data=None, *, signatures):
        super().__init__(data, prefix="sign")
        self.fields["signature"] = forms.ChoiceField(
            label="They sign as",
            choices=[(one, one) for one in signatures],
            widget=forms.RadioSelect(attrs={"class": "govuk-radios--small"}),
            error_messages={
                "required": "Choose in which part they sign off",
                "invalid_choice": FROM_THE_LIST,
            },
        )


class BoardsForm(forms.Form):
    """boards: [(board, whether it reads the return)]."""

    def __init__(self, data=None, *, boards):
        reading = [board.pk for board, reads in boards if reads]
        super().__init__(data, initial={"boards": reading})
        self.fields["boards"] = forms.TypedMultipleChoiceField(
            label="Which boards read this return?",
            coerce=int,
            choices=[(board.pk, board.name) for board, _ in boards],
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": "Choose at least one board that reads it",
                "invalid_choice": FROM_THE_LIST,
            },
        )


class FileForm(forms.Form):
    """A document, and its last day."""

    file = forms.FileField(
        label="The file",
        help_text="Word, PDF, Excel, PowerPoint, a picture or text.",
        error_messages=NO_FILE,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{one}" for one in ENDINGS)}),
    )
    expires_on = DayField(
        label="When does it run out?",
        help_text="The day by which it has to be renewed. Leave it empty where it has none.",
        required=False,
    )

    @property
    def said(self):
        """What the services take."""
        said = dict(self.cleaned_data)
        file = said.pop("file")
        return {**said, "name": file.name, "data": file.read()}


class ProofForm(FileForm):
    """A document that is new to the agency."""

    title = forms.CharField(
        label="What is it called?",
        help_text="For example, Safer recruitment policy. You find it by this name next time.",
        max_length=200,
        error_messages={
            "required": "Enter what the document is called",
            "max_length": "Enter 200 characters or fewer",
        },
    )
    field_order = ["title", "file", "expires_on"]


class AgainForm(forms.Form):
    """A document the agency has already."""

    def __init__(self, data=None, *, proofs):
        super().__init__(data, prefix="again")
        self.fields["proof"] = forms.ModelChoiceField(
            proofs,
            label="Which document?",
            empty_label=None,
            error_messages={"required": "Choose a document", "invalid_choice": FROM_THE_LIST},
        )


class SheetForm(forms.Form):
    """The return as a spreadsheet, filled in."""

    file = forms.FileField(
        label="The spreadsheet", help_text="The file you took from here, as Excel.", error_messages=NO_FILE
    )
