"""Which column is which: header rows reworded, reordered, repeated, two rows high, or short of a column."""

import pytest

from safeboard.core.reading.blocks import Cell, Row, Source
from safeboard.plans.reading.assemble import assemble
from safeboard.plans.reading.columns import role_of
from safeboard.plans.tests.small_plans import doubts, issues, priorities, progress, promises, ratings, read

# The headings of ../shared/plans/SPELLINGS.md, each in the role that real plans give it.
OWNERS = """Lead; LEAD; Sub group or Lead; BY WHOM; Leads; Responsibility; Responsible Officer; Lead Officer;
    Lead Officer/EM; Officer; Lead Director; Lead agency; Accountable Persons; Relevant Agencies; Risk Owner/Role"""
DATES = """Completion Date; Timescale; TIMESCALE; Timescale/ Target; Timetable; WHEN; Date; TARGET DATE; Exec Date;
    Deadline; By when; Completion Date - mmm/yy"""
ACTIONS = "Action; ACTION; Actions for 2015-16; Specific Actions; ACTION(s) REQUIRED; Task"
PROGRESS = """Progress (RAG); PROGRESS; PROGRESS at MARCH 2014; Progresspresented to Committee; STATUS/ COMMENT;
    Response; Action taken"""
RATINGS = "RAG rating; RAG Status; Assessment of progress Categories 1 - 4; Delivery (RAG)"


def headings(listed):
    return [" ".join(heading.split()) for heading in listed.split(";")]


@pytest.mark.parametrize("heading", headings(OWNERS))
def test_every_heading_met_for_owners_names_the_lead(heading):
    plan = read(f"""
        | Issue | {heading} | Action | Progress |
        | 1. Late referrals | PPG | Review the threshold | Begun |
    """)
    assert promises(plan) == ["Review the threshold | PPG | "]


@pytest.mark.parametrize("heading", headings(DATES))
def test_every_heading_met_for_dates_names_the_due(heading):
    plan = read(f"""
        | Issue | Lead | Action | {heading} |
        | 1. Late referrals | PPG | Review the threshold | Jun-16 |
    """)
    assert promises(plan) == ["Review the threshold | PPG | Jun-16"]


@pytest.mark.parametrize("heading", headings(ACTIONS))
def test_every_heading_met_for_actions_names_the_action(heading):
    plan = read(f"""
        | Issue | Lead | {heading} | Completion Date |
        | 1. Late referrals | PPG | Review the threshold | Jun-16 |
    """)
    assert promises(plan) == ["Review the threshold | PPG | Jun-16"]


@pytest.mark.parametrize("heading", headings(PROGRESS))
def test_every_heading_met_for_progress_names_the_progress(heading):
    plan = read(f"""
        | Issue | Lead | Action | {heading} |
        | 1. Late referrals | PPG | Review the threshold | Update Dec 15: Begun |
    """)
    assert progress(plan) == ["Update Dec 15: Begun"]


@pytest.mark.parametrize("heading", headings(RATINGS))
def test_every_heading_met_for_ratings_names_the_rating(heading):
    plan = read(f"""
        | Issue | Lead | Action | Progress | {heading} |
        | 1. Late referrals | PPG | Review the threshold | Begun | Green |
    """)
    assert ratings(plan) == ["green"]


# These mean one thing alone and another beside a heading that says it better.


@pytest.mark.parametrize("heading", ["Recommendation", "Standard", "Areas for improvement"])
def test_a_recommendation_is_the_action_where_no_column_is_called_so(heading):
    plan = read(f"""
        | {heading} | Lead | Date |
        | Review the threshold | PPG | Jun-16 |
    """)
    assert promises(plan) == ["Review the threshold | PPG | Jun-16"]


@pytest.mark.parametrize("heading", ["Recommendation", "Standard", "Areas for improvement"])
def test_a_recommendation_is_the_issue_beside_an_action(heading):
    plan = read(f"""
        | {heading} | Action | Lead | Date |
        | Children wait too long | Review the threshold | PPG | Jun-16 |
    """)
    assert issues(plan) == ["1 Children wait too long: 1"]


@pytest.mark.parametrize("heading", ["Status", "Outcome"])
def test_a_status_or_an_outcome_is_the_progress_where_nothing_else_is(heading):
    plan = read(f"""
        | Action | Lead | Date | {heading} |
        | Review the threshold | PPG | Jun-16 | Update Dec 15: Begun |
    """)
    assert progress(plan) == ["Update Dec 15: Begun"]


def test_a_status_beside_comments_is_the_rating():
    plan = read("""
        | Action | Lead | Date | Status | Comments |
        | Review the threshold | PPG | Jun-16 | Amber | Begun |
    """)
    assert (ratings(plan), progress(plan)) == (["amber"], ["Begun"])


def test_the_second_of_a_target_date_and_a_new_date_is_the_revised_date():
    plan = read("""
        | Issue | Action | TARGET DATE | NEW DATE |
        | 1. Late referrals | Review the threshold | Jun-16 | Sep-16 |
    """)
    assert [(action.due, action.revised) for action in plan.actions] == [("Jun-16", "Sep-16")]


# "Date Raised" is on purpose no date by which an action is due: nobody promised it. Its words are kept in a doubt.


def test_the_day_an_action_was_raised_is_kept_in_a_doubt_and_is_no_due_date():
    plan = read("""
        | Issue | Lead | Action | Date Raised | Deadline |
        | 1. Late referrals | PPG | Review the threshold | 3 May 2015 | Jun-16 |
    """)
    assert promises(plan) == ["Review the threshold | PPG | Jun-16"]
    assert doubts(plan) == [("column-unknown", "line 2: 3 May 2015")]


def test_the_day_an_action_was_raised_is_no_due_date_even_where_there_is_no_other():
    plan = read("""
        | Issue | Lead | Action | Date Raised |
        | 1. Late referrals | PPG | Review the threshold | 3 May 2015 |
    """)
    assert promises(plan) == ["Review the threshold | PPG | "]
    assert doubts(plan) == [("column-unknown", "line 2: 3 May 2015")]


def test_a_review_date_beside_a_completion_date_is_not_a_revised_date():
    plan = read("""
        | Issue | Action | Review date | Completion date |
        | 1. Late referrals | Review the threshold | May-16 | Jun-16 |
    """)
    assert [(action.due, action.revised) for action in plan.actions] == [("Jun-16", "")]
    assert doubts(plan) == [("column-unknown", "line 2: May-16")]


# Header rows


def test_header_rows_reworded_and_reordered_on_the_next_page():
    plan = read("""
        | Issue | Sub group or Lead | Action | Completion Date | Progress (RAG) |
        | 1. Late referrals | PPG | Review the threshold | Jun-16 | Green |

        | ACTION | PROGRESS | BY WHOM | WHEN | KEY ISSUE |
        | Train the staff | Amber | QAG | Jul-16 | 2. Neglect |
    """)
    assert promises(plan) == ["Review the threshold | PPG | Jun-16", "Train the staff | QAG | Jul-16"]
    assert issues(plan) == ["1 Late referrals: 1", "2 Neglect: 1"]
    assert ratings(plan) == ["green", "amber"]


def test_a_header_row_repeated_inside_the_table_is_no_action():
    plan = read("""
        | Issue | Lead | Action | Date |
        | 1. Late referrals | PPG | Review the threshold | Jun-16 |
        | Issue | Lead | Action | Date |
        | 2. Neglect | PPG | Train the staff | Jul-16 |
    """)
    assert promises(plan) == ["Review the threshold | PPG | Jun-16", "Train the staff | PPG | Jul-16"]


def test_a_table_that_goes_on_without_headings_has_those_of_the_page_before():
    plan = read("""
        | Issue | Lead | Action | Date |
        | 1. Late referrals | PPG | Review the threshold | Jun-16 |

        | 2. Neglect | PPG | Train the staff | Jul-16 |
    """)
    assert promises(plan) == ["Review the threshold | PPG | Jun-16", "Train the staff | PPG | Jul-16"]


def test_a_column_that_vanishes_on_one_page_leaves_it_empty_with_a_doubt():
    plan = read("""
        | Issue | Lead | Action | Date | Progress |
        | 1. Late referrals | PPG | Review the threshold | Jun-16 | Update Dec 15: Begun |
        | 2. Neglect | PPG | Train the staff in neglect | Update Dec 15: Held |
    """)
    assert promises(plan) == ["Review the threshold | PPG | Jun-16", "Train the staff in neglect | PPG | "]
    assert doubts(plan) == [
        ("column-missing", "2. Neglect | PPG | Train the staff in neglect | Update Dec 15: Held")
    ]


def test_a_page_whose_header_row_lacks_the_date_column_leaves_it_empty():
    plan = read("""
        | Issue | Lead | Action | Date | Progress |
        | 1. Late referrals | PPG | Review the threshold | Jun-16 | Begun |

        | Issue | Lead | Action | Progress |
        | 2. Neglect | PPG | Train the staff | Held |
    """)
    assert promises(plan) == ["Review the threshold | PPG | Jun-16", "Train the staff | PPG | "]
    assert progress(plan) == ["Begun", "Held"]


def test_a_header_two_rows_high_is_one_header():
    plan = read("""
        | Issue | Lead | Action | Completion | Progress |
        | ^ | ^ | ^ | Date | (RAG) |
        | 1. Late referrals | PPG | Review the threshold | Jun-16 | Green |
    """)
    assert promises(plan) == ["Review the threshold | PPG | Jun-16"]
    assert plan.columns == {
        "issue": "Issue",
        "lead": "Lead",
        "action": "Action",
        "due": "Completion Date",
        "progress": "Progress (RAG)",
    }


def test_dates_under_one_heading_are_told_apart_by_the_row_below_it():
    plan = read("""
        | Issue | Action | Date | < | Progress |
        | ^ | ^ | Target | Revised | ^ |
        | 1. Late referrals | Review the threshold | Jun-16 | Sep-16 | Begun |
    """)
    assert [(action.due, action.revised) for action in plan.actions] == [("Jun-16", "Sep-16")]


def test_headings_grouped_under_wider_ones_are_read_and_the_wider_ones_kept_in_a_doubt():
    plan = read("""
        | Issue | Our promise | < | < | Monitoring | < |
        | ^ | Action | Lead | Date | Progress | RAG |
        | 1. Late referrals | Review the threshold | PPG | Jun-16 | Begun | Green |
    """)
    assert promises(plan) == ["Review the threshold | PPG | Jun-16"]
    assert ratings(plan) == ["green"]
    assert doubts(plan) == [("column-unknown", "Our promise | Monitoring")]


def test_a_first_row_of_short_words_is_not_taken_for_a_second_row_of_headings():
    plan = read("""
        | Issue | Lead | Action | Date | Progress |
        | Neglect | PPG | Training | Ongoing | Begun |
    """)
    assert promises(plan) == ["Training | PPG | Ongoing"]


# Columns nobody claims


def test_every_word_of_an_unknown_column_ends_in_one_doubt():
    plan = read("""
        | Issue | Action | Lead | Resources |
        | 1. Late referrals | Review the threshold | PPG | £500 |
        | 2. Neglect | Train the staff | PPG | Two days |
    """)
    assert doubts(plan) == [("column-unknown", "line 2: £500\nline 3: Two days")]


def test_a_row_longer_than_its_header_loses_nothing():
    plan = read("""
        | Issue | Action | Lead |
        | 1. Late referrals | Review the threshold | PPG | Look at this |
    """)
    assert doubts(plan) == [("column-unknown", "line 2: Look at this")]


def test_a_very_wide_table_with_short_rows_is_read_at_once():
    header = ["Issue", "Action", "Lead", *(f"Measure {at}" for at in range(57))]
    body = ["1. Late", "Review it", "PPG", *(f"{at} per cent" for at in range(27))]
    rows = [Row([Cell(text) for text in texts], 1, f"row {at}") for at, texts in enumerate([header, body], 1)]
    plan = assemble(Source("text", list(rows)))
    assert promises(plan) == ["Review it | PPG | "]


# A column that names the priority


def test_a_priority_column_opens_a_priority_for_each_name_in_it():
    plan = read("""
        # Neglect Action Plan 2015-18
        | Priority | Action | Lead | Date |
        | Neglect | Review the threshold | PPG | Jun-16 |
        | | Publish the threshold | PPG | Jul-16 |
        | Exploitation | Train the staff | QAG | Jul-16 |
        | Neglect | Audit the files | QAG | Aug-16 |
    """)
    assert plan.title == "Neglect Action Plan 2015-18"
    assert priorities(plan) == [("1", "Neglect", 3), ("2", "Exploitation", 1)]


def test_a_priority_column_merged_over_its_rows_beside_an_issue_column():
    plan = read("""
        | Priority | Issue | Action | Lead |
        | 1. Neglect | Late referrals | Review the threshold | PPG |
        | ^ | Thin evidence | Audit the files | PPG |
        | 2. Exploitation | Missing children | Train the staff | QAG |
    """)
    assert priorities(plan) == [("1", "Neglect", 2), ("2", "Exploitation", 1)]
    assert issues(plan) == ["1 Late referrals: 1", "2 Thin evidence: 1", "1 Missing children: 1"]


def test_an_objective_beside_an_issue_names_the_priority():
    plan = read("""
        | Objective | Issue | Action | Lead |
        | Neglect | Late referrals | Review the threshold | PPG |
    """)
    assert priorities(plan) == [("1", "Neglect", 1)]
    assert issues(plan) == ["1 Late referrals: 1"]


def test_an_objective_without_an_issue_column_is_the_issue():
    plan = read("""
        # Key Priority 1: Neglect
        | Objective | Action | Lead |
        | Shorter waits | Review the threshold | PPG |
    """)
    assert issues(plan) == ["1 Shorter waits: 1"]


def test_a_priority_column_under_headings_that_count_priorities_is_the_issue():
    plan = read("""
        # Key Priority 1: Neglect
        | Priority | Action | Lead |
        | Shorter waits | Review the threshold | PPG |
    """)
    assert priorities(plan) == [("1", "Neglect", 1)]
    assert issues(plan) == ["1 Shorter waits: 1"]


def test_a_priority_column_of_high_and_low_is_kept_in_a_doubt():
    plan = read("""
        # Key Priority 1: Neglect
        | Issue | Action | Lead | Priority |
        | 1. Late referrals | Review the threshold | PPG | High |
        | 2. Thin evidence | Audit the files | PPG | Low |
    """)
    assert priorities(plan) == [("1", "Neglect", 2)]
    assert doubts(plan) == [("column-unknown", "line 3: High\nline 4: Low")]


def test_a_plan_without_an_issue_column_has_one_issue_without_words():
    plan = read("""
        | No. | Action | Lead | Date |
        | 1 | Review the threshold | PPG | Jun-16 |
        | 2 | Train the staff | QAG | Jul-16 |
    """)
    assert issues(plan) == ["- : 2"]
    assert [(action.ref, action.words) for action in plan.actions] == [
        ("1", "Review the threshold"),
        ("2", "Train the staff"),
    ]


def test_a_heading_of_words_no_plan_uses_names_nothing():
    assert role_of("Weather") == ""
