"""Word, PDF, Excel and HTML hold the same words, whatever the plan."""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from safeboard.plans.notes import Note
from safeboard.plans.outline import ActionLine, IssueLine, Outline, PriorityLine
from safeboard.plans.papers.layout import PaperOptions, lay_out
from safeboard.plans.tests.paper_words import (
    MARKS,
    letters_in_pdf,
    words_in_excel,
    words_in_html,
    words_in_word,
    words_meant,
)
from safeboard.plans.tests.written import write_excel, write_html, write_pdf, write_word
from safeboard.samples.make_sample_plan import sample_plan

WRITERS = {"word": write_word, "excel": write_excel, "html": write_html}
READERS = {"word": words_in_word, "excel": words_in_excel, "html": words_in_html}

ODDITIES = [
    "",
    "NEW",
    "=1+1",
    "4.",
    "#set",
    "a\nb",
    "\x07",
    "x" * 90,
    "<b>",
    "http://a.b",
    "_x0041_",
    "$x$",
    "- ",
]
RATINGS = st.sampled_from(["", "red", "amber", "green", "blue", "purple"])
DAYS = st.none() | st.dates()


def plans_of(text: st.SearchStrategy[str]) -> st.SearchStrategy[Outline]:
    """Plans of any shape with these words in every place that holds words."""
    few = st.lists(text, max_size=2)
    notes = st.lists(st.builds(Note, text, DAYS, text), max_size=2)
    action = st.builds(ActionLine, text, few, text, text, RATINGS, st.just(""), notes, st.booleans(), text)
    actions = st.lists(action, max_size=2)
    issue = st.builds(IssueLine, text, st.none() | text, st.booleans(), st.booleans(), text, actions)
    priority = st.builds(PriorityLine, text, text, text, text, few, few, st.lists(issue, max_size=2))
    return st.builds(
        Outline,
        title=text,
        board=text,
        updated=DAYS,
        updated_written=text,
        starts=DAYS,
        ends=DAYS,
        legend=st.dictionaries(RATINGS, text, max_size=3),
        purpose=few,
        columns=st.dictionaries(st.sampled_from(["issue", "rating", "progress", "due"]), text, max_size=3),
        priorities=st.lists(priority, max_size=2),
        dates_moved=few,
        glossary=st.dictionaries(text, few, max_size=2),
    )


plans = plans_of(st.text(max_size=12) | st.sampled_from([*ODDITIES, "→ ✓ 中"]))
plain_plans = plans_of(st.text(st.characters(max_codepoint=0x17F, exclude_characters="\xad"), max_size=12))
papers = st.builds(PaperOptions, show_ref=st.booleans(), merge_issues=st.booleans(), draft=st.booleans())
patient = settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)


@patient
@given(plans, papers)
def test_every_word_of_any_plan_is_in_word_excel_and_html(outline, options):
    paper = lay_out(outline, options)

    found = {kind: READERS[kind](write(outline, options=options)) for kind, write in WRITERS.items()}

    assert found == {kind: words_meant(paper, **MARKS.get(kind, {})) for kind in WRITERS}


@patient
@given(plans, papers)
def test_any_plan_at_all_becomes_a_pdf(outline, options):
    assert write_pdf(outline, options=options).startswith(b"%PDF-1.7")


@patient
@given(plain_plans, papers)
def test_every_letter_of_a_plan_in_a_european_language_is_in_the_pdf(outline, options):
    paper = lay_out(outline, options)

    assert letters_in_pdf(write_pdf(outline, options=options)) == "".join(words_meant(paper, **MARKS["pdf"]))


def test_the_four_papers_of_the_sample_plan_hold_the_same_words():
    outline, paper = sample_plan(), lay_out(sample_plan(), PaperOptions())

    found = {kind: READERS[kind](write(outline)) for kind, write in WRITERS.items()}
    found["pdf"] = letters_in_pdf(write_pdf(outline))

    meant = {kind: words_meant(paper, **MARKS.get(kind, {})) for kind in WRITERS}
    meant["pdf"] = "".join(words_meant(paper, **MARKS["pdf"]))
    assert found == meant


def test_the_same_plan_is_the_same_file_each_time():
    writers = [*WRITERS.values(), write_pdf]

    assert [write(sample_plan()) for write in writers] == [write(sample_plan()) for write in writers]
