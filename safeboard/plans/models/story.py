"""What was said, asked, agreed and assured about a promise. Every row is written once."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from safeboard.boards.models import Board, Meeting
from safeboard.documents.models import Document, Reading
from safeboard.history.models import AppendOnly
from safeboard.plans import due
from safeboard.plans.models.structure import (
    RATINGS,
    Action,
    DueWords,
    Issue,
    Marking,
    Outcome,
    Plan,
    Priority,
    known,
    marking_field,
)
from safeboard.plans.rating import Rating


class Told(AppendOnly):
    """A row somebody added: who, the day it speaks of, and when Safeboard learned it."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = True


class PartChange(Told):
    """What became of one piece of a plan: other words, another place, dropped, taken up again.

    becomes: only what changed, by name: "words", "title", "aim", "number", "added", "impact", "budget", "contributors",
    "marking", "leads" ([key, as written] each), "issue" or "priority" (the key of its new place), "order" (a number
    between those of its neighbours), "dropped".
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="changes")
    priority = models.ForeignKey(Priority, models.PROTECT, null=True, related_name="changes")
    outcome = models.ForeignKey(Outcome, models.PROTECT, null=True, related_name="changes")
    issue = models.ForeignKey(Issue, models.PROTECT, null=True, related_name="changes")
    action = models.ForeignKey(Action, models.PROTECT, null=True, related_name="changes")
    becomes = models.JSONField()
    why = models.TextField(blank=True)

    class Meta(Told.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    priority__isnull=False, outcome__isnull=True, issue__isnull=True, action__isnull=True
                )
                | Q(priority__isnull=True, outcome__isnull=False, issue__isnull=True, action__isnull=True)
                | Q(priority__isnull=True, outcome__isnull=True, issue__isnull=False, action__isnull=True)
                | Q(priority__isnull=True, outcome__isnull=True, issue__isnull=True, action__isnull=False),
                name="a_change_is_of_one_part",
            )
        ]

    def __str__(self):
        return f"{', '.join(self.becomes)} of {self.part}"

    @property
    def part(self):
        return self.priority or self.outcome or self.issue or self.action


class Adoption(Told):
    """A meeting adopted the plan, or its yearly refresh."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="adoptions")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="adoptions")
    refresh = models.BooleanField(default=False)
    words = models.TextField(blank=True)

    class Meta(Told.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["plan", "meeting", "refresh"], name="adopted_once_at_a_meeting")
        ]

    def __str__(self):
        return f"{self.plan} at {self.meeting}"


class Closing(Told):
    """A plan whose time is over: read, and no longer worked. Each open action was carried on or dropped before."""

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="closing")
    words = models.TextField(blank=True)

    class Meta(Told.Meta):
        abstract = False

    def __str__(self):
        return f"{self.plan} is closed"


class Carried(Told):
    """An open action that goes on in the plan that follows. words: why it goes on."""

    action = models.OneToOneField(Action, models.PROTECT, related_name="carried_on")
    into = models.OneToOneField(Action, models.PROTECT, related_name="carried_from")
    words = models.TextField(blank=True)

    class Meta(Told.Meta):
        abstract = False

    def __str__(self):
        return f"{self.action} goes on"


class DateConfirmed(Told):
    """The date a carried action brought with it holds for the new year too."""

    action = models.OneToOneField(Action, models.PROTECT, related_name="date_confirmed")
    words = models.TextField(blank=True)

    class Meta(Told.Meta):
        abstract = False

    def __str__(self):
        return f"The date of {self.action} holds"


class PaperStyle(AppendOnly):
    """How a board's papers look from a moment on; the newest holds.

    tints: rating -> fill ("#f9b7b2"), those that are not the usual ones. columns: roles as in `papers/layout.py`, in the
    order they are printed; those left out are not; [] for the usual. notes: how many past notes an action's row has; empty: all.
    """

    board = models.ForeignKey(Board, models.PROTECT, related_name="paper_styles")
    logo = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    logo_words = models.CharField(max_length=200, blank=True)
    accent = models.CharField(max_length=7, blank=True)
    tints = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    notes = models.PositiveSmallIntegerField(null=True)
    show_ref = models.BooleanField(default=False)
    by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        indexes = [models.Index(fields=["board", "recorded_at"], name="paper_styles_of_a_board")]

    def __str__(self):
        return f"Papers of {self.board}"


class Proposal(models.Model):
    """A file read over a plan that stands: what it would change waits to be taken or left, one by one.

    base: how the plan was when the file was written ({"day", "known_at", "notes", ...}, what the file says of itself);
    {} for a file that knows nothing of Safeboard, which is read against the plan as it was accepted.
    The reading's state is its own: a draft until somebody has finished with it.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="proposals")
    reading = models.OneToOneField(Reading, models.PROTECT, related_name="proposal")
    base = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"{self.reading.document} over {self.plan}"

    def get_absolute_url(self):
        return reverse("plans:proposal", args=[self.pk])


class ProposalAnswer(AppendOnly):
    """What somebody decided about one thing a file proposes. key: which thing. what: it in words, as it was shown."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="answers")
    key = models.CharField(max_length=64)
    what = models.TextField()
    taken = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["proposal", "key"], name="answered_once_of_a_proposal")
        ]

    def __str__(self):
        return f"{'Taken' if self.taken else 'Left'}: {self.what}"


class Update(AppendOnly):
    """What somebody said about an action, once. To correct it, say something new that points at it.

    complete: they say it is done. over: the chair or the manager sets the rating over the lead's, with the reason in
    `words`; without a rating they lift what they set. heard: how a manager heard what they enter on behalf of a lead.
    """

    class Heard(models.TextChoices):
        PHONE = "phone", "by phone"
        EMAIL = "e-mail", "by e-mail"
        MEETING = "meeting", "at a meeting"
        LETTER = "letter", "in writing"

    class Came(models.TextChoices):
        FILE = "file", "Read from the plan's file"
        WEB = "web", "On the web"
        LINK = "link", "By a link sent to them"
        COMMAND = "command", "By command"

    action = models.ForeignKey(Action, models.PROTECT, related_name="updates")
    effective_on = models.DateField()  # the day it speaks of; for an undated note the plan's "updated" date
    dated = models.BooleanField(default=True)  # False: the note named no date of its own
    opener = models.CharField(max_length=200, blank=True)  # as typed: "Update Dec 15:"
    words = models.TextField(blank=True)
    rating = models.CharField(max_length=10, choices=RATINGS, blank=True)
    rating_seen = models.CharField(max_length=200, blank=True)  # what the rating was read from
    came = models.CharField(max_length=10, choices=Came)
    complete = models.BooleanField(default=False)
    evidence = models.TextField(blank=True)  # what shows that it is complete, in words
    over = models.BooleanField(default=False)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    on_behalf_of = models.CharField(max_length=200, blank=True)
    heard = models.CharField(max_length=10, choices=Heard, blank=True)
    marking = marking_field()
    recorded_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints = [
            known("rating", ["", *(r.value for r in Rating)], "update_rating_is_known"),
            known("marking", Marking.values, "update_marking_is_known"),
            known("heard", ["", "phone", "e-mail", "meeting", "letter"], "update_heard_is_known"),
            models.CheckConstraint(
                condition=~Q(words="", opener="", rating=""), name="an_update_says_something"
            ),
            models.CheckConstraint(
                condition=Q(complete=False) | ~Q(evidence=""), name="what_is_complete_has_evidence"
            ),
            models.CheckConstraint(condition=Q(over=False) | ~Q(words=""), name="a_rating_over_has_a_reason"),
        ]
        indexes = [models.Index(fields=["action", "effective_on", "id"], name="updates_of_an_action")]

    def __str__(self):
        return self.words or self.rating


class Marked(AppendOnly):
    """Who may read something from a moment on: an update, or, where there is none, the plan's own aims and outcomes.

    An update is marked by these rows between the board and the public; what was said of something restricted stays restricted.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="marked")
    update_said = models.ForeignKey(Update, models.PROTECT, null=True, related_name="marked")
    was = models.CharField(max_length=10, choices=Marking)
    marking = models.CharField(max_length=10, choices=Marking)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        verbose_name_plural = "marked"
        constraints = [
            known("marking", Marking.values, "what_is_marked_is_known"),
            known("was", Marking.values, "what_was_marked_is_known"),
            models.CheckConstraint(
                condition=Q(update_said__isnull=True) | ~Q(marking="restricted"),
                name="an_update_is_not_restricted_later",
            ),
        ]
        indexes = [models.Index(fields=["plan", "id"], name="marked_in_a_plan")]

    def __str__(self):
        return f"{self.update_said or self.plan}: {self.marking}"


class DateChange(AppendOnly, DueWords):
    """A completion date that moved. `due_*` is what it becomes; the first date stays on the action.

    first: nothing moved; somebody said that this was the first date, where the plan's file knew only a later one.
    """

    action = models.ForeignKey(Action, models.PROTECT, related_name="date_changes")
    was_written = models.TextField(blank=True)
    steps = models.JSONField(default=list)  # its milestones: [label, first day, last day] each
    why = models.TextField()
    asked_by_name = models.CharField(max_length=200, blank=True)
    agreed_by_name = models.CharField(max_length=200, blank=True)
    first = models.BooleanField(default=False)
    request = models.OneToOneField("DateRequest", models.PROTECT, null=True, related_name="change")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="date_changes")
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints = [known("due_kind", [kind.value for kind in due.Kind], "date_change_due_kind_is_known")]
        indexes = [models.Index(fields=["action", "effective_on", "id"], name="date_changes_of_an_action")]

    def __str__(self):
        return f"{self.was_written} becomes {self.due_written}"


class Evidence(AppendOnly):
    """A file or a link that shows what an update says."""

    update = models.ForeignKey(Update, models.PROTECT, related_name="proofs")
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    link = models.URLField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=Q(document__isnull=False, link="") | (Q(document__isnull=True) & ~Q(link="")),
                name="evidence_is_a_file_or_a_link",
            )
        ]

    def __str__(self):
        return self.link or str(self.document)


class Assurance(Told):
    """Another person than the one who said it is satisfied that an action is complete."""

    update_said = models.ForeignKey(Update, models.PROTECT, related_name="assurances")
    action = models.ForeignKey(Action, models.PROTECT, related_name="assurances")
    words = models.TextField()
    ask_on = models.DateField()  # when to ask whether it made a difference

    class Meta(Told.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["update_said"], name="assured_once")]

    def __str__(self):
        return self.words


class Difference(Told):
    """Whether a completed action made a difference, as somebody sees it on a later day."""

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        PARTLY = "partly", "Partly"
        NO = "no", "No"
        NOT_KNOWN = "not known", "Not known yet"

    action = models.ForeignKey(Action, models.PROTECT, related_name="differences")
    answer = models.CharField(max_length=10, choices=Answer)
    words = models.TextField()
    ask_again_on = models.DateField(null=True)

    class Meta(Told.Meta):
        abstract = False
        constraints = [known("answer", ["yes", "partly", "no", "not known"], "difference_is_known")]

    def __str__(self):
        return self.words


class DateRequest(Told, DueWords):
    """A lead asks for a new date. `due_*` is the date asked for."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="date_requests")
    was_written = models.TextField(blank=True)
    steps = models.JSONField(default=list)
    why = models.TextField()
    on_behalf_of = models.CharField(max_length=200, blank=True)
    came = models.CharField(max_length=10, choices=Update.Came)

    class Meta(Told.Meta):
        abstract = False
        constraints = [known("due_kind", [kind.value for kind in due.Kind], "date_request_due_kind_is_known")]

    def __str__(self):
        return f"{self.was_written} to {self.due_written}"


class DateAnswer(Told):
    """The one answer to a request: agreed, at a meeting where there was one, or declined with a reason."""

    request = models.OneToOneField(DateRequest, models.PROTECT, related_name="answer")
    agreed = models.BooleanField()
    why = models.TextField(blank=True)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="+")

    class Meta(Told.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed=True) | ~Q(why=""), name="a_date_is_declined_with_a_reason"
            )
        ]

    def __str__(self):
        return "agreed" if self.agreed else f"declined: {self.why}"


class MilestoneMet(Told):
    """One dated step was met, or, said in error, was not. Its day is `effective_on`.

    position: its place in line; of a recurrence, how many occurrences came before it. change: the change of date whose
    steps these are, or none for the first date's.
    """

    action = models.ForeignKey(Action, models.PROTECT, related_name="steps_met")
    change = models.ForeignKey(DateChange, models.PROTECT, null=True, related_name="steps_met")
    position = models.PositiveSmallIntegerField()
    met = models.BooleanField(default=True)
    words = models.TextField(blank=True)

    class Meta(Told.Meta):
        abstract = False

    def __str__(self):
        return f"Step {self.position + 1} {'met' if self.met else 'not met'}"


class NextCheck(Told):
    """The day somebody chose to look again at an action that has no last day of its own."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="checks")
    on = models.DateField()
    why = models.TextField(blank=True)

    class Meta(Told.Meta):
        abstract = False

    def __str__(self):
        return f"{self.on:%-d %B %Y}"


class Typing(models.Model):
    """What somebody has typed about an action and not sent: it outlives a closed tab and a lost session.

    who: "user 12" or "link 7". Not a record: replaced as they type, gone once it is sent.
    """

    who = models.CharField(max_length=40)
    action = models.ForeignKey(Action, models.PROTECT, related_name="+")
    data = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["who", "action"], name="one_draft_a_person")]

    def __str__(self):
        return f"{self.who} on {self.action_id}"
