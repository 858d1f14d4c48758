"""A list of agencies from a spreadsheet: who is asked, what it is, who writes for it. No table is touched here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from safeboard.core.reading.blocks import Row
from safeboard.core.reading.files import read_source

COLUMNS = {
    "agency": {"agency", "organisation", "school", "name"},
    "sector": {"sector", "kind", "type"},
    "author_name": {"author", "contact", "author name", "written by"},
    "author_email": {"e-mail", "email", "e-mail address", "email address", "author e-mail"},
}
"""What a column may be called, in small letters."""
CALLED = {"agency": "Agency", "sector": "Sector", "author_name": "Author", "author_email": "E-mail"}
MOST = 2000
"""Agencies in one file."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file. place: "row 4". sector: a key of `sectors`."""

    place: str
    agency: str
    sector: str
    author_name: str
    author_email: str


def read_lines(data: bytes, sectors: Mapping[str, str]) -> tuple[list[Line], list[str]]:
    """(the lines that are whole, what is wrong with the others: a sentence each, with its row).

    sectors: {key: what it is called}; a file may write either. Raises Unreadable, and ValidationError where it has not the columns.
    """
    rows = [block for block in read_source(data).blocks if isinstance(block, Row) and any(block.texts)]
    columns = _columns(rows[0].texts) if rows else {}
    if lacking := [CALLED[name] for name in COLUMNS if name not in columns]:
        raise ValidationError(
            f"The first row must name the columns. These are not there: {', '.join(lacking)}."
        )
    if len(rows) - 1 > MOST:
        raise ValidationError(f"The file has over {MOST:,} rows: send it in parts.")
    lines: list[Line] = []
    wrong: list[str] = []
    seen: set[str] = set()
    for number, row in enumerate(rows[1:], start=2):
        said = {name: row.texts[at].strip() if at < len(row.texts) else "" for name, at in columns.items()}
        said["sector"] = _sector(said["sector"], sectors)
        faults = list(_faults(said, sectors, seen))
        wrong += [f"Row {number}: {fault}." for fault in faults]
        if not faults:
            lines.append(Line(f"row {number}", **said))
        seen.add(said["agency"].casefold())
    return lines, wrong


def _columns(headings) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, heading in enumerate(headings):
        name = next((name for name, called in COLUMNS.items() if heading.strip().casefold() in called), None)
        if name:
            found.setdefault(name, at)
    return found


def _sector(words: str, sectors: Mapping[str, str]) -> str:
    """The key of what a file calls a sector; the words themselves where it is none."""
    by_words = {called.casefold(): key for key, called in sectors.items()}
    return by_words.get(words.casefold(), words.casefold())


def _faults(said: Mapping[str, str], sectors: Mapping[str, str], seen: set[str]) -> Iterator[str]:
    if not said["agency"] or len(said["agency"]) > 200:
        yield "enter the name of the agency, in 200 characters or fewer"
    if said["agency"].casefold() in seen:
        yield f"{said['agency']} is there twice"
    if said["sector"] not in sectors:
        yield f"say what it is, one of: {', '.join(sectors.values())}"
    if not said["author_name"] or len(said["author_name"]) > 200:
        yield "enter who writes the return, in 200 characters or fewer"
    try:
        validate_email(said["author_email"])
    except ValidationError:
        yield "enter an e-mail address, like name@example.org"
