"""A list as an answer to the browser."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils.text import slugify

from safeboard.core.listing import Listing, as_csv, as_excel

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class ListForm:
    """A form a list can be had in. words: what people call it."""

    words: str
    content_type: str
    write: Callable[[Listing], bytes]


LIST_FORMS = {
    "csv": ListForm("CSV", "text/csv; charset=utf-8", as_csv),
    "xlsx": ListForm("Excel", SHEET, as_excel),
}


def list_file(listing: Listing, kind: str) -> HttpResponse:
    """The list as a file to keep. kind: the ending in the address; 404 where it is none of LIST_FORMS."""
    if kind not in LIST_FORMS:
        raise Http404
    form = LIST_FORMS[kind]
    name = f"{slugify(listing.title)[:100].strip('-') or 'list'}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(form.write(listing), content_type=form.content_type, headers=headers)
