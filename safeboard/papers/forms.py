"""What people may type of a paper and of how papers look, and what we say when they slip."""

from django import forms

from safeboard.core.paper.blocks import ACCENT, TINTS
from safeboard.papers.kinds import KINDS
from safeboard.papers.models import PURPOSES
from safeboard.plans.pages import name_of
from safeboard.plans.papers.layout import COLUMNS

FROM_THE_LIST = "Choose from the list"
SMALL = {"class": "govuk-checkboxes--small"}
SHORT = {"class": "govuk-input--width-10"}


def choice(label, choices, **kwargs):
    return forms.ChoiceField(
        label=label,
        choices=choices,
        error_messages={"required": FROM_THE_LIST, "invalid_choice": FROM_THE_LIST},
        **kwargs,
    )


def key_choice(label, empty, pairs, **kwargs):
    return forms.TypedChoiceField(
        label=label,
        choices=[("", empty), *pairs],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": FROM_THE_LIST},
        **kwargs,
    )


class PaperForm(forms.Form):
    """A paper of one kind as a person asks for it: only the fields that its kind heeds."""

    title = forms.CharField(
        label="Title",
        required=False,
        max_length=200,
        help_text="Where you leave it empty, the paper’s usual one.",
    )
    author = forms.CharField(label="Author", required=False, max_length=200)
    purpose = choice(
        "What is the board asked?",
        [*PURPOSES, ("", "Nothing is said")],
        required=False,
        widget=forms.RadioSelect,
    )
    recommendation = forms.CharField(
        label="Recommendation", required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )
    words = forms.CharField(
        label="Anything else on the cover sheet",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=10000,
    )
    restricted = forms.BooleanField(
        label="With what is marked restricted",
        required=False,
        help_text="Then only those who may read such things can open it.",
    )

    def __init__(self, data, *, kind, meetings, picture, paper=None, replaces=None):
        super().__init__(data, initial=_initial(paper or replaces))
        source = paper or replaces
        self.initial["meeting"] = source and source.meeting_id
        if replaces:
            self.fields["why"] = forms.CharField(
                label="Why is the issued paper replaced?",
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"required": "Enter why the issued paper is replaced"},
                max_length=2000,
            )
        if kind == "pack":
            self.fields["chosen"] = _chosen()
        if kind == "priority":
            pairs = [(one.pk, name_of(one)) for one in picture.priorities]
            self.fields["priority"] = key_choice("Which priority?", "Every priority", pairs)
        if kind == "lead":
            pairs = [(load.pk, load.name) for load in picture.load() if load.pk]
            self.fields["lead"] = key_choice("Which lead?", "Every lead", pairs)
        self.fields["meeting"] = forms.ModelChoiceField(
            meetings,
            label="For which meeting?",
            empty_label="None: as the plan stands today",
            required=False,
            error_messages={"invalid_choice": "Choose a meeting from the list"},
        )
        self.order_fields(["why", "chosen", "priority", "lead", "meeting"])


def _chosen():
    return forms.MultipleChoiceField(
        label="Papers in the pack",
        help_text="They come in this order.",
        choices=[(key, kind.words) for key, kind in KINDS.items() if key != "pack"],
        widget=forms.CheckboxSelectMultiple(attrs=SMALL),
        error_messages={
            "required": "Choose at least one paper for the pack",
            "invalid_choice": FROM_THE_LIST,
        },
    )


def _initial(paper):
    names = (
        "title",
        "author",
        "purpose",
        "recommendation",
        "words",
        "priority",
        "lead",
        "chosen",
        "restricted",
    )
    return (
        {name: getattr(paper, name) for name in names}
        if paper
        else {"chosen": ["plan", "changed", "exceptions"]}
    )


class StyleForm(forms.Form):
    """How the board's papers look. Empty fields are the usual."""

    logo = forms.FileField(label="Logo", required=False, help_text="A PNG or JPEG picture of at most 2 MB.")
    no_logo = forms.BooleanField(label="Take the logo out", required=False)
    logo_words = forms.CharField(
        label="Whose logo it is", required=False, max_length=200, help_text="For those who do not see it."
    )
    accent = forms.CharField(
        label="Colour of headings",
        required=False,
        max_length=7,
        help_text=f"Such as {ACCENT}.",
        widget=forms.TextInput(attrs=SHORT),
    )
    notes = forms.IntegerField(
        label="How many past notes of each action?",
        required=False,
        min_value=0,
        max_value=100,
        help_text="The newest so many. All of them where you leave it empty.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "invalid": "Enter a number",
            "min_value": "Enter 0 or more",
            "max_value": "Enter at most 100",
        },
    )
    show_ref = forms.BooleanField(label="Print the references of actions in issued papers", required=False)

    def __init__(self, data=None, files=None, *, style=None):
        super().__init__(data, files, initial=_style_initial(style))
        for rating, usual in TINTS.items():
            self.fields[rating] = forms.CharField(
                label=f"Colour of {rating}",
                required=False,
                max_length=7,
                help_text=f"{usual} where you leave it empty.",
                widget=forms.TextInput(attrs=SHORT),
            )
        for at in range(1, len(COLUMNS) + 1):
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=f"Column {at}",
                help_text="Where all stay “None”, the usual columns in their order." if at == 1 else "",
                choices=[("", "None"), *COLUMNS.items()],
                required=False,
                error_messages={"invalid_choice": FROM_THE_LIST},
            )

    def clean(self):
        said = super().clean()
        chosen = [said.get(f"column_{at}") for at in range(1, len(COLUMNS) + 1)]
        said["columns"] = [role for role in chosen if role]
        if len(set(said["columns"])) != len(said["columns"]):
            self.add_error("column_1", "Choose each column once")
        return said

    def asked(self):
        """What `set_style` takes."""
        said, logo = self.cleaned_data, self.cleaned_data["logo"]
        names = ("accent", "notes", "show_ref", "no_logo", "logo_words", "columns")
        return {name: said[name] for name in names} | {
            "tints": {rating: said[rating] for rating in TINTS},
            "logo": (logo.name, logo.read()) if logo else None,
        }

    def refuse(self, refusal):
        """What the service refused, beside its field."""
        for name, sentences in refusal.message_dict.items():
            self.add_error({"columns": "column_1"}.get(name, name), sentences)


def _style_initial(style):
    if style is None:
        return {}
    columns = {f"column_{at}": role for at, role in enumerate(style.columns, start=1)}
    names = ("accent", "notes", "show_ref", "logo_words")
    return {name: getattr(style, name) for name in names} | style.tints | columns
