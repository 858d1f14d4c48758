from django import forms

from safeboard.outbox.models import State


class FilterForm(forms.Form):
    """Which messages to show. A value that means nothing here is explained and not used."""

    use_required_attribute = False
    state = forms.ChoiceField(
        label="State",
        required=False,
        choices=[("", "Every state"), *State.choices],
        error_messages={"invalid_choice": "No such state: choose one from the list"},
    )

    def __init__(self, data, *, kinds):
        super().__init__(data)
        self.fields["kind"] = forms.ChoiceField(
            label="Kind",
            required=False,
            choices=[("", "Every kind"), *((kind, kind.capitalize()) for kind in kinds)],
            error_messages={"invalid_choice": "No such kind: choose one from the list"},
        )

    def wanted(self):
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}
