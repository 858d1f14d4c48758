"""A paper as a PDF by typst: tagged (PDF/UA-1), British English, bookmarks, the table's header on each page.

The words travel as JSON beside the template plan.typ, so nothing a person typed is ever read as typst source.
Letters come from Open Sans and, where it lacks one, from the fonts inside typst; a character that none of
them has is printed as its code, "[U+4E2D]", because PDF/UA allows no empty box in its place.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import ttf_opensans
import typst

from safeboard.plans.outline import Outline
from safeboard.plans.papers.layout import (
    SHARES,
    TINTS,
    Cell,
    Line,
    Paper,
    PaperOptions,
    TableRow,
    lay_out,
    lines_needed,
)

TEMPLATE = Path(__file__).with_name("plan.typ")
FONTS = typst.Fonts(
    include_system_fonts=False, font_paths=[str(Path(str(ttf_opensans.OPENSANS_REGULAR.path)).parent)]
)

ACROSS_MM = 267
LETTERS_A_MM = 0.55
LONG = 14
"""Lines, of the forty or so that a page has, above which a row may break."""

UNUSUAL = re.compile(r"[^\x00-\u024f]")
TRIES = 4
"""How often typst is asked which characters it lacks before every unusual one is printed as its code."""


def write_pdf(outline: Outline, *, options: PaperOptions | None = None) -> bytes:
    """The PDF file."""
    paper = lay_out(outline, options or PaperOptions())
    words = json.dumps(_plain(paper), ensure_ascii=False)
    for _ in range(TRIES):
        try:
            return _compile(words)
        except typst.TypstError as error:
            lacking = _lacking(error)
            if not lacking:
                raise
            words = _coded(words, lacking)
    return _compile(_coded(words, set(UNUSUAL.findall(words))))


def _compile(words: str) -> bytes:
    compiler = typst.Compiler(TEMPLATE, font_paths=FONTS, sys_inputs={"paper": words})
    made = compiler.compile(format="pdf", pdf_standards=["ua-1"])
    if not isinstance(made, bytes):
        raise TypeError("typst made something other than one PDF")
    return made


def _long(row: TableRow, widths: list[float]) -> bool:
    """Whether the row may break over a page. Safe by a wide margin, with every unusual letter as a code."""
    lines = (
        lines_needed(Cell((Line(text=UNUSUAL.sub("[U+00000]", cell.words)),)), width * LETTERS_A_MM)
        for cell, width in zip(row.cells, widths, strict=True)
    )
    return max(lines) > LONG


def _lacking(error: typst.TypstError) -> set[str]:
    """The characters of the texts that typst says it cannot show."""
    shown = re.findall(r'the text `"(.*?)"` could not be displayed', f"{error.message}\n{error.diagnostic}")
    return {letter for text in shown for letter in _unescaped(text) if ord(letter) > 0x7E}


def _unescaped(text: str) -> str:
    r"""typst names some characters as Rust does: "\u{e000}"."""
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), text)


def _coded(words: str, lacking: set[str]) -> str:
    return "".join(f"[U+{ord(letter):04X}]" if letter in lacking else letter for letter in words)


def _plain(paper: Paper) -> dict:
    """The paper as the template wants it."""
    return {
        "name": paper.name,
        "board": paper.board,
        "title": paper.title,
        "facts": paper.facts,
        "legend": [{"fill": TINTS.get(rating), "label": label} for rating, label in paper.legend],
        "purpose": paper.purpose,
        "headings": paper.headings,
        "shares": [SHARES[role] for role in paper.roles],
        "draft": paper.draft,
        "printed": paper.printed,
        "sections": [
            {
                "heading": section.heading,
                "aim": section.aim,
                "focus": section.focus,
                "outcomes": section.outcomes,
                "rows": _rows(section.rows, paper.widths(ACROSS_MM)),
            }
            for section in paper.sections
        ],
        "endings": [
            {"heading": ending.heading, "lines": [_line(line) for line in ending.lines]}
            for ending in paper.endings
        ],
    }


def _rows(rows: tuple[TableRow, ...], widths: list[float]) -> list[dict]:
    """Each row, whether its issue begins and ends with it, and whether it may break."""
    next_starts = [*(row.starts for row in rows[1:]), True]
    return [
        {
            "starts": row.starts,
            "ends": end,
            "long": _long(row, widths),
            "cells": [_cell(cell) for cell in row.cells],
        }
        for row, end in zip(rows, next_starts, strict=False)
    ]


def _cell(cell: Cell) -> dict:
    return {"fill": TINTS.get(cell.rating), "lines": [_line(line) for line in cell.lines]}


def _line(line: Line) -> list[str]:
    return [line.strong, line.text]
