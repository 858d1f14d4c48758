"""A plan as a file to hand out: its paper in each form, what the file says of itself, and what it is called."""

from dataclasses import replace

from django.utils.text import slugify

from safeboard.core.paper.forms import write
from safeboard.plans.papers.layout import PaperOptions
from safeboard.plans.papers.layout import paper_of as laid_out
from safeboard.plans.picture import PlanPicture, outline_of

COMES_BACK = {"docx", "xlsx"}
"""The forms that people edit: their copies print references and say which plan they are of."""


def paper_of(picture: PlanPicture, form: str, *, options: PaperOptions | None = None, identity=None) -> bytes:
    """The board's paper, as the plan stands in the picture. form: a key of FORMS.

    identity: what `identity_of` says, for a working copy that may come back edited.
    """
    options = options or PaperOptions()
    if identity and form in COMES_BACK:
        options = replace(options, show_ref=True, identity=identity)
    return write(laid_out(outline_of(picture), options), form)


def identity_of(
    picture: PlanPicture, *, written_at, ahead: bool, restricted: bool, options: PaperOptions | None = None
):
    """What a working copy says of itself: enough to paint the plan again as it was when the file was written.

    written_at: a moment before it was painted. ahead, restricted: as the picture was painted. Moments and days as ISO text.
    """
    options = options or PaperOptions()
    return {
        "plan": picture.uid,
        "day": picture.day.isoformat(),
        "known at": (picture.known_at or written_at).isoformat(),
        "ahead": "yes" if ahead else "no",
        "restricted": "yes" if restricted else "no",
        "notes": "" if options.note_limit is None else str(options.note_limit),
        "columns": " ".join(options.columns),
    }


def name_of_paper(picture: PlanPicture, form: str) -> str:
    """ "harrowmere-business-plan-as-at-2016-03-31.docx", with "-known-at-2016-04-08" where that was asked for."""
    stem = slugify(f"{picture.board} {picture.title}")[:100].strip("-") or "plan"
    known = f"-known-at-{picture.known_at.date().isoformat()}" if picture.known_at else ""
    return f"{stem}-as-at-{picture.day.isoformat()}{known}.{form}"
