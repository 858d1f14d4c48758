"""What people may type in a round, and what we say when they slip."""

from django import forms

from safeboard.core.forms import DayField
from safeboard.plans.rating import Rating, label, the_done_rating
from safeboard.rounds.models import Asks
from safeboard.rounds.reminders import in_words, reminder_days

SMALL = {"class": "govuk-checkboxes--small"}
SMALL_RADIOS = {"class": "govuk-radios--small"}
OFFSETS = [-14, -7, -3, -2, -1, 0, 1, 3, 7]
USUAL = [-7, -2, 1]
FROM_THE_LIST = "Choose from the list"


class OpenForm(forms.Form):
    """What a round asks and when. Sent first to see who will be asked, then to ask them."""

    asks = forms.ChoiceField(
        label="What is asked?",
        choices=Asks.choices,
        initial=Asks.DUE,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is asked", "invalid_choice": FROM_THE_LIST},
    )
    updates_by = DayField(
        label="Last day for updates",
        required=False,
        help_text="Where you leave it empty, the meeting’s own, or else the day of the meeting.",
    )
    closes_on = DayField(
        label="Last day the links work",
        required=False,
        help_text="Where you leave it empty, the day of the meeting.",
    )
    reminders = forms.TypedMultipleChoiceField(
        label="Remind those who have not answered",
        help_text="On working days only: a reminder due at a weekend or on a bank holiday goes on the next working day.",
        required=False,
        coerce=int,
        choices=[(offset, in_words(offset).capitalize()) for offset in OFFSETS],
        initial=USUAL,
        widget=forms.CheckboxSelectMultiple(attrs=SMALL),
        error_messages={"invalid_choice": FROM_THE_LIST},
    )
    words = forms.CharField(
        label="A line of your own",
        help_text="It stands in every message. It may be left empty.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    waits_for_look = forms.BooleanField(
        label="What comes by a link waits for my look before it is in the plan", required=False
    )

    def __init__(self, data, *, meetings, today):
        super().__init__(data)
        self.today = today
        self.fields["meeting"] = forms.ModelChoiceField(
            meetings,
            label="Which meeting?",
            empty_label=None,
            error_messages={
                "required": "Choose a meeting",
                "invalid_choice": "Choose a meeting from the list",
            },
        )
        self.order_fields(["meeting"])

    def clean(self):
        said = super().clean()
        meeting = said.get("meeting")
        if meeting is None or "updates_by" in self.errors or "closes_on" in self.errors:
            return said
        said["updates_by"] = said["updates_by"] or meeting.updates_by or meeting.date
        said["closes_on"] = said["closes_on"] or max(meeting.date, said["updates_by"])
        if said["updates_by"] < self.today:
            self.add_error("updates_by", "Enter a last day for updates that is not before today")
        elif said["updates_by"] > meeting.date:
            self.add_error("updates_by", "Enter a last day for updates that is not after the meeting")
        elif said["closes_on"] < said["updates_by"]:
            self.add_error("closes_on", "Enter a day that is not before the last day for updates")
        return said

    @property
    def reminder_days(self):
        said = self.cleaned_data
        days = {name: said[name] for name in ("updates_by", "closes_on")}
        return reminder_days(said["reminders"], opens_on=self.today, **days)

    @property
    def as_sent(self):
        """(name, value) of each box, for sending the same again."""
        return [
            (name, value)
            for name, values in self.data.lists()
            if name != "csrfmiddlewaretoken"
            for value in values
        ]


class AnswerForm(forms.Form):
    """How one action is going, in two lines. Everything but one of words and a new date may be left out."""

    words = forms.CharField(
        label="How is it going?",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": "Enter 10,000 letters or fewer"},
    )
    rating = forms.ChoiceField(
        label="Rating",
        required=False,
        widget=forms.RadioSelect(attrs=SMALL_RADIOS),
        error_messages={"invalid_choice": "Choose a rating from the list"},
    )
    complete = forms.BooleanField(
        label="This is complete", required=False, widget=forms.CheckboxInput(attrs=SMALL)
    )
    evidence = forms.CharField(
        label="What shows that it is complete?",
        help_text="Only where you ticked the box above.",
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    becomes = forms.CharField(
        label="New date", help_text="For example, June 2027.", required=False, max_length=200
    )
    why = forms.CharField(
        label="Why does it have to move?",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data, *, action, initial):
        super().__init__(data, initial=initial)
        done = the_done_rating(action.legend)
        ratings = [each for each in list(action.legend) or list(Rating) if each != done]
        self.fields["rating"].choices = [
            ("", "Leave it as it is"),
            *((each, label(each, action.legend)) for each in ratings),
        ]
        if done:
            self.fields["complete"].label = f"This is complete ({label(done, action.legend)})"
        if action.done or action.date_asked_for:
            del self.fields["becomes"], self.fields["why"]

    def clean(self):
        said = super().clean()
        if said.get("complete") and not said.get("evidence"):
            self.add_error("evidence", "Enter what shows that it is complete")
        if said.get("evidence") and not said.get("complete"):
            self.add_error("complete", "Tick this where it is complete, or leave the words below it out")
        if (said.get("rating") or said.get("complete")) and not said.get("words"):
            self.add_error("words", "Enter what has changed")
        if said.get("why") and not said.get("becomes"):
            self.add_error("becomes", "Enter the new date, such as June 2027")
        if said.get("becomes") and not said.get("why"):
            self.add_error("why", "Enter why the date has to move")
        if not self.errors and not said.get("words") and not said.get("becomes"):
            self.add_error("words", "Enter what has changed, or ask for a new date")
        return said


class LookForm(forms.Form):
    why = forms.CharField(
        label="Why is it set aside?",
        help_text="Only where you set it aside. Its author is shown this.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
