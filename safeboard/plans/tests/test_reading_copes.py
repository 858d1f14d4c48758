"""What real plans do to a reader, one clause a test: headings, banners, sheets, merges, page breaks, odd fronts."""

import csv
import datetime
import io

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from safeboard.core.reading.blocks import Unreadable
from safeboard.plans.outline import same_words
from safeboard.plans.reading.assemble import NO_PLAN
from safeboard.plans.tests.small_plans import (
    ALL_FORMS,
    FORMS,
    as_csv,
    as_excel,
    as_text,
    as_word,
    doubts,
    issues,
    priorities,
    progress,
    promises,
    ratings,
    read,
    read_file,
)

HEAD = "| Issue | Lead | Action | Date | Progress |"


# The whole of a small plan, in six kinds of file

SMALL = """
    # Harrowmere Business Plan 2015-18
    Harrowmere Safeguarding Children Board
    Updated March 2016
    Red: Off Target; Amber: On Target; Green: Complete
    ## Key Priority 1: Neglect
    Children are seen early.
    ### Outcomes
    - Fewer children wait
    - More families are helped
    || Issue | Lead | Action | Completion Date | Progress (RAG) |
    | 1. Late referrals | PPG | Review the threshold | Jun-16 | Amber: On Target¶ Update Dec 15: Begun |
    | ^ | QAG | NEW Publish the threshold | Jul-16 | Green: Complete |
    ## Key Priority 2: Exploitation
    ### Outcomes
    - Fewer children go missing
    || Issue | Lead | Action | Completion Date | Progress (RAG) |
    | 1. Missing children | PPG/QAG | Train the staff | On going | Red: Off Target¶ Update March 16: Late |
"""


@pytest.mark.parametrize("form", ALL_FORMS)
def test_the_same_plan_is_read_from_every_kind_of_file(form):
    plan = read_file(ALL_FORMS[form](SMALL))
    assert (plan.title, plan.board, plan.updated) == (
        "Harrowmere Business Plan 2015-18",
        "Harrowmere Safeguarding Children Board",
        datetime.date(2016, 3, 1),
    )
    assert plan.legend == {"red": "Off Target", "amber": "On Target", "green": "Complete"}
    assert priorities(plan) == [("1", "Neglect", 2), ("2", "Exploitation", 1)]
    assert issues(plan) == ["1 Late referrals: 2", "1 Missing children: 1"]
    assert promises(plan) == [
        "Review the threshold | PPG | Jun-16",
        "Publish the threshold | QAG | Jul-16",
        "Train the staff | PPG + QAG | On going",
    ]
    assert ratings(plan) == ["amber", "green", "red"]
    assert progress(plan) == ["Update Dec 15: Begun", "", "Update March 16: Late"]
    assert [action.new for action in plan.actions] == [False, True, False]
    assert doubts(plan) == []


@pytest.mark.parametrize("form", FORMS)
def test_a_files_outcomes_and_aim_stand_with_their_priority(form):
    first, second = read_file(FORMS[form](SMALL)).priorities
    assert (first.aim, first.outcomes) == (
        "Children are seen early.",
        ["Fewer children wait", "More families are helped"],
    )
    assert (second.aim, second.outcomes) == ("", ["Fewer children go missing"])


@pytest.mark.parametrize("form", FORMS)
def test_a_file_reads_as_its_blocks_do(form):
    assert same_words(read_file(FORMS[form](SMALL))) == same_words(read(SMALL))


# Headings and aims


@pytest.mark.parametrize(
    ("heading", "named"),
    [
        ("# Key Priority 1: Neglect", ("1", "Neglect")),
        ("## PRIORITY ONE – Neglect", ("1", "Neglect")),
        ("# Strategic Aim 1 Neglect", ("1", "Neglect")),
        ("# Neglect", ("1", "Neglect")),
        ("Priority 1: Neglect", ("1", "Neglect")),
        ("To reduce neglect.", ("1", "To reduce neglect.")),
    ],
)
def test_headings_that_carry_the_priority(heading, named):
    plan = read(f"""
        # Harrowmere Business Plan 2015-18
        {heading}
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |
    """)
    assert priorities(plan) == [(*named, 1)]


def test_a_heading_that_only_counts_takes_its_name_from_the_aim_below():
    plan = read(f"""
        # Key Priority 1
        To reduce neglect. We will do so with schools.
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |
    """)
    (priority,) = plan.priorities
    assert (priority.heading, priority.title, priority.aim) == (
        "Key Priority 1",
        "To reduce neglect.",
        "We will do so with schools.",
    )


def test_an_aim_that_says_the_heading_again_is_kept():
    plan = read(f"""
        # Priority 1: To reduce neglect.
        To reduce neglect.
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |
    """)
    assert [(priority.title, priority.aim) for priority in plan.priorities] == [
        ("To reduce neglect.", "To reduce neglect.")
    ]


def test_a_bare_aim_sentence_opens_a_priority():
    plan = read(f"""
        # Harrowmere Business Plan 2015-18
        To reduce neglect. We will do so with schools.
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |

        To keep children safe online.
        {HEAD}
        | 1. Apps | PPG | Share the guide | Jun-16 | Begun |
    """)
    assert priorities(plan) == [("1", "To reduce neglect.", 1), ("2", "To keep children safe online.", 1)]
    assert [priority.aim for priority in plan.priorities] == ["We will do so with schools.", ""]


def test_the_heading_of_a_priority_printed_again_opens_none():
    plan = read(f"""
        # Key Priority 1: Neglect
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |
        # Key Priority 1: Neglect (continued)
        {HEAD}
        | 2. Thin evidence | PPG | Audit it | Jun-16 | Begun |
    """)
    assert priorities(plan) == [("1", "Neglect", 2)]


@pytest.mark.parametrize(
    "announced", ["Outcomes", "### Outcomes:", "What outcomes will be achieved?", "Desired outcomes"]
)
def test_outcomes_as_lists(announced):
    plan = read(f"""
        # Key Priority 1: Neglect
        We work with schools:
        - in the north
        {announced}
        - Fewer children wait
        1) More families are helped
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |
    """)
    (priority,) = plan.priorities
    assert (priority.aim, priority.focus) == ("We work with schools:", ["in the north"])
    assert priority.outcomes == ["Fewer children wait", "More families are helped"]


@pytest.mark.parametrize("bullet", ["•", "▪", "–", "1.", "a)"])
def test_outcomes_as_lists_typed_by_hand(bullet):
    plan = read(f"""
        # Key Priority 1: Neglect
        Outcomes
        {bullet} Fewer children wait
        {bullet} More families are helped
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |
    """)
    assert plan.priorities[0].outcomes == ["Fewer children wait", "More families are helped"]


# Priorities as banner rows or as sheets


@pytest.mark.parametrize("form", FORMS)
def test_priorities_as_banner_rows_of_one_table(form):
    plan = read_file(
        FORMS[form]("""
        # Harrowmere Business Plan 2015-18
        | Issue | Lead | Action | Date | Progress |
        | Priority 1: Neglect | < | < | < | < |
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |
        | Priority 2: Exploitation | < | < | < | < |
        | 2. Missing children | QAG | Train the staff | Jul-16 | Held |
        | Online harm | < | < | < | < |
        | 3. Apps | QAG | Share the guide | Jul-16 | Sent |
    """)
    )
    assert priorities(plan) == [("1", "Neglect", 1), ("2", "Exploitation", 1), ("3", "Online harm", 1)]


@pytest.mark.parametrize("written", [as_csv, as_text], ids=["csv", "text"])
def test_priorities_as_banner_rows_that_fill_only_their_first_cell(written):
    plan = read_file(
        written("""
        | Issue | Lead | Action | Date | Progress |
        | Priority 1: Neglect | | | | |
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |
        | Priority 2: Exploitation | | | | |
        | 2. Missing children | QAG | Train the staff | Jul-16 | Held |
    """)
    )
    assert priorities(plan) == [("1", "Neglect", 1), ("2", "Exploitation", 1)]


def test_one_excel_sheet_with_a_title_row_a_header_and_banner_rows():
    plan = read_file(
        as_excel("""
        === Sheet1
        | Harrowmere Business Plan 2015-18 | < | < | < | < |
        | Issue | Lead | Action | Date | Progress |
        | Priority 1: Neglect | < | < | < | < |
        | 1. Late referrals | PPG | Review it | Jun-16 | {green} Done |
    """)
    )
    assert (plan.title, priorities(plan), ratings(plan)) == (
        "Harrowmere Business Plan 2015-18",
        [("1", "Neglect", 1)],
        ["green"],
    )


def test_priorities_as_sheets():
    plan = read_file(
        as_excel(f"""
        === Cover
        Harrowmere Business Plan 2015-18
        Updated March 2016
        === Neglect
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |
        === Exploitation
        {HEAD}
        | 1. Missing children | QAG | Train the staff | Jul-16 | Held |
    """)
    )
    assert (plan.title, plan.updated_written) == ("Harrowmere Business Plan 2015-18", "Updated March 2016")
    assert priorities(plan) == [("1", "Neglect", 1), ("2", "Exploitation", 1)]


def test_priorities_as_sheets_without_a_cover():
    plan = read_file(
        as_excel(f"""
        === Neglect
        Harrowmere Business Plan 2015-18
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |
        === Exploitation
        {HEAD}
        | 1. Missing children | QAG | Train the staff | Jul-16 | Held |
    """)
    )
    assert plan.title == "Harrowmere Business Plan 2015-18"
    assert priorities(plan) == [("1", "Neglect", 1), ("2", "Exploitation", 1)]


def test_a_sheet_whose_name_was_cut_takes_the_whole_name_from_its_first_line():
    plan = read_file(
        as_excel(f"""
        === Children are seen and heard in
        Children are seen and heard in every assessment
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |
        === Exploitation
        {HEAD}
        | 1. Missing children | QAG | Train the staff | Jul-16 | Held |
    """)
    )
    assert priorities(plan) == [
        ("1", "Children are seen and heard in every assessment", 1),
        ("2", "Exploitation", 1),
    ]


def test_a_sheet_of_lists_beside_the_plan_ends_in_a_doubt():
    plan = read_file(
        as_excel(f"""
        === Neglect
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |
        === Lists
        | Open | Closed | Paused |
        | Yes | No | Perhaps |
    """)
    )
    assert doubts(plan) == [("other-table", "Open | Closed | Paused\nYes | No | Perhaps")]


# Issues over several actions


@pytest.mark.parametrize("form", FORMS)
def test_issue_cells_merged_over_several_actions(form):
    plan = read_file(
        FORMS[form](f"""
        # Key Priority 1: Neglect
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |
        | ^ | QAG | Publish it | Jul-16 | Begun |
        | ^ | QAG | Test it | Jul-16 | Begun |
        | 2. Thin evidence | QAG | Audit it | Aug-16 | Begun |
    """)
    )
    assert issues(plan) == ["1 Late referrals: 3", "2 Thin evidence: 1"]


@pytest.mark.parametrize("form", ALL_FORMS)
def test_issue_cells_blank_on_continuation_rows(form):
    plan = read_file(
        ALL_FORMS[form](f"""
        # Key Priority 1: Neglect
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |
        | | QAG | Publish it | Jul-16 | Begun |
        | 2. Thin evidence | QAG | Audit it | Aug-16 | Begun |
    """)
    )
    assert issues(plan) == ["1 Late referrals: 2", "2 Thin evidence: 1"]


def test_issue_cells_repeated_on_each_row_are_one_issue():
    plan = read(f"""
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |
        | 1. Late referrals | QAG | Publish it | Jul-16 | Begun |
    """)
    assert issues(plan) == ["1 Late referrals: 2"]


@pytest.mark.parametrize("form", FORMS)
def test_a_lead_cell_merged_over_several_actions_of_a_file(form):
    plan = read_file(
        FORMS[form](f"""
        # Key Priority 1: Neglect
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |
        | ^ | ^ | Publish it | Jul-16 | Begun |
    """)
    )
    assert promises(plan) == ["Review it | PPG | Jun-16", "Publish it | PPG | Jul-16"]


# Rows split over a page break


@pytest.mark.parametrize(
    ("rest", "words", "notes"),
    [
        ("|> | | and publish it | | |", "Review the threshold and publish it", "Begun"),
        ("|> | | | | and going on |", "Review the threshold", "Begun and going on"),
        (
            "| | | and publish it | | and going on |",
            "Review the threshold and publish it",
            "Begun and going on",
        ),
    ],
)
def test_a_row_split_over_a_page_break_is_joined_with_a_doubt(rest, words, notes):
    plan = read(f"""
        {HEAD}
        | 1. Late referrals | PPG | Review the threshold | Jun-16 | Begun |
        {rest}
        | | PPG | Test it | Jun-16 | Begun |
    """)
    assert (plan.actions[0].words, progress(plan)[0], len(plan.actions)) == (words, notes, 2)
    assert [doubt.kind for doubt in plan.doubts if doubt.place == "line 3"] == ["joined-row"]


def test_an_issue_split_over_a_page_break_is_joined_with_a_doubt():
    plan = read(f"""
        {HEAD}
        | 1. Late referrals in | PPG | Review the threshold | Jun-16 | Begun |
        |> the north | | | | |
    """)
    assert issues(plan) == ["1 Late referrals in the north: 1"]
    assert doubts(plan) == [("joined-row", "Late referrals in the north")]


def test_a_lead_split_over_a_page_break_is_joined_with_a_doubt():
    plan = read(f"""
        {HEAD}
        | 1. Late referrals | PPG | Review the threshold | Jun-16 | Begun |
        |> | and QAG | | | |
    """)
    assert promises(plan) == ["Review the threshold | PPG + QAG | Jun-16"]
    assert doubts(plan) == [("joined-row", "and QAG")]


def test_an_action_of_its_own_after_a_page_break_is_not_joined():
    plan = read(f"""
        {HEAD}
        | 1. Late referrals | PPG | Review the threshold | Jun-16 | Begun |
        |> | QAG | Publish it | Jul-16 | |
    """)
    assert promises(plan) == ["Review the threshold | PPG | Jun-16", "Publish it | QAG | Jul-16"]


# Dates


def test_a_target_date_and_a_revised_date_in_two_columns():
    plan = read("""
        | Issue | Lead | Action | Target date | Revised date | Progress |
        | 1. Late referrals | PPG | Review it | Jun-16 | Sep-16 | Begun |
        | 2. Thin evidence | PPG | Audit it | Jun-16 | | Begun |
    """)
    assert [(action.due, action.revised) for action in plan.actions] == [("Jun-16", "Sep-16"), ("Jun-16", "")]


def test_dates_of_an_excel_sheet_are_the_words_it_shows():
    book = openpyxl.load_workbook(
        io.BytesIO(
            as_excel("""
        | Issue | Lead | Action | Target date | Revised date |
        | 1. Late referrals | PPG | Review it | | |
    """)
        )
    )
    for column, pattern in ((4, "mmm-yy"), (5, "dd/mm/yyyy")):
        cell = book.active.cell(2, column, datetime.date(2016, 6, 1))
        cell.number_format = pattern
    out = io.BytesIO()
    book.save(out)
    (action,) = read_file(out.getvalue()).actions
    assert (action.due, action.revised) == ("Jun-16", "01/06/2016")


@pytest.mark.parametrize("column", ["due", "revised"])
def test_a_date_kept_as_words_becomes_a_doubt(column):
    cells = {"due": "Jun-16", "revised": "Jul-16"} | {column: "31/02/2016"}
    plan = read(f"""
        | Issue | Action | Target date | Revised date |
        | 1. Late referrals | Review it | {cells["due"]} | {cells["revised"]} |
    """)
    assert [getattr(action, column) for action in plan.actions] == ["31/02/2016"]
    assert doubts(plan) == [("due", "31/02/2016")]


# Tables


def test_two_tables_of_one_priority_are_one_list_of_issues():
    plan = read(f"""
        # Key Priority 1: Neglect
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |

        | Action | Issue | Lead | Date |
        | Audit it | 2. Thin evidence | QAG | Jul-16 |
    """)
    assert priorities(plan) == [("1", "Neglect", 2)]
    assert promises(plan) == ["Review it | PPG | Jun-16", "Audit it | QAG | Jul-16"]


RISKS = """Risk register
        | Risk | Likelihood | Impact | Mitigation | Owner |
        | Staff leave | Low | High | Recruit more | Chair |"""
RISK_WORDS = "Risk register\nRisk | Likelihood | Impact | Mitigation | Owner\nStaff leave | Low | High | Recruit more | Chair"


@pytest.mark.parametrize("form", FORMS)
def test_a_second_table_that_is_no_plan_ends_in_a_doubt(form):
    plan = read_file(
        FORMS[form](f"""
        # Key Priority 1: Neglect
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |

        {RISKS}
    """)
    )
    assert promises(plan) == ["Review it | PPG | Jun-16"]
    assert doubts(plan) == [("other-table", RISK_WORDS)]


def test_a_table_that_is_no_plan_between_two_priorities_ends_in_a_doubt():
    plan = read(f"""
        # Key Priority 1: Neglect
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |

        {RISKS}
        # Key Priority 2: Exploitation
        {HEAD}
        | 1. Missing children | PPG | Train the staff | Jun-16 | Begun |
    """)
    assert priorities(plan) == [("1", "Neglect", 1), ("2", "Exploitation", 1)]
    assert doubts(plan) == [("other-table", RISK_WORDS)]


def test_an_attendance_list_after_the_plan_ends_in_a_doubt():
    plan = read(f"""
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |

        # Attendance
        | Name | June | September |
        | Ann Bee | Yes | No |
    """)
    assert doubts(plan) == [("other-table", "Attendance\nName | June | September\nAnn Bee | Yes | No")]


def test_words_after_the_last_table_end_in_a_doubt():
    plan = read(f"""
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |

        Approved by the board in March.
        Page 4 of 4
    """)
    assert doubts(plan) == [("unplaced", "Approved by the board in March.\nPage 4 of 4")]


def test_words_between_a_table_and_the_next_counted_priority_end_in_a_doubt():
    plan = read(f"""
        # Key Priority 1: Neglect
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |

        Agreed with the schools.
        # Key Priority 2: Exploitation
        {HEAD}
        | 1. Missing children | PPG | Train the staff | Jun-16 | Begun |
    """)
    assert priorities(plan) == [("1", "Neglect", 1), ("2", "Exploitation", 1)]
    assert doubts(plan) == [("unplaced", "Agreed with the schools.")]


def test_a_priority_without_actions_yet_is_kept():
    plan = read(f"""
        # Key Priority 1: Neglect
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |
        # Key Priority 2: Exploitation
        Outcomes
        - Fewer children go missing
    """)
    assert priorities(plan) == [("1", "Neglect", 1), ("2", "Exploitation", 0)]
    assert plan.priorities[1].outcomes == ["Fewer children go missing"]


def test_an_issue_without_actions_yet_is_kept():
    plan = read(f"""
        {HEAD}
        | 1. Late referrals | | | | |
        | 2. Thin evidence | PPG | Audit it | Jun-16 | Begun |
    """)
    assert issues(plan) == ["1 Late referrals: 0", "2 Thin evidence: 1"]


# The front, in odd places


def test_title_board_month_and_legend_in_a_table_on_the_front():
    plan = read("""
        | Harrowmere Safeguarding Children Board | < |
        | Business Plan 2015-18 | Updated March 2016 |

        # Key Priority 1: Neglect
        | Issue | Lead | Action |
        | 1. Late referrals | PPG | Review it |
    """)
    assert (plan.title, plan.board, plan.updated_written, plan.purpose) == (
        "Business Plan 2015-18",
        "Harrowmere Safeguarding Children Board",
        "Updated March 2016",
        [],
    )


def test_the_month_and_the_legend_under_the_first_priority_belong_to_the_plan():
    plan = read(f"""
        # Harrowmere Business Plan 2015-18
        # Key Priority 1: Neglect
        Updated March 2016
        Red: Off Target; Green: Complete
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |
    """)
    assert (plan.updated_written, plan.legend) == (
        "Updated March 2016",
        {"red": "Off Target", "green": "Complete"},
    )
    assert plan.priorities[0].aim == ""


def test_the_month_and_the_board_after_the_last_table_belong_to_the_plan():
    plan = read(f"""
        # Harrowmere Business Plan 2015-18
        # Key Priority 1: Neglect
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |

        Harrowmere Safeguarding Children Board
        Last updated: March 2016
    """)
    assert (plan.board, plan.updated) == (
        "Harrowmere Safeguarding Children Board",
        datetime.date(2016, 3, 1),
    )
    assert doubts(plan) == []


def test_a_running_head_is_not_read_again():
    plan = read(f"""
        # Harrowmere Business Plan 2015-18
        # Key Priority 1: Neglect
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |

        Harrowmere Business Plan 2015-18
        {HEAD}
        | 2. Thin evidence | PPG | Audit it | Jun-16 | Begun |
    """)
    assert priorities(plan) == [("1", "Neglect", 2)]


def test_a_plan_without_a_title_is_called_plan_with_a_doubt():
    plan = read(f"""
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | Begun |
    """)
    assert (plan.title, [doubt.kind for doubt in plan.doubts if doubt.place == "beginning"]) == (
        "Plan",
        ["title"],
    )


# Word's own ways


def test_a_word_table_whose_header_is_not_marked_as_one():
    plan = read_file(
        as_word(f"# Key Priority 1: Neglect\n{HEAD}\n| 1. Late | PPG | Review it | Jun-16 | Begun |")
    )
    assert promises(plan) == ["Review it | PPG | Jun-16"]


def test_vertical_text_in_a_word_table_is_text():
    paper = docx.Document(io.BytesIO(as_word(f"{HEAD}\n| 1. Late | PPG | Review it | Jun-16 | Begun |")))
    for cell in paper.tables[0].columns[0].cells:
        upright = OxmlElement("w:textDirection")
        upright.set(qn("w:val"), "btLr")
        cell._tc.get_or_add_tcPr().append(upright)
    out = io.BytesIO()
    paper.save(out)
    assert issues(read_file(out.getvalue())) == ["1 Late: 1"]


def test_a_header_two_rows_high_in_a_word_table():
    plan = read_file(
        as_word("""
        || Issue | Action | Completion date | < | Progress |
        || ^ | ^ | Original | Revised | ^ |
        | 1. Late | Review it | Jun-16 | Sep-16 | Begun |
    """)
    )
    assert [(action.due, action.revised) for action in plan.actions] == [("Jun-16", "Sep-16")]


# Files that are no plan


def letter():
    paper = docx.Document()
    for line in (
        "Dear Ms Bee,",
        "Thank you for your letter about the plan.",
        "We will act on it by June 2016.",
    ):
        paper.add_paragraph(line)
    return saved(paper)


def minutes():
    paper = docx.Document()
    paper.add_heading("Minutes of the board, 3 March 2016", 1)
    table = paper.add_table(3, 3)
    rows = [
        ("Item", "Discussion", "Agreed"),
        ("1", "The plan was noted.", "Yes"),
        ("2", "Any other business", "None"),
    ]
    for at, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(at, column).text = text
    return saved(paper)


def numbers():
    book = openpyxl.Workbook()
    for row in range(30):
        book.active.append([row * column for column in range(8)])
    return saved(book)


def contacts():
    out = io.StringIO()
    csv.writer(out).writerows(
        [
            ("Name", "Agency", "E-mail"),
            ("Ann Bee", "Police", "ann@example.org"),
            ("Cy Dee", "Health", "cy@example.org"),
        ]
    )
    return out.getvalue().encode()


def saved(paper):
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


@pytest.mark.parametrize("made", [letter, minutes, numbers, contacts])
def test_a_file_that_is_not_a_plan_is_refused_in_one_message(made):
    with pytest.raises(Unreadable) as refused:
        read_file(made())
    assert str(refused.value) == NO_PLAN


def test_a_risk_register_by_itself_is_not_a_plan():
    with pytest.raises(Unreadable) as refused:
        read(RISKS)
    assert str(refused.value) == NO_PLAN
