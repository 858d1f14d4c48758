"""Which boxes of a page were ticked when it was shown, and which when it was sent."""

from django import forms

PLAN, ALL = "plan", "all"


class Keys(forms.TypedMultipleChoiceField):
    """Keys of rows: only those that are on the page."""

    def __init__(self, keys):
        super().__init__(
            choices=[(str(key), "") for key in keys],
            coerce=int,
            required=False,
            error_messages={
                "invalid_choice": "Something on this page is not in the plan any more: load it again."
            },
        )


class PublicForm(forms.Form):
    """actions, updates: their keys on the page. `was_…`: those that were public when it was shown, so that whoever marked
    something meanwhile is not undone."""

    def __init__(self, data=None, *, actions, updates):
        super().__init__(data)
        for name, keys in (("actions", actions), ("updates", updates)):
            self.fields[name] = Keys(keys)
            self.fields[f"was_{name}"] = Keys(keys)

    def changed(self, name) -> dict[int, bool]:
        """{key: whether it is public now} of what was ticked or unticked."""
        now, was = (set(self.cleaned_data[each]) for each in (name, f"was_{name}"))
        return dict.fromkeys(now - was, True) | dict.fromkeys(was - now, False)
