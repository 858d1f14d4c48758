"""What a paper is written from: pictures of the plan, the look, and what a person chose. No Django here."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from safeboard.core.paper.blocks import Look
from safeboard.plans.papers.layout import PaperOptions
from safeboard.plans.picture import PlanPicture


@dataclass(frozen=True, slots=True)
class Cover:
    """The sheet in front. purpose: "decision", "assurance", "information" or "". words: anything else to be said there."""

    author: str = ""
    purpose: str = ""
    recommendation: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Inner:
    """What was said of a paper that stands in a pack: its own title, its cover, which priority or lead it is about."""

    title: str = ""
    cover: Cover | None = None
    priority: int | None = None
    lead: int | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """picture: the plan as at the meeting, as it was known then. before: at the last board before it; None where none is known.

    trend: the plan at each of the last meetings, the oldest first, the last one `picture` itself.
    meeting: "Board, 8 March 2016", or "" where the paper is for none.
    next_board: the day of the board after that meeting, None where none is in the diary.
    title: the paper's own, where it is not to be called as its kind is.
    priority, lead: the key of the one a paper is about, None for all, each on a page of its own.
    chosen: the kinds a pack is made of, in order.
    roles: key of a lead -> the name of the group, post or agency it is, as a public paper calls it. A lead that is a
    person, or that nobody has said anything about, is not in it.
    inside: what was said of the papers in a pack, by kind. restricted: whether what is marked restricted is in it.
    identity: see `blocks.Paper`; printed in the full plan only.
    """

    picture: PlanPicture
    before: PlanPicture | None = None
    trend: list[PlanPicture] = field(default_factory=list)
    meeting: str = ""
    next_board: datetime.date | None = None
    title: str = ""
    cover: Cover | None = None
    options: PaperOptions = field(default_factory=PaperOptions)
    look: Look = field(default_factory=Look)
    priority: int | None = None
    lead: int | None = None
    chosen: tuple[str, ...] = ()
    roles: Mapping[int, str] = field(default_factory=dict)
    inside: Mapping[str, Inner] = field(default_factory=dict)
    restricted: bool = False
    identity: dict[str, str] = field(default_factory=dict)
