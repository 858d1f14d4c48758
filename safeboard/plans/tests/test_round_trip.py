"""What a paper says is read back as the same plan: in four formats, and from other programs' PDFs."""

import io
import os
import random
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings

from safeboard.plans.outline import same_words, to_json
from safeboard.plans.papers.layout import PaperOptions
from safeboard.plans.reading import read_plan
from safeboard.plans.tests import any_plan, real_plan
from safeboard.plans.tests.test_real_plan import differences
from safeboard.plans.tests.written import write_excel, write_html, write_pdf, write_word
from safeboard.samples.make_sample_plan import sample_plan

WRITERS = {"word": write_word, "excel": write_excel, "pdf": write_pdf, "html": write_html}
SOFFICE = shutil.which("soffice")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def words(outline):
    """The outline as values; a number inferred on one side is written on the other."""
    data = to_json(same_words(outline))
    data.pop("columns")
    for priority in data["priorities"]:
        for issue in priority["issues"]:
            issue.pop("number_written")
    return data


def coloured_real_plan():
    """The real plan with ratings dealt out from a seed, since the text lost its own."""
    outline = read_plan(real_plan.text_bytes())
    dealt = random.Random(2016)
    for action in outline.actions:
        action.rating = dealt.choice(["red", "amber", "green"])
    return outline


def stripped(data, form):
    """The file without what cannot be seen: properties, custom parts, metadata."""
    if form == "pdf":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if "/Metadata" in pdf.Root:
                del pdf.Root.Metadata
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            out = io.BytesIO()
            pdf.save(out)
            return out.getvalue()
    if form == "html":
        return data
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as less:
        for name in whole.namelist():
            if not name.startswith(("docProps/", "customXml/")):
                less.writestr(name, whole.read(name))
    return out.getvalue()


@real_plan.needs_the_real_plan
@pytest.mark.parametrize("form", WRITERS)
def test_the_real_plan_comes_back_whole(form):
    outline = coloured_real_plan()
    back = read_plan(WRITERS[form](outline))
    assert differences(words(back), words(outline)) == []
    assert [action.rating for action in back.actions] == [action.rating for action in outline.actions]


@real_plan.needs_the_real_plan
@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("at", [5, 40])
def test_a_row_cut_in_two_is_joined_and_said_so(form, at):
    outline = coloured_real_plan()
    back = read_plan(WRITERS[form](outline, options=PaperOptions(continuation=at)))
    assert differences(words(back), words(outline)) == []
    kinds = sorted(doubt.kind for doubt in back.doubts)
    assert kinds == ["joined-row", "no-words", "no-words"]  # two of its own rows have a date and no words


def by_libreoffice(outline, folder):
    (folder / "plan.docx").write_bytes(write_word(outline))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        SOFFICE,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "plan.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "plan.pdf").read_bytes()


def by_a_browser(outline, folder):
    (folder / "plan.html").write_bytes(write_html(outline))
    quiet = (
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    )
    command = [
        CHROMIUM,
        *quiet.split(),
        "--disable-component-update",
        "--disable-sync",
        f"--user-data-dir={folder}/profile",
    ]
    command += ["--no-pdf-header-footer", f"--print-to-pdf={folder}/plan.pdf", f"file://{folder}/plan.html"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "plan.pdf").read_bytes()


def untagged(data):
    """A PDF as older programs make it: no structure tree."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in [pdf.Root, *(page.obj for page in pdf.pages)]:
            for key in {"/StructTreeRoot", "/MarkInfo", "/StructParents"} & set(thing.keys()):
                del thing[key]
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


PRODUCERS = {
    "typst": lambda outline, folder: write_pdf(outline),
    "LibreOffice": by_libreoffice,
    "a browser": by_a_browser,
    "typst, untagged": lambda outline, folder: untagged(write_pdf(outline)),
    "LibreOffice, untagged": lambda outline, folder: untagged(by_libreoffice(outline, folder)),
    "a browser, untagged": lambda outline, folder: untagged(by_a_browser(outline, folder)),
}


def lost_or_merged(outline, back):
    """Actions of the outline that are not in what was read, word for word and rated as they were."""
    read = [_said(action) for action in back.actions]
    return [action.place for action in outline.actions if _said(action) not in read]


def _said(action):
    return action.words, action.due, action.rating, [note.text for note in action.notes]


@real_plan.needs_the_real_plan
@pytest.mark.parametrize("producer", PRODUCERS)
def test_no_action_is_lost_or_merged_in_a_pdf_without_a_doubt_that_says_so(producer, tmp_path: Path):
    if ("LibreOffice" in producer and not SOFFICE) or ("browser" in producer and not CHROMIUM):
        pytest.skip(f"{producer} is not on this machine")
    outline = coloured_real_plan()
    back = read_plan(PRODUCERS[producer](outline, tmp_path))
    lost = lost_or_merged(outline, back)
    said = [doubt for doubt in back.doubts if doubt.kind in ("joined-row", "column-missing", "unplaced")]
    assert (len(back.actions), len(lost) <= len(said)) == (79, True), (lost, back.doubts)


@pytest.mark.parametrize("form", WRITERS)
def test_any_plan_comes_back_from_what_is_visible_alone(form):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(outline=any_plan.plans())
    def holds(outline):
        back = read_plan(stripped(WRITERS[form](outline), form))
        assert differences(words(back), words(replace(outline, columns={}))) == []

    holds()


@pytest.mark.parametrize("form", WRITERS)
def test_how_dates_moved_and_the_acronyms_stand_at_the_end_and_come_back_as_that(form):
    outline = replace(
        sample_plan(),
        dates_moved=[
            "Priority 5, issue 9, “Gather data on private fostering”: Dec 15 → Mar 16 (agreed at Board, 8 December 2015)"
            " → June 16 (agreed at Board, 15 March 2016)",
            "Issue 2, “Red: ask”: no date → On going",
        ],
        glossary={"CSE": ["Child sexual exploitation", "Client: service, evaluated"], "T&WFD": ["Training"]},
    )
    back = read_plan(stripped(WRITERS[form](outline), form))
    assert differences(words(back), words(outline)) == []
    assert (back.dates_moved, back.glossary) == (outline.dates_moved, outline.glossary)
    plain = read_plan(WRITERS[form](sample_plan()))
    assert [doubt.kind for doubt in back.doubts] == [doubt.kind for doubt in plain.doubts]


@pytest.mark.parametrize("form", ["word", "html"])
def test_what_a_person_adds_under_an_ending_is_kept_as_a_doubt(form):
    outline = replace(sample_plan(), dates_moved=["Remember the minutes."])
    (doubt,) = [doubt for doubt in read_plan(WRITERS[form](outline)).doubts if doubt.kind == "unplaced"]
    assert doubt.seen == "Remember the minutes."


def test_a_row_without_a_reference_is_known_by_its_bookmark():
    outline = sample_plan()
    for number, action in enumerate(outline.actions):
        action.ref = f"A{number}"
    back = read_plan(write_word(outline, options=PaperOptions(show_ref=False)))
    assert [action.ref for action in back.actions] == [action.ref for action in outline.actions]


def test_a_reference_that_is_printed_counts_before_the_bookmark():
    outline = sample_plan()
    outline.actions[0].ref = "A1"
    data = io.BytesIO(write_word(outline, options=PaperOptions(show_ref=True)))
    document = Document(data)
    cell = document.tables[0].rows[1].cells[1]
    cell.paragraphs[0].runs[0].text = "A7"
    edited = io.BytesIO()
    document.save(edited)
    assert read_plan(edited.getvalue()).actions[0].ref == "A7"
