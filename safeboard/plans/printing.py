"""A plan as a file to hand out: which kinds there are, who writes each, and what the file is called."""

from dataclasses import dataclass
from importlib import import_module

from django.utils.text import slugify

from safeboard.plans.picture import PlanPicture, outline_of


@dataclass(frozen=True, slots=True)
class Kind:
    """words: what people call it. module: where in `papers` it is written, imported only when wanted."""

    words: str
    module: str
    writer: str
    content_type: str


KINDS = {
    "docx": Kind(
        "Word",
        "word",
        "write_word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "pdf": Kind("PDF", "pdf", "write_pdf", "application/pdf"),
    "xlsx": Kind(
        "Excel", "excel", "write_excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
    "html": Kind("Web page", "html", "write_html", "text/html; charset=utf-8"),
}


def paper_of(picture: PlanPicture, kind: str) -> bytes:
    """The board's paper, as the plan stands in the picture. kind: a key of KINDS."""
    module = import_module(f"safeboard.plans.papers.{KINDS[kind].module}")
    return getattr(module, KINDS[kind].writer)(outline_of(picture))


def name_of_paper(picture: PlanPicture, kind: str) -> str:
    """ "harrowmere-business-plan-as-at-2016-03-31.docx", with "-known-at-2016-04-08" where that was asked for."""
    stem = slugify(f"{picture.board} {picture.title}")[:100].strip("-") or "plan"
    known = f"-known-at-{picture.known_at.date().isoformat()}" if picture.known_at else ""
    return f"{stem}-as-at-{picture.day.isoformat()}{known}.{kind}"
