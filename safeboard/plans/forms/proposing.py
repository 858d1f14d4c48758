"""What people may choose of a file that was read over a plan, and what we say when they slip."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from safeboard.plans.forms.plan import BringInForm
from safeboard.plans.forms.telling import line
from safeboard.plans.going_through import GoingThrough
from safeboard.plans.one_offer import DROP_WHY, Offer
from safeboard.plans.proposing.changes import What
from safeboard.plans.services.proposing import MEANWHILE

TAKE, LEAVE, ALL, FINISH = "take", "leave", "all", "finish"
NOT_AS_SHOWN = (
    "What the file would change is not what it was when this page was shown, so nothing more was done. "
    "Look again at what is here now, and choose again."
)
TICK = "Tick what you want to take or leave"
NEEDED = {DROP_WHY: "Enter why it is dropped"}


class ReadOverForm(BringInForm):
    """A file that is an edited copy of a plan, or the plan as it was written on by hand."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].label = "Choose the edited copy"
        for kind in ("required", "missing", "invalid"):
            self.fields["file"].error_messages[kind] = "Choose the edited copy"


class GoThroughForm(forms.Form):
    """What to do with what a file offers: `do` is "take" or "leave" for what is ticked, "all" or "all-NOTE" for what may be
    taken together, "finish" for what is left. `state`: of all that the page showed."""

    do = forms.CharField(required=False)
    state = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, page: GoingThrough):
        super().__init__(data)
        self.page = page
        self.initial["state"] = page.state
        to_answer = [one for one in page.shown if one.to_answer]
        self.fields["chosen"] = forms.MultipleChoiceField(
            required=False,
            choices=[(one.mark, one.says) for one in to_answer],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": MEANWHILE},
        )
        ticked = set(self._marks())
        for one in to_answer:
            one.ticked = one.mark in ticked
            if one.asks:
                name = f"words-{one.key}"
                self.fields[name] = line(one.asks, most=2000)
                self.initial[name] = one.usual
                one.box = self[name]

    def clean_do(self):
        """What means nothing here is taken for "take", which asks for ticks."""
        do = self.cleaned_data["do"]
        return do if do in (TAKE, LEAVE, FINISH, ALL, *(f"{ALL}-{what.name}" for what in What)) else TAKE

    def clean(self):
        said = super().clean()
        if said["do"] in (TAKE, LEAVE) and not self.errors and not self._ticked():
            self.add_error("chosen" if self.fields["chosen"].choices else None, TICK)
        if said["do"] == TAKE and not self.errors:
            self._require_words()
        if said["do"].startswith(ALL) and said.get("state") != self.page.state:
            raise ValidationError(NOT_AS_SHOWN)
        return said

    @property
    def answered_already(self) -> bool:
        """Whether all that is ticked was taken or left before: a second press of the button."""
        keys = {mark.partition(".")[0] for mark in self._marks()}
        return bool(keys) and keys <= {answer.key for answer in self.page.offers.answers}

    def _marks(self) -> list[str]:
        """What was sent as ticked, whether this page showed it or not."""
        return self.data.getlist("chosen") if isinstance(self.data, QueryDict) else []

    def _ticked(self) -> list[Offer]:
        return [one for one in self.page.shown if one.ticked]

    def _require_words(self):
        for one in self._ticked():
            if one.asks and not self.cleaned_data.get(f"words-{one.key}"):
                self.add_error(
                    f"words-{one.key}", NEEDED.get(one.asks, "Enter what shows that it is complete")
                )

    @property
    def do_what(self) -> str:
        """TAKE, LEAVE or FINISH."""
        do = self.cleaned_data["do"]
        return do if do in (LEAVE, FINISH) else TAKE

    def chosen(self) -> dict[str, str]:
        """{key: the state in which it was looked at}."""
        do = self.cleaned_data["do"]
        some = self._ticked()
        if do.startswith(ALL):
            some = self.page.taken_by_one_press(do.removeprefix(ALL).removeprefix("-"))
        return {one.key: one.proposed.seen for one in some}

    def words(self) -> dict[str, str]:
        """{key: the words it needs} of what is ticked."""
        return {one.key: self.cleaned_data[f"words-{one.key}"] for one in self._ticked() if one.asks}
