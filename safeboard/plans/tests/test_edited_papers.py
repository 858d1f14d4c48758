"""A paper that people edited and sent back is read as exactly what they did to it."""

import datetime
import io
import re
import shutil
import subprocess
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings

from safeboard.history.services import CommandLine
from safeboard.plans import places, queries, services
from safeboard.plans.models import Action
from safeboard.plans.notes import Note
from safeboard.plans.outline import ActionLine
from safeboard.plans.papers.layout import PaperOptions
from safeboard.plans.picture import outline_of
from safeboard.plans.proposing import read_over
from safeboard.plans.proposing.changes import What
from safeboard.plans.rating import label
from safeboard.plans.reading import read_plan
from safeboard.plans.tests import any_plan
from safeboard.plans.tests.edited_papers import ACTION, LEAD, PROGRESS, ExcelPaper, WordPaper
from safeboard.plans.tests.pictured import picture_of
from safeboard.plans.tests.scripted_edits import BRIEFING, CAMPAIGN, PUBLISH
from safeboard.plans.tests.scripted_rows import EDITS, ONLY_WORD
from safeboard.plans.tests.test_accepting import NOON, accepted
from safeboard.plans.tests.written import write_excel, write_word
from safeboard.samples.make_sample_plan import sample_plan

SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not on this machine")
PAPERS = {"word": WordPaper, "excel": ExcelPaper}
WRITERS = {"word": write_word, "excel": write_excel}
CASES = [(form, name) for name in EDITS for form in PAPERS if form == "word" or name not in ONLY_WORD]


@pytest.fixture(scope="module")
def picture():
    return picture_of(sample_plan())


def paper_of(picture, form, **options):
    """The working copy of a plan, as a file."""
    usual = {"show_ref": True, "identity": {"plan": "8a5b2c1e", "day": "2026-10-01"}}
    return WRITERS[form](outline_of(picture), options=PaperOptions(**{**usual, **options}))


@cache
def sample_paper(form):
    return paper_of(picture_of(sample_plan()), form)


def edited(form, name):
    paper = PAPERS[form](sample_paper(form))
    EDITS[name][0](paper)
    return paper.bytes()


def found(data, picture, **more):
    """(what, part, wanted) of each proposal."""
    reading = read_over(read_plan(data), now=picture, base=picture, **more)
    return [(one.what, one.part, one.wanted) for one in reading.proposed]


def part_of(picture, said):
    """The key of the part that has these words; of an action where no kind is given."""
    kind, words = ("action", said) if isinstance(said, str) else said
    names = {"priority": "title"}
    return next(
        (kind, part.pk)
        for part in places.all_of(picture, kind)
        if words in getattr(part, names.get(kind, "words"))
    )


def expected(picture, name):
    return [(what, part_of(picture, said) if said else None, wanted) for what, said, wanted in EDITS[name][1]]


def fitted(proposed, wanted):
    """What was proposed, with words that fit a pattern in its place as that pattern."""
    patterns = [words if isinstance(words, re.Pattern) else None for _, _, words in wanted]
    patterns += [None] * (len(proposed) - len(patterns))
    return [
        (what, part, pattern if pattern and pattern.match(words) else words)
        for (what, part, words), pattern in zip(proposed, patterns, strict=False)
    ]


@pytest.mark.parametrize(("form", "name"), CASES)
def test_an_edit_is_found_exactly(picture, form, name):
    proposed, wanted = found(edited(form, name), picture), expected(picture, name)
    assert fitted(proposed, wanted) == wanted


def by_libreoffice(files, folder, form):
    """{name: bytes} opened and saved by LibreOffice, all in one run."""
    for at, data in enumerate(files.values()):
        (folder / f"{at}.{form}").write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [SOFFICE, profile, "--headless", "--convert-to", form, "--outdir", str(folder / "saved")]
    names = [str(folder / f"{at}.{form}") for at in range(len(files))]
    subprocess.run([*command, *names], check=True, capture_output=True, timeout=300)
    return {name: (folder / "saved" / f"{at}.{form}").read_bytes() for at, name in enumerate(files)}


@pytest.fixture(scope="module")
def saved_by_libreoffice(tmp_path_factory):
    files = {name: edited("word", name) for name in EDITS}
    return by_libreoffice(files, tmp_path_factory.mktemp("word"), "docx")


@needs_libreoffice
@pytest.mark.parametrize("name", EDITS)
def test_an_edit_that_libreoffice_saved_is_found_exactly(picture, saved_by_libreoffice, name):
    proposed, wanted = found(saved_by_libreoffice[name], picture), expected(picture, name)
    assert fitted(proposed, wanted) == wanted


@needs_libreoffice
def test_a_workbook_that_libreoffice_saved_is_read_as_well(picture, tmp_path):
    names = ["nothing at all", "much at once"]
    files = {name: edited("excel", name) for name in names}
    saved = by_libreoffice(files, tmp_path, "xlsx")
    proposed = {name: found(saved[name], picture) for name in names}
    wanted = {name: expected(picture, name) for name in names}
    assert {name: fitted(proposed[name], wanted[name]) for name in names} == wanted


@pytest.mark.parametrize("form", PAPERS)
@pytest.mark.parametrize(
    "options", [{}, {"show_ref": False}, {"note_limit": 1}, {"columns": ("progress", "action")}]
)
def test_any_plan_that_nobody_edited_proposes_nothing(form, options):
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(outline=any_plan.plans())
    def holds(outline):
        picture = picture_of(outline)
        assert found(paper_of(picture, form, **options), picture, note_limit=options.get("note_limit")) == []

    holds()


def a_plan_that_reads_back_as_another():
    """Words typed on the web that a reader takes for something else once they are printed."""
    plan = sample_plan()
    first, second = plan.priorities[:2]
    first.title, first.heading = "Be safe. Be well", "Key Priority 1"
    second.outcomes[0] = "• Fewer wait"
    issue = first.issues[0]
    issue.words = "New contracts: 3. To be agreed"
    issue.actions[0].words = "New seek assurance from 4. everyone"
    issue.actions[0].leads = ["Health / Police", "Smith, Jo", "Quality and Practice Group"]
    issue.actions[1].notes.append(Note("Sent.\nMarch 2016 – nothing came. Update May 16: asked again"))
    issue.actions[1].due = "Quarterly – NEW"
    issue.actions[2] = ActionLine("monthly talks", notes=[Note("Red: stopped"), Note("(green)")])
    first.issues[1].words, first.issues[1].number = "", None
    first.issues[2].actions[0].notes = [Note("Begun"), Note("Begun")]
    return plan


@pytest.mark.parametrize("form", PAPERS)
@pytest.mark.parametrize("show_ref", [True, False])
def test_words_that_read_back_as_others_propose_nothing(form, show_ref):
    picture = picture_of(a_plan_that_reads_back_as_another())
    back = read_plan(paper_of(picture, form, show_ref=show_ref))
    assert back.issues[0].actions[0].leads != ["Health / Police", "Smith, Jo", "Quality and Practice Group"]
    assert found(paper_of(picture, form, show_ref=show_ref), picture) == []


@pytest.mark.parametrize("form", PAPERS)
def test_notes_that_the_paper_left_out_are_not_missed(picture, form):
    paper = PAPERS[form](paper_of(picture, form, note_limit=1))
    paper.add_line(PUBLISH, PROGRESS, "Update October 2026: Printed.")
    (proposed,) = found(paper.bytes(), picture, note_limit=1)
    assert (proposed[0], proposed[2]) == (What.NOTE, "Update October 2026: Printed.")


@pytest.mark.parametrize("form", PAPERS)
def test_a_new_row_brings_its_leads_its_date_its_rating_and_its_notes(picture, form):
    data = edited(form, "a row added that is rated and has notes")
    (proposed,) = read_over(read_plan(data), now=picture, base=picture).proposed
    assert (proposed.inside, proposed.value) == (
        part_of(picture, ("issue", "Reach people")),
        {
            "words": "Write to every club",
            "leads": ["Harrowmere Police"],
            "due": "May 2027",
            "rating": "green",
            "notes": [
                Note("Written.", datetime.date(2026, 9, 1), "Update September 2026:"),
                Note("Ten answers.", datetime.date(2026, 10, 1), "Update October 2026:"),
            ],
            "after": part_of(picture, CAMPAIGN)[1],
        },
    )


@pytest.mark.parametrize("form", PAPERS)
def test_an_action_of_a_new_issue_needs_that_issue(picture, form):
    data = edited(form, "an issue added with its action")
    issue, action = read_over(read_plan(data), now=picture, base=picture).proposed
    assert (issue.inside, issue.value["number"], action.inside, action.needs) == (
        ("priority", 1),
        "6",
        None,
        (issue.key,),
    )


@pytest.mark.parametrize("form", PAPERS)
def test_a_row_without_its_reference_is_shown_with_its_score(picture, form):
    data = edited(form, "an action reworded whose reference is gone")
    reading = read_over(read_plan(data), now=picture, base=picture)
    assert (reading.proposed[0].score, reading.certain, reading.alike, reading.unknown) == (85.7, 40, 1, 0)


@pytest.mark.parametrize("form", PAPERS)
def test_a_row_with_its_reference_is_known_for_certain(picture, form):
    data = edited(form, "an action reworded")
    assert [one.score for one in read_over(read_plan(data), now=picture, base=picture).proposed] == [None]


@pytest.mark.parametrize("name", ["two equal rows added", "much at once"])
def test_the_same_file_gives_the_same_keys_and_no_two_alike(picture, name):
    data = edited("word", name)
    keys = [[one.key for one in read_over(read_plan(data), now=picture, base=picture).proposed] for _ in "12"]
    assert (keys[0], len(set(keys[0]))) == (keys[1], len(EDITS[name][1]))
    assert {len(key) for key in keys[0]} == {64}


def test_a_row_that_says_something_else_has_another_key(picture):
    def key(words):
        paper = WordPaper(paper_of(picture, "word"))
        paper.add(CAMPAIGN, {ACTION: words, LEAD: "Harrowmere Police"})
        return read_over(read_plan(paper.bytes()), now=picture, base=picture).proposed[0].key

    assert key("Write to every club") != key("Write to each club")


@pytest.mark.django_db
def test_a_file_is_read_over_the_plan_as_it_was_known_when_it_was_written():
    plan, by = accepted(sample_plan()), CommandLine()
    written = NOON + datetime.timedelta(days=1)
    then = queries.picture_of(plan, day=written.date(), known_at=written)
    paper = WordPaper(paper_of(then, "word"))
    paper.put(PUBLISH, ACTION, "yearly", "annual")
    paper.add_line(BRIEFING, PROGRESS, "Update October 2026: Nobody was late.")
    later = written + datetime.timedelta(days=1)
    for part, words in ((PUBLISH, "Publish a short yearly report"), (CAMPAIGN, "Run a second campaign")):
        action = Action.objects.get(issue__priority__plan=plan, words__contains=part)
        services.change_part(action, changes={"words": words}, by=by, at=later)
    now = queries.picture_of(plan, day=later.date(), ahead=True)
    base = queries.picture_of(plan, day=written.date(), known_at=written)
    proposed = read_over(read_plan(paper.bytes()), now=now, base=base).proposed
    assert [(one.what, one.then, one.now, one.wanted, one.conflict) for one in proposed] == [
        (What.NOTE, None, "", "Update October 2026: Nobody was late.", False),
        (
            What.WORDS,
            "Publish the yearly report",
            "Publish a short yearly report",
            "Publish the annual report",
            True,
        ),
    ]


# --- What goes wrong in a word processor, and is nobody's wish ---


@needs_libreoffice
@pytest.mark.parametrize("again", [False, True], ids=["as it was edited", "saved by LibreOffice"])
def test_a_deleted_row_that_began_an_issue_moves_no_other_row(picture, tmp_path, again):
    """The row is taken out of the table as it is, without its issue's words being typed into the next one."""
    issue = next(one for one in picture.issues if len(one.actions) > 1 and one is not picture.issues[0])
    first, *rest = issue.actions
    paper = WordPaper(sample_paper("word"))
    element = next(
        row.tr
        for table in paper.tables
        for row in table.rows
        if first.words in row.text(table.headings.index(ACTION))
    )
    element.getparent().remove(element)
    out = io.BytesIO()
    paper.document.save(out)
    data = out.getvalue()
    if again:
        data = by_libreoffice({"edited": data}, tmp_path, "docx")["edited"]
    whats = {(what, part) for what, part, _ in found(data, picture)}
    assert (What.GONE, ("action", first.pk)) in whats
    assert [
        one for one in whats if one[0] in (What.MOVE,) or one[1] in {("action", each.pk) for each in rest}
    ] == []
    assert (What.GONE, ("issue", issue.pk)) not in whats


@pytest.mark.parametrize("form", PAPERS)
def test_a_lost_legend_changes_no_rating_and_no_note(picture, form):
    """Without the line that says what the colours mean, each row still says “Amber: On target” at its head."""
    paper = PAPERS[form](sample_paper(form))
    legend = "; ".join(label(rating, picture.legend) for rating in picture.legend)
    paper.retype(legend, "Draft for comment")
    data = paper.bytes()
    reading = read_over(read_plan(data, legends=[dict(picture.legend)]), now=picture, base=picture)
    assert [one.what for one in reading.proposed] == []


def test_a_new_paragraph_under_a_note_is_a_note_of_its_own(picture):
    paper = WordPaper(sample_paper("word"))
    action = next(one for one in picture.actions if one.notes and one.notes[-1].dated and one.words)
    paper.add_line(action.words, PROGRESS, "Q2: all of them were read.")
    assert found(paper.bytes(), picture) == [(What.NOTE, ("action", action.pk), "Q2: all of them were read.")]


def test_words_that_go_on_in_the_line_of_a_note_put_it_right(picture):
    paper = WordPaper(sample_paper("word"))
    action = next(one for one in picture.actions if one.notes and one.notes[-1].dated and one.words)
    *lines, last = paper.lines(action.words, PROGRESS)
    paper.write(action.words, PROGRESS, "\n".join([*lines, f"{last} All of them were read."]))
    assert [what for what, _, _ in found(paper.bytes(), picture)] == [What.NOTE_CHANGED]
