"""One thing that a file proposes, ready to show beside what the plan says. Asks nothing of the database."""

from dataclasses import dataclass, field
from typing import Any

from safeboard.plans.changing import LABELS, in_short
from safeboard.plans.identifying import warnings
from safeboard.plans.looking import written
from safeboard.plans.notes import join_notes
from safeboard.plans.offers import Offers, evidence_in
from safeboard.plans.proposing.changes import Proposed, What
from safeboard.plans.rating import done_ratings, label

DROP_WHY = "Why is it dropped?"
SHOWN_BY = "What shows that it is complete?"


@dataclass
class Offer:
    """One thing, ready to show. facts: (what it is, words) beside one another.

    since: who changed it meanwhile. refused: why it cannot be taken as things are. cautions: what to look at before it is taken.
    asks: the words it needs, as a question; usual: what they begin with. together: whether it may be taken with all others.
    """

    proposed: Proposed
    says: str
    facts: list[tuple[str, str]]
    since: str = ""
    refused: str = ""
    cautions: list[str] = field(default_factory=list)
    asks: str = ""
    usual: str = ""
    together: bool = False
    number: int = 0
    ticked: bool = False
    box: Any = None  # the form's field for the words it needs

    @property
    def key(self) -> str:
        return self.proposed.key

    @property
    def mark(self) -> str:
        """What its box posts: which thing, and the state in which it was looked at."""
        return f"{self.key}.{self.proposed.seen}"

    @property
    def in_short(self) -> str:
        return in_short(self.proposed.wanted or self.proposed.now)

    @property
    def to_answer(self) -> bool:
        return self.proposed.what is not What.NOTE_GONE

    @property
    def drops(self) -> bool:
        return self.proposed.what is What.GONE

    @property
    def conflict(self) -> bool:
        return self.proposed.conflict


def offer_of(one: Proposed, offers: Offers) -> Offer:
    asks, usual = _asked(one, offers)
    return Offer(
        one,
        says=_says(one),
        facts=[(name, words) for name, words in _facts(one, offers) if words],
        since=_since(one, offers) if one.conflict else "",
        refused=_refused(one, offers),
        cautions=_cautions(one, offers),
        asks=asks,
        usual=usual,
    )


def _says(one: Proposed) -> str:
    """Its kind; of words, which of them where they are not the part's own."""
    if one.what is What.WORDS:
        names = [LABELS[name].casefold() for name in one.value if name not in ("words", "title")]
        return (
            "Other words"
            if not names
            else f"Other words: {', '.join(['words'] * (len(one.value) > len(names)) + names)}"
        )
    return str(one.what).capitalize()


def _facts(one: Proposed, offers: Offers):
    if one.what in (What.GONE, What.NOTE_GONE):
        yield "The plan says", one.now
        yield "The file", "does not have it"
        return
    empty = (
        "nothing" if one.what in (What.DATE, What.LEADS) else "not rated" if one.what is What.RATING else ""
    )
    if one.part and one.what is not What.NOTE:
        yield "The plan says", one.now or empty
    if one.then is not None and one.conflict:
        yield "It said when the file was written", one.then or empty or "nothing"
    yield "The file says", one.wanted or "nothing"
    if one.what is What.ADD_ACTION:
        yield "Leads", ", ".join(one.value["leads"])
        yield "Due", one.value["due"]
        rating = one.value["rating"]
        yield "Rating", label(rating, offers.now.legend) if rating else ""
        yield "Updates", join_notes(one.value["notes"])
    if one.what is What.ADD_ISSUE:
        yield "Number", one.value["number"] or ""
        yield "What is new in it", one.value["added"]
    if one.what is What.ADD_PRIORITY:
        yield "Number", one.value["number"]
        yield "Aim", one.value["aim"]


def _asked(one: Proposed, offers: Offers) -> tuple[str, str]:
    """(the words it needs as a question, what they begin with)."""
    if one.what is What.GONE:
        return DROP_WHY, ""
    if one.what is What.RATING and one.value in done_ratings(offers.now.legend):
        line = offers.line_at(one.place)
        return SHOWN_BY, evidence_in(line.notes) if line else ""
    if one.what is What.ADD_ACTION and one.value["rating"] in done_ratings(offers.now.legend):
        return SHOWN_BY, evidence_in(one.value["notes"])
    return "", ""


def _since(one: Proposed, offers: Offers) -> str:
    """Who changed it after the file was written, and when."""
    shown = offers.shown(one)
    if shown is None:
        return ""
    if shown.dropped:
        dropped = shown.dropped
        itself = "It" if one.part and dropped.part == one.part[0] else f"Its {dropped.part}"
        return (
            f"{itself} was dropped by {dropped.by_name} from {written(dropped.effective_on)}: {dropped.why}"
        )
    found = [row for row in _rows_of(one, shown) if row.recorded_at > offers.since]
    if not found:
        return ""
    last = max(found, key=lambda row: row.recorded_at)
    by = getattr(last, "by_name", "") or getattr(last, "agreed_by_name", "")
    return f"Changed here by {by} on {written(last.effective_on)}, after the file was written."


def _rows_of(one: Proposed, shown) -> list:
    """What was recorded of that which it would change."""
    if one.what is What.RATING:
        return [shown.rated_by] if shown.rated_by else []
    if one.what is What.DATE:
        return [*shown.asked, *shown.moved]
    if one.what is What.NOTE_CHANGED:
        return [said for said in shown.said if said.pk == one.value["corrects"]]
    if one.what is What.GONE:
        return _all_rows(shown)
    names = {What.LEADS: {"leads"}, What.MOVE: {"order", "issue", "priority"}}.get(one.what) or set(one.value)
    return [change for change in shown.changes if names & set(change.becomes)]


def _all_rows(shown) -> list:
    return [
        *shown.changes,
        *getattr(shown, "said", []),
        *getattr(shown, "asked", []),
        *getattr(shown, "moved", []),
    ]


def _refused(one: Proposed, offers: Offers) -> str:
    """Why its verb would refuse it, where that can be told beforehand."""
    shown = offers.shown(one)
    if one.what is What.ADD_ACTION and not one.value["words"]:
        return "It has no words: add it on the plan’s own page."
    if set(one.needs) - {other.key for other in offers.open}:
        return "What has to be taken before it was left."
    if shown is None:
        return ""
    if shown.dropped:
        return f"The {shown.dropped.part} was dropped. Take it up again first, on the plan’s own page."
    gone_on = getattr(shown, "went_on", None)
    if gone_on:
        return f"This action goes on in “{gone_on.plan_title}”: say it there."
    return _date_refused(shown) if one.what is What.DATE else ""


def _date_refused(shown) -> str:
    if shown.date_asked_for:
        return f"“{shown.date_asked_for.wanted.written}” was asked for already and waits for an answer: answer that first."
    return "It is complete: its date moves only where you take another rating with it." if shown.done else ""


def _cautions(one: Proposed, offers: Offers) -> list[str]:
    found = warnings("\n".join([one.wanted, *_free_words(one)]))
    shown = offers.shown(one)
    if one.what is What.RATING and shown.standing.over:
        found.append(
            "A rating is set over the lead’s and goes on to hold: this is recorded as what the lead says."
        )
    return found


def _free_words(one: Proposed) -> list[str]:
    return [note.text for note in one.value["notes"]] if one.what is What.ADD_ACTION else []
