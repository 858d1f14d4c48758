"""A plan in the terminal: what was read from a file, and how a plan stands. The rating is always said in words."""

from collections import Counter

from rich import box
from rich.console import Group
from rich.padding import Padding
from rich.table import Table

from safeboard.core.commands import how_many, words
from safeboard.plans import looking
from safeboard.plans import rating as ratings
from safeboard.plans.dates_moved import moved_in_words
from safeboard.plans.going_through import summary_of
from safeboard.plans.proposing import left_empty

STYLES = {"red": "red", "amber": "yellow", "green": "green", "blue": "blue", "": "dim"}


def table(*headings, numbers=()):
    """An empty table; the headings in `numbers` stand to the right."""
    made = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for heading in headings:
        made.add_column(heading, justify="right" if heading in numbers else "left")
    return made


# What was read


def outline_shown(outline):
    """The draft of a reading: its priorities with their counts, then every doubt."""
    return Group(
        _front(outline.title, outline.board, outline.updated_written), _read_table(outline), _doubts(outline)
    )


def _front(title, board, updated):
    lines = [words(title, "bold"), *(words(line) for line in (board, updated) if line)]
    return Group(*lines)


def _read_table(outline):
    shown = _ratings_in_use([action.rating for action in outline.actions], outline.legend)
    heads = ["Outcomes", "Issues", "Actions", *(_heading(rating) for rating in shown)]
    made = table("", "Priority", *heads, numbers=heads)
    for line in outline.priorities:
        actions = [action for issue in line.issues for action in issue.actions]
        made.add_row(
            words(line.number),
            words(line.title),
            *_numbers(len(line.outcomes), len(line.issues), len(actions)),
            *_rated(actions, shown),
        )
    outcomes = sum(len(line.outcomes) for line in outline.priorities)
    made.add_section()
    made.add_row(
        "",
        "All",
        *_numbers(outcomes, len(outline.issues), len(outline.actions)),
        *_rated(outline.actions, shown),
        style="bold",
    )
    return made


def _doubts(outline):
    if not outline.doubts:
        return words("Nothing in it was doubtful.")
    shown = [words(f"{how_many(len(outline.doubts), 'doubt')} to look at:", "bold")]
    for count, doubt in enumerate(outline.doubts, start=1):
        seen = " / ".join(doubt.seen.splitlines())
        lines = [f"{doubt.place}: {seen}", doubt.done] if seen else [f"{doubt.place}: {doubt.done}"]
        shown.append(words(f"{count}. {lines[0]}"))
        shown += [Padding(words(line), (0, 0, 0, 3), expand=False) for line in lines[1:]]
        if doubt.choices:
            choices = words(f"You can: {' '.join(doubt.choices)}", "dim")
            shown.append(Padding(choices, (0, 0, 0, 3), expand=False))
    return Group(*shown)


# How a plan stands


def status_shown(picture, *, narrowed=False):
    """The plan's counts by priority, then each action. narrowed: only a part of the plan is in the picture."""
    parts = [
        _front(picture.title, picture.board, picture.updated_written),
        words(f"{_as_at(picture)}{', and only what was asked for' if narrowed else ''}"),
        _counts(picture)
        if picture.actions
        else words("Nothing in the plan is like that." if narrowed else "The plan has no actions."),
    ]
    for priority in picture.priorities:
        if priority.actions:
            parts += [words(_called(priority), "bold"), _actions(priority)]
    return Group(*parts)


def _as_at(picture):
    known = f", as it was known on {picture.known_at:%-d %B %Y}" if picture.known_at else ""
    return f"As at {picture.day:%-d %B %Y}{known}"


def changes_shown(comparison):
    """What changed between two days: how many of each kind, then each with what is said of it."""
    before, after = comparison.before, comparison.after
    parts = [
        _front(after.title, after.board, after.updated_written),
        words(f"Since {before.day:%-d %B %Y}. {_as_at(after)}"),
        _change_counts(comparison),
    ]
    for each in looking.changes(comparison):
        if each.rows:
            parts += [words(each.words, "bold"), *(_changed(row) for row in each.rows)]
    return Group(*parts)


def _change_counts(comparison):
    made = table("Changed", "Actions", numbers=["Actions"])
    for key, count in comparison.counts.items():
        made.add_row(looking.LISTS[key], *_numbers(count))
    return made


def _changed(row):
    named = f"{row.action.ref}  {row.words}" if row.action else row.words
    return Padding(
        Group(words(named), *(words(said, "dim") for said in row.said)), (0, 0, 1, 2), expand=False
    )


# What a file read over a plan proposes


def proposal_shown(offers):
    """How many things of each kind, then each beside what the plan says now, conflicts marked in words."""
    proposed = offers.reading.proposed
    made = table("Ref", "What", "The plan says", "The file says", "Place")
    for column, ratio in zip(made.columns, (None, 3, 4, 5, 3), strict=True):
        column.ratio = ratio
    for one in proposed:
        shown = offers.shown(one) if one.part else None
        made.add_row(getattr(shown, "ref", ""), *_proposed(one), style="yellow" if one.conflict else "")
    heads = [
        words(offers.proposal.plan.title, "bold"),
        words(f"{offers.proposal.reading.document}: {summary_of(proposed)}."),
    ]
    empty = [words(said.strip())] if (said := left_empty(offers.reading)) else []
    return Group(*heads, made, *empty, _doubts(offers.file))


def _proposed(one):
    what = f"CONFLICT: {one.what}" if one.conflict else str(one.what)
    known = "" if one.score is None else f" (known by its words, {one.score:.0f} in 100)"
    return words(what), words(one.now), words(one.wanted), words(f"{one.place}{known}")


def _counts(picture):
    shown = picture.shown_ratings
    heads = ["Actions", *(ratings.label(rating, picture.legend) for rating in shown), "Late"]
    made = table("Priority", *heads, numbers=heads)
    for priority in picture.priorities:
        made.add_row(words(_called(priority)), *_counted(priority.actions, priority.late, shown))
    made.add_section()
    made.add_row("All", *_counted(picture.actions, len(picture.late), shown), style="bold")
    return made


def _counted(actions, late, shown):
    return (*_numbers(len(actions)), *_rated(actions, shown), *_numbers(late, style="bold red"))


def _actions(priority):
    made = table("Ref", "Issue", "Action", "Lead", "Due", "Rating", "Late")
    for column, (ratio, least) in zip(made.columns, _WIDTHS, strict=True):
        column.ratio, column.min_width = ratio, least
    made.expand = True
    for action in priority.actions:
        style = STYLES[action.rating]
        made.add_row(
            action.ref,
            words(action.issue.number or ""),
            words(f"NEW {action.words}" if action.new else action.words),
            words("\n".join(name for _, name in action.leads)),
            words(_due(action)),
            words(action.rating_label, style),
            words(_late(action), "bold red"),
        )
    return made


_WIDTHS = [(None, 4), (None, 5), (5, 20), (2, 12), (2, 10), (None, 9), (None, 4)]


def _due(action):
    """As written; where it has moved, the first date stays beside it."""
    if not (moved := moved_in_words(action)):
        return action.due.written
    return f"{action.due.written}\n(first: {action.first_due.written or 'no date'}; {moved})"


def _late(action):
    """Late-then-done stays late."""
    if action.late:
        return "Late"
    return f"Done {how_many(action.late_when_done, 'day')} late" if action.late_when_done else ""


def _called(priority):
    return ". ".join(part for part in (priority.number, priority.title or priority.heading) if part)


def _heading(rating):
    return ratings.label(rating, {})


def _ratings_in_use(used, legend):
    order = dict.fromkeys([*legend, *(rating.value for rating in ratings.Rating)])
    return [*(rating for rating in order if rating in used or rating in legend), ""]


def _rated(actions, shown):
    counts = Counter(action.rating for action in actions)
    return tuple(cell for rating in shown for cell in _numbers(counts[rating], style=STYLES[rating]))


def _numbers(*counts, style=""):
    return tuple(words(f"{count:,}", style if count else "dim") for count in counts)
