"""A paper as a PDF by typst: tagged (PDF/UA-1), British English, bookmarks, the table's header on each page.

The words travel as JSON beside the template paper.typ, so nothing a person typed is ever read as typst source;
`typeset.py` sets them.
"""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from itertools import groupby
from pathlib import Path

from safeboard.core.paper.blocks import (
    Block,
    Bullets,
    Cell,
    Facts,
    Heading,
    Legend,
    Line,
    Look,
    Numbers,
    Paper,
    Part,
    Picture,
    Row,
    Table,
    Text,
)
from safeboard.core.paper.measure import lines_needed, names_mm, shared

SET = [sys.executable, "-I", str(Path(__file__).with_name("typeset.py"))]
AT_MOST_SECONDS = 120

ACROSS_MM = {True: 267, False: 180}
"""What is left of A4 between the margins: lying, standing."""
LETTERS_A_MM = 0.55
LONG = 14
"""Lines, of the forty or so that a page has, above which a row may break."""

UNUSUAL = re.compile(r"[^\x00-\u024f]")
BROAD = re.compile(r"\S{15,}")


class TypesettingFailed(RuntimeError):
    """typst could not set the paper, or was stopped."""


def write_pdf(paper: Paper) -> bytes:
    """The PDF file, set by a process of its own: typst keeps what it laid out for as long as its process lives, some
    400 MB for a thousand actions. Raises TypesettingFailed."""
    words = json.dumps(_plain(paper), ensure_ascii=False).encode()
    try:
        ran = subprocess.run(SET, input=words, capture_output=True, timeout=AT_MOST_SECONDS)
    except subprocess.TimeoutExpired as late:
        raise TypesettingFailed(f"Not set after {AT_MOST_SECONDS} seconds") from late
    if ran.returncode:
        raise TypesettingFailed(ran.stderr.decode(errors="replace") or f"Ended with {ran.returncode}")
    return ran.stdout


def _plain(paper: Paper) -> dict:
    """The paper as the template wants it: parts in groups whose pages lie the same way."""
    look = paper.look
    groups = groupby(paper.parts, key=lambda part: part.landscape)
    return {
        "name": paper.name,
        "author": paper.author,
        "draft": paper.draft,
        "printed": paper.printed,
        "contents": paper.contents,
        "accent": look.accent,
        "logo": look.logo and [_bytes(look.logo.data), look.logo.kind, look.logo.words],
        "groups": [
            {"landscape": landscape, "parts": [_part(part, look) for part in parts]}
            for landscape, parts in groups
        ],
    }


def _part(part: Part, look: Look) -> dict:
    across = ACROSS_MM[part.landscape]
    return {"fresh": part.fresh, "blocks": [_block(block, look, across) for block in part.blocks]}


def _block(block: Block, look: Look, across: float) -> dict:
    match block:
        case Heading():
            said = {"words": block.words, "level": block.level, "bookmarked": block.bookmarked}
        case Text():
            said = {"line": _line(block.line), "keep": block.keep, "quiet": block.quiet}
        case Bullets() | Numbers():
            said = {"items": block.items}
        case Legend():
            said = {
                "entries": [
                    {"fill": look.tints.get(rating), "label": label} for rating, label in block.entries
                ]
            }
        case Facts():
            said = {"title": block.title, "pairs": block.pairs, "names": names_mm(block)}
        case Picture():
            said = {"svg": block.svg, "title": block.title, "words": block.words, "wide": block.wide}
        case Table():
            said = _table(block, look, across)
    return {"kind": type(block).__name__.lower(), **said}


def _table(table: Table, look: Look, across: float) -> dict:
    shares = [column.share for column in table.columns]
    return {
        "title": table.title if table.captioned else "",
        "headings": [column.heading for column in table.columns],
        "shares": shares,
        "rows": _rows(table.rows, shared(across, shares), look),
    }


def _rows(rows: tuple[Row, ...], widths: list[float], look: Look) -> list[dict]:
    """Each row, whether its issue begins and ends with it, and whether it may break."""
    next_starts = [*(row.starts for row in rows[1:]), True]
    return [
        {
            "starts": row.starts,
            "ends": end,
            "long": _long(row, widths),
            "cells": [_cell(cell, look) for cell in row.cells],
        }
        for row, end in zip(rows, next_starts, strict=False)
    ]


def _long(row: Row, widths: list[float]) -> bool:
    """Whether the row may break over a page. Safe by a wide margin, with every unusual letter as a code."""
    lines = (
        lines_needed(Cell((Line(text=UNUSUAL.sub("[U+00000]", cell.words)),)), width * LETTERS_A_MM)
        for cell, width in zip(row.cells, widths, strict=True)
    )
    return max(lines) > LONG


def _cell(cell: Cell, look: Look) -> dict:
    """broad: it has a word that may be too long for its column. Looking in every cell takes typst much room and time."""
    return {
        "fill": look.tints.get(cell.rating),
        "broad": bool(BROAD.search(UNUSUAL.sub("[U+00000]", cell.words))),
        "lines": [_line(line) for line in cell.lines],
    }


def _line(line: Line) -> list[str]:
    return [line.strong, line.text]


def _bytes(data: bytes) -> str:
    """Bytes as JSON carries them to the template: two hexadecimal figures each."""
    return base64.b16encode(data).decode()
