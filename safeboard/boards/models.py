"""The tenant: a board, who sits on it, and everyone its plan can name."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from safeboard.boards.spelling import key_of
from safeboard.history.models import AppendOnly
from safeboard.people.permissions import ROLE_CHOICES, ROLES

SECTORS = {
    "council": "Council",
    "police": "Police",
    "health": "Health",
    "probation": "Probation",
    "school": "School or college",
    "early-years": "Early years",
    "voluntary": "Voluntary and faith",
    "housing": "Housing",
    "fire": "Fire and rescue",
    "other": "Other",
}
"""What an agency is: what it is asked may hang on that."""


def current_on(day):
    """Rows that have begun by a day and have not ended before it."""
    return Q(starts__lte=day) & (Q(ends__isnull=True) | Q(ends__gte=day))


class Board(models.Model):
    """A children's board, an adults' board or a joint partnership: one kind of thing, worded as it words itself."""

    class Kind(models.TextChoices):
        CHILDREN = "children", "Children"
        ADULTS = "adults", "Adults"
        JOINT = "joint", "Children and adults"

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CHILDREN)
    check_every_months = models.PositiveSmallIntegerField(
        default=3
    )  # how often what has no date is looked at
    difference_after_months = models.PositiveSmallIntegerField(default=6)  # when "did it help?" is asked

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["children", "adults", "joint"]), name="board_kind_is_known"
            )
        ]

    def __str__(self):
        return self.name


class Agency(models.Model):
    """An organisation, shared between boards; its membership of each is dated."""

    name = models.CharField(max_length=200, unique=True)
    boards = models.ManyToManyField(Board, through="Membership", related_name="agencies")
    sector = models.CharField(
        max_length=20, choices=list(SECTORS.items()), blank=True
    )  # empty: nobody has said

    class Meta:
        verbose_name_plural = "agencies"

    def __str__(self):
        return self.name


class Membership(models.Model):
    board = models.ForeignKey(Board, models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="memberships")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("starts")),
                name="membership_ends_after_it_starts",
            )
        ]

    def __str__(self):
        return f"{self.agency} on {self.board}"


class Group(models.Model):
    """A sub-group, a task and finish group, a project board."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="groups")
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "name"], name="one_group_a_name")]

    def __str__(self):
        return self.name


class Post(models.Model):
    """A post someone holds: the chair, a head of service."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="posts")
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "name"], name="one_post_a_name")]

    def __str__(self):
        return self.name


class Lead(models.Model):
    """Anyone a plan can name. A plan names them in words; which group, post, agency or person it is may be said later."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="leads")
    name = models.CharField(max_length=200)
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="leads")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="leads")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="leads")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint("board", Lower("name"), name="one_lead_a_name")]

    def __str__(self):
        return self.name


class LeadSpelling(models.Model):
    """One way a plan writes a lead. Its name is always one of them."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="spellings")
    lead = models.ForeignKey(Lead, models.PROTECT, related_name="spellings")
    spelling = models.CharField(max_length=200)
    key = models.CharField(max_length=200, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "key"], name="a_spelling_means_one_lead")]

    def __str__(self):
        return self.spelling

    def save(self, *args, **kwargs):
        self.key = key_of(self.spelling)
        super().save(*args, **kwargs)


class LeadName(AppendOnly):
    """What a lead is called from a day on, where that is not what the plan wrote. The newest name of a day holds."""

    lead = models.ForeignKey(Lead, models.PROTECT, related_name="names")
    name = models.CharField(max_length=200)
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="a_lead_has_a_name")]

    def __str__(self):
        return self.name


class Term(AppendOnly):
    """What an acronym means to this board. It may mean two things; `struck` takes one meaning back from a day on."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="terms")
    acronym = models.CharField(max_length=30)
    meaning = models.CharField(max_length=300)
    struck = models.BooleanField(default=False)
    effective_on = models.DateField(null=True)  # empty: always
    recorded_at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=~Q(acronym="") & ~Q(meaning=""), name="a_term_says_what_it_means"
            )
        ]

    def __str__(self):
        return f"{self.acronym}: {self.meaning}"


class SeatQuerySet(models.QuerySet):
    def current(self, *, today):
        return self.filter(current_on(today))


class Seat(models.Model):
    """A person on a board in a role, from a day to a day. Every permission comes from a seat current today."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="seats")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats")
    role = models.CharField(max_length=30, choices=ROLE_CHOICES)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="seats")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    deputises_for = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="deputies")
    answers_for = models.ManyToManyField(Lead, blank=True, related_name="seats")
    wants_reminders = models.BooleanField(default=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=list(ROLES)), name="seat_role_is_known"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("starts")),
                name="seat_ends_after_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["user", "board", "starts"], name="seats_of_a_person")]

    def __str__(self):
        return f"{self.user} as {ROLES[self.role].name} on {self.board}"

    def may(self, permission):
        return ROLES[self.role].may(permission)


class Meeting(models.Model):
    """A meeting of the board: what "since the last board" and "agreed by the board" speak of."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="meetings")
    date = models.DateField()
    kind = models.CharField(max_length=100, default="Board")
    updates_by = models.DateField(null=True, blank=True)  # the last day for the leads' updates
    papers_by = models.DateField(null=True, blank=True)  # the day its papers are due
    recorded_at = models.DateTimeField(null=True, blank=True, editable=False)  # empty: before anybody asked

    class Meta:
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(fields=["board", "date", "kind"], name="one_meeting_a_day_and_kind"),
            models.CheckConstraint(
                condition=Q(updates_by__isnull=True) | Q(updates_by__lte=models.F("date")),
                name="updates_come_before_the_meeting",
            ),
            models.CheckConstraint(
                condition=Q(papers_by__isnull=True) | Q(papers_by__lte=models.F("date")),
                name="papers_come_before_the_meeting",
            ),
        ]

    def __str__(self):
        return f"{self.kind}, {self.date:%-d %B %Y}"


class BoardWas(AppendOnly):
    """What a board's settings were until they were changed, so that what was known at an earlier moment stays so."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="was")
    check_every_months = models.PositiveSmallIntegerField()
    until = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        indexes = [models.Index(fields=["board", "until"], name="what_a_board_was")]

    def __str__(self):
        return f"{self.board} until {self.until:%-d %B %Y}"


class MeetingWas(AppendOnly):
    """What a meeting was until it was corrected, so that what was known at an earlier moment stays so."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="was")
    date = models.DateField()
    kind = models.CharField(max_length=100)
    until = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        indexes = [models.Index(fields=["meeting", "until"], name="what_a_meeting_was")]

    def __str__(self):
        return f"{self.kind}, {self.date:%-d %B %Y}, until {self.until:%-d %B %Y}"


class Theme(models.Model):
    """A harm or subject the board tags its work with: neglect, e-safety, slavery."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="themes")
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint("board", Lower("name"), name="one_theme_a_name")]

    def __str__(self):
        return self.name
