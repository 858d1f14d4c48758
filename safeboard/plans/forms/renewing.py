"""What people choose when a plan is followed by the next, and what we say when they slip."""

from django import forms

from safeboard.core.forms import DayField
from safeboard.plans.forms.shaping import SMALL, HoldsFrom
from safeboard.plans.forms.telling import HIDDEN_KEY, Telling, line, text
from safeboard.plans.next_plan import Chosen, next_title, next_years
from safeboard.plans.rating import Rating

CARRY, DROP, LEAVE = "carry", "drop", "leave"
WHAT = [(CARRY, "Carry on"), (DROP, "Drop, with a reason"), (LEAVE, "Leave for now")]
LONGEST_REASON = 2000
DAYS = [f"{name}_{part}" for name in ("starts", "ends") for part in ("day", "month", "year")]


class CarryForm(Telling):
    """What becomes of each unfinished action: `do-<key>`, and `why-<key>` where it is dropped. actions: their pictures."""

    FREE: tuple[str, ...] = ("words",)

    def __init__(self, *args, actions, **kwargs):
        super().__init__(*args, **kwargs)
        self.actions = actions
        self.fields["words"] = text(
            "Why do they go on?", rows=2, most=LONGEST_REASON, help_text="It may be left empty."
        )
        for action in actions:
            self.fields[f"do-{action.pk}"] = forms.ChoiceField(
                label="What becomes of it?",
                choices=WHAT,
                initial=CARRY,
                required=False,
                error_messages={"invalid_choice": "Choose what becomes of it from the list"},
            )
            self.fields[f"why-{action.pk}"] = line("Why is it dropped?", most=LONGEST_REASON)

    @property
    def rows(self):
        """(action, the field for its choice, the field for the reason) each."""
        return [(one, self[f"do-{one.pk}"], self[f"why-{one.pk}"]) for one in self.actions]

    @property
    def posted(self):
        """(name, value) of all that was sent, to be sent once more."""
        return [(name, value) for name in (*self.fields, *DAYS) for value in self.data.getlist(name)]

    @property
    def head(self):
        """The fields that stand above the table."""
        own = {f"{name}-{one.pk}" for one in self.actions for name in ("do", "why")}
        return [self[name] for name in self.fields if name not in own]

    def clean(self):
        said = super().clean()
        for action in self.actions:
            if said.get(f"do-{action.pk}") == DROP and not said.get(f"why-{action.pk}"):
                self.add_error(f"why-{action.pk}", "Enter why it is dropped")
        return said

    @property
    def chosen(self):
        said = self.cleaned_data
        return [
            Chosen(one, said[f"do-{one.pk}"] or CARRY, said[f"why-{one.pk}"].strip()) for one in self.actions
        ]

    def wanted(self):
        """For `services.carry_on`."""
        return {
            "carry": [one.action.pk for one in self.chosen if one.what == CARRY],
            "drop": {one.action.pk: one.why for one in self.chosen if one.what == DROP},
            "words": self.cleaned_data["words"],
        }


class NextPlanForm(CarryForm):
    """The plan that follows, too. plan: the one that it follows."""

    FREE = ("words", "purpose")
    title = line("Title", most=300, required="Enter the title of the next plan")
    starts = DayField(label="First day", required=False)
    ends = DayField(label="Last day", required=False)
    purpose = text("What it is for", help_text="It stands at the head of the plan. It may be left empty.")
    whole = forms.BooleanField(
        label="Take over every priority, outcome and issue, with or without an action",
        required=False,
        widget=forms.CheckboxInput(attrs=SMALL),
    )

    def __init__(self, *args, plan, today, **kwargs):
        super().__init__(*args, **kwargs)
        starts, ends = next_years(plan.starts, plan.ends, today)
        years = starts.year - plan.starts.year if plan.starts else 1
        self.initial |= {"title": next_title(plan.title, years), "starts": starts, "ends": ends}
        self.initial["purpose"] = plan.purpose

    def clean(self):
        said = super().clean()
        if said.get("starts") and said.get("ends") and said["ends"] < said["starts"]:
            self.add_error("ends", "Enter a last day that is not before the first")
        return said

    def wanted(self):
        """For `services.start_next_plan`."""
        named = ("title", "starts", "ends", "purpose", "whole")
        return super().wanted() | {name: self.cleaned_data[name] for name in named}


class CloseForm(Telling):
    FREE = ("words",)
    words = text("In what words?", rows=3, help_text="As the minutes have them, say. It may be left empty.")


class ConfirmForm(Telling):
    FREE = ("words",)
    words = text("Why does it hold?", rows=2, help_text="It may be left empty.")


class LegendForm(HoldsFrom):
    """What each rating means, `means-<rating>`. sure: how many actions would change, as the person was warned."""

    sure = forms.IntegerField(
        required=False, min_value=0, max_value=HIDDEN_KEY, widget=forms.HiddenInput, error_messages={}
    )

    def __init__(self, *args, legend, **kwargs):
        super().__init__(*args, **kwargs)
        self.legend = legend
        for rating in Rating:
            name = f"means-{rating.value}"
            self.fields[name] = line(f"{rating.value.capitalize()} means", most=300)
            self.initial[name] = legend.get(rating.value, "")
        self.order_fields([*(f"means-{rating.value}" for rating in Rating), "effective_on"])

    @property
    def meanings(self):
        return {rating.value: self.cleaned_data[f"means-{rating.value}"].strip() for rating in Rating}

    def clean(self):
        said = super().clean()
        if not any(said.get(f"means-{rating.value}") for rating in Rating):
            self.add_error("means-red", "Enter what at least one rating means")
        return said

    def wanted(self):
        """For `services.change_meaning`."""
        return {"meanings": self.meanings} | self.when()

    def warn(self, turned):
        """Whether the person has yet to see how many actions would change. They have once they send the number back."""
        count = len(turned.done) + len(turned.open)
        if not count or self.cleaned_data["sure"] == count:
            return False
        self._send("sure", count)
        return True

    def look_again(self, seen):
        """Somebody else changed the legend meanwhile, which the page shows now."""
        self._send("seen", seen)

    def _send(self, name, number):
        self.data = self.data.copy()
        self.data[name] = str(number)
