"""Preparing papers, and issuing them: what is issued is kept as its bytes and never altered."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from safeboard.boards.models import Board
from safeboard.core.paper.forms import write
from safeboard.documents.services import keep
from safeboard.history.services import record
from safeboard.papers import gathering
from safeboard.papers.kinds import KINDS
from safeboard.papers.models import ASKED, IssuedFile, Paper
from safeboard.papers.writing import title_of
from safeboard.plans.models import Marking, Plan

TWICE_WITHIN = datetime.timedelta(seconds=20)
FIELDS = (*ASKED, "restricted")
ISSUED_ALREADY = "This paper has been issued or discarded already. Look at the list of papers."
CHANGED_MEANWHILE = "Somebody changed this draft while it was being issued. Look at it, and issue it again."
LOOK = "Look at each place that could name somebody, and say that you have: the public reads them."
WITHDRAWN = "The plan was withdrawn, so no paper of it is written. Prepare a paper of the plan that stands."


@transaction.atomic
def prepare_paper(plan, *, kind, by, at, meeting=None, replaces=None, why="", **said):
    """Begin a draft. meeting: whose paper it is; without one it shows the plan as it is today. said: of FIELDS.

    replaces: the issued paper it puts right, with the reason in `why`. Returns the Paper. Raises ValidationError.
    """
    if kind not in KINDS:
        raise ValidationError({"kind": "Choose a paper from the list"})
    Board.objects.select_for_update().get(
        pk=plan.board_id
    )  # so that a second press of the button finds the first
    if replaces and (not why.strip() or replaces.state != Paper.State.ISSUED):
        raise ValidationError({"why": "Enter why the issued paper is replaced"})
    if replaces and Paper.objects.filter(replaces=replaces).exists():
        raise ValidationError("Somebody has begun to replace this paper already: go on with that one.")
    paper = Paper(
        board=plan.board,
        plan=plan,
        kind=kind,
        replaces=replaces,
        why=why.strip(),
        made_at=at,
        made_by_name=by.name,
    )
    _fill(paper, meeting, said)
    if twin := _just_prepared(paper, by=by, at=at):
        return twin
    paper.save()
    record(by=by, verb="prepared", thing=paper, at=at, board=plan.board, kind=kind)
    return paper


@transaction.atomic
def change_paper(paper, *, by, at, meeting=None, **said):
    """Change a draft. Raises ValidationError where it is one no longer."""
    held = _held_draft(paper)
    _fill(held, meeting, said)
    held.save()
    record(by=by, verb="changed", thing=held, at=at, board=held.board)
    return held


@transaction.atomic
def discard_paper(paper, *, by, at):
    """Take a draft off the list; it is kept. What it was to replace may be replaced by another. Raises ValidationError
    where it is a draft no longer."""
    held = _held_draft(paper)
    held.state, held.replaces, held.why = Paper.State.DISCARDED, None, ""
    held.save()
    record(by=by, verb="discarded", thing=held, at=at, board=held.board)


def issue_paper(paper, *, by, at, looked=False):
    """Freeze a draft: its bytes in every form of its kind, from what is known at this moment. Returns the Issued.

    looked: whoever issues it has looked at all that could name somebody in a public version; without that it is refused.

    The files are written before anything is recorded, so that nobody waits for them; the record takes all of them or none.
    Raises ValidationError where it was issued or discarded meanwhile, or changed while it was being written.
    """
    _hide_what_is_restricted_now(paper)
    issued = gathering.to_issue(paper, at=at)
    material = gathering.material_of_issued(issued)
    if not looked and gathering.telling_in(issued, material):
        raise ValidationError({"looked": LOOK})
    issued.title = title_of(paper.kind, material)[:200]
    made = gathering.made_of(issued, material, draft=False)
    files = {form: write(made, form) for form in gathering.forms_of(paper)}
    with transaction.atomic():
        _claim(paper)
        issued.by_id, issued.by_name, issued.recorded_at = by.pk, by.name, at
        issued.save()
        for form, data in files.items():
            _keep_file(issued, form, data, by, at)
        record(by=by, verb="issued", thing=paper, at=at, board=paper.board, forms=sorted(files))
    return issued


def name_of_file(paper, day, form):
    """ "harrowmere-exceptions-2016-03-08.pdf". paper: a Paper."""
    return f"{slugify(f'{paper.board} {paper.called}')[:100].strip('-')}-{day.isoformat()}.{form}"


def _keep_file(issued, form, data, by, at):
    name = name_of_file(issued.paper, issued.day, form)
    document = keep(data, name=name, kind=form, board=issued.board, by=by, at=at)
    IssuedFile.objects.create(
        issued=issued, form=form, document=document, sha256=document.sha256, size=document.size
    )


def _claim(paper):
    """Of two who issue a draft at once, one does. What it says must be what was written."""
    draft = Paper.objects.filter(pk=paper.pk, state=Paper.State.DRAFT)
    if not draft.update(state=Paper.State.ISSUED, restricted=paper.restricted):
        raise ValidationError(ISSUED_ALREADY)
    if _said(Paper.objects.get(pk=paper.pk)) != _said(paper):
        raise ValidationError(CHANGED_MEANWHILE)


def _held_draft(paper):
    """The draft as it is now, held until the transaction ends. Raises ValidationError where it is one no longer."""
    held = Paper.objects.select_for_update(of=("self",)).select_related("board", "plan").get(pk=paper.pk)
    if held.state != Paper.State.DRAFT:
        raise ValidationError(ISSUED_ALREADY)
    return held


def _fill(paper, meeting, said):
    for name in FIELDS:
        if name in said:
            setattr(paper, name, said[name])
    if meeting and meeting.board_id != paper.board_id:
        raise ValidationError({"meeting": "Choose a meeting of this board"})
    paper.meeting = meeting
    _hide_what_is_restricted_now(paper)
    if paper.kind == "pack" and not paper.chosen:
        raise ValidationError({"chosen": "Choose at least one paper for the pack"})
    if unknown := [key for key in paper.chosen if key not in KINDS or key == "pack"]:
        raise ValidationError({"chosen": f"Choose papers from the list, not “{unknown[0]}”"})
    if len(set(paper.chosen)) != len(paper.chosen):
        raise ValidationError({"chosen": "Choose each paper once"})


def _hide_what_is_restricted_now(paper):
    """A paper of a restricted plan is restricted whatever was asked; a plan that was withdrawn has none."""
    plan = Plan.objects.get(pk=paper.plan_id)
    if plan.withdrawn_at:
        raise ValidationError(WITHDRAWN)
    paper.restricted = paper.restricted or plan.marking == Marking.RESTRICTED


def _just_prepared(paper, *, by, at):
    """The draft that the same person made a moment ago and that says the same: a double click makes one."""
    since = at - TWICE_WITHIN
    drafts = Paper.objects.filter(
        board=paper.board, state=Paper.State.DRAFT, made_by_name=by.name, made_at__gte=since
    )
    return next((one for one in drafts if _said(one) == _said(paper)), None)


def _said(paper):
    return [getattr(paper, name) for name in FIELDS] + [paper.kind, paper.meeting_id]
