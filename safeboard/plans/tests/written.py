"""A plan's outline as a file in each form."""

from safeboard.core.paper.forms import write
from safeboard.plans.papers.layout import paper_of


def write_word(outline, *, options=None):
    return write(paper_of(outline, options), "docx")


def write_pdf(outline, *, options=None):
    return write(paper_of(outline, options), "pdf")


def write_excel(outline, *, options=None):
    return write(paper_of(outline, options), "xlsx")


def write_html(outline, *, options=None):
    return write(paper_of(outline, options), "html")
