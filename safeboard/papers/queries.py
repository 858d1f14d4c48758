"""What the pages of papers show."""

from dataclasses import dataclass, field

from django.utils import timezone

from safeboard.boards.models import Meeting
from safeboard.core.paper.forms import FORMS
from safeboard.papers import access
from safeboard.papers.gathering import forms_of, has_public, material_of_issued, to_issue
from safeboard.papers.kinds import KINDS, public
from safeboard.papers.models import IssuedFile, Paper
from safeboard.plans import queries as plans


@dataclass(slots=True)
class ShownPaper:
    paper: object
    kind: str
    forms: list = field(default_factory=list)


def papers_on(board, *, restricted, drafts):
    """{"issued": [ShownPaper], "drafts": [...]}. drafts: whether this person prepares papers. Three queries."""
    issued = access.issued_on(board, restricted=restricted)
    issued = list(issued.select_related("meeting", "issued", "replaced_by"))
    files = IssuedFile.objects.filter(issued__paper__in=[paper.pk for paper in issued]).order_by("pk")
    forms: dict = {}
    for file in files.select_related("issued"):
        forms.setdefault(file.issued.paper_id, []).append((file.form, FORMS[file.form].words))
    shown = [ShownPaper(paper, KINDS[paper.kind].words, forms.get(paper.pk, [])) for paper in issued]
    waiting = access.drafts_on(board).select_related("meeting") if drafts else []
    return {"issued": shown, "drafts": [ShownPaper(paper, KINDS[paper.kind].words) for paper in waiting]}


def files_of(paper):
    """The files of an issued paper, in the order they were written. One query."""
    rows = IssuedFile.objects.filter(issued__paper=paper).select_related("document").order_by("pk")
    return [(row, FORMS[row.form].words) for row in rows]


def replacement_of(paper):
    """The issued paper that puts this one right, or None. One query."""
    return Paper.objects.filter(replaces=paper, state=Paper.State.ISSUED).first()


def forms_to_try(paper):
    """The forms a draft can be looked at in: (key, words)."""
    return [(form, FORMS[form].words) for form in forms_of(paper)]


def meetings_for(board):
    """The board's meetings, newest first, to choose from."""
    return Meeting.objects.filter(board=board).order_by("-date", "-pk")


def picture_to_choose_from(plan):
    return plans.picture_of(plan, day=timezone.localdate(), ahead=True)


def hints_for(paper, *, at):
    """What to look at before a public version is issued, a sentence each; nothing for papers that have none in them."""
    if not has_public(paper.kind, paper.chosen):
        return []
    return public.hints(material_of_issued(to_issue(paper, at=at)))


def telling_of(paper, *, at):
    """What in a public version could name somebody, which whoever issues it must have looked at; [] for other papers."""
    if not has_public(paper.kind, paper.chosen):
        return []
    return public.telling_in(material_of_issued(to_issue(paper, at=at)))
