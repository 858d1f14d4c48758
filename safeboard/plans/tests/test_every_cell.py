"""Every non-empty cell ends in the plan or in a doubt, whatever the columns are called and however they stand.

The small plans of the neighbouring tests are all read by `small_plans.read`, which asks the same of each of them.
"""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from safeboard.core.reading.blocks import Cell, Heading, Paragraph, Row, Source, Unreadable
from safeboard.core.reading.files import read_source
from safeboard.plans.outline import same_words
from safeboard.plans.reading.assemble import assemble
from safeboard.plans.tests import any_plan, real_plan
from safeboard.plans.tests.nothing_lost import lost, read_whole
from safeboard.plans.tests.small_plans import as_html, read_file, source
from safeboard.plans.tests.test_columns import ACTIONS, DATES, OWNERS, PROGRESS, headings
from safeboard.plans.tests.written import write_excel, write_html, write_word
from safeboard.samples.make_sample_plan import FILE

quickly = settings(deadline=None, suppress_health_check=list(HealthCheck))


# The check itself


@pytest.mark.parametrize(
    "left_out", ["Thin evidence", "QAG", "Audit the files", "Jul-16", "Update Dec 15: Held"]
)
def test_words_that_are_lost_are_found_out(left_out):
    whole = """
        | Issue | Lead | Action | Date | Progress |
        | 1. Late referrals | PPG | Review the threshold | Jun-16 | Begun |
        | 2. Thin evidence | QAG | Audit the files | Jul-16 | Update Dec 15: Held |
    """
    less = assemble(source(whole.replace(left_out, "Another")))
    assert [words.removeprefix("2. ") for _, words in lost(source(whole), less)] == [left_out]


# Real plans and papers


@real_plan.needs_the_real_plan
def test_no_word_of_the_real_plan_is_lost():
    read_file(real_plan.text_bytes())


@real_plan.needs_the_real_plan
@pytest.mark.parametrize("write", [write_word, write_excel, write_html])
def test_no_word_of_the_real_plans_papers_is_lost(write):
    read_file(write(read_file(real_plan.text_bytes())))


def test_no_word_of_the_sample_plan_is_lost():
    read_file(FILE.read_bytes())


@pytest.mark.parametrize("write", [write_word, write_excel, write_html])
def test_no_word_of_any_plans_paper_is_lost(write):
    @settings(quickly, max_examples=10)
    @given(outline=any_plan.plans())
    def holds(outline):
        read_file(write(outline))

    holds()


# Any small table

KNOWN = [*headings(OWNERS), *headings(DATES), *headings(ACTIONS), *headings(PROGRESS)]
KNOWN += [
    "Issue",
    "Priority",
    "Objective",
    "Recommendation",
    "Standard",
    "Ref",
    "No.",
    "RAG",
    "Status",
    "Outcome",
    "Impact",
]
KNOWN += [
    "Date Raised",
    "NEW DATE",
    "Review date",
    "Resources",
    "",
    "Success looks like",
    "Risk",
    "Update",
    "Lead Officer",
]
SHAPES = ["{}", "{}", "{}", "", "4. {}", "NEW {}", "{} and", "New review {}", "and {}", "Update Dec 15: {}", "{}\n{}",
          "Review {}", "Amber: {}", "Priority 2: {}", "Outcomes", "• {}", "{}: June 2016", "by {}", "Green", "3", "–",
          "{}/{}", "{} Group {} Group", "Jun-16", "31/02/2016", "NEW", "Action", "Date"]  # fmt: skip


@st.composite
def any_table(draw):
    """Blocks of a file that may be a plan: words of which no two are alike, so that none can stand in for another."""
    count = iter(range(10_000))

    def words():
        shape = draw(st.sampled_from(SHAPES))
        return shape.format(*(f"word{next(count)} thing" for _ in range(shape.count("{}"))))

    found: list = []
    for table in range(1, draw(st.integers(1, 3)) + 1):
        for _ in range(draw(st.integers(0, 3))):
            place = f"block {len(found)}"
            found.append(draw(st.sampled_from([Heading(words(), 2, place), Paragraph(words(), place)])))
        width = draw(st.integers(2, 7))
        rows = [[draw(st.sampled_from(KNOWN)) for _ in range(width)]] if draw(st.integers(0, 3)) else []
        for _ in range(draw(st.integers(0, 5))):
            rows.append([words() for _ in range(max(1, width - draw(st.sampled_from([0, 0, 0, 1, -1]))))])
        for row in rows:
            cells = [Cell(text, fill=draw(st.sampled_from(["", "", "#ff0000", "#deeaf6"]))) for text in row]
            place = f"block {len(found)}"
            found.append(Row(cells, table, place, after_break=draw(st.sampled_from([False, False, True]))))
    return Source(
        draw(st.sampled_from(["word", "excel", "html", "csv"])), [block for block in found if _text(block)]
    )


def _text(block):
    return "".join(block.texts) if isinstance(block, Row) else block.text


@settings(quickly, max_examples=250, derandomize=True)
@given(any_table())
def test_no_word_of_any_table_is_lost_and_nothing_is_raised_but_unreadable(file):
    try:
        read_whole(file)
    except Unreadable:
        assume(False)


# Columns shuffled and headings renamed at random

ROWS = [
    ("1. Late referrals", "PPG", "Review the threshold", "Jun-16", "Update Dec 15: Begun"),
    (
        "1. Late referrals",
        "QAG",
        "NEW Publish the threshold",
        "End of Sept 16",
        "Begun. Update March 16: Sent",
    ),
    ("2. Thin evidence", "PPG/QAG", "Audit the files", "2016-17", ""),
    (
        "3. Missing children",
        "Police",
        "Train the staff in schools",
        "On going",
        "Update Jan 16: Half of them",
    ),
    ("3. Missing children", "PPG Police", "Share the guide", "", ""),
    ("NEW Online harm", "QAG", "Test the filters", "Reviewed annually – March 2016", "Update Dec 15: Bought"),
]
ISSUES = ["Issue", "ISSUE", "Key issue", "Issues", "Objective", "Theme", "Aim"]
RENAMED = st.tuples(
    st.sampled_from(ISSUES),
    *(st.sampled_from(headings(listed)) for listed in (OWNERS, ACTIONS, DATES, PROGRESS)),
)


def shown(names, order):
    """The invented plan with its columns so called, in this order."""
    issue, lead, action, due, progress = names
    rows = [(issue, lead, action, due, progress), *ROWS]
    lines = ["| " + " | ".join(row[at] for at in order) + " |" for row in rows]
    return "\n".join(["# Neglect Action Plan 2015-18", "# Key Priority 1: Neglect", *lines])


PLAIN = assemble(source(shown(("Issue", "Lead", "Action", "Completion Date", "Progress"), range(5))))


def words(outline):
    outline = same_words(outline)
    outline.columns = {}
    return outline


def test_the_invented_plan_has_six_actions_and_every_cell_in_its_place():
    assert [(action.leads, action.due) for action in PLAIN.actions] == [
        (["PPG"], "Jun-16"),
        (["QAG"], "End of Sept 16"),
        (["PPG", "QAG"], "2016-17"),
        (["Police"], "On going"),
        (["PPG", "Police"], ""),
        (["QAG"], "Reviewed annually – March 2016"),
    ]


@settings(quickly, max_examples=120)
@given(names=RENAMED, order=st.permutations(range(5)))
def test_columns_shuffled_and_headings_renamed_at_random_still_read(names, order):
    assert words(read_whole(source(shown(names, order)))) == words(PLAIN)


@settings(quickly, max_examples=25)
@given(names=RENAMED, order=st.permutations(range(5)))
def test_columns_shuffled_and_headings_renamed_in_a_web_page_still_read(names, order):
    assert words(read_whole(read_source(as_html(shown(names, order))))) == words(PLAIN)
