"""Which two days of a plan to compare, and what we say when they do not make sense."""

import datetime

from django import forms

from safeboard.plans.forms.plan import day_field, known_at_field, one_of
from safeboard.plans.pages import KNOWN_AT

FROM, TO = "from", "to"


class CompareForm(forms.Form):
    """Two meetings, or two days, which count before the meetings. What means nothing is explained and not used."""

    use_required_attribute = False

    def __init__(self, data, *, meetings, today: datetime.date):
        """meetings: the board's, soonest first."""
        super().__init__(data)
        self.today = today
        held = [(meeting.date.isoformat(), str(meeting)) for meeting in reversed(meetings)]
        wrong = "No such meeting of this board"
        as_day = datetime.date.fromisoformat
        self.fields["since"] = one_of("From the meeting", "The last board", held, wrong=wrong, coerce=as_day)
        self.fields["until"] = one_of("To the meeting", "Today", held, wrong=wrong, coerce=as_day)
        self.fields[FROM] = day_field("From the day", "Enter the first day")
        self.fields[TO] = day_field("To the day", "Enter the second day")
        self.fields[KNOWN_AT] = known_at_field()

    @property
    def days(self):
        """The fields that hold days, folded away where none is in use."""
        return [self[name] for name in (FROM, TO, KNOWN_AT)]

    @property
    def days_open(self) -> bool:
        return any(field.errors or field.data for field in self.days)

    def clean(self):
        start, end = self._first(FROM, "since"), self._first(TO, "until")
        if start and start > (end or self.today):
            self.add_error(
                FROM if self.cleaned_data.get(FROM) else "since",
                "The first day is after the second: choose an earlier one, or a later second",
            )

    def between(self):
        """(first day, second day, day by which it was known); each None where it was not asked for or cannot be used."""
        self.full_clean()
        return self._first(FROM, "since"), self._first(TO, "until"), self.cleaned_data.get(KNOWN_AT)

    def _first(self, *names):
        return next((day for name in names if (day := self.cleaned_data.get(name))), None)
