"""Issue numbers: written, missing, restarted, or inferred from their neighbours."""

from safeboard.plans.outline import IssueLine
from safeboard.plans.reading.numbering import infer_numbers
from safeboard.plans.tests.small_plans import doubts, issues, read


def numbered(*written):
    """Issues by what is written before them: "1", "" for nothing, "new" for a NEW one without a number."""
    lines = [
        IssueLine(f"Issue {at}", number if number.isdigit() else None, new=number == "new")
        for at, number in enumerate(written)
    ]
    infer_numbers(lines)
    return [line.number for line in lines]


def test_a_missing_number_is_the_one_its_neighbours_leave_free():
    assert numbered("1", "", "3") == ["1", "2", "3"]


def test_missing_numbers_at_the_beginning_are_inferred():
    assert numbered("", "", "3") == ["1", "2", "3"]


def test_no_numbers_at_all_are_counted_from_one():
    assert numbered("", "", "") == ["1", "2", "3"]


def test_missing_numbers_at_the_end_go_on_counting():
    assert numbered("1", "", "") == ["1", "2", "3"]


def test_a_gap_that_does_not_fit_leaves_the_issues_without_numbers():
    assert numbered("1", "", "5") == ["1", None, "5"]


def test_a_new_issue_fills_the_gap_only_when_it_fits():
    assert numbered("1", "new", "3") == ["1", "2", "3"]
    assert numbered("1", "", "new", "3") == ["1", "2", None, "3"]


def test_new_issues_at_the_end_stay_without_a_number():
    assert numbered("1", "", "new") == ["1", "2", None]


def test_numbers_that_begin_anew_are_kept_and_what_stood_before_counts_on():
    assert numbered("1", "2", "", "1", "") == ["1", "2", "3", "1", "2"]


def test_numbers_that_go_back_are_kept_and_nothing_is_made_of_the_gap():
    assert numbered("4", "", "2") == ["4", None, "2"]


def test_an_inferred_number_says_that_nobody_wrote_it():
    plan = read("""
        | Issue | Action | Lead |
        | 1. Late referrals | Review the threshold | PPG |
        | Thin evidence | Audit the files | PPG |
        | 3. Neglect | Train the staff | PPG |
    """)
    assert [(issue.number, issue.number_written) for issue in plan.issues] == [
        ("1", True),
        ("2", False),
        ("3", True),
    ]


def test_numbering_restarts_with_each_priority():
    plan = read("""
        # Key Priority 1: Neglect
        | Issue | Action | Lead |
        | 1. Late referrals | Review the threshold | PPG |
        | 2. Thin evidence | Audit the files | PPG |
        # Key Priority 2: Exploitation
        | Issue | Action | Lead |
        | 1. Missing children | Train the staff | PPG |
        | Online harm | Share the guide | PPG |
    """)
    assert issues(plan) == [
        "1 Late referrals: 1",
        "2 Thin evidence: 1",
        "1 Missing children: 1",
        "2 Online harm: 1",
    ]


def test_numbers_with_letters_and_points_stay_as_written():
    plan = read("""
        | Issue | Action | Lead |
        | 4a. Late referrals | Review the threshold | PPG |
        | 1.2 Thin evidence | Audit the files | PPG |
    """)
    assert issues(plan) == ["4a Late referrals: 1", "1.2 Thin evidence: 1"]


def test_numbers_in_a_column_of_their_own_are_the_issues():
    plan = read("""
        | No. | Issue | Action | Lead |
        | 1 | Late referrals | Review the threshold | PPG |
        | 2. | 2. Thin evidence | Audit the files | PPG |
    """)
    assert issues(plan) == ["1 Late referrals: 1", "2 Thin evidence: 1"]


def test_a_row_with_a_number_of_its_own_is_an_action_of_its_own():
    plan = read("""
        | No. | Action | Lead |
        | 1 | Review the threshold | PPG |
        | 2 | threshold training | |
    """)
    assert [(action.ref, action.words) for action in plan.actions] == [
        ("1", "Review the threshold"),
        ("2", "threshold training"),
    ]


def test_words_in_a_column_of_numbers_end_in_a_doubt():
    plan = read("""
        | No. | Issue | Action | Lead |
        | see the strategy | 1. Late referrals | Review the threshold | PPG |
    """)
    assert issues(plan) == ["1 Late referrals: 1"]
    assert doubts(plan) == [("column-unknown", "line 2: see the strategy")]


def test_a_reference_beside_an_issue_alone_is_its_number():
    plan = read("""
        | Ref | Issue | Action | Lead |
        | 1.1 | Late referrals | | |
        | 1.2 | Thin evidence | Audit the files | PPG |
    """)
    assert issues(plan) == ["1.1 Late referrals: 0", "- Thin evidence: 1"]
    assert [action.ref for action in plan.actions] == ["1.2"]


def test_numbers_of_actions_beside_a_blank_issue_are_kept_as_their_references():
    plan = read("""
        | No. | Issue | Action | Lead |
        | 1 | Late referrals | Review the threshold | PPG |
        | 1.2 | | Publish the threshold | PPG |
    """)
    assert issues(plan) == ["1 Late referrals: 2"]
    assert [action.ref for action in plan.actions] == ["", "1.2"]
