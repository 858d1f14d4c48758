"""The rating of each action: from its colour or its words, or none. Never from us."""

from safeboard.core.reading.colour import doubtful, hue
from safeboard.plans.notes import split_notes
from safeboard.plans.outline import Doubt, Outline
from safeboard.plans.rating import read_legend, read_marks, read_rating, split_rating
from safeboard.plans.reading.rows import Promise


def read_ratings(outline: Outline, promises: list[Promise], said: list[str], *, colours: bool) -> None:
    """Fill in rating, rating_seen and notes of every action.

    said: the lines outside the tables, where a file may give its own key. colours: whether such a file can carry colour.
    """
    marks = {mark: rating for line in said for mark, rating in read_marks(line).items()}
    outline.legend = outline.legend or next(
        (legend for line in said if len(legend := read_legend(line)) > 1), {}
    )
    for promise in promises:
        _rate(promise, outline, marks)
    _doubt_what_is_unrated(outline, promises, colours)
    _doubt_what_means_nothing(outline)


def _rate(promise: Promise, outline: Outline, marks: dict[str, str]) -> None:
    by_words, seen, rest = split_rating(promise.progress, outline.legend, marks)
    promise.line.notes = split_notes(rest)
    for cell in promise.rated:
        if cell.text and not by_words and cell.text != promise.progress:
            by_words, seen = read_rating(cell.text, legend=outline.legend, marks=marks), cell.text
    by_colour, colour = _coloured(promise, outline)
    line = promise.line
    if by_words and by_colour and by_words != by_colour:
        _conflict(outline, line.place, f"{seen} ({colour})", by_words, by_colour)
        return
    line.rating, line.rating_seen = (by_words, seen) if by_words else (by_colour, colour)


def _coloured(promise: Promise, outline: Outline) -> tuple[str, str]:
    """(rating, colour) of the first coloured cell; a colour shared with the row's other cells is only decoration."""
    shared = set(promise.beside) if promise.beside and len(set(promise.beside)) == 1 else set()
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


def _conflict(outline: Outline, place: str, seen: str, by_words: str, by_colour: str) -> None:
    outline.doubts.append(
        Doubt(
            "rating",
            place,
            seen,
            f"The words say {by_words} and the colour says {by_colour}, so the action was left not rated.",
            [f"Rate it {by_words}.", f"Rate it {by_colour}.", "Leave it not rated."],
        )
    )


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
                ["Say what they mean after accepting.", "Leave them without a meaning."],
            )
        )
