"""What people may type when they moderate, and what we say when they slip."""

from django import forms

from safeboard.assurance.forms.standards import FROM_THE_LIST, line, lines
from safeboard.plans.forms.telling import Telling


class JudgeForm(Telling):
    """A score of one answer."""

    FREE = ("why",)
    why = lines("Why?", rows=2, required="Enter why: the agency reads it", most=4000)

    def __init__(self, data=None, *, question, initial=None):
        super().__init__(data, initial=initial, prefix=f"q{question.pk}")
        self.fields["value"] = forms.ChoiceField(
            label="Your score",
            choices=[(point["key"], point["label"]) for point in question.scale.points],
            widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline govuk-radios--small"}),
            error_messages={"required": "Choose a score", "invalid_choice": FROM_THE_LIST},
        )
        self.order_fields(["value", "why"])


class AskForm(Telling):
    FREE = ("words",)
    words = lines("Ask the agency about this", rows=2, required="Enter what you want to ask", most=4000)


class ReplyForm(Telling):
    FREE = ("words",)
    words = lines("Your answer", rows=3, required="Enter your answer", most=4000)


class SendBackForm(Telling):
    FREE = ("why",)
    why = lines("What are they to mend?", required="Enter what they are to mend", most=4000)


class InterestsForm(forms.Form):
    interests = lines(
        "What interests do you have in this agency?",
        rows=3,
        required="Say what interests you have, or that you have none",
        help_text="Such as a contract, a shared post, a relative. “None” where you have none.",
        most=2000,
    )


class PeerForm(forms.Form):
    """Who looks at a return as a peer: somebody with a seat for another agency."""

    def __init__(self, data=None, *, seats):
        super().__init__(data)
        self.seats = {str(seat.pk): seat for seat in seats}
        self.fields["seat"] = forms.TypedChoiceField(
            label="Who looks at it?",
            choices=[(key, f"{seat.user}, {seat.agency}") for key, seat in self.seats.items()],
            coerce=self.seats.get,
            error_messages={"required": "Choose who looks at it", "invalid_choice": FROM_THE_LIST},
        )


class RaisingForm(Telling):
    """What was found, and the action that it raises."""

    FREE = ("words", "action")
    words = lines("What was found?", required="Enter what was found", most=4000)
    action = lines("What is to be done?", rows=2, required="Enter the action", most=4000)
    lead = line("Who leads it?", most=200, help_text="As your plan names them. It may be left empty.")
    due = line("By when?", most=200, help_text="In your own words, such as June 2027.")

    def __init__(self, data=None, *, issues, initial=None):
        super().__init__(data, initial=initial)
        self.fields["issue"] = forms.ModelChoiceField(
            issues,
            label="Under which issue of the plan?",
            empty_label=None,
            error_messages={"required": "Choose an issue", "invalid_choice": FROM_THE_LIST},
        )
        self.order_fields(["words", "issue"])


class FindingForm(RaisingForm):
    """The same with the board's themes. A finding may raise no action yet."""

    def __init__(self, data=None, *, issues, themes, initial=None):
        super().__init__(data, issues=issues, initial=initial)
        self.fields["action"].required = False
        self.fields[
            "action"
        ].help_text = "Leave it empty where nothing is to be done yet: the finding is kept."
        if issues:
            self.fields["issue"].required = False
        else:
            del self.fields["issue"]
        self.fields["themes"] = forms.ModelMultipleChoiceField(
            themes,
            label="What is it about?",
            required=False,
            widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
            error_messages={"invalid_choice": FROM_THE_LIST},
        )
        if not themes:
            del self.fields["themes"]
        self.order_fields(["words", "themes", "action", "issue"])

    def clean(self):
        said = super().clean()
        if said.get("action") and not said.get("issue") and "issue" not in self.errors:
            where = "issue" if "issue" in self.fields else "action"
            words = "Choose an issue" if where == "issue" else "There is no plan to put it in: leave it empty"
            self.add_error(where, words)
        return said
