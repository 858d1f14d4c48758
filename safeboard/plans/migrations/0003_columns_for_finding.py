"""How the actions that were there before stand, in the columns kept for finding.

The rows are read as they were written in this migration's own time, with the pure ideas alone: the rating of the latest
update that gives one, done by what the legend says that rating means, the last day of the date that holds, and the latest
day of an update with words.
"""

import datetime

from django.db import migrations, models

from safeboard.plans import due, rating

BATCH = 500
COLUMNS = ["now_rating", "now_done", "now_late_after", "now_heard_on"]


def fill(apps, schema_editor):
    """A batch of actions at a time, a few queries for each."""
    action = apps.get_model("plans", "Action")
    actions = action.objects.using(schema_editor.connection.alias)
    done = _done_ratings(apps, schema_editor)
    last = 0
    while batch := list(actions.filter(pk__gt=last).select_related("issue__priority").order_by("pk")[:BATCH]):
        _fill_batch(apps, schema_editor, batch, done)
        _write(schema_editor.connection, batch)
        last = batch[-1].pk


def _write(connection, batch):
    """One plain statement for each action: many times as quick as Django's one statement for them all."""
    day = connection.ops.adapt_datefield_value
    columns = ", ".join(f"{name} = %s" for name in COLUMNS)
    rows = [
        (one.now_rating, one.now_done, day(one.now_late_after), day(one.now_heard_on), one.pk)
        for one in batch
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE plans_action SET {columns} WHERE id = %s", rows)


def _fill_batch(apps, schema_editor, batch, done):
    def rows(name, *order):
        found = apps.get_model("plans", name).objects.using(schema_editor.connection.alias)
        return found.filter(action__in=[action.pk for action in batch]).order_by(*order)

    ratings = dict(rows("Update", "effective_on", "pk").exclude(rating="").values_list("action", "rating"))
    heard = dict(
        rows("Update", "effective_on").exclude(words="", opener="").values_list("action", "effective_on")
    )
    moves = {row.action_id: row for row in rows("DateChange", "effective_on", "pk").filter(first=False)}
    steps: dict[int, list] = {}
    for row in rows("Milestone", "position"):
        steps.setdefault(row.action_id, []).append(due.Milestone(row.label, row.earliest, row.latest))
    for action in batch:
        action.now_rating = ratings.get(action.pk, "")
        action.now_done = action.now_rating in done.get(action.issue.priority.plan_id, set())
        move = moves.get(action.pk)
        now = _due(move, _steps(move)) if move else _due(action, steps.get(action.pk, []))
        action.now_late_after = due.last_day_open(now)
        action.now_heard_on = heard.get(action.pk)


def _done_ratings(apps, schema_editor):
    """{plan: the ratings that mean done}. Of each rating the newest meaning holds."""
    rows = apps.get_model("plans", "LegendMeaning").objects.using(schema_editor.connection.alias)
    newest: dict[int, dict[str, str]] = {}
    for row in sorted(rows.all(), key=lambda row: (row.effective_on or datetime.date.min, row.pk)):
        newest.setdefault(row.plan_id, {})[row.rating] = row.meaning
    return {plan: rating.done_ratings(legend) for plan, legend in newest.items()}


def _due(row, steps):
    kind = due.Kind(row.due_kind)
    return due.Due(row.due_written, kind, row.due_earliest, row.due_latest, row.due_every, tuple(steps))


def _steps(move):
    day = datetime.date.fromisoformat
    return [due.Milestone(label, day(earliest), day(latest)) for label, earliest, latest in move.steps]


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_working_the_plan")]

    operations = [
        migrations.AddField(
            model_name="action",
            name="now_marking",
            field=models.CharField(
                blank=True,
                choices=[("public", "Public"), ("board", "Board"), ("restricted", "Restricted")],
                default="",
                max_length=10,
            ),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
