"""What of a plan the public may read, as the page shows it to whoever marks it. No Django here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from safeboard.plans.day_words import MONTH_WORD
from safeboard.plans.identifying import warnings
from safeboard.plans.picture import PlanPicture, PriorityPicture
from safeboard.plans.promise import ActionPicture
from safeboard.plans.told import Said

PUBLIC, RESTRICTED = "public", "restricted"
OF_A_BODY = frozenset(
    "a all an and at for from in of on the to with & / - – agency agencies association authority board boards care chair"
    " children children’s children's college commissioning committee community coordinator council director domestic"
    " education executive fire forum group groups head health hospital housing lead leads local manager managers members"
    " national nhs officer officers partners partnership people performance police policy practice prison probation"
    " procedure procedures project quality assurance safeguarding school schools service services social strategic sub"
    " sub-group subgroup support task team teams training trust unit voluntary workforce development working young youth"
    " adult adults adult’s adult's families family vice deputy public all arrangements associate business case cases chief clinical"
    " comms communications community conference constabulary crime delivery designated director directors divisional doctor drug"
    " early equality exploitation finance governance gp gps hub icb independent information interim joint"
    " lay learning licensing looked-after mash medical mental missing monitoring multi-agency named neglect nurse nursing"
    " offending operations operational oversight partner planning primary principal programme programmes protection"
    " protocol providers reference regional review reviewing reviews reporting safer schools’ scrutineer scrutiny"
    " secondary sector senior serious sexual sharing staff standards steering strategy superintendent supervision systems"
    " technical theme themes third transport victim violence virtual workers".split()
)
"""Words that, alone or with acronyms of the board's glossary, are a body's or a post's name and no person's."""
INITIALS = re.compile(r"(?<![\w&])[A-Z](?:\.?[A-Z]){1,2}\.?(?![\w&])")
NAME = re.compile(r"(?<![.!?:;]\s)(?<=[\w,)’'] )([A-Z][a-z’']{1,20})\s([A-Z][a-z’']{1,20})\b(?!\s[A-Z][a-z])")
"""Two words with capitals amid a sentence, and no third: "met with Sarah Jones of"; a title of three words is no person's."""
MONTH = re.compile(rf"{MONTH_WORD}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SaidShown:
    said: Said
    public: bool
    telling: list[str]


@dataclass(frozen=True, slots=True)
class ActionShown:
    """telling: what in its words could name somebody, a sentence each. updates: to be marked, of an action that is public."""

    action: ActionPicture
    public: bool
    telling: list[str]
    updates: list[SaidShown] = field(default_factory=list)


def is_public(action: ActionPicture) -> bool:
    return action.marking_today == PUBLIC


def actions_shown(priority: PriorityPicture, glossary) -> list[ActionShown]:
    """Every action of a priority that may be marked: not what is restricted."""
    return [
        ActionShown(one, is_public(one), telling(one.words, glossary), list(_updates(one, glossary)))
        for one in priority.actions
        if one.marking_today != RESTRICTED
    ]


def _updates(action: ActionPicture, glossary) -> Iterator[SaidShown]:
    """What was said and stands, the newest first."""
    if is_public(action):
        for said in reversed(action.counted):
            if said.marking != RESTRICTED and not said.over and (said.words or said.rating):
                yield SaidShown(said, said.marking == PUBLIC, telling(said.words, glossary))


def counts(picture: PlanPicture) -> list[tuple[PriorityPicture, int, int]]:
    """[(priority, its public actions, all its actions)]"""
    return [(one, sum(map(is_public, one.actions)), len(one.actions)) for one in picture.priorities]


def telling(words: str, glossary) -> list[str]:
    """What in words could name somebody, a sentence each; [] where nothing looks so. glossary: acronyms that are none's initials."""
    found = list(warnings(words))
    for initials in sorted({one.strip(".") for one in INITIALS.findall(words)} - set(glossary)):
        found.append(f"“{initials}” may be somebody’s initials, or an acronym that the glossary lacks.")
    for first, last in dict.fromkeys(NAME.findall(words)):
        if not any(MONTH.match(word) or word.casefold() in OF_A_BODY for word in (first, last)):
            found.append(f"“{first} {last}” may be somebody’s name.")
    return found
