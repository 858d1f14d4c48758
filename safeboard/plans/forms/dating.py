"""What people may ask and answer about the dates of one action."""

from django import forms

from safeboard.core.forms import DayField
from safeboard.plans.forms.telling import Spoken, Telling, line, text

NEW_DATE = "In the board’s own words, such as “June 2016”, “by 15 June” or “each March”."


def meeting_field(meetings, *, required=""):
    """The meetings a board has held, in their order. required: the sentence for when none is chosen."""
    return forms.TypedChoiceField(
        label="At which meeting?",
        required=bool(required),
        coerce=lambda pk: next(meeting for meeting in meetings if str(meeting.pk) == pk),
        empty_value=None,
        choices=[("", "Choose a meeting"), *((str(meeting.pk), str(meeting)) for meeting in meetings)],
        error_messages={"required": required, "invalid_choice": "Choose a meeting from the list"},
    )


class AskForm(Spoken):
    FREE = ("becomes", "why")
    becomes = line("New date", required="Enter the new date, such as June 2016", help_text=NEW_DATE)
    why = text("Why does it have to move?", required="Enter why the date has to move")

    def wanted(self):
        """For `services.ask_for_date`."""
        said = self.cleaned_data
        return {"becomes": said["becomes"], "why": said["why"], "on_behalf_of": self.speaker}


class AnswerForm(Telling):
    """Agree to a new date at a meeting, or decline it with a reason."""

    FREE = ("why",)
    AGREE, DECLINE = "agree", "decline"
    answer = forms.ChoiceField(
        label="What is the answer?",
        choices=[(AGREE, "Agreed"), (DECLINE, "Declined")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose whether the new date is agreed",
            "invalid_choice": "Choose agreed or declined",
        },
    )
    why = text("Why?", rows=3, help_text="Needed where it is declined.")

    def __init__(self, *args, meetings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"] = meeting_field(meetings)
        self.fields["meeting"].help_text = "Needed where it is agreed."
        self.order_fields(["answer", "meeting", "why"])

    def clean(self):
        said = super().clean()
        if said.get("answer") == self.AGREE and "meeting" not in self.errors and not said.get("meeting"):
            self.add_error("meeting", "Choose the meeting at which the new date was agreed")
        if said.get("answer") == self.DECLINE and not said.get("why"):
            self.add_error("why", "Enter why the new date is declined")
        return said

    @property
    def agreed(self):
        return self.cleaned_data["answer"] == self.AGREE


class MoveForm(Telling):
    """A move that was asked for and agreed elsewhere."""

    FREE = ("becomes", "why")
    becomes = line("New date", required="Enter the new date, such as June 2016", help_text=NEW_DATE)
    why = text("Why did it move?", required="Enter why the date has to move")
    asked_by = line("Who asked for it?", required="Enter who asked for the new date")

    def __init__(self, *args, meetings, leads, **kwargs):
        """leads: the names of the action's, who are likely to have asked."""
        super().__init__(*args, **kwargs)
        self.initial["asked_by"] = " and ".join(leads)[:200]
        self.fields["meeting"] = meeting_field(
            meetings, required="Choose the meeting at which the new date was agreed"
        )
        self.order_fields(["becomes", "why", "meeting", "asked_by"])

    def wanted(self):
        """For `services.move_date`."""
        return {name: self.cleaned_data[name] for name in ("becomes", "why", "meeting", "asked_by")}


class FirstDateForm(Telling):
    """The first date, where the plan's file knew only a later one."""

    FREE = ("first", "why")
    first = line("First date", required="Enter the first date, such as December 2015", help_text=NEW_DATE)
    why = text("How do you know?", required="Enter how you know that this was the first date")

    def wanted(self):
        """For `services.tell_first_date`."""
        return {name: self.cleaned_data[name] for name in ("first", "why")}


class StepForm(Telling):
    """A milestone was met on a day."""

    FREE = ("words",)
    met_on = DayField(label="On which day?", error_messages={"required": "Enter the day it was met"})
    words = text("What was done?", rows=3, help_text="It may be left empty.")

    def wanted(self):
        return {name: self.cleaned_data[name] for name in ("met_on", "words")}


class TakeBackForm(Telling):
    """It was said in error that a milestone was met."""

    FREE = ("words",)
    words = text("Why is it taken back?", rows=3, help_text="It may be left empty.")

    def wanted(self):
        return {"words": self.cleaned_data["words"]}


class CheckForm(Telling):
    FREE = ("why",)
    on = DayField(
        label="When should we look again?",
        error_messages={
            "required": "Enter the day to look again",
            "incomplete": "Enter a day with a month and a year",
        },
    )
    why = line("Why then?", most=1000, help_text="It may be left empty.")
