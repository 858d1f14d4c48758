"""What people do to a paper of the sample plan, and what each of it proposes: nothing more and nothing less.

An edit is a function of a paper (see edited_papers.py). Beside it stand the (what, part, wanted) that a reading has to find:
part is some of the words of an action, or ("issue", words) and so on, "" for what is new.
"""

from safeboard.plans.proposing.changes import What
from safeboard.plans.tests.edited_papers import ACTION, DUE, ISSUE, LEAD, PROGRESS, REF, REVISED

EDITS = {}
ONLY_WORD = set()

AUDIT, BRIEFING, CAMPAIGN, CHILD, GUIDE = (
    "Repeat the audit",
    "seven-minute",
    "Run a campaign",
    "return home",
    "short guide",
)
MANAGERS, MAP, ONE_DATA_SET, PROFILE, PUBLISH = (
    "Ask managers",
    "Map the places",
    "one data set",
    "Bring a profile",
    "Publish the yearly",
)
REFRESH, RETURN, STAFF, TELL, TRAIN, VISITS = "Refresh the", "Collect the", "staff understand", "Tell people", "Train 400", "Repeat the visits"  # fmt: skip
GREEN, RED, AMBER = "#00B050", "#FF0000", "#FFC000"


def edit(*expected, only_word=False):
    def keep(function):
        name = function.__name__.replace("_", " ")
        EDITS[name] = (function, list(expected))
        if only_word:
            ONLY_WORD.add(name)
        return function

    return keep


# Nothing that counts


@edit()
def nothing_at_all(paper):
    pass


@edit()
def other_dashes_quotes_stops_and_white_space(paper):
    paper.put(STAFF, DUE, " – ", " - ")
    paper.put(VISITS, ACTION, "person's", "person’s")
    paper.put(AUDIT, ACTION, "the audit", "the  audit.")
    paper.put(CAMPAIGN, PROGRESS, "the month after.", "the month after")
    paper.put(RETURN, ACTION, "safeguarding return", "safeguarding\nreturn")


@edit()
def a_date_in_another_spelling(paper):
    paper.write(MANAGERS, DUE, "December 2026")


@edit()
def leads_on_one_line(paper):
    paper.write(MANAGERS, LEAD, "Quality and Practice Group / Learning and Development Group")


@edit()
def the_merged_issue_cells_broken(paper):
    paper.break_merged(repeat=False)


@edit()
def the_merged_issue_cells_broken_and_filled(paper):
    paper.break_merged(repeat=True)


@edit()
def a_reference_cleared(paper):
    paper.write(AUDIT, REF, "")


@edit()
def the_references_cleared(paper):
    paper.clear_column(REF)


@edit()
def the_column_of_references_deleted(paper):
    paper.delete_column(REF)


@edit()
def a_mark_of_the_new_taken_off(paper):
    paper.put(AUDIT, ACTION, "NEW ", "")


@edit()
def the_same_note_with_its_month_in_short(paper):
    paper.put(BRIEFING, PROGRESS, "Update September 2026:", "Update Sept 26:")


# Notes


@edit((What.NOTE, BRIEFING, "Update October 2026: Nobody was late."))
def a_note_appended(paper):
    paper.add_line(BRIEFING, PROGRESS, "Update October 2026: Nobody was late.")


@edit((What.NOTE, PUBLISH, "Update October 2026: Sent to all schools."))
def a_note_appended_in_the_same_line(paper):
    text = paper.lines(PUBLISH, PROGRESS)
    paper.write(PUBLISH, PROGRESS, "\n".join(text) + " Update October 2026: Sent to all schools.")


@edit(
    (What.NOTE, GUIDE, "Update September 2026: Draft written."),
    (What.NOTE, GUIDE, "Update October 2026: Draft tried with ten parents."),
)
def two_notes_in_an_empty_cell(paper):
    paper.add_line(GUIDE, PROGRESS, "Update September 2026: Draft written.")
    paper.add_line(GUIDE, PROGRESS, "Update October 2026: Draft tried with ten parents.")


@edit((What.NOTE, MANAGERS, "Letters are ready."))
def a_note_without_a_date(paper):
    paper.write(MANAGERS, PROGRESS, "Letters are ready.")


@edit((What.NOTE, TRAIN, "Update October 2026: 380 trained."))
def a_note_written_above_the_others(paper):
    first, *rest = paper.lines(TRAIN, PROGRESS)
    paper.write(TRAIN, PROGRESS, "\n".join([first, "Update October 2026: 380 trained.", *rest]))


@edit(
    (
        What.NOTE_CHANGED,
        CAMPAIGN,
        "Update May 2026: 92 businesses visited. Calls to the advice line doubled in the month after. "
        "They have stayed high since.",
    )
)
def words_added_to_a_note(paper):
    paper.put(CAMPAIGN, PROGRESS, "the month after.", "the month after. They have stayed high since.")


@edit(
    (What.NOTE_CHANGED, TRAIN, "Update September 2026: 365 trained. Two more dates arranged for the autumn.")
)
def a_note_put_right(paper):
    paper.put(TRAIN, PROGRESS, "355", "365")


@edit((What.NOTE_GONE, BRIEFING, ""))
def a_note_deleted(paper):
    kept = [line for line in paper.lines(BRIEFING, PROGRESS) if "Two briefings" not in line]
    paper.write(BRIEFING, PROGRESS, "\n".join(kept))


@edit((What.NOTE, BRIEFING, "Update October 2026: Nobody was late."))
def a_note_appended_where_the_references_are_gone(paper):
    paper.delete_column(REF)
    paper.add_line(BRIEFING, PROGRESS, "Update October 2026: Nobody was late.")


# Ratings


@edit((What.RATING, TRAIN, "Green: Complete"))
def another_colour_and_word(paper):
    paper.colour(TRAIN, PROGRESS, GREEN)
    paper.put(TRAIN, PROGRESS, "Amber: On target", "Green: Complete")


@edit((What.RATING, TRAIN, "Red: Off target"))
def another_colour_alone(paper):
    paper.colour(TRAIN, PROGRESS, RED)


@edit((What.RATING, TRAIN, "Green: Complete"))
def another_word_alone(paper):
    paper.put(TRAIN, PROGRESS, "Amber: On target", "Green: Complete")


@edit((What.RATING, MAP, "Amber: On target"))
def a_colour_where_none_was(paper):
    paper.colour(MAP, PROGRESS, AMBER)


@edit((What.RATING, MANAGERS, "Red: Off target"))
def a_rating_in_words_where_none_was(paper):
    paper.write(MANAGERS, PROGRESS, "Red: Off target")


@edit()
def a_colour_taken_off_whose_word_still_stands(paper):
    paper.colour(TRAIN, PROGRESS, "")


# Dates


@edit((What.DATE, AUDIT, "June 2027"))
def another_date(paper):
    paper.write(AUDIT, DUE, "June 2027")


@edit((What.DATE, TELL, "Dec 2026"))
def another_revised_date(paper):
    paper.write(TELL, REVISED, "Dec 2026")


@edit((What.DATE, MANAGERS, "Feb 2027"))
def a_revised_date_where_none_was(paper):
    paper.write(MANAGERS, REVISED, "Feb 2027")


@edit((What.DATE, GUIDE, "Once the new adviser has begun"))
def a_date_in_words(paper):
    paper.write(GUIDE, DUE, "Once the new adviser has begun")


@edit((What.DATE, GUIDE, "By 31 March 2027 (first draft in January)"))
def words_beside_a_date(paper):
    paper.write(GUIDE, DUE, "By 31 March 2027 (first draft in January)")


# Leads and words


@edit((What.LEADS, AUDIT, "Quality and Practice Group, Designated Nurse"))
def a_lead_added(paper):
    paper.add_line(AUDIT, LEAD, "Designated Nurse")


@edit((What.LEADS, AUDIT, "Executive Group"))
def another_lead(paper):
    paper.write(AUDIT, LEAD, "Executive Group")


@edit((What.LEADS, CAMPAIGN, "Licensing Team, Harrowmere Police"))
def leads_in_another_order(paper):
    paper.write(CAMPAIGN, LEAD, "Licensing Team\nHarrowmere Police")


@edit((What.WORDS, AUDIT, "Repeat the audit with four more agencies"))
def an_action_reworded(paper):
    paper.write(AUDIT, ACTION, "NEW Repeat the audit with four more agencies")


@edit((What.WORDS, PUBLISH, "Publish the annual report"))
def an_action_reworded_whose_reference_is_gone(paper):
    paper.forget(PUBLISH)
    paper.write(PUBLISH, ACTION, "Publish the annual report")


@edit(
    (What.WORDS, MANAGERS, "Hold a learning day for every agency"),
    (What.LEADS, MANAGERS, "Designated Nurse"),
    (What.DATE, MANAGERS, "May 2027"),
)
def a_row_overwritten_under_its_reference(paper):
    paper.write(MANAGERS, LEAD, "Designated Nurse")
    paper.write(MANAGERS, DUE, "May 2027")
    paper.write(MANAGERS, ACTION, "Hold a learning day for every agency")


@edit((What.WORDS, ("issue", "Deliver the"), "Carry out the exploitation strategy"))
def an_issue_renamed(paper):
    paper.write(REFRESH, ISSUE, "3. Carry out the exploitation strategy")


@edit((What.WORDS, ("issue", "Deliver the"), "3a"))
def an_issue_numbered_anew(paper):
    paper.put(REFRESH, ISSUE, "3.", "3a.")


@edit((What.WORDS, ("issue", "Deliver the"), "with the police"))
def words_added_to_an_issue(paper):
    paper.add_line(REFRESH, ISSUE, "NEW with the police")


@edit((What.WORDS, ("priority", "Neglect is"), "Neglect is seen early and stopped"))
def a_priority_renamed(paper):
    paper.retype("Neglect is seen early and acted on", "Neglect is seen early and stopped")


@edit((What.WORDS, ("outcome", "Families get"), "Families get help long before problems grow"))
def an_outcome_reworded(paper):
    paper.retype("Families get help before", "Families get help long before")


@edit((What.WORDS, AUDIT, "Repeat the review"), only_word=True)
def an_edit_with_tracking_on(paper):
    run = paper.lines(AUDIT, ACTION)
    paper.write(AUDIT, ACTION, "\n".join(run).replace("NEW ", ""))
    paper.track(AUDIT, "audit", "review")
