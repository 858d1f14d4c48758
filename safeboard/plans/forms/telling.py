"""What people may say about one action, and what we say when they slip."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from safeboard.core.forms import DayField
from safeboard.plans.identifying import warnings
from safeboard.plans.models import Difference, Update
from safeboard.plans.rating import Rating, label, the_done_rating

WORDS = 10_000
HIDDEN_KEY = 2**63 - 1
SOMEBODY_ELSE = "*"
MINE = "Mine"


class LinkField(forms.URLField):
    """The address of a page: nothing that runs, and no file."""

    default_validators = [URLValidator(schemes=["http", "https"])]


def text(words, *, required="", rows=4, most=WORDS, **more):
    """A box for words. required: the sentence for when there are none; without it they may be left out."""
    return forms.CharField(
        label=words,
        required=bool(required),
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required, "max_length": f"Enter fewer than {most:,} letters"},
        **more,
    )


def line(words, *, required="", most=200, **more):
    """As `text`, for one line."""
    messages = {"required": required, "max_length": f"Enter fewer than {most:,} letters"}
    return forms.CharField(
        label=words, required=bool(required), max_length=most, error_messages=messages, **more
    )


def ratings_of(shown):
    """The ratings of this board with what they mean there."""
    return [(rating, label(rating, shown.legend)) for rating in shown.legend or list(map(str, Rating))]


def refuse(form, refusal: ValidationError):
    """Put a service's refusal on the page."""
    for words in refusal.messages:
        form.add_error(None, words)


class Telling(forms.Form):
    """A form with words in it. Where they could identify a child it comes back and asks, with a box to tick.

    FREE: the names of its fields of free words.
    """

    FREE: tuple[str, ...] = ()

    def clean(self):
        said = super().clean()
        if found := warnings("\n".join(said.get(name) or "" for name in self.FREE)):
            self.fields["no_child"] = forms.BooleanField(
                label="These words name no child: record them", required=False
            )
            if not self.data.get(self.add_prefix("no_child")):
                words = " ".join(found)
                self.add_error("no_child", f"{words} Take it out, or tick the box if no child is meant.")
        return said

    def as_typed(self, data):
        """Show what was typed before, {field: words}, in place of what the form would begin with."""
        for name, field in self.fields.items():
            if isinstance(field, DayField) and f"{name}_day" in data:
                self.initial[name] = [data.get(f"{name}_{part}", "") for part in ("day", "month", "year")]
            elif name in data and not field.widget.is_hidden:
                self.initial[name] = data[name]


class Spoken(Telling):
    """Something a business manager may also enter for somebody else. names: whose word it may be; None for other people."""

    def __init__(self, *args, names=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.speaks_for_others = names is not None
        if names is None:
            return
        choices = [("", MINE), *((name, name) for name in names), (SOMEBODY_ELSE, "Somebody else’s")]
        self.fields["whose"] = forms.ChoiceField(
            label="Whose word is it?",
            required=False,
            choices=choices,
            error_messages={"invalid_choice": "Choose whose word it is from the list"},
        )
        self.fields["other_name"] = line("Their name", help_text="Only where they are not in the list.")

    def clean(self):
        said = super().clean()
        if said.get("whose") == SOMEBODY_ELSE and not said.get("other_name"):
            self.add_error("other_name", "Enter the name of the person whose word it is")
        return said

    @property
    def speaker(self):
        """For whom it is entered; "" where it is one's own word."""
        whose = self.cleaned_data.get("whose", "")
        return self.cleaned_data["other_name"] if whose == SOMEBODY_ELSE else whose


class TellForm(Spoken):
    """How an action is going. seen: the key of the newest update that the page with the form showed."""

    FREE = ("words", "evidence")
    words = text("What has changed?", required="Enter what has changed", help_text="Two lines are enough.")
    complete = forms.BooleanField(
        label="This is complete",
        required=False,
        widget=forms.CheckboxInput(attrs={"data-aria-controls": "when-complete"}),
    )
    evidence = text(
        "What shows that it is complete?",
        rows=3,
        help_text="Only where it is complete. Another person reads it.",
    )
    file = forms.FileField(
        label="A file that shows it",
        required=False,
        error_messages={
            "empty": "The file is empty: choose another, or send without one",
            "invalid": "Choose the file again",
        },
    )
    link = LinkField(
        label="A link that shows it",
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        error_messages={
            "invalid": "Enter a link that begins with https:// or http://",
            "max_length": "Enter a link of fewer than 500 letters",
        },
    )
    seen = forms.IntegerField(required=False, min_value=0, max_value=HIDDEN_KEY, widget=forms.HiddenInput)

    def __init__(self, *args, shown, names=None, **kwargs):
        super().__init__(*args, names=names, **kwargs)
        done = the_done_rating(shown.legend)
        self.fields["rating"] = forms.ChoiceField(
            label="How does it stand?",
            required=False,
            choices=[
                ("", "Leave the rating as it is"),
                *(one for one in ratings_of(shown) if one[0] != done),
            ],
            widget=forms.RadioSelect(attrs={"class": "govuk-radios--small"}),
            error_messages={"invalid_choice": "Choose a rating from the list"},
        )
        if self.speaks_for_others:
            self._add_how_heard()
        self.order_fields(["words", "rating"])
        self.initial.setdefault("rating", "")
        self.initial["seen"] = max((said.pk for said in shown.said), default=0)

    def _add_how_heard(self):
        self.fields["heard"] = forms.ChoiceField(
            label="How did you hear it?",
            required=False,
            choices=[("", "Choose"), *((key, words.capitalize()) for key, words in Update.Heard.choices)],
            error_messages={"invalid_choice": "Choose how you heard it from the list"},
        )
        self.fields["effective_on"] = DayField(
            label="The day it speaks of", required=False, help_text="Today where you leave it empty."
        )

    def wanted(self):
        """For `services.post_update`."""
        said, file = self.cleaned_data, self.cleaned_data["file"]
        speaker = self.speaker
        return {
            "words": said["words"],
            "rating": said["rating"],
            "complete": said["complete"],
            "evidence": said["evidence"],
            "files": [(file.name, file.read())] if file else [],
            "links": [said["link"]] if said["link"] else [],
            "effective_on": said.get("effective_on"),
            "on_behalf_of": speaker,
            "heard": said.get("heard", "") if speaker else "",
        }


class RateForm(Telling):
    """A rating over the lead's, or the end of one."""

    LIFT = "lift"
    FREE = ("why",)
    why = text("Why?", help_text="It stands beside what the lead says, for everyone to read.")

    def __init__(self, *args, shown, **kwargs):
        super().__init__(*args, **kwargs)
        lift = [(self.LIFT, "Lift it: what the lead says holds again")] if shown.standing.over else []
        self.fields["rating"] = forms.ChoiceField(
            label="How does it stand?",
            choices=[*ratings_of(shown), *lift],
            widget=forms.RadioSelect,
            error_messages={"required": "Choose a rating", "invalid_choice": "Choose a rating from the list"},
        )
        self.order_fields(["rating", "why"])

    @property
    def rating(self):
        """ "" to lift the one that is set."""
        return self.cleaned_data["rating"].replace(self.LIFT, "")


class AssureForm(Telling):
    FREE = ("words",)
    words = text(
        "What satisfies you that it is complete?", required="Enter what satisfies you that it is complete"
    )
    ask_on = DayField(
        label="When should we ask whether it made a difference?",
        required=False,
        help_text="Leave it empty for the board’s usual time.",
    )


class DifferenceForm(Telling):
    FREE = ("words",)
    answer = forms.ChoiceField(
        label="Did it make a difference?",
        choices=Difference.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose whether it made a difference",
            "invalid_choice": "Choose whether it made a difference from the list",
        },
    )
    words = text(
        "What has changed for children, or how will you know?",
        required="Enter what has changed for children, or how you will know",
    )
    ask_again_on = DayField(
        label="When should we ask again?", required=False, help_text="Leave it empty if it need not be asked."
    )
