"""The forms a paper comes in: what each is called, who writes it, what a browser is told it is."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from safeboard.core.paper.blocks import Paper
from safeboard.core.printable import all_printable


@dataclass(frozen=True, slots=True)
class Form:
    """words: what people call it. module, writer: where it is written, imported only when wanted."""

    words: str
    module: str
    writer: str
    content_type: str


OFFICE = "application/vnd.openxmlformats-officedocument"
FORMS = {
    "docx": Form("Word", "word", "write_word", f"{OFFICE}.wordprocessingml.document"),
    "pdf": Form("PDF", "pdf", "write_pdf", "application/pdf"),
    "xlsx": Form("Excel", "excel", "write_excel", f"{OFFICE}.spreadsheetml.sheet"),
    "html": Form("Web page", "html", "write_html", "text/html; charset=utf-8"),
}


def write(paper: Paper, form: str) -> bytes:
    """The paper as a file, without characters that none can hold. form: a key of FORMS."""
    module = import_module(f"safeboard.core.paper.{FORMS[form].module}")
    return getattr(module, FORMS[form].writer)(all_printable(paper))
