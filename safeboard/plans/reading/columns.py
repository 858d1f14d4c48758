"""Which column is which: a header row is known by its words, in any order and many spellings."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

# Role -> the headings met in real plans, each pattern for the whole heading in small letters.
# Order counts where a heading could mean two things: the first role that matches takes it.
HEADINGS: dict[str, str] = {
    "ignored": r"last day \(read by safeboard\)",
    "ref": r"(safeboard )?ref(erence)?\.?( no\.?)?",
    "number": r"(issue |action |item )?(no\.?|num(ber)?|#|item)",
    "revised": r"(new|revised|current|amended|updated|agreed new) (target |completion |due |end )?(date|timescale|deadline)s?.*|date revised|revised",
    "raised": r"date (raised|added|opened|of meeting)|raised",
    "rating": r"(delivery |current |latest |overall )?\(?(b/)?b?rag\)?( ?(rating|status|score))?|(current |overall )?rating|colour|delivery \(rag\)|assessment of progress.*|traffic light.*",
    "progress": r"progress.*|status ?/ ?comments?|response|actions? taken.*|(latest |current )?(position|update)s?( .*)?|comments?|commentary|notes?",
    "lead": r"(sub[ -]?groups? (or|and|/) )?leads?( ?/ ?.*| (officer|director|agency|person|professional|group|partner)s?( ?/.*)?)?|sub[ -]?groups?( ?/ ?leads?)?"
    r"|by whom|who( by)?|who is responsible\??|responsib(ility|le)( .*)?|(accountable|responsible) (persons?|officers?|agenc(y|ies)|leads?)"
    r"|officers?|(action |risk )?owners?( ?/ ?role)?|(relevant|lead) agenc(y|ies)|(named )?persons?(\(s\))? responsible|action by|committee"
    r"|sub[ -]?group lead|group( ?/ ?lead| responsible)?",
    "review": r"review dates?",
    "due": r"(target |planned |expected |original )?completion( date)?.*|(original )?(target|due|end|exec|finish) date|original date|dates?|time ?scales?( ?/ ?target)?( .*)?|timetable|time ?frame|when|by when.*|"
    r"deadline|due( by)?|target( date)?|complete by",
    "issue": r"(key )?issues?( .*|/.*)?",
    "priority": r"(key |strategic )?priorit(y|ies)( area)?",
    "theme": r"(key |strategic )?(objective|area|theme|aim|challenge)s?|what (we|do we) (want|need).*",
    "action": r"((key|specific|agreed|required|proposed|smart) )?actions?( for .*| required| needed| to be taken| points?| agreed|\(s\) required| .*\d{2}.*)?"
    r"|actions?/.*|tasks?|what (we|will|needs).*|how( we will.*| will.*)?|steps?|activity|activities",
    "either": r"recommendations?|standards?|areas? for (improvement|development)|findings?",
    "status": r"(current )?status",
    "result": r"outcomes?|impact( .*)?",
}
_KNOWN = {role: re.compile(pattern) for role, pattern in HEADINGS.items()}
MARKS_A_TABLE = {"issue", "priority", "theme", "action", "either"}
BESIDE_IT = {"lead", "due", "review", "revised", "progress", "rating", "status", "result"}


@dataclass(slots=True)
class Columns:
    """role -> index of its column; words: the heading as typed by role; extra: index -> heading nobody claims.

    over: words of a header two rows high that name no column, such as a heading across several.
    """

    at: dict[str, int]
    words: dict[str, str]
    extra: dict[int, str] = field(default_factory=dict)
    width: int = 0
    over: list[str] = field(default_factory=list)


@lru_cache(maxsize=1024)
def _role_of(words: str) -> str:
    return next((role for role, pattern in _KNOWN.items() if pattern.fullmatch(words)), "")


def role_of(heading: str) -> str:
    """The role one heading names, or ""."""
    words = " ".join(re.sub(r"[*_:]+", " ", heading).split()).casefold()
    return _role_of(words) if len(words) < 100 else ""


def read_header(texts: list[str]) -> Columns | None:
    """The columns a row of headings names, or None when the row is no header of a plan's table.

    A header names an action or an issue and, beside it, a lead, a date, progress or a rating.
    """
    roles = [role_of(text) for text in texts]
    named = set(roles)
    if not (named & MARKS_A_TABLE and named & BESIDE_IT):
        return None
    unknown = sum(1 for text, role in zip(texts, roles, strict=True) if text and not role)
    if unknown > max(1, sum(map(bool, roles))) and len(named - {""}) < 3:
        return None
    columns = Columns({}, {}, width=len(texts))
    for index, (text, role) in enumerate(zip(texts, roles, strict=True)):
        role = _settle(role, roles, columns.at)
        if role and role not in columns.at:
            columns.at[role], columns.words[role] = index, " ".join(text.split())
        elif text:
            columns.extra[index] = " ".join(text.split())
    if "priority" in columns.at and not {"issue", "action"} & set(columns.at):
        columns.at["issue"], columns.words["issue"] = (
            columns.at.pop("priority"),
            columns.words.pop("priority"),
        )
    return columns


def _settle(role: str, roles: list[str], taken: dict[str, int]) -> str:
    """What a heading of two meanings means beside the other headings of its row."""
    if role == "either":
        return "action" if "action" not in roles and "action" not in taken else "issue"
    if role in ("status", "result") and "progress" not in roles and "progress" not in taken:
        return "progress"
    if role == "status":
        return "rating" if "rating" not in roles else ""
    if role == "review":
        return "due" if "due" not in roles else ""
    if role in ("priority", "theme"):
        return _group_or_issue(role, roles, taken)
    if role == "due" and "due" in taken:
        return "revised" if "revised" not in roles else ""
    return "" if role in ("raised", "result") else role


def _group_or_issue(role: str, roles: list[str], taken: dict[str, int]) -> str:
    """Whether "Priority" or "Objective" names the priority of each row, or its issue.

    Beside an issue, the first of them names the priority; without one, "Priority" does, and "Objective" is the issue.
    """
    if "priority" in taken:
        return "issue" if role == "theme" and "issue" not in {*roles, *taken} else ""
    if role == "priority" or "issue" in roles or (roles.count("theme") > 1 and "priority" not in roles):
        return "priority"
    return "issue"
