"""Any plan, from a documented alphabet, for trying that what is written is read back.

The alphabet is what a paper can say without ambiguity, white space folded:
- sentences begin with a capital letter and are made of plain words, digits inside words, and , ; & £ % ( ) ' – / " marks;
  they hold no "Update March 2016:" or other opener, no rating and no NEW mark of their own
- an action begins with an order ("Review ...") and has a lead or a date, as a promise does
- issues have numbers that count up, except NEW ones, which may have none
- leads are names of two kinds, acronyms and "... Group"; no name is two others side by side
- a dated note has an opener; at most the first note of an action is undated
- an aim does not begin with its title, which a paper says only once
- ratings are those of the legend
"""

import datetime

from hypothesis import strategies as st

from safeboard.plans.notes import Note
from safeboard.plans.outline import ActionLine, IssueLine, Outline, PriorityLine

WORDS = [
    "children",
    "families",
    "practice",
    "audit",
    "neglect",
    "training",
    "schools",
    "health",
    "police",
    "housing",
    "learning",
    "policy",
    "data",
    "threshold",
    "voices",
    "partners",
    "referral",
    "strategy",
    "early",
    "help",
    "safe",
    "risk",
    "evidence",
    "supervision",
    "B&NES",
    "£500",
    "15%",
    "24/7",
    "(pilot)",
    "'what",
    "works'",
    "well-being",
    "café",
    "naïve",
    "–",
    "½",
    "“so",
    "what”",
    "review,",
    "findings;",
    "toolkit/guidance",
    "section-11",
    "agencies’",
    "multi-agency",
]
ORDERS = [
    "Review",
    "Develop",
    "Audit",
    "Agree",
    "Map",
    "Refresh",
    "Publish",
    "Test",
    "Monitor",
    "Share",
    "Gather",
    "Ensure",
]
LEADS = [
    "PPG",
    "QAG",
    "LSCP Chair",
    "Training Group",
    "Neglect Group",
    "Head of Early Help",
    "Police",
    "Business Manager",
    "Comms Group",
]
DUES = [
    "Jun-26",
    "End of Nov 25",
    "2026-27",
    "On going",
    "01/06/2026",
    "Reviewed annually – March 2026",
    "",
    "Sept 26",
    "Once funding is agreed",
]
REVISED = ["Dec-26", "Mar-27", "End of Feb 27"]
MONTHS = ["December", "March", "Jun", "Sept"]
LEGENDS = [
    {"red": "Off Target", "amber": "On Target", "green": "Complete"},
    {"red": "Not started", "amber": "In progress", "green": "On track", "blue": "Complete and assured"},
]

phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join)


@st.composite
def sentences(draw):
    return draw(st.sampled_from(["The", "Our", "Better", "Stronger", "Every"])) + " " + draw(phrases)


@st.composite
def notes(draw):
    undated = [Note(draw(sentences()))] if draw(st.booleans()) else []
    dated = []
    for year in sorted(draw(st.lists(st.integers(2021, 2026), max_size=2, unique=True))):
        month = draw(st.sampled_from(MONTHS))
        number = {"December": 12, "March": 3, "Jun": 6, "Sept": 9}[month]
        shown = draw(st.sampled_from([str(year), str(year)[2:]]))
        dated.append(Note(draw(sentences()), datetime.date(year, number, 1), f"Update {month} {shown}:"))
    return undated + dated


@st.composite
def actions(draw, legend, moved):
    leads = draw(st.lists(st.sampled_from(LEADS), max_size=3, unique=True))
    due = draw(st.sampled_from(DUES))
    if not leads and not due:
        leads = ["PPG"]
    return ActionLine(
        words=draw(st.sampled_from(ORDERS)) + " " + draw(phrases),
        leads=leads,
        due=due,
        revised=draw(st.sampled_from(["", *REVISED])) if moved else "",
        rating=draw(st.sampled_from(["", *legend])),
        notes=draw(notes()),
        new=draw(st.booleans()),
    )


@st.composite
def issues(draw, legend, moved):
    some = []
    for _ in range(draw(st.integers(1, 4))):
        counted = [issue for issue in some if issue.number]
        new = draw(st.booleans())
        bare = new and draw(st.booleans()) and bool(some)
        some.append(
            IssueLine(
                words=draw(sentences()),
                number=None if bare else str(len(counted) + 1),
                number_written=not bare,
                new=new,
                added=draw(st.sampled_from(["", "", "Include partners beside health"])),
                actions=draw(st.lists(actions(legend, moved), min_size=1 if bare else 0, max_size=3)),
            )
        )
    return some


@st.composite
def plans(draw):
    """An Outline with at least one action."""
    legend, moved = draw(st.sampled_from(LEGENDS)), draw(st.booleans())
    priorities = [
        PriorityLine(
            title=f"{draw(sentences())}.",
            number=str(number),
            heading=draw(st.sampled_from(["", f"Key Priority {number}"])),
            aim=draw(st.one_of(st.just(""), sentences().map(lambda words: f"We want this: {words}."))),
            focus=draw(st.lists(sentences(), max_size=3)),
            outcomes=draw(st.lists(sentences(), max_size=3)),
            issues=draw(issues(legend, moved)),
        )
        for number in range(1, draw(st.integers(1, 3)) + 1)
    ]
    if not any(issue.actions for priority in priorities for issue in priority.issues):
        priorities[0].issues[0].actions.append(draw(actions(legend, moved)))
    if moved and not any(a.revised for p in priorities for i in p.issues for a in i.actions):
        next(a for p in priorities for i in p.issues for a in i.actions).revised = "Dec-26"
    start = draw(st.integers(2023, 2026))
    return Outline(
        title=f"Business Plan {start}-{start + 3 - 2000}",
        board="Harrowmere Safeguarding Children Partnership",
        updated=datetime.date(2026, 3, 1),
        updated_written="Updated March 2026",
        starts=datetime.date(start, 4, 1),
        ends=datetime.date(start + 3, 3, 31),
        legend=legend,
        purpose=draw(st.lists(sentences().map(lambda words: f"{words}."), max_size=2)),
        priorities=priorities,
    )
