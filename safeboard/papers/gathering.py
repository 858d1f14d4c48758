"""What a paper is written from, gathered from the record: as at its day, as it was known at a moment."""

from dataclasses import astuple

from django.utils import timezone

from safeboard.boards.models import Lead
from safeboard.boards.queries import meetings_were
from safeboard.papers.kinds import KINDS, public
from safeboard.papers.material import Cover, Inner, Material
from safeboard.papers.models import ASKED, Issued, Paper
from safeboard.papers.writing import paper_of
from safeboard.plans import queries
from safeboard.plans.printing import identity_of
from safeboard.plans.styles import options_of, style_of

BEFORE_THE_PUBLIC = ("public", "pack")
"""The kinds that may say what a lead is, and not who."""


def to_issue(paper, *, at) -> Issued:
    """All that an issued paper is written from, fixed: an Issued that is in no table yet. paper: a Paper row."""
    return Issued(
        paper=paper,
        board=paper.board,
        plan=paper.plan,
        meeting=paper.meeting,
        kind=paper.kind,
        title=paper.called,
        day=paper.day(timezone.localdate(at)),
        known_at=at,
        meeting_words=str(paper.meeting or ""),
        said={name: getattr(paper, name) for name in ASKED},
        roles=_roles(paper.board_id) if paper.kind in BEFORE_THE_PUBLIC else {},
        inside=_inside(paper) if paper.kind == "pack" else {},
        restricted=paper.restricted,
        style=style_of(paper.board, known_at=at),
    )


def material_of_issued(issued) -> Material:
    """A fixed number of queries. The Paper's own row is not asked: it is what was, and only the Issued's is kept so."""
    asked, plan, day = issued.asked, issued.plan, issued.day
    told = {"known_at": timezone.localtime(issued.known_at)}
    trend = queries.trend_of(plan, day=day, restricted=issued.restricted, **told)
    options = options_of(issued.style)
    return Material(
        picture=trend[-1],
        before=trend[-2] if len(trend) > 1 else None,
        trend=trend,
        meeting=issued.meeting_words,
        next_board=_board_after(issued, **told),
        title=asked.title,
        cover=_cover(asked),
        options=options,
        look=options.look,
        priority=asked.priority,
        lead=asked.lead,
        chosen=tuple(asked.chosen),
        roles={int(lead): name for lead, name in issued.roles.items()},
        inside={kind: _inner(said) for kind, said in issued.inside.items()},
        restricted=issued.restricted,
        identity=identity_of(
            trend[-1], written_at=issued.known_at, ahead=False, restricted=issued.restricted, options=options
        ),
    )


def telling_in(issued, material) -> list[str]:
    """What in the public version, by itself or in a pack, could name somebody, a sentence each."""
    return public.telling_in(material) if has_public(issued.kind, issued.said["chosen"]) else []


def has_public(kind, chosen) -> bool:
    """Whether a paper is the public version, or a pack with it."""
    return kind == "public" or (kind == "pack" and "public" in chosen)


def _board_after(issued, *, known_at):
    """A paper is written before its meeting, so what it looks ahead to is the board after that, as the diary was then."""
    days = queries.days_of_boards(issued.plan, known_at=known_at)
    meeting = issued.meeting_id and meetings_were([issued.board_id], known_at=known_at).get(
        issued.meeting_id, issued.meeting
    )
    after = max(issued.day, meeting.date) if meeting else issued.day
    return next((one for one in days if one > after), None)


def made_of(issued, material, *, draft):
    """The paper itself, `core.paper.blocks.Paper`."""
    printed_on = timezone.localdate(issued.known_at)
    return paper_of(issued.kind, material, draft=draft, printed_on=printed_on)


def draft_of(paper, *, at):
    """The draft as it would be issued at this moment, each page marked so."""
    issued = to_issue(paper, at=at)
    return made_of(issued, material_of_issued(issued), draft=True)


def again_from_the_record(issued, *, draft=True):
    """An issued paper written once more, from what was known when it was issued."""
    return made_of(issued, material_of_issued(issued), draft=draft)


def forms_of(paper) -> tuple[str, ...]:
    return KINDS[paper.kind].forms


def _cover(paper) -> Cover | None:
    said = Cover(paper.author, paper.purpose, paper.recommendation, paper.words)
    return said if any(astuple(said)) else None


def _inside(pack):
    """{kind: fields of `ASKED`} of the newest draft or issued paper of each kind in a pack that is for the same meeting: what its
    author said of it goes into the pack."""
    rows = Paper.objects.filter(
        board=pack.board_id, plan=pack.plan_id, kind__in=pack.chosen, meeting=pack.meeting_id
    )
    rows = rows.exclude(state=Paper.State.DISCARDED).filter(meeting__isnull=False)
    return {one.kind: {name: getattr(one, name) for name in ASKED} for one in rows.order_by("made_at", "pk")}


def _inner(said) -> Inner:
    cover = Cover(*(said[name] for name in ("author", "purpose", "recommendation", "words")))
    return Inner(said["title"], cover if any(astuple(cover)) else None, said["priority"], said["lead"])


def _roles(board):
    leads = Lead.objects.filter(board=board, user__isnull=True).select_related("group", "post", "agency")
    bodies = {str(lead.pk): lead.group or lead.post or lead.agency for lead in leads}
    return {pk: body.name for pk, body in bodies.items() if body}
