"""What a manager says before somebody is erased."""

from django import forms


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label="I have read what goes and what stays. It cannot be undone.",
        error_messages={"required": "Tick the box if you have read what goes and what stays"},
    )
