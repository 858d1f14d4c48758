"""The rating of each action: from its colour or its words, or none. Never from us."""

import re
from collections.abc import Mapping, Sequence

from safeboard.core.reading.colour import doubtful, hue
from safeboard.plans.notes import split_notes
from safeboard.plans.outline import Doubt, Outline
from safeboard.plans.rating import NOT_RATED, read_legend, read_marks, read_rating, split_rating
from safeboard.plans.reading.marks import counted_heading
from safeboard.plans.reading.rows import Promise

Legend = Mapping[str, str]
_KEY = re.compile(r"(?<![\w.])(\d{1,2}|[A-Za-z])(?:\s*[=:)–-]|\.)?\s+(?=[A-Za-z]\w)")


def read_ratings(
    outline: Outline,
    promises: list[Promise],
    said: list[str],
    *,
    colours: bool,
    legends: Sequence[Legend] = (),
) -> None:
    """Fill in rating, rating_seen and notes of every action.

    said: the lines outside the tables, where a file may give its own key. colours: whether such a file can carry colour.
    legends: what the ratings are known to have meant, where a file is read over a plan: somebody may have lost its own.
    """
    marks = {mark: rating for line in said for mark, rating in read_marks(line).items()}
    outline.legend = outline.legend or next(
        (legend for line in said if len(legend := read_legend(line)) > 1), {}
    )
    trusted = _whole_rows(outline, promises)
    unread: dict[str, list[Promise]] = {}
    for promise in promises:
        if words := _rate(promise, outline, marks, trusted, legends):
            unread.setdefault(words, []).append(promise)
    _doubt_what_was_not_understood(outline, unread, said)
    _doubt_what_is_unrated(outline, promises, colours)
    _doubt_what_means_nothing(outline)


def _rate(
    promise: Promise, outline: Outline, marks: dict[str, str], trusted: set[str], legends: Sequence[Legend]
) -> str:
    """Give one action its rating. Returns the words of its rating column that say none, or ""."""
    line = promise.line
    ways = [split_rating(promise.progress, legend, marks) for legend in (outline.legend, *legends)]
    by_words, seen, rest = min(
        ways, key=lambda way: len(way[2])
    )  # a legend that is not the row's leaves words over
    line.notes = split_notes(rest)
    column = " ".join(" ".join(promise.said).split())
    read = (read_rating(column, legend=legend, marks=marks) for legend in (outline.legend, *legends))
    by_column = next(filter(None, read), "")
    if by_words and by_column and by_words != by_column:
        _conflict(
            outline,
            line.place,
            f"{column} | {seen}",
            f"The words say {by_column}, and then {by_words}",
            [by_column, by_words],
        )
        return ""
    by_words, seen = (by_column, column) if by_column else (by_words, seen)
    by_colour, colour = _coloured(promise, outline, trusted)
    if by_words and by_colour and by_words != by_colour:
        _conflict(
            outline,
            line.place,
            f"{seen} ({colour})",
            f"The words say {by_words} and the colour says {by_colour}",
            [by_words, by_colour],
        )
        return "" if by_column else column
    line.rating, line.rating_seen = (by_words, seen) if by_words else (by_colour, colour)
    line.rating_seen = line.rating_seen or column
    says_none = column.casefold().rstrip(".") == NOT_RATED.casefold()
    return "" if by_column or says_none else column


def _shared_fill(promise: Promise) -> str:
    """The one colour of all the other cells of the action's row, "" where there is none."""
    return promise.beside[0] if len(set(promise.beside)) == 1 else ""


def _whole_rows(outline: Outline, promises: list[Promise]) -> set[str]:
    """Colours of whole rows that are ratings: of two meanings at least. Bands of one colour are decoration."""
    fills = {
        fill: promise.line.place
        for promise in reversed(promises)
        if hue(fill := _shared_fill(promise)) and any(cell.fill == fill for cell in promise.rated)
    }
    hues = {hue(fill) for fill in fills}
    if len(hues) > 1 and hues & {"red", "amber"} and (hues <= set(outline.legend) or len(outline.legend) < 2):
        return set(fills)
    for fill in fills:
        if hue(fill) in {"red", "amber", *outline.legend}:
            outline.doubts.append(
                Doubt(
                    "rating",
                    fills[fill],
                    fill,
                    "Whole rows have this colour, so it was taken for decoration and not for a rating.",
                    ["Leave it so.", "Give these actions their rating below."],
                )
            )
    return set()


def _coloured(promise: Promise, outline: Outline, trusted: set[str]) -> tuple[str, str]:
    """(rating, colour) of the first coloured cell; a colour shared with the row's other cells is only decoration."""
    shared = {_shared_fill(promise)} - trusted
    fills = [cell.fill for cell in promise.rated if cell.fill not in shared]
    inks = [cell.ink for cell in promise.rated]
    for colour in [*fills, *inks]:
        if not (rating := hue(colour)):
            continue
        if doubtful(colour):
            outline.doubts.append(
                Doubt(
                    "rating",
                    promise.line.place,
                    colour,
                    "The colour lies between red and amber, so the action was left not rated.",
                    ["Choose its rating.", "Leave it not rated."],
                )
            )
            return "", ""
        return rating, colour
    return "", ""


def _conflict(outline: Outline, place: str, seen: str, says: str, ratings: list[str]) -> None:
    outline.doubts.append(
        Doubt(
            "rating",
            place,
            seen,
            f"{says}, so the action was left not rated.",
            [*(f"Rate it {rating}." for rating in ratings), "Leave it not rated."],
        )
    )


def _doubt_what_was_not_understood(
    outline: Outline, unread: dict[str, list[Promise]], said: list[str]
) -> None:
    """One doubt for all the words of rating columns that stand for no colour we know, with the file's own key."""
    if not unread:
        return
    shown = [f"“{words}”: {len(some)} action{'s' if len(some) > 1 else ''}" for words, some in unread.items()]
    keys = [line for line in said if any(_explains(line, words) for words in unread)]
    outline.doubts.append(
        Doubt(
            "rating-words",
            ", ".join(dict.fromkeys(promise.line.place for some in unread.values() for promise in some)),
            "\n".join([*shown, *(f"The file says: {line}" for line in keys)]),
            "The file does not say which colour these stand for, so no rating was taken from them.",
            [
                *(f"Choose what “{words}” stands for, and rate its actions so below." for words in unread),
                "Leave them not rated.",
            ],
        )
    )


def _explains(line: str, words: str) -> bool:
    """Whether a line tells what a mark means: "1 Fully achieved, 2 On track", or "1. Fully achieved" by itself."""
    if len(words) > 2 or counted_heading(line):
        return False
    marks = {found[1].casefold() for found in _KEY.finditer(line)}
    return words.casefold() in marks and (len(marks) > 1 or line.casefold().startswith(words.casefold()))


def _doubt_what_is_unrated(outline: Outline, promises: list[Promise], colours: bool) -> None:
    unrated = sum(1 for promise in promises if not promise.line.rating)
    if unrated:
        why = "" if colours else " This kind of file carries no colours."
        outline.doubts.append(
            Doubt(
                "rating",
                "whole plan",
                f"{unrated} of {len(promises)} actions show no rating.",
                f"They were left not rated.{why} No rating is ever made up.",
                ["Give ratings below.", "Leave them not rated."],
            )
        )


def _doubt_what_means_nothing(outline: Outline) -> None:
    used = {action.rating for action in outline.actions if action.rating}
    if without := sorted(used - set(outline.legend)):
        outline.doubts.append(
            Doubt(
                "legend",
                "whole plan",
                ", ".join(without),
                "The file does not say what these ratings mean to this board.",
                [
                    "Leave them without a meaning.",
                    "Write a line such as “Red: Off target; Green: Complete” into the file, and bring it in again.",
                ],
            )
        )
