"""The words of a feedback letter."""

from django import forms

from safeboard.assurance.forms.standards import lines
from safeboard.assurance.letter_paper import PARTS
from safeboard.plans.forms.telling import Telling


class LetterForm(Telling):
    FREE = tuple(PARTS)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, called in PARTS.items():
            several = name in ("strengths", "mend")
            self.fields[name] = lines(
                called,
                rows=6 if several else 4,
                most=10_000,
                required="Enter how the letter begins" if name == "opening" else "",
                help_text="One point on each line." if several else "",
            )
