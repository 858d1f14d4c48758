"""Filling an empty database with boards, their plans and what was said about them: as much as a county, or a nation, has.

One board is dealt from a seed and written row by row; the database copies it for the others, every key moved on by the
same step. So a thousand actions take seconds and 150,000 a minute, and the same seed gives the same rows on both kinds
of database. `python -m benchmarks.filling ACTIONS` fills the database that DATABASE_URL names.
"""

import datetime
import os
import random
import sys
import time

STEP = 1_000_000
"""What the copies' keys are moved on by. The first board keeps its own."""
BOARD = 1_000
"""Actions of a board, in plans of 120 and what is left over."""
PLAN = 120
LONG = 1_000
"""Actions of the one long plan, on a board beside the others: what a list and a paper of 1,000 are measured on."""
NOTES = 6
LEADS = 12
PASSWORD = "a long way round the harbour"
TODAY = datetime.date.today()
AT = datetime.datetime(2025, 4, 1, 9, tzinfo=datetime.UTC)
RATINGS = ("red", "amber", "green")
LEGEND = {"red": "Off target", "amber": "On target", "green": "Complete"}
WORDS = (
    "review audit neglect training schools health police housing policy data threshold partners early help voice "
    "exploitation referral quality assurance learning practice families young carers transition pathway"
).split()


def fill(actions, seed=1):
    """Into an empty, migrated database: boards of 1,000 actions (or one of fewer), and one with the long plan.

    Returns {what: how many}. The first board's manager is manager@bench.example, the long plan's manager@long.example.
    """
    from django.db import connection, transaction

    dealt = random.Random(seed)
    copies = max(actions // BOARD, 1)
    with transaction.atomic():
        if copies > 1:
            Board(dealt, "bench", min(actions, BOARD)).write()
            copy(connection, copies)
        else:
            Board(dealt, "bench", actions).write()
        move_sequences(connection)
        Board(dealt, "long", LONG, plan=LONG).write()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {model._meta.verbose_name_plural: model.objects.count() for model in copied()}


def copied():
    """The models a board is made of, each after those it points at."""
    from safeboard.boards.models import Board, Lead, Meeting, Seat, Term
    from safeboard.history.models import Event
    from safeboard.people.models import User
    from safeboard.plans import models as plans

    return [
        *(User, Board, Lead, Meeting, Term, Seat, Seat.answers_for.through),
        *(plans.Plan, plans.LegendMeaning, plans.Priority, plans.Outcome, plans.Issue),
        *(plans.Action, plans.ActionLead, plans.Update, plans.DateChange, Event),
    ]


class Board:
    """One board and all it has. name: its slug. plan: how many actions each of its plans has."""

    def __init__(self, dealt, name, actions, plan=PLAN):
        self.dealt, self.name, self.actions, self.plan = dealt, name, actions, plan

    def some(self, count):
        return " ".join(self.dealt.choice(WORDS) for _ in range(count))

    def write(self):
        from safeboard.boards.models import Board, Lead, Meeting, Term

        self.board = Board.objects.create(
            name=f"{self.name.capitalize()} Safeguarding Partnership", slug=self.name
        )
        self.leads = Lead.objects.bulk_create(
            Lead(board=self.board, name=f"{self.some(1).capitalize()} Group {number + 1}")
            for number in range(LEADS)
        )
        self.people()
        Meeting.objects.bulk_create(
            Meeting(board=self.board, date=TODAY + datetime.timedelta(days=91 * at + 20))
            for at in range(-8, 4)
        )
        Term.objects.bulk_create(
            Term(
                board=self.board,
                acronym=f"{word[:3].upper()}G",
                meaning=f"{word} group",
                recorded_at=AT,
            )
            for word in WORDS[:10]
        )
        for number in range(0, self.actions, self.plan):
            self.write_plan(number // self.plan, min(self.plan, self.actions - number))

    def people(self):
        """The manager and the chair, and a person for each lead."""
        from django.contrib.auth.hashers import make_password

        from safeboard.boards.models import Seat
        from safeboard.people.models import User

        secret = make_password(PASSWORD)
        names = ["manager", "chair", *(f"lead{number + 1}" for number in range(LEADS))]
        people = User.objects.bulk_create(
            User(email=f"{name}@{self.name}.example", name=f"{name.capitalize()} Person", password=secret)
            for name in names
        )
        roles = ["business_manager", "chair", *["lead"] * LEADS]
        seats = Seat.objects.bulk_create(
            Seat(board=self.board, user=person, role=role, starts=AT.date())
            for person, role in zip(people, roles, strict=True)
        )
        through = Seat.answers_for.through
        through.objects.bulk_create(
            through(seat=seat, lead=lead) for seat, lead in zip(seats[2:], self.leads, strict=True)
        )

    def write_plan(self, number, actions):
        """The first is the one that is worked; the others are of years before."""
        from safeboard.plans.models import Issue, LegendMeaning, Outcome, Plan, Priority

        at = AT - datetime.timedelta(days=365 * number)
        plan = Plan.objects.create(
            board=self.board, title=f"Business Plan {at.year}", updated_on=at.date(), accepted_at=at
        )
        LegendMeaning.objects.bulk_create(
            LegendMeaning(plan=plan, position=place, rating=rating, meaning=meaning, recorded_at=at)
            for place, (rating, meaning) in enumerate(LEGEND.items())
        )
        priorities = Priority.objects.bulk_create(
            Priority(plan=plan, position=place, number=str(place + 1), title=self.some(8))
            for place in range(5)
        )
        Outcome.objects.bulk_create(
            Outcome(priority=priority, position=place, number=str(place + 1), words=self.some(10))
            for priority in priorities
            for place in range(4)
        )
        issues = Issue.objects.bulk_create(
            Issue(
                priority=priorities[place % 5],
                position=place // 5,
                number=str(place + 1),
                number_written=True,
                words=self.some(12),
            )
            for place in range(-(-actions // 2))
        )
        self.write_actions(issues, actions, at)

    def write_actions(self, issues, actions, at):
        """Each with its lead, its notes, one move of its date, and the history of all these."""
        from safeboard.plans.models import Action, ActionLead, DateChange, Update

        rows = Action.objects.bulk_create(self.action(issues[n // 2], n) for n in range(actions))
        # Most of the plan is led by one group and stands at amber, so that a list by lead and rating is a long one.
        ActionLead.objects.bulk_create(
            ActionLead(action=row, lead=lead, position=0, written=lead.name)
            for row, lead in zip(rows, self.led_by(actions), strict=True)
        )
        updates = Update.objects.bulk_create(
            (self.update(row, note, at) for row in rows for note in range(NOTES)), batch_size=2000
        )
        moves = DateChange.objects.bulk_create(
            DateChange(
                action=row,
                was_written="Jun-26",
                due_written="Sept 26",
                due_kind="month",
                due_earliest=datetime.date(2026, 9, 1),
                due_latest=datetime.date(2026, 9, 30),
                why=self.some(8),
                effective_on=at.date() + datetime.timedelta(days=70),
                recorded_at=at + datetime.timedelta(days=70),
            )
            for row in rows
        )
        self.write_history([(one, "said how it goes with") for one in updates])
        self.write_history([(one, "moved the date of") for one in moves])

    def led_by(self, actions):
        often = self.leads[0]
        return [often if n % 6 else self.leads[n // 6 % LEADS] for n in range(actions)]

    def action(self, issue, number):
        from safeboard.plans.models import Action

        return Action(
            issue=issue,
            position=number % 2,
            words=self.some(14),
            due_written="Jun-26",
            due_kind="month",
            due_earliest=datetime.date(2026, 6, 1),
            due_latest=datetime.date(2026, 6, 30),
            now_rating="amber" if number % 6 else RATINGS[number // 6 % 3],
            now_late_after=datetime.date(2026, 9, 30),
            now_heard_on=AT.date() + datetime.timedelta(days=31 * NOTES),
        )

    def update(self, row, note, at):
        from safeboard.plans.models import Update

        day = at.date() + datetime.timedelta(days=31 * (note + 1))
        return Update(
            action=row,
            effective_on=day,
            words=self.some(28),
            rating=row.now_rating if note == NOTES - 1 else self.dealt.choice(RATINGS),
            came="web",
            by_name="Lead Person",
            recorded_at=at + datetime.timedelta(days=31 * (note + 1)),
        )

    def write_history(self, things):
        from safeboard.history.models import Event

        Event.objects.bulk_create(
            (
                Event(
                    at=thing.recorded_at,
                    by_name="Lead Person",
                    verb=verb,
                    thing_type="plans.action",
                    thing_id=thing.action_id,
                    thing_name=thing.action.words[:300],
                    board_id=self.board.pk,
                )
                for thing, verb in things
            ),
            batch_size=2000,
        )


# --- Copies of the board ---


def copy(connection, copies):
    """Every row of every copied model, once more for each further board."""
    numbers = (
        f"WITH RECURSIVE boards(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM boards WHERE n < {copies - 1}) "
    )
    with connection.cursor() as cursor:
        for model in copied():
            columns = [field.column for field in model._meta.concrete_fields]
            values = [value_of(field, connection.vendor) for field in model._meta.concrete_fields]
            table = model._meta.db_table
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) {numbers} "
                f"SELECT {', '.join(values)} FROM {table}, boards WHERE {table}.id < {STEP}"
            )


MADE_ANEW = {"email": "'b' || n || '.' || {}", "slug": "{} || '-' || n", "name": "{} || ' ' || n"}
POINTS = {"thing_id", "board_id"}
"""Columns of the history that hold another row's key without being a foreign key."""


def value_of(field, vendor):
    """SQL for a column of the nth copy."""
    column = field.column
    if field.primary_key or (field.is_relation and field.related_model in copied()):
        return f"{column} + n * {STEP}"
    if column in POINTS and not field.is_relation:
        return f"{column} + n * {STEP}"
    if field.get_internal_type() == "UUIDField":
        tail = f"substr({column}::text, 9)" if vendor == "postgresql" else f"substr({column}, 9)"
        head = "lpad(to_hex(n), 8, '0')" if vendor == "postgresql" else "printf('%08x', n)"
        return f"({head} || {tail})::uuid" if vendor == "postgresql" else f"{head} || {tail}"
    if field.unique and column in MADE_ANEW or (column == "name" and field.model.__name__ == "Board"):
        return MADE_ANEW[column].format(column)
    return column


def move_sequences(connection):
    """PostgreSQL gives the next keys after the largest there are."""
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), copied()):
            cursor.execute(statement)


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeboard.config.settings")
    import django

    django.setup()
    began = time.perf_counter()
    for what, count in fill(int(sys.argv[1])).items():
        print(f"{count:>10,} {what}")
    print(f"{time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
