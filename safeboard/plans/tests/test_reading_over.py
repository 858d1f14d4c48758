"""Reading a file over a plan: whose it is, as of when it was written, and which files are refused."""

import datetime
import io
import uuid

import docx
import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from safeboard.core.reading.blocks import Unreadable
from safeboard.documents.models import Document
from safeboard.plans import printing, queries, services, working_copies
from safeboard.plans.models import Proposal
from safeboard.plans.offers import offers_of
from safeboard.plans.proposing.changes import What
from safeboard.plans.rating import label
from safeboard.plans.reading_over import NothingNew, ReadAlready, Stranger
from safeboard.plans.tests import factories as make
from safeboard.plans.tests.copies import copy_of, edited, read_over
from safeboard.plans.tests.edited_papers import ACTION, DUE, PROGRESS, WordPaper
from safeboard.plans.tests.written import write_word

pytestmark = pytest.mark.django_db
AUDIT, TRAIN = "Audit ten cases", "Train every nurse"
NOON = datetime.datetime(2026, 10, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


@pytest.fixture
def plan(board):
    return make.a_plan(board, make.promise(AUDIT), make.promise(TRAIN))


def reworded(paper):
    paper.put(AUDIT, ACTION, "ten", "twelve")


def offered(proposal):
    return offers_of(proposal, day=timezone.localdate()).open


def change_the_plan(plan):
    """Somebody changes the same words on the web after the copy was written."""
    services.change_part(make.actions_of(plan)[0], changes={"words": "Audit all cases"}, **make.by_now())


# --- Compared with the plan as it was when the file was written ---


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_working_copy_knows_when_it_was_written(plan, form):
    data = edited(plan, reworded, form=form)
    change_the_plan(plan)
    (words,) = offered(read_over(plan, data))
    assert (words.then, words.now, words.conflict) == (AUDIT, "Audit all cases", True)


def test_a_copy_as_at_a_day_is_compared_with_that_day(plan):
    services.post_update(make.actions_of(plan)[0], words="All read", **make.by_now())
    at, day = timezone.now(), datetime.date(2016, 3, 31)
    picture = queries.picture_of(plan, day=day)
    said = printing.identity_of(picture, written_at=at, ahead=False, restricted=True)
    paper = WordPaper(printing.paper_of(picture, "docx", identity=said))
    reworded(paper)
    assert [one.what for one in offered(read_over(plan, paper.bytes()))] == [What.WORDS]


def test_a_file_that_knows_nothing_is_compared_with_the_plan_as_it_was_accepted(plan):
    outline = make.an_outline(make.promise(AUDIT), make.promise(TRAIN))
    change_the_plan(plan)
    with pytest.raises(NothingNew):
        read_over(plan, write_word(outline))


def test_next_quarters_plan_in_the_old_document_gives_what_is_new_in_it(plan):
    outline = make.an_outline(make.promise(AUDIT, due="June 2017"), make.promise(TRAIN), make.promise("Ask"))
    proposal = read_over(plan, write_word(outline))
    assert ([one.what for one in offered(proposal)], proposal.base) == ([What.DATE, What.ADD_ACTION], {})


# --- Refused ---


def test_a_copy_of_another_plan_of_the_board_is_sent_there(board, plan):
    other = make.a_plan(board, make.promise(AUDIT), title="Business Plan 2018-21")
    with pytest.raises(Stranger) as refused:
        read_over(plan, edited(other, reworded))
    assert str(refused.value) == (
        "This file is a working copy of “Business Plan 2018-21”, not of “Business Plan 2015-18”: read it over that plan."
    )


def test_a_copy_of_another_boards_plan_does_not_say_what_that_is_called(plan):
    other = make.a_plan(make.a_board("Elsewhere"), make.promise(AUDIT), title="Secret plan")
    with pytest.raises(Stranger) as refused:
        read_over(plan, edited(other, reworded))
    assert str(refused.value) == (
        "This file is a working copy of another plan, which this board does not have here, not of “Business Plan 2015-18”: "
        "read it over the plan it was written from."
    )


def test_a_file_with_hardly_a_row_of_the_plan_is_a_stranger(plan):
    strange = ["Buy new boats", "Paint the harbour wall", "Teach sailing to beginners", "Mend every net"]
    outline = make.an_outline(*[make.promise(words, leads=["Harbour"], due="May 2019") for words in strange])
    with pytest.raises(Stranger, match="Hardly a row of this file is in “Business Plan 2015-18”: 0 of 4"):
        read_over(plan, write_word(outline))
    assert (Proposal.objects.count(), Document.objects.filter(name="edited.docx").count()) == (0, 0)


def test_the_same_bytes_lead_to_what_they_proposed_before(plan):
    data = edited(plan, reworded)
    first = read_over(plan, data)
    with pytest.raises(ReadAlready) as refused:
        read_over(plan, data, name="again.docx")
    assert (refused.value.proposal, Proposal.objects.count()) == (first, 1)


def test_a_file_that_cannot_be_read_is_explained(plan):
    with pytest.raises(Unreadable, match="No table of actions"):
        read_over(plan, b"Dear all, please find the plan attached.")


@pytest.mark.parametrize("end", ["closed", "withdrawn"])
def test_nothing_is_read_over_a_plan_that_is_not_worked(plan, end):
    data = edited(plan, reworded)
    if end == "withdrawn":
        services.withdraw_plan(plan, why="Wrong file", **make.by_now())
    else:
        for row in make.actions_of(plan):
            services.drop_part(row, why="Over", **make.by_now())
        services.close_plan(plan, **make.by_now())
    with pytest.raises(ValidationError, match=end):
        read_over(plan, data)


# --- What a file may say of itself ---


def forged(data, **said):
    """The copy with other things in its properties; None takes one out."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    properties = {f"Safeboard {name.replace('_', ' ')}": value for name, value in said.items()}
    for name in properties:
        if name in book.custom_doc_props.names:
            del book.custom_doc_props[name]
    for name, value in properties.items():
        if value is not None:
            book.custom_doc_props.append(openpyxl.packaging.custom.StringProperty(name=name, value=value))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "said",
    [
        {"known_at": "2999-01-01T00:00:00+00:00"},
        {"known_at": "0001-01-01T00:00:00+14:00"},
        {"known_at": "2016-03-01T00:00:00+00:00"},
        {"known_at": "2026-03-01"},
        {"known_at": "soon"},
        {"known_at": None},
        {"day": "0000-00-00"},
        {"day": "'; DROP TABLE plans_plan; --"},
        {"day": None},
        {"notes": "-1"},
        {"notes": "9" * 300},
        {"notes": "many"},
        {"plan": "not a plan"},
        {"plan": None},
    ],
)
def test_what_cannot_be_true_is_not_believed(plan, said):
    data = forged(edited(plan, reworded, form="xlsx"), **said)
    proposal = read_over(plan, data)
    assert (proposal.base, [one.what for one in offered(proposal)]) == ({}, [What.WORDS])


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_any_day_that_is_one_can_be_painted(plan, day):
    data = forged(edited(plan, reworded, form="xlsx"), day=day, ahead="yes")
    assert What.WORDS in [one.what for one in offered(read_over(plan, data))]


def test_a_forged_number_of_a_plan_is_a_stranger(plan):
    with pytest.raises(Stranger):
        read_over(plan, forged(edited(plan, reworded, form="xlsx"), plan=str(uuid.uuid4())))


def test_how_it_was_written_is_kept_and_read_back():
    written = working_copies.Written(NOON.date(), NOON, True, False, 3)
    assert working_copies.from_json(working_copies.to_json(written)) == written
    assert working_copies.from_json(working_copies.to_json(None)) is None


def test_a_copy_that_somebody_saved_with_another_program_is_still_a_copy(plan):
    document = docx.Document(io.BytesIO(edited(plan, reworded)))
    out = io.BytesIO()
    document.save(out)
    assert read_over(plan, out.getvalue()).base != {}


def test_a_copy_with_few_notes_does_not_miss_the_others(plan):
    services.post_update(make.actions_of(plan)[0], words="Seven read", **make.by_now())
    at, day = timezone.now(), timezone.localdate()
    picture = queries.picture_of(plan, day=day, ahead=True)
    options = printing.PaperOptions(note_limit=1)
    said = printing.identity_of(picture, written_at=at, ahead=True, restricted=True, options=options)
    paper = WordPaper(printing.paper_of(picture, "docx", options=options, identity=said))
    paper.add_line(AUDIT, PROGRESS, "Update April 2016: Sent.")
    assert [one.wanted for one in offered(read_over(plan, paper.bytes()))] == ["Update April 2016: Sent."]


def test_an_unedited_copy_says_nothing_new(plan):
    with pytest.raises(NothingNew):
        read_over(plan, copy_of(plan))


# --- What goes wrong in a word processor, and is nobody's wish ---


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_copy_that_lost_the_line_of_its_legend_proposes_nothing(board, form):
    plan = make.a_plan(board, make.promise(AUDIT, rating="amber"), make.promise(TRAIN, rating="green"))
    legend = queries.legends_of(plan)[0]
    line = "; ".join(label(rating, legend) for rating in legend)
    with pytest.raises(NothingNew):
        read_over(plan, edited(plan, lambda paper: paper.retype(line, "Draft"), form=form))


def test_a_plan_has_every_legend_it_had_the_newest_first(plan):
    before = queries.legends_of(plan)[0]
    said = dict(before) | {"amber": "Begun"}
    services.change_meaning(plan, meanings=said, **make.by_now())
    assert [each["amber"] for each in queries.legends_of(plan)] == ["Begun", before["amber"]]


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_cell_left_empty_proposes_nothing_and_is_told(board, form):
    plan = make.a_plan(board, make.promise(AUDIT, due="June 2016"), make.promise(TRAIN, due="July 2016"))
    first, _ = make.actions_of(plan)
    with pytest.raises(NothingNew, match=rf"It leaves the date of A{first.pk} empty"):
        read_over(plan, edited(plan, lambda paper: paper.write(AUDIT, DUE, ""), form=form))

    def both(paper):
        paper.write(AUDIT, DUE, "")
        paper.put(TRAIN, ACTION, "every", "each")

    offers = offers_of(read_over(plan, edited(plan, both, form=form)), day=timezone.localdate())
    assert [one.what for one in offers.open] == [What.WORDS]
    assert [(one.part, one.name, one.now) for one in offers.reading.emptied] == [
        (("action", first.pk), "date", "June 2016")
    ]


def test_a_column_that_is_empty_throughout_says_nothing(plan):
    with pytest.raises(NothingNew) as refused:
        read_over(plan, edited(plan, lambda paper: paper.clear_column(DUE)))
    assert "It leaves" not in str(refused.value)
