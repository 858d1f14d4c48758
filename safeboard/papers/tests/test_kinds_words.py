"""What each paper says of a small plan."""

import datetime
from dataclasses import replace

from safeboard.core.paper.blocks import Legend
from safeboard.papers.material import Cover
from safeboard.papers.tests.paper_words import facts, headings, paper, rows, sentences, tables
from safeboard.plans.tests.small_pictures import (
    DAY,
    EARLIER,
    LATER,
    MOMENT,
    action,
    asked,
    dropped,
    moved,
    plan,
    said,
)
from safeboard.plans.told import Assured, Closed, Differed, WentOn

HERE = "Priority 5, issue 9."
HAPPENED = "What slipped, what was done, what comes next"


def complete(pk=5, on=LATER, **more):
    return said(pk, on, "All ten are audited.", complete=True, rating="green", evidence="The report", **more)


def late(pk=1, **more):
    return action(pk, due="Dec 15", words="Audit late", heard_by=EARLIER, **more)


# --- Every paper ---


def test_the_head_says_whose_paper_it_is_of_which_plan_and_day_and_for_which_meeting():
    known = replace(plan(late()), known_at=datetime.datetime(2016, 3, 16, 9, tzinfo=datetime.UTC))

    made = paper("exceptions", known, meeting="Board, 22 March 2016")

    assert [headings(made)[0], *sentences(made)[:2]] == [
        "Exceptions: what asks for attention",
        "Harrowmere",
        "Business Plan 2015-18. As at 15 March 2016, as it was known on 16 March 2016. For Board, 22 March 2016.",
    ]
    assert made.printed == "As at 15 March 2016, as it was known on 16 March 2016. Printed 16 March 2016"


def test_a_paper_that_is_as_at_the_day_it_is_known_on_says_the_day_once():
    known = replace(plan(late()), known_at=datetime.datetime(2016, 3, 15, 9, tzinfo=datetime.UTC))

    assert paper("exceptions", known).printed.startswith("As at 15 March 2016. Printed ")


def test_ratings_are_explained_in_words_at_the_head():
    (legend,) = [one for one in paper("exceptions", plan(late())).blocks if isinstance(one, Legend)]

    assert legend.entries == (
        ("red", "Red: Off target"),
        ("amber", "Amber: On target"),
        ("green", "Green: Complete"),
    )


def test_a_paper_ends_with_the_acronyms_used_in_it_and_no_others():
    glossary = {"CSE": ["Child sexual exploitation"], "PPPG": ["Policy group"], "RAG": ["Red, amber, green"]}
    used = replace(plan(late()), glossary=glossary)

    made = paper("exceptions", used)

    assert (headings(made)[-1], sentences(made)[-1]) == ("Acronyms in this paper", "PPPG: Policy group")
    assert [one for one in sentences(made) if one.startswith(("CSE", "RAG"))] == []


def test_the_cover_sheet_says_who_brings_the_paper_for_what():
    cover = Cover("Jo Bloggs", "decision", "Agree the new dates.", "Two dates are asked for.")

    made = paper("changed", plan(), meeting="Board, 22 March 2016", cover=cover)

    assert (made.parts[0].sheet, facts(made, "About this paper")) == (
        "Cover",
        {
            "Meeting": "Board, 22 March 2016",
            "Author": "Jo Bloggs",
            "Purpose": "For decision: the board is asked to decide",
            "Recommendation": "Agree the new dates.",
            "Plan": "Business Plan 2015-18",
            "As at": "15 March 2016",
        },
    )
    assert (headings(made, 1), headings(made, 2), made.author) == (
        ["What changed since the last board"],
        ["What changed since the last board"],
        "Jo Bloggs",
    )
    assert sentences(made)[1] == "Two dates are asked for."


def test_a_title_somebody_gave_is_the_papers_name():
    assert paper("changed", plan(), title="Since December").name == "Since December"


# --- What changed ---


def test_without_a_board_before_there_is_nothing_to_compare_with():
    assert sentences(paper("changed", plan()))[-1] == (
        "Safeboard knows of no board before this one, so there is nothing to compare the plan with."
    )


def test_a_plan_in_which_nothing_changed_says_so():
    spoken = said(on=LATER)
    before, after = plan(action(), day=EARLIER), plan(action(said=[spoken]))

    made = paper("changed", after, before=before)

    assert (sentences(made)[-1], tables(made)) == (
        "Nothing in the plan has changed since 8 December 2015.",
        [],
    )


def test_what_nobody_spoke_of_is_listed_even_where_nothing_changed():
    made = paper("changed", plan(action()), before=plan(action(), day=EARLIER))

    assert (sentences(made)[2], rows(made, "Silent: not a word between")) == (
        "Nothing in the plan has changed since 8 December 2015.",
        [[f"{HERE} Audit ten cases", "PPPG", "Never a word.", "Not rated"]],
    )


def test_what_was_completed_moved_rated_added_and_dropped_is_counted_and_listed():
    before = plan(action(1, due="Dec 15"), action(2), action(3, due="May 16"), day=EARLIER)
    after = plan(
        action(1, due="Dec 15", said=[complete()]),
        action(2, said=[said(rating="red", on=LATER)]),
        action(3, due="May 16", moved=[moved(1, "May 16", "Aug 16")], said=[said(on=LATER)]),
        action(4, words="Ask again", due="June 16", since=LATER, said=[said(on=LATER)]),
        left_out=[action(6, words="Tell all", dropped=dropped())],
    )

    made = paper("changed", after, before=before)

    assert facts(made, "How many of each kind of change") == {
        "Completed": "1",
        "Newly rated": "1",
        "Date moved": "1",
        "Added": "1",
        "Dropped": "1",
    }
    assert sentences(made)[3] == (
        "None: taken up again; carried into the next plan; handed to other leads; moved in the plan; reworded;"
        " silent: not a word between."
    )
    assert [rows(made, title)[0][2] for title in tables(made)] == [
        "Done on 15 March 2016, 75 days late.\nNobody has assured it yet.",
        "From Not rated to Red: Off target.",
        "“May 16” became “Aug 16”, agreed at Board, 12 January 2016: The data came late.",
        "Since 15 March 2016, due June 16.",
        "1 February 2016, The Manager: Merged.",
    ]


# --- Exceptions ---


def test_a_plan_without_exceptions_says_so():
    assert sentences(paper("exceptions", plan(action())))[-1] == "Nothing in the plan asks for attention."


def test_each_exception_says_whose_move_it_is_and_since_when():
    made = paper(
        "exceptions",
        plan(
            late(1, said=[said(rating="amber")]),
            action(2, words="Behind", said=[said(rating="red", on=LATER)]),
            action(3, words="Ask", asked=[asked()]),
            action(4, words="Finished", said=[complete()]),
        ),
    )

    assert "None: dates to be confirmed." in sentences(made)
    assert sentences(made)[2] == (
        "Somebody has to act on 4 of the 4 actions. An action stands in each list it belongs to."
    )
    assert facts(made, "How many of each") == {
        "Rated off target": "1",
        "Late": "1",
        "Silent since the last meeting": "1",
        "Dates asked for and not answered": "1",
        "Declared against evidenced": "1",
        "Complete but not assured": "1",
    }
    assert {title: (rows(made, title)[0][0], rows(made, title)[0][-1]) for title in tables(made)} == {
        "Rated off target": (
            f"{HERE} Behind",
            "PPPG\nRed: Off target (since 15 March 2016)",
        ),
        "Late": (f"{HERE} Audit late", "PPPG\nLate (75 days, since 31 December 2015)"),
        "Silent since the last meeting": (
            f"{HERE} Audit late",
            "PPPG\nLate (75 days, since 31 December 2015)",
        ),
        "Dates asked for and not answered": (
            f"{HERE} Ask",
            "Chair or business manager\n“June 16” is asked for (14 days, since 1 March 2016)",
        ),
        "Declared against evidenced": (
            f"{HERE} Audit late",
            "PPPG\nLate (75 days, since 31 December 2015)",
        ),
        "Complete but not assured": (
            f"{HERE} Finished",
            "A person other than who said so\nSaid to be complete, not assured (since 15 March 2016)",
        ),
    }


def test_a_rating_at_odds_with_the_record_says_what_the_record_says():
    made = paper("exceptions", plan(late(said=[said(rating="amber")])))

    assert rows(made, "Declared against evidenced")[0][3:5] == [
        "Amber: On target",
        "Late by its own words (“Dec 15”): 75 days over.",
    ]


def test_a_rating_set_over_the_leads_says_both_and_why():
    over = said(2, LATER, "The audit found gaps.", rating="red", over=True, by_name="The Chair")
    made = paper("exceptions", plan(action(said=[said(rating="amber"), over])))

    assert rows(made, "Declared against evidenced")[0][4] == (
        "The lead says Amber: On target; The Chair rated it Red: Off target: The audit found gaps."
    )


def test_the_longest_late_come_first():
    made = paper("exceptions", plan(late(), action(2, words="Older", due="Nov 15")))

    assert [row[4].splitlines()[0] for row in rows(made, "Late")] == [
        "106 days, since 30 November 2015",
        "75 days, since 31 December 2015",
    ]


# --- A page for each priority ---


def test_a_priority_says_what_slipped_what_was_done_and_what_comes_next():
    before = plan(action(1), late(2), action(3, due="May 16"), action(4, due="May 16"), day=EARLIER)
    after = plan(
        action(1, words="Train", said=[complete()]),
        late(2),
        action(3, words="Plan", due="May 16", moved=[moved(1, "May 16", "Dec 16")]),
        action(4, words="Meet", due="May 16"),
        action(5, words="Later", due="Dec 17"),
    )

    made = paper("priority", after, before=before, next_board=DAY(2016, 6, 14))

    assert headings(made) == [
        "Each priority on a page",
        "Priority 5: Children are heard",
        "Outcomes",
        HAPPENED,
    ]
    assert (
        "Late now, or moved on since the board of 8 December 2015: 2. Completed since the board of 8 December 2015: 1."
        " Due before the board of 14 June 2016: 1."
    ) in sentences(made)
    assert [[row[0], row[-1]] for row in rows(made, HAPPENED)] == [
        ["Issue 9. Audit late", "75 days late"],
        ["Issue 9. Plan", "Moved to “Dec 16”, agreed at Board, 12 January 2016: The data came late."],
        ["Issue 9. Train", "Completed 15 March 2016"],
        ["Issue 9. Meet", "Due May 16 (by 31 May 2016)"],
    ]


def test_a_quiet_priority_says_so_in_a_sentence():
    made = paper("priority", plan(action()), before=plan(action(), day=EARLIER))

    assert (sentences(made)[-1], tables(made)) == (
        "Late now, or moved on since the board of 8 December 2015: none. Completed since the board of 8 December 2015:"
        " none. Due in the next 90 days: none.",
        [],
    )


def test_a_long_list_is_cut_and_says_how_many_more_there_are():
    many = [action(pk, due="Dec 15", words=f"Audit {pk}") for pk in range(1, 41)]

    made = paper("priority", plan(*many))

    shown = len(rows(made, HAPPENED))
    assert (0 < shown < 40, sentences(made)[-1]) == (
        True,
        f"And {40 - shown} more late or moved on: see the plan.",
    )


def test_a_page_explains_its_acronyms_at_its_own_foot():
    used = replace(plan(action(due="May 16")), glossary={"PPPG": ["Policy group"]})

    made = paper("priority", used)

    assert ([part.sheet for part in made.parts], sentences(made)[-1]) == (
        ["Priority 5"],
        "Acronyms in this paper: PPPG: Policy group.",
    )


def test_a_paper_of_one_priority_has_its_name():
    made = paper("priority", plan(action()), priority=1)

    assert (made.name, headings(made, 1)) == ("Priority 5: Children are heard",) + (
        ["Priority 5: Children are heard"],
    )


def test_a_priority_that_is_not_there_is_told():
    assert sentences(paper("priority", plan(), priority=77))[-1] == "The plan has no such priority."


# --- A list for each lead ---


def test_each_lead_has_a_list_of_what_they_owe_by_date():
    made = paper(
        "lead",
        plan(
            action(1, words="Later", due="June 16", said=[said(on=LATER)]),
            late(2, leads=((7, "PPPG"), (8, "Police"))),
            action(3, words="Done", said=[complete()]),
            action(4, words="Orphan", leads=()),
        ),
    )

    assert [(part.sheet, part.fresh) for part in made.parts] == [
        ("Load", False),
        ("PPPG", False),
        ("Police", False),
        ("Nobody is named", False),
    ]
    assert [one for one in sentences(made) if "action" in one and "open," in one][-3:] == [
        "PPPG leads 3 actions: 2 open, 1 late.",
        "Police leads 1 action: 1 open, 1 late.",
        "Nobody is named for 1 action: 1 open, none late.",
    ]
    assert rows(made, "What PPPG owes") == [
        [
            f"{HERE} Audit late",
            "Dec 15",
            "31 December 2015\n75 days late",
            "Not rated",
            "Never a word",
            "Not moved",
        ],
        [
            f"{HERE} Later",
            "June 16",
            "30 June 2016",
            "Not rated",
            "Last word 15 March 2016\nBegun.",
            "Not moved",
        ],
    ]


def test_a_long_list_stands_on_a_page_of_its_own():
    many = [action(pk, due="June 16", leads=((1, "PPPG"),)) for pk in range(1, 6)]

    assert [part.fresh for part in paper("lead", plan(*many)).parts] == [False, True]


def test_how_far_a_date_slipped_is_said_in_months():
    slipped = action(due="Dec 15", moved=[moved(1, "Dec 15", "Mar 16"), moved(2, "Mar 16", "June 16")])

    assert rows(paper("lead", plan(slipped)), "What PPPG owes")[0][-1] == "6 months later"


def test_the_list_of_one_lead_has_nobody_elses_actions():
    made = paper("lead", plan(action(1), action(2, leads=((8, "Police"),))), lead=8)

    assert (made.name, tables(made)) == ("What Police owes", ["What Police owes"])


def test_a_lead_who_owes_nothing_is_told_so():
    made = paper("lead", plan(action(said=[complete()])), lead=7)

    assert sentences(made)[-1] == "PPPG owes nothing that is open."


# --- The year's end ---


def test_the_years_end_says_what_was_delivered_carried_dropped_and_is_open():
    assured = Assured(1, 5, "The Chair", "Seen.", LATER, LATER, MOMENT)
    went = WentOn("Business Plan 2016-19", 2, 9, "The data is not in.", "The Manager", LATER, MOMENT)
    differed = Differed(1, "Partly", "Fewer wait.", "The Lead", LATER, None, MOMENT)
    closing = Closed("The three years are over.", "The Manager", LATER)
    made = paper(
        "year",
        replace(
            plan(
                action(
                    1, words="Train", due="Dec 15", said=[complete(assured=assured)], differences=[differed]
                ),
                action(2, words="Count", due="Dec 15", went_on=went),
                action(3, words="Meet", due="June 16"),
                left_out=[action(4, words="Tell", dropped=dropped())],
            ),
            closed=closing,
        ),
    )

    assert sentences(made)[2:4] == [
        "The plan has made 4 promises up to 15 March 2016.",
        "The Manager closed the plan on 15 March 2016: The three years are over.",
    ]
    assert {title: rows(made, title)[0] for title in tables(made)} == {
        "Delivered": [
            f"{HERE} Train",
            "PPPG",
            "15 March 2016\n75 days after its date",
            "Green: Complete",
            "Assured by The Chair, 15 March 2016\nEvidence: The report",
        ],
        "Carried on": [
            f"{HERE} Count",
            "PPPG",
            "Dec 15",
            "Not rated",
            "Into Business Plan 2016-19, 15 March 2016\nThe data is not in.",
        ],
        "Dropped": [f"{HERE} Tell", "PPPG", "No date", "The Manager, 1 February 2016\nMerged."],
        "Still open": [f"{HERE} Meet", "PPPG", "June 16", "Not rated", "Not moved"],
        "Made a difference?": [f"{HERE} Train", "PPPG", "Partly", "The Lead, 15 March 2016\nFewer wait."],
    }


def test_an_empty_year_says_so_in_sentences():
    assert sentences(paper("year", plan()))[3] == (
        "Nothing is said to be complete. Nothing was carried into another plan. Nothing was dropped."
        " Nothing is still open. Nobody has said yet whether anything made a difference."
    )
