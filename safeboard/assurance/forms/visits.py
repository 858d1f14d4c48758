"""How many agencies are visited, and how many of them at random."""

from django import forms


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
