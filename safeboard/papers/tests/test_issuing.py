import datetime
import io
import random

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone
from docx import Document as WordFile
from docx.oxml.ns import qn

from safeboard.boards.models import Lead
from safeboard.boards.services import (
    add_meeting,
    add_term,
    change_meeting,
    change_settings,
    rename_lead,
    say_what_lead_is,
)
from safeboard.core.paper.forms import write
from safeboard.documents import services as documents
from safeboard.documents.models import Document
from safeboard.history.services import CommandLine
from safeboard.papers import gathering, services, verifying
from safeboard.papers.kinds import KINDS
from safeboard.papers.models import Issued, IssuedFile, Paper
from safeboard.papers.tests.paper_words import every_word, facts, headings
from safeboard.plans import bringing_in
from safeboard.plans import services as plans
from safeboard.plans.models import Action, Marking
from safeboard.plans.offers import offers_of
from safeboard.plans.reading_over import NothingNew
from safeboard.plans.services.styling import set_style
from safeboard.plans.tests import factories as make
from safeboard.plans.tests import real_plan
from safeboard.plans.tests.copies import PAPERS, read_over

pytestmark = pytest.mark.django_db
DAY = datetime.date
BY = CommandLine()


def at(day, hour=12):
    return datetime.datetime(day.year, day.month, day.day, hour, tzinfo=datetime.UTC)


def by(day, hour=12):
    return {"by": BY, "at": at(day, hour)}


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


@pytest.fixture
def plan(board):
    return make.a_plan(board)


def a_draft(plan, **more):
    return services.prepare_paper(plan, **{"kind": "exceptions", **make.by_now(), **more})


def issued(plan, **more):
    paper = a_draft(plan, **more)
    services.issue_paper(paper, **make.by_now())
    return Paper.objects.get(pk=paper.pk)


def kept(paper, form):
    with IssuedFile.objects.get(issued__paper=paper, form=form).document.file.open() as file:
        return file.read()


def words_of(data):
    paragraphs = WordFile(io.BytesIO(data)).element.body.iter(qn("w:t"))
    return [text.text for text in paragraphs]


# --- Issuing ---


def test_an_issued_paper_is_kept_in_every_form_of_its_kind_with_its_hash(plan):
    paper = issued(plan)
    files = IssuedFile.objects.filter(issued__paper=paper).order_by("pk")
    assert (paper.state, [file.form for file in files]) == ("issued", ["pdf", "docx", "xlsx", "html"])
    assert list(verifying.faults()) == []


def test_a_paper_is_issued_once(plan):
    paper = a_draft(plan)
    services.issue_paper(paper, **make.by_now())
    with pytest.raises(ValidationError, match="issued or discarded already"):
        services.issue_paper(paper, **make.by_now())
    assert Issued.objects.count() == 1


def test_a_draft_that_somebody_changed_while_it_was_written_is_not_issued(plan, monkeypatch):
    paper = a_draft(plan)
    real = services.write

    def meanwhile(made, form):
        services.change_paper(Paper.objects.get(pk=paper.pk), title="Other", **make.by_now())
        return real(made, form)

    monkeypatch.setattr(services, "write", meanwhile)
    with pytest.raises(ValidationError, match="changed this draft while"):
        services.issue_paper(paper, **make.by_now())
    assert (Paper.objects.get().state, Issued.objects.count()) == ("draft", 0)


def test_a_failure_between_two_files_leaves_nothing_half(plan, monkeypatch):
    paper, count = a_draft(plan), Document.objects.count()
    real, calls = documents.keep, []

    def fails_second(*args, **kwargs):
        calls.append(1)
        if len(calls) == 2:
            raise OSError("no room left")
        return real(*args, **kwargs)

    monkeypatch.setattr(services, "keep", fails_second)
    with pytest.raises(OSError, match="no room"):
        services.issue_paper(paper, **make.by_now())
    assert (Paper.objects.get().state, Issued.objects.count(), Document.objects.count()) == (
        "draft",
        0,
        count,
    )


def test_a_pack_without_papers_is_refused(plan):
    with pytest.raises(ValidationError, match="at least one paper"):
        a_draft(plan, kind="pack", chosen=[])


def test_a_meeting_of_another_board_is_refused(plan):
    other = add_meeting(board=make.a_board("Aldermoor"), date=DAY(2016, 3, 8), **make.by_now())
    with pytest.raises(ValidationError, match="meeting of this board"):
        a_draft(plan, meeting=other)


def test_a_paper_of_a_restricted_plan_is_restricted_whatever_is_asked(plan):
    type(plan).objects.update(marking=Marking.RESTRICTED)
    plan.refresh_from_db()
    assert a_draft(plan, restricted=False).restricted is True


def test_what_is_restricted_stays_out_unless_it_is_asked_for(plan):
    make_restricted = Action.objects.get()
    plans.change_part(make_restricted, changes={"marking": "restricted"}, why="A family", **make.by_now())
    words = {
        flag: words_of(kept(issued(plan, kind="plan", restricted=flag), "docx")) for flag in (True, False)
    }
    assert {flag: "Audit ten cases" in said for flag, said in words.items()} == {True: True, False: False}


def test_a_discarded_draft_is_kept_and_cannot_be_issued(plan):
    paper = a_draft(plan)
    services.discard_paper(paper, **make.by_now())
    with pytest.raises(ValidationError):
        services.issue_paper(paper, **make.by_now())
    assert Paper.objects.get().state == "discarded"


def test_an_issued_paper_is_replaced_with_a_reason_once(plan):
    first = issued(plan)
    with pytest.raises(ValidationError, match="why the issued paper"):
        a_draft(plan, replaces=first)
    a_draft(plan, replaces=first, why="A date was wrong.")
    with pytest.raises(ValidationError, match="begun to replace"):
        a_draft(plan, replaces=first, why="Again")


def test_a_replacement_that_is_discarded_may_be_begun_anew(plan):
    first = issued(plan)
    services.discard_paper(a_draft(plan, replaces=first, why="Wrong"), **make.by_now())
    assert a_draft(plan, replaces=first, why="Wrong").replaces == first


def test_a_draft_shows_what_was_said_after_it_was_begun(plan):
    """Begun a fortnight before the meeting, and everything that comes meanwhile is in it."""
    now = timezone.now()
    later, issued_at = now + datetime.timedelta(days=7), now + datetime.timedelta(days=8)
    meeting = add_meeting(board=plan.board, date=(now + datetime.timedelta(days=14)).date(), **make.by_now())
    a_draft(plan, kind="plan", meeting=meeting)
    plans.post_update(Action.objects.get(), words="Said a week later.", by=BY, at=later)
    draft = Paper.objects.get()
    assert "Said a week later." in every_word(gathering.draft_of(draft, at=issued_at))
    services.issue_paper(draft, by=BY, at=issued_at)
    issued = Issued.objects.get()
    said = any("Said a week later." in each for each in words_of(kept(issued.paper, "docx")))
    assert (issued.day, said) == (timezone.localdate(issued_at), True)


def test_a_paper_issued_after_its_meeting_shows_the_day_of_the_meeting(plan):
    meeting = add_meeting(board=plan.board, date=DAY(2016, 12, 15), **by(DAY(2016, 11, 1)))
    paper = services.prepare_paper(plan, kind="plan", meeting=meeting, **by(DAY(2016, 12, 20)))
    assert gathering.to_issue(paper, at=at(DAY(2016, 12, 20))).day == DAY(2016, 12, 15)


def test_a_double_click_makes_one_draft_and_another_paper_another(plan):
    first, twin, other = (a_draft(plan, title=title) for title in ("One", "One", "Two"))
    assert (first == twin, first == other, Paper.objects.count()) == (True, False, 2)


def test_a_paper_with_what_is_restricted_says_so_on_each_page(plan):
    made = {
        flag: gathering.draft_of(a_draft(plan, restricted=flag), at=timezone.now()) for flag in (True, False)
    }
    assert {flag: one.printed.startswith("Restricted: ") for flag, one in made.items()} == {
        True: True,
        False: False,
    }


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_an_issued_plan_read_back_as_it_is_proposes_nothing_and_edited_what_was_edited(plan, form):
    """With a cover sheet in front and acronyms behind; the plan is changed after it was issued."""
    add_term(board=plan.board, acronym="PPPG", meaning="Policy group", **make.by_now())
    paper = issued(
        plan, kind="plan", author="Morgan Hale", purpose="decision", recommendation="That it is agreed."
    )
    data = kept(paper, form)
    (action,) = Action.objects.all()
    with pytest.raises(NothingNew):
        read_over(plan, data)
    plans.change_part(action, changes={"words": "Audit all cases"}, **make.by_now())
    edited = PAPERS[form](data)
    edited.put("Audit ten cases", "Action", "ten", "twelve")
    (offer,) = offers_of(read_over(plan, edited.bytes()), day=timezone.localdate()).open
    assert (offer.then, offer.now, offer.conflict) == ("Audit ten cases", "Audit all cases", True)


def test_a_pack_has_what_was_said_of_the_papers_in_it(plan):
    """Their own titles and what the board is asked, from their drafts for the same meeting, frozen with the pack."""
    meeting = add_meeting(board=plan.board, date=DAY(2016, 3, 8), **by(DAY(2016, 1, 4)))
    services.prepare_paper(
        plan,
        kind="exceptions",
        meeting=meeting,
        title="What is off target",
        author="Jo Day",
        purpose="decision",
        recommendation="That the board asks the police.",
        **by(DAY(2016, 3, 1)),
    )
    pack = services.prepare_paper(
        plan, kind="pack", chosen=["exceptions", "changed"], meeting=meeting, **by(DAY(2016, 3, 1))
    )
    services.issue_paper(pack, **by(DAY(2016, 3, 1), 13))
    again = gathering.again_from_the_record(Issued.objects.get())
    assert facts(again, "About this paper")["Recommendation"] == "That the board asks the police."
    assert "What is off target" in headings(again)
    draft = Paper.objects.get(kind="exceptions")
    services.change_paper(draft, meeting=meeting, title="Another title", **by(DAY(2016, 3, 2)))
    assert "What is off target" in headings(gathering.again_from_the_record(Issued.objects.get()))


def test_a_public_version_that_could_name_somebody_is_issued_once_somebody_looked(plan):
    """By itself, and in a pack."""
    action = Action.objects.get()
    plans.change_part(
        action, changes={"marking": "public", "words": "Ask JT about it"}, why="Agreed", **make.by_now()
    )
    for more in ({"kind": "public"}, {"kind": "pack", "chosen": ["public"]}):
        draft = a_draft(plan, **more)
        with pytest.raises(ValidationError, match="say that you have"):
            services.issue_paper(draft, **make.by_now())
        services.issue_paper(draft, looked=True, **make.by_now())
    assert Issued.objects.count() == 2


# --- Verifying ---


def test_a_byte_that_changed_is_told(plan):
    paper = issued(plan)
    document = IssuedFile.objects.get(issued__paper=paper, form="pdf").document
    with open(default_storage.path(document.file.name), "r+b") as file:
        file.write(b"x")
    assert [fault.says for fault in verifying.faults()] == [
        "Its bytes are not those that were kept: restore the file from a backup."
    ]


def test_a_file_that_is_gone_is_told_and_the_command_ends_with_one(plan, capsys):
    paper = issued(plan)
    document = IssuedFile.objects.get(issued__paper=paper, form="pdf").document
    default_storage.delete(document.file.name)
    with pytest.raises(SystemExit) as ended:
        call_command("verify")
    assert ended.value.code == 1
    assert capsys.readouterr().out.splitlines()[0] == (
        f"{document.name} (document {document.pk}): Its file is not in the files folder: restore it from a backup."
    )


def test_a_file_put_in_the_place_of_the_issued_one_is_told(plan):
    paper = issued(plan)
    other = documents.keep(b"other", name="other.pdf", kind="pdf", board=plan.board, **make.by_now())
    document = IssuedFile.objects.get(issued__paper=paper, form="pdf").document
    Document.objects.filter(pk=document.pk).update(sha256=other.sha256, size=other.size, file=other.file.name)
    assert [fault.says for fault in verifying.faults()] == [
        "The file kept for this issued paper is not the one that was issued."
    ]


def test_when_all_adds_up_the_command_says_so(plan, capsys):
    issued(plan)
    call_command("verify")
    assert capsys.readouterr().out.splitlines()[-1].endswith("looked at. All of it adds up.")


@pytest.mark.parametrize(("moved", "ahead"), [(None, DAY(2016, 6, 14)), (DAY(2016, 6, 28), DAY(2016, 9, 13))])
def test_what_a_paper_looks_ahead_to_is_the_board_after_its_meeting(plan, moved, ahead):
    """It is written some days before."""
    diary = [DAY(2016, 3, 8), DAY(2016, 6, 14), DAY(2016, 9, 13)]
    meeting, *_ = [add_meeting(board=plan.board, date=day, **by(DAY(2016, 1, 4))) for day in diary]
    if moved:
        kept = {"kind": meeting.kind, "updates_by": None, "papers_by": None}
        change_meeting(meeting, date=moved, **kept, **by(DAY(2016, 1, 5)))
        meeting.refresh_from_db()
    paper = services.prepare_paper(plan, kind="priority", meeting=meeting, **by(DAY(2016, 3, 1)))
    asked = gathering.to_issue(paper, at=at(DAY(2016, 3, 1)))
    assert gathering.material_of_issued(asked).next_board == ahead


# --- The same again from the record ---


@real_plan.needs_the_real_plan
@pytest.mark.parametrize("kind", ["plan", "pack"])
def test_a_paper_of_march_2016_stays_as_it_was_whatever_is_changed_afterwards(kind):
    plan, meeting = the_real_plan()
    paper = services.prepare_paper(
        plan,
        kind=kind,
        meeting=meeting,
        chosen=[kind for kind in KINDS if kind != "pack"],
        title="As the board saw it",
        author="Morgan Hale",
        **by(DAY(2016, 3, 7)),
    )
    services.issue_paper(paper, looked=True, **by(DAY(2016, 3, 7), 13))
    paper = Paper.objects.get(pk=paper.pk)
    before = {form: kept(paper, form) for form in gathering.forms_of(paper)}
    fifty_changes(plan, meeting)
    assert list(verifying.faults()) == []
    again = gathering.again_from_the_record(Issued.objects.get(), draft=False)
    assert {form: write(again, form) == data for form, data in before.items()} == dict.fromkeys(before, True)
    now = gathering.draft_of(paper, at=at(DAY(2016, 6, 1)))
    assert words_of(write(now, "docx")) != words_of(before["docx"])


def the_real_plan():
    outline = bringing_in.read(real_plan.text_bytes())
    first = by(DAY(2016, 3, 1))
    plan = bringing_in.bring_in(
        real_plan.text_bytes(), name="plan.txt", outline=outline, board="Harrowmere", **first
    )
    for day in (DAY(2015, 12, 8), DAY(2016, 6, 14)):
        add_meeting(board=plan.board, date=day, **first)
    add_term(board=plan.board, acronym="CSE", meaning="Child sexual exploitation", **first)
    for action in Action.objects.filter(issue__priority__plan=plan).order_by("pk")[:12]:
        plans.change_part(action, changes={"marking": Marking.PUBLIC}, why="Agreed", **first)
    return plan, add_meeting(board=plan.board, date=DAY(2016, 3, 8), **first)


def fifty_changes(plan, meeting):
    """Of every kind that a paper could show, all after it was issued."""
    days, dealt = (DAY(2016, 4, 1) + datetime.timedelta(n) for n in range(60)), random.Random(50)
    actions = list(Action.objects.filter(issue__priority__plan=plan).order_by("pk"))
    lead = Lead.objects.filter(board=plan.board).order_by("pk").first()
    early = DAY(2016, 2, 1)
    for action in dealt.sample(actions, 35):
        plans.post_update(
            action, words="Told later of February.", effective_on=early, rating="red", **by(next(days))
        )
    for action in dealt.sample(actions, 5):
        plans.change_part(
            action, changes={"words": "Other words"}, why="Clearer", effective_on=early, **by(next(days))
        )
    for action in dealt.sample(actions, 3):
        plans.move_date(action, becomes="March 2017", why="Slow", meeting=meeting, **by(next(days)))
    say_what_lead_is(lead, kind="group", starts=early, **by(next(days)))
    rename_lead(lead, name="Another name", effective_on=early, **by(next(days)))
    add_term(board=plan.board, acronym="CSE", meaning="Another meaning", **by(next(days)))
    plans.change_meaning(plan, meanings={"amber": "At risk"}, effective_on=early, **by(next(days)))
    change_meeting(
        meeting, date=DAY(2016, 7, 5), kind="Special", updates_by=None, papers_by=None, **by(next(days))
    )
    change_settings(plan.board, check_every_months=1, difference_after_months=1, **by(next(days)))
    set_style(plan.board, accent="#003366", notes=1, columns=["issue", "action", "due"], **by(next(days)))


def test_the_command_writes_a_draft_and_keeps_nothing(plan, tmp_path, capsys):
    call_command("papers", "exceptions", out=tmp_path, format=["docx"])
    (path,) = tmp_path.iterdir()
    assert (path.name in capsys.readouterr().out, Paper.objects.count()) == (True, 0)


def test_the_command_refuses_a_day_without_a_meeting(plan):
    with pytest.raises(CommandError, match="no meeting on 2016-03-08"):
        call_command("papers", "exceptions", meeting="2016-03-08")
