"""A small plan to read files over, what others do to it meanwhile, and what is proposed then. Without a database."""

import datetime

from safeboard.plans.notes import Note
from safeboard.plans.outline import ActionLine, IssueLine, Outline, PriorityLine
from safeboard.plans.promise import Changed, Said
from safeboard.plans.proposing import read_over
from safeboard.plans.tests.pictured import MOMENT

DAY = datetime.date(2026, 10, 1)
LEGEND = {"red": "Off target", "amber": "On target", "green": "Complete"}


def a_plan():
    audit = ActionLine("Audit ten cases", ["PPG"], "March 2027", rating="amber")
    audit.notes = [Note("Begun."), Note("Half done.", datetime.date(2026, 9, 1), "Update Sept 26:")]
    train = ActionLine("Train every school nurse", ["QAG"], "May 2027")
    share = ActionLine("Share what was learned", ["PPG"], "Ongoing")
    return Outline(
        title="Business Plan 2025-28",
        board="Harrowmere",
        starts=datetime.date(2025, 4, 1),
        ends=datetime.date(2028, 3, 31),
        legend=LEGEND,
        columns={"issue": "Issue", "lead": "Lead", "action": "Action", "due": "Date", "progress": "Progress"},
        priorities=[
            PriorityLine(
                "Children are heard",
                number="1",
                aim="We listen.",
                outcomes=["Fewer wait"],
                issues=[
                    IssueLine("Cases drift", "1", True, actions=[audit, train]),
                    IssueLine("Learning is lost", "2", True, actions=[share]),
                ],
            )
        ],
    )


def proposed(file, now, base, **more):
    return read_over(file, now=now, base=base, **more).proposed


def told(one):
    return one.what, one.part, one.wanted


def changed(part, pk=7, **becomes):
    """The part after somebody changed it in Safeboard."""
    was = {name: getattr(part, name) for name in becomes}
    for name, value in becomes.items():
        setattr(part, name, value)
    part.changes.append(Changed(pk, was, becomes, "", "The Manager", DAY, MOMENT))


def said(action, words, *, pk=90, on=DAY, **more):
    usual = {"dated": True, "opener": "", "rating": "", "rating_seen": "", "by_name": "A Lead"}
    usual |= {"on_behalf_of": "", "came": "On the web", "recorded_at": MOMENT}
    made = Said(pk=pk, effective_on=on, words=words, **{**usual, **more})
    action.said.append(made)
    action._standing = None  # a copy remembers what the action was rated before
    return made
