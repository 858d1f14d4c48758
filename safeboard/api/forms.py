"""What people give to make a token or a calendar link, and what we say when they slip."""

from django import forms

from safeboard.people.permissions import ROLES

FROM_THE_LIST = "Choose one from the list"


class OneOf(forms.TypedChoiceField):
    """One of some rows, by their keys; other keys are as if they were not there."""

    def __init__(self, rows, words, *, none=None, **kwargs):
        self.rows = {str(row.pk): row for row in rows}
        choices = [(key, words(row)) for key, row in self.rows.items()]
        choices = ([("", none)] if none else []) + choices
        super().__init__(
            choices=choices,
            coerce=self.rows.get,
            empty_value=None,
            error_messages={"required": FROM_THE_LIST, "invalid_choice": FROM_THE_LIST},
            **kwargs,
        )


class TokenForm(forms.Form):
    name = forms.CharField(
        label="What is it for?",
        help_text="A name by which you know it again, such as “Quarterly dashboard”.",
        max_length=100,
        error_messages={
            "required": "Enter a name, so that you know later what the token is for",
            "max_length": "Enter a name of at most 100 letters",
        },
    )

    def __init__(self, data=None, *, seats):
        super().__init__(data)
        self.fields["seat"] = OneOf(seats, _seat_words, label="Which of your seats may it read by?")
        self.order_fields(["seat", "name"])


def _seat_words(seat):
    agency = f", {seat.agency}" if seat.agency else ""
    return f"{seat.board}: {ROLES[seat.role].name.lower()}{agency}"


class CalendarForm(forms.Form):
    def __init__(self, data=None, *, boards):
        super().__init__(data)
        self.fields["board"] = OneOf(
            boards, str, none="All your boards", required=False, label="Of which board?"
        )
