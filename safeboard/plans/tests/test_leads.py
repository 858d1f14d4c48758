"""Two or three leads in one cell, with or without a separator, told apart by the plan's own names."""

import pytest

from safeboard.plans.reading.leads import Vocabulary
from safeboard.plans.tests.small_plans import doubts, promises, read

NAMES = [
    "PPG",
    "QAG",
    "LSCB Chair",
    "Training Group",
    "Training and Development Group",
    "Head of Early Help",
    "Police",
]


@pytest.mark.parametrize(
    ("cell", "leads"),
    [
        ("PPG", ["PPG"]),
        ("PPG/QAG", ["PPG", "QAG"]),
        ("PPG / QAG / Police", ["PPG", "QAG", "Police"]),
        ("PPG; QAG", ["PPG", "QAG"]),
        ("PPG, QAG", ["PPG", "QAG"]),
        ("PPG\nQAG", ["PPG", "QAG"]),
        ("PPG\nand QAG", ["PPG", "QAG"]),
        ("PPG and\nQAG", ["PPG", "QAG"]),
        ("PPG and QAG", ["PPG", "QAG"]),
        ("PPG & QAG", ["PPG", "QAG"]),
        ("PPG QAG", ["PPG", "QAG"]),
        ("PPG QAG Police", ["PPG", "QAG", "Police"]),
        ("LSCB Chair Training Group", ["LSCB Chair", "Training Group"]),
        ("Head of Early Help LSCB Chair", ["Head of Early Help", "LSCB Chair"]),
        ("Training and Development Group", ["Training and Development Group"]),
        ("Training and Development Group PPG", ["Training and Development Group", "PPG"]),
        ("  PPG   QAG ", ["PPG", "QAG"]),
        ("ppg qag", ["ppg", "qag"]),
    ],
)
def test_leads_are_told_apart_by_the_plans_own_names(cell, leads):
    split = Vocabulary([*NAMES, cell]).split(cell)
    assert (split.leads, split.unsure) == (leads, False)


@pytest.mark.parametrize(
    ("cell", "leads"),
    [
        ("Neglect Group Quality Group", ["Neglect Group", "Quality Group"]),
        ("Designated Nurse Training Manager", ["Designated Nurse", "Training Manager"]),
        ("Board Chair Head of Housing", ["Board Chair", "Head of Housing"]),
    ],
)
def test_names_the_plan_never_uses_alone_are_cut_by_their_shape_with_a_doubt(cell, leads):
    split = Vocabulary([*NAMES, cell]).split(cell)
    assert (split.leads, split.unsure) == (leads, True)


@pytest.mark.parametrize(
    "cell",
    [
        "LSCB Business Manager",
        "CSE Group Chair",
        "Director of Children and Families",
        "Chair of the Training Group",
    ],
)
def test_one_posts_name_stays_whole(cell):
    assert Vocabulary([*NAMES, cell]).split(cell).leads == [cell]


def test_a_cell_cut_by_shape_says_so_in_a_doubt():
    plan = read("""
        | Issue | Lead | Action |
        | 1. Late referrals | Neglect Group Quality Group | Review the threshold |
    """)
    assert promises(plan) == ["Review the threshold | Neglect Group + Quality Group | "]
    assert doubts(plan) == [("leads", "Neglect Group Quality Group")]


def test_a_cell_without_a_name_is_no_lead_and_ends_in_a_doubt():
    plan = read("""
        | Issue | Lead | Action |
        | 1. Late referrals | – | Review the threshold |
    """)
    assert promises(plan) == ["Review the threshold |  | "]
    assert doubts(plan) == [("leads", "–")]


def test_a_lead_cell_merged_over_several_actions_holds_for_each_of_them():
    plan = read("""
        | Issue | Lead | Action | Date |
        | 1. Late referrals | PPG | Review the threshold | Jun-16 |
        | ^ | ^ | Publish the threshold | Jul-16 |
        | 2. Neglect | QAG | Train the staff | Aug-16 |
    """)
    assert promises(plan) == [
        "Review the threshold | PPG | Jun-16",
        "Publish the threshold | PPG | Jul-16",
        "Train the staff | QAG | Aug-16",
    ]


def test_a_date_merged_over_several_actions_holds_for_each_of_them():
    plan = read("""
        | Issue | Lead | Action | Date |
        | 1. Late referrals | PPG | Review the threshold | Jun-16 |
        | ^ | QAG | Publish the threshold | ^ |
    """)
    assert promises(plan) == ["Review the threshold | PPG | Jun-16", "Publish the threshold | QAG | Jun-16"]


def test_a_blank_lead_under_another_is_nobody():
    plan = read("""
        | Issue | Lead | Action | Date |
        | 1. Late referrals | PPG | Review the threshold | Jun-16 |
        | | | Publish the threshold | Jul-16 |
    """)
    assert promises(plan) == ["Review the threshold | PPG | Jun-16", "Publish the threshold |  | Jul-16"]
