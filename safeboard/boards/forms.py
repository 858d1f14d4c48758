"""What people may type about a board's people, leads, meetings and words, and what we say when they slip."""

from django import forms
from django.core.exceptions import ValidationError

from safeboard.boards.models import Lead
from safeboard.boards.queries import agencies_of, names_of, seats_going_on
from safeboard.core.forms import DayField
from safeboard.people.permissions import ROLE_CHOICES, ROLES

NARROW = {"class": "govuk-input--width-20"}
SMALL = {"class": "govuk-checkboxes--small"}
MONTHS = {"class": "govuk-input--width-3", "inputmode": "numeric"}
FROM_THE_LIST = {"invalid_choice": "Choose one from the list", "invalid_pk_value": "Choose one from the list"}


class LeadsField(forms.ModelMultipleChoiceField):
    """Leads of one board, under the names they have today. Another board's is as if it were not there."""

    def __init__(self, board, today, **kwargs):
        self.names = names_of(board, day=today)
        super().__init__(
            Lead.objects.filter(board=board),
            required=False,
            widget=forms.CheckboxSelectMultiple(attrs=SMALL),
            error_messages={key: "Choose leads from the list" for key in [*FROM_THE_LIST, "list"]},
            **kwargs,
        )

    def label_from_instance(self, lead):
        return self.names[lead.pk]

    def clean(self, value):
        """Keys that are none of the board's are refused before the database is asked: SQLite stumbles over huge ones."""
        if not set(map(str, value or [])) <= {str(pk) for pk in self.names}:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)


class SeatChoice(forms.ModelChoiceField):
    """Seats of one board that go on."""

    def __init__(self, seats, **kwargs):
        super().__init__(seats, required=False, error_messages=FROM_THE_LIST, **kwargs)

    def label_from_instance(self, seat):
        agency = f", {seat.agency}" if seat.agency else ""
        return f"{seat.user.name} ({ROLES[seat.role].name.lower()}{agency})"


def text(label, *, most=200, required="", **kwargs):
    """One line of words. required: the sentence for when they are missing; without it they may be."""
    return forms.CharField(
        label=label, max_length=most, required=bool(required), error_messages={"required": required}, **kwargs
    )


class SeatForm(forms.Form):
    """What a seat is: role, agency, leads. The forms below add when and who."""

    role = forms.ChoiceField(
        label="Role",
        choices=ROLE_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a role", "invalid_choice": "Choose a role from the list"},
    )
    agency_name = text(
        "Another agency",
        help_text="Only where it is not in the list. It joins the board.",
        widget=forms.TextInput,
    )

    def __init__(self, *args, board, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.board, self.today = board, today
        self.fields["agency"] = forms.ModelChoiceField(
            agencies_of(board, today=today),
            label="Agency",
            required=False,
            empty_label="None",
            error_messages=FROM_THE_LIST,
        )
        self.fields["answers_for"] = LeadsField(
            board,
            today,
            label="Answers for",
            help_text="The leads of the plan whose actions this person speaks for. They may be none.",
        )

    def clean(self):
        said = super().clean()
        if said.get("agency") and said.get("agency_name"):
            self.add_error("agency_name", "Choose an agency or enter another one, not both")
        return said


class InviteForm(SeatForm):
    email = forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Enter their e-mail address",
            "invalid": "Enter an e-mail address like name@example.org",
        },
    )
    name = text("Name", required="Enter their name", help_text="As others will see it.")
    starts = DayField(label="First day", error_messages={"required": "Enter their first day"})
    ends = DayField(label="Last day", required=False, help_text="Leave it empty where it is not known.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["starts"].initial = self.today
        self.order_fields(["email", "name", "role", "agency", "agency_name", "starts", "ends", "answers_for"])

    def clean(self):
        said = super().clean()
        if said.get("starts") and said.get("ends") and said["ends"] < said["starts"]:
            self.add_error("ends", "Enter a last day that is not before the first day")
        return said


class ChangeSeatForm(SeatForm):
    role_from = DayField(
        label="If the role changes, from which day?",
        required=False,
        help_text="Today where you leave it empty. The old role stays in the record until the day before.",
    )
    ends = DayField(label="Last day", required=False, help_text="Leave it empty where it is not known.")

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, board=seat.board, **kwargs)
        self.fields["agency"].queryset = agencies_of(seat.board, today=self.today, also=seat.agency_id)
        others = seats_going_on(seat.board, today=self.today).exclude(user=seat.user_id)
        self.fields["deputises_for"] = SeatChoice(
            others,
            label="Deputises for",
            empty_label="Nobody",
            help_text="A deputy answers for that person’s leads too.",
        )
        for name in ("role", "agency", "ends", "deputises_for"):
            self.fields[name].initial = getattr(seat, name)
        self.fields["answers_for"].initial = seat.answers_for.all()
        self.order_fields(
            ["role", "role_from", "agency", "agency_name", "answers_for", "deputises_for", "ends"]
        )


class EndSeatForm(forms.Form):
    ends = DayField(label="When does it end?", required=False, help_text="The last day they hold it.")
    at_once = forms.BooleanField(
        label="Take it away at once, today included",
        required=False,
        help_text="For a seat given in error, or to somebody who must not get in.",
    )

    def __init__(self, *args, seat, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ends"].initial = seat.ends or today
        self.fields["successor"] = SeatChoice(
            seats_going_on(seat.board, today=today).exclude(pk=seat.pk),
            label="Who takes over their leads?",
            empty_label="Nobody yet",
        )

    def clean(self):
        said = super().clean()
        if not said.get("at_once") and not said.get("ends") and "ends" not in self.errors:
            self.add_error("ends", "Enter the last day of the seat")
        return said

    def wanted(self):
        at_once = self.cleaned_data["at_once"]
        return {
            "ends": None if at_once else self.cleaned_data["ends"],
            "successor": self.cleaned_data["successor"],
        }


class LeadForm(forms.Form):
    """What a lead is; and, where they are filled in, a new name and another spelling."""

    KINDS = [
        ("unsaid", "Not said yet"),
        ("group", "A group"),
        ("post", "A post"),
        ("agency", "An agency"),
        ("user", "A person"),
    ]
    kind = forms.ChoiceField(
        label="What is it?",
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is", "invalid_choice": "Choose what it is from the list"},
    )
    name = text(
        "Its full name",
        help_text="For a group, a post or an agency. Where it is empty, the name above is taken.",
    )
    new_name = text(
        "New name", help_text="What it is called from a day on. Earlier papers keep the old name."
    )
    effective_on = DayField(
        label="From which day?", required=False, help_text="Today where you leave it empty."
    )
    spelling = text("Another spelling", help_text="How else a plan may write it, such as PPPG.")

    def __init__(self, *args, lead, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        held = next((kind for kind, _ in self.KINDS[1:] if getattr(lead, kind)), "unsaid")
        self.fields["kind"].initial = held
        self.fields["name"].initial = str(getattr(lead, held)) if held in ("group", "post", "agency") else ""
        seats = lead.board.seats.select_related("user").order_by("user__name", "pk")
        self.fields["person"] = forms.TypedChoiceField(
            label="Which person?",
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", "Choose a person"), *{seat.user_id: seat.user.name for seat in seats}.items()],
            initial=lead.user_id,
            error_messages=FROM_THE_LIST,
        )
        self.people = {seat.user_id: seat.user for seat in seats}
        self.order_fields(["kind", "name", "person", "new_name", "effective_on", "spelling"])

    def clean(self):
        said = super().clean()
        if said.get("kind") == "user" and not said.get("person") and "person" not in self.errors:
            self.add_error("person", "Choose the person from the list")
        return said

    def wanted(self):
        said = self.cleaned_data
        return {
            "kind": "" if said["kind"] == "unsaid" else said["kind"],
            "name": said["name"],
            "user": self.people.get(said["person"]),
            "new_name": said["new_name"],
            "effective_on": said["effective_on"] or self.today,
            "spelling": said["spelling"],
        }


class MeetingForm(forms.Form):
    date = DayField(label="Day of the meeting", error_messages={"required": "Enter the day of the meeting"})
    kind = text(
        "Kind of meeting",
        most=100,
        required="Enter what kind of meeting it is, such as Board",
        initial="Board",
    )
    updates_by = DayField(
        label="Last day for updates",
        required=False,
        help_text="By when the leads are to answer. It may be left empty.",
    )
    papers_by = DayField(
        label="Papers due", required=False, help_text="The day the papers go out. It may be left empty."
    )

    def clean(self):
        said = super().clean()
        for name, words in (("updates_by", "last day for updates"), ("papers_by", "day for the papers")):
            if said.get("date") and said.get(name) and said[name] > said["date"]:
                self.add_error(name, f"Enter a {words} that is not after the meeting")
        return said


class TermForm(forms.Form):
    acronym = text(
        "Acronym",
        most=30,
        required="Enter the acronym",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    meaning = text("What it means", most=300, required="Enter what it means")


class StrikeForm(forms.Form):
    why = text("Why?", most=1000, help_text="It may be left empty.")


class SettingsForm(forms.Form):
    check_every_months = forms.IntegerField(
        label="Look again at what has no date, every how many months?",
        help_text="“On going” is never late; it gets a next check instead.",
        min_value=1,
        max_value=60,
        widget=forms.TextInput(attrs=MONTHS),
    )
    difference_after_months = forms.IntegerField(
        label="Ask “did it make a difference?” how many months after it is complete?",
        min_value=1,
        max_value=60,
        widget=forms.TextInput(attrs=MONTHS),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages = dict.fromkeys(
                ["required", "invalid", "min_value", "max_value"], "Enter a number of months from 1 to 60"
            )
            for validator in field.validators:
                validator.message = field.error_messages["invalid"]


class ThemesForm(forms.Form):
    themes = forms.CharField(
        label="Themes",
        help_text="The harms and subjects you tag work with, one on each line: Neglect, E-safety, Modern slavery.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )

    def clean_themes(self):
        return self.cleaned_data["themes"].splitlines()


class OwnSeatForm(forms.Form):
    wants_reminders = forms.BooleanField(label="Send me this board’s reminders by e-mail", required=False)


def refuse(form, refusal: ValidationError):
    """Put a service's refusal on the page."""
    for words in refusal.messages:
        form.add_error(None, words)
