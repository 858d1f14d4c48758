"""Edits of a paper's rows and issues, and many edits at once: more of scripted_edits.py."""

import re

from safeboard.plans.proposing.changes import What
from safeboard.plans.tests.edited_papers import ACTION, DUE, ISSUE, LEAD, PROGRESS
from safeboard.plans.tests.scripted_edits import (
    AUDIT,
    BRIEFING,
    CAMPAIGN,
    CHILD,
    EDITS,
    GREEN,
    GUIDE,
    MANAGERS,
    MAP,
    ONE_DATA_SET,
    ONLY_WORD,
    PROFILE,
    PUBLISH,
    REFRESH,
    RETURN,
    STAFF,
    TRAIN,
    edit,
)  # fmt: skip

__all__ = ["EDITS", "ONLY_WORD"]


NEW_ROW = {ACTION: "Write to every club", LEAD: "Harrowmere Police", DUE: "May 2027"}


@edit((What.ADD_ACTION, "", "Write to every club"))
def a_row_added(paper):
    paper.add(CAMPAIGN, NEW_ROW)


@edit((What.ADD_ACTION, "", "Write to every club"))
def a_row_added_with_words_alone(paper):
    paper.add(CAMPAIGN, {ACTION: "Write to every club"})


@edit((What.ADD_ACTION, "", "Write to every club"))
def a_row_added_that_is_rated_and_has_notes(paper):
    progress = "Green: Complete\nUpdate September 2026: Written.\nUpdate October 2026: Ten answers."
    paper.add(CAMPAIGN, {**NEW_ROW, PROGRESS: progress, f"{PROGRESS}'s colour": GREEN})


@edit((What.ADD_ACTION, "", "Write to every club"), (What.ADD_ACTION, "", "Write to every club"))
def two_equal_rows_added(paper):
    paper.add(CAMPAIGN, NEW_ROW)
    paper.add(CAMPAIGN, NEW_ROW)


@edit((What.ADD_ISSUE, "", "Hear from fathers"), (What.ADD_ACTION, "", "Meet a group of fathers"))
def an_issue_added_with_its_action(paper):
    cells = {ISSUE: "6. Hear from fathers", ACTION: "Meet a group of fathers", LEAD: "Health Reference Group"}
    paper.add(GUIDE, cells, goes_on=False)


@edit((What.ADD_ACTION, "", "Train 400 practitioners to use it"))
def a_row_copied(paper):
    paper.copy(TRAIN)


@edit((What.ADD_ACTION, "", "Train every school to use it"))
def a_row_copied_and_retyped(paper):
    paper.copy(TRAIN)
    paper.put(TRAIN, ACTION, "400 practitioners", "every school")


@edit((What.GONE, PROFILE, ""))
def a_row_deleted(paper):
    paper.delete(PROFILE)


@edit((What.GONE, ONE_DATA_SET, ""))
def the_first_row_of_an_issue_deleted(paper):
    paper.delete(ONE_DATA_SET)


@edit((What.GONE, ("issue", "Deliver the"), ""))
def an_issue_deleted_with_its_rows(paper):
    paper.delete_issue(REFRESH)


@edit(
    (
        What.MOVE,
        MAP,
        "in issue 4, “Reach people who see children in public places”, behind “Run a campaign with hotels, taxi firms and takeaways”",
    )
)
def a_row_moved_to_another_issue(paper):
    paper.move(MAP, CAMPAIGN)


@edit(
    (
        What.MOVE,
        GUIDE,
        "in issue 2, “Learning from reviews is used”, behind “Ask managers, six months later, what has changed”",
    )
)
def a_row_moved_to_another_priority(paper):
    paper.move(GUIDE, MANAGERS)


@edit((What.MOVE, ONE_DATA_SET, re.compile("in issue 1, .*, behind “Map the places")))
def the_first_row_of_an_issue_moved_down(paper):
    paper.move(ONE_DATA_SET, MAP)


@edit((What.MOVE, ("issue", "Deliver the"), re.compile("in priority 1, .*, behind issue 5, “Keep children")))
def an_issue_moved_with_its_rows(paper):
    paper.move_issue(REFRESH, GUIDE)


@edit((What.MOVE, ("issue", "Deliver the"), re.compile("in priority 4, .*, behind issue 2, “Learning from")))
def an_issue_moved_to_another_priority(paper):
    paper.move_issue(REFRESH, MANAGERS)


@edit(
    (What.WORDS, CHILD, "Offer every child a return home interview"),
    (What.ADD_ACTION, "", "Hold it within 72 hours"),
)
def a_row_split_in_two(paper):
    paper.add(CHILD, {ACTION: "Hold it within 72 hours", LEAD: "Children's Social Care", DUE: "Mar-27"})
    paper.put(CHILD, ACTION, " within 72 hours", "")


@edit(
    (
        What.WORDS,
        BRIEFING,
        "Publish a seven-minute briefing within a month of each review. Ask managers, six months later, what has changed",
    ),
    (What.GONE, MANAGERS, ""),
)
def two_rows_joined(paper):
    words = paper.lines(MANAGERS, ACTION)[0]
    paper.delete(MANAGERS)
    paper.put(BRIEFING, ACTION, "each review", f"each review. {words}")


@edit((What.ADD_OUTCOME, "", "Parents know whom to ask"), only_word=True)
def an_outcome_added(paper):
    paper.add_item("Families get help before", "Parents know whom to ask")


@edit((What.GONE, ("outcome", "Families get"), ""), only_word=True)
def an_outcome_deleted(paper):
    paper.delete_paragraph("Families get help before")


# All at once


@edit(
    (What.DATE, ONE_DATA_SET, "Nov 2027"),
    (What.NOTE, PROFILE, "Update October 2026: Discussed."),
    (What.GONE, CHILD, ""),
    (What.WORDS, ("issue", "Deliver the"), "Carry out the exploitation strategy"),
    (What.RATING, STAFF, "Green: Complete"),
    (What.ADD_ACTION, "", "Write to every club"),
    (What.MOVE, AUDIT, re.compile("in issue 1, “Young people help")),
    (What.LEADS, RETURN, "Education Reference Group, Police"),
    (What.WORDS, PUBLISH, "Publish the annual report"),
)
def much_at_once(paper):
    paper.write(ONE_DATA_SET, DUE, "Nov 2027")
    paper.add_line(PROFILE, PROGRESS, "Update October 2026: Discussed.")
    paper.delete(CHILD)
    paper.put(REFRESH, ISSUE, "Deliver", "Carry out")
    paper.put(STAFF, PROGRESS, "Amber: On target", "Green: Complete")
    paper.colour(STAFF, PROGRESS, GREEN)
    paper.add(CAMPAIGN, NEW_ROW)
    paper.move(AUDIT, "Recruit six")
    paper.add_line(RETURN, LEAD, "Police")
    paper.put(PUBLISH, ACTION, "yearly", "annual")
