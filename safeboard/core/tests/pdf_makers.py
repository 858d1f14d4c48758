"""An invented plan as a small document, and the programs that turn such a document into a PDF.

A document is a list of parts, plain values that JSON can hold:
{"kind": "title" | "para", "text"}, {"kind": "heading", "level", "text"}, {"kind": "bullets" | "numbers", "items"},
{"kind": "table", "header", "widths", "rows"}. A row has one box a column: {"text", "fill", "down", "label"} or
None under a box that goes `down` over several rows. Paragraphs of a box are parted by a newline; `label` is a
coloured word set before its text.
"""

import html
import io
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import docx
import typst
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

RED, AMBER, GREEN = "#e02020", "#ffbf00", "#2e9e44"
HEADER = ["Issue", "Sub group or Lead", "Action", "Completion Date", "Progress (RAG)"]
WIDTHS = [22, 14, 24, 13, 27]

SOFFICE = shutil.which("soffice")
CHROMIUM = shutil.which("chromium")
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-background-networking",
    "--disable-sync",
    "--no-pdf-header-footer",
]


def box(text="", fill="", down=1, label=""):
    return {"text": text, "fill": fill, "down": down, "label": label}


def issue(words, *actions):
    """The rows of one issue: its words merged down over its actions (lead, action, date, progress, fill)."""
    rows = []
    for index, (lead, action, date, progress, fill) in enumerate(actions):
        first = box(words, down=len(actions)) if index == 0 else None
        rows.append([first, box(lead), box(action), box(date), box(progress, fill)])
    return rows


def table(*issues, header=None):
    return {
        "kind": "table",
        "header": header or HEADER,
        "widths": WIDTHS,
        "rows": [row for rows in issues for row in rows],
    }


PLAN = [
    {"kind": "title", "text": "Harbour Bay Safeguarding Board Business Plan 2024-27"},
    {"kind": "para", "text": "Red: Off Target; Amber: On Target; Green: Complete"},
    {"kind": "para", "text": "Updated June 2025"},
    {"kind": "heading", "level": 2, "text": "Key Priority 1"},
    {
        "kind": "para",
        "text": "The Board will make sure that every child who goes missing is found, heard and helped. This will "
        "particularly focus on children and young people who live away from home, who miss school or who are "
        "drawn into exploitation, and on the grown-ups who look after them.",
    },
    {
        "kind": "bullets",
        "items": [
            "Children missing from care",
            "Exploitation in the night-time economy, among them young people who travel from one harbour town to "
            "another by ferry and whose travel nobody sees as a pattern until much later",
            "E-safety",
        ],
    },
    {"kind": "heading", "level": 3, "text": "Outcomes"},
    {
        "kind": "numbers",
        "items": ["Fewer repeat missing episodes", "Return interviews are held within 72 hours"],
    },
    table(
        issue(
            "1. Return interviews are late",
            (
                "Missing Group",
                "Agree one interview form",
                "Nov-24",
                "Update Dec 24: form agreed\nUpdate June 25: in use in all schools and both children's homes",
                GREEN,
            ),
            (
                "Missing Group",
                "Report timeliness to each Board",
                "Quarterly",
                "First report seen in May",
                AMBER,
            ),
            ("Police", "Name a single point of contact", "End of Mar 25", "Post is vacant", RED),
        ),
        issue(
            "2. Ferry operators do not know what to look for",
            ("CSE Group", "Brief ferry staff", "Jun-25", "Two of five operators briefed", AMBER),
            ("", "Publish a card for crews", "", "", ""),
        ),
    ),
    {"kind": "heading", "level": 2, "text": "Key Priority 2"},
    {
        "kind": "para",
        "text": "Adults and children are safeguarded by people who know how. This will be seen in their work.",
    },
    {"kind": "heading", "level": 3, "text": "Outcomes"},
    {"kind": "numbers", "items": ["Training changes practice"]},
    table(
        issue(
            "1. NEW Training is not evaluated",
            ("Training Group", "Ask learners again after three months", "2024-25", "Not due", ""),
            ("Training Group", "Audit 20 cases a year", "On going", "Update May 25: twelve audited", AMBER),
            ("Training Group", "Offer places to the third sector", "Dec-24", "Complete", GREEN),
        ),
        issue(
            "2. Managers do not see the training data",
            ("Board manager", "Show bookings for each agency", "Sep-25", "Draft shown to the Board", AMBER),
        ),
        issue(
            "3. Lay members are alone",
            ("Chair", "Find a second lay member", "Jan-25", "Advertised twice, no applicants so far", RED),
            ("Chair", "Pair each with a mentor", "Feb-25", "Done", GREEN),
            ("Chair", "Meet every quarter", "Quarterly", "Met in March", AMBER),
        ),
    ),
]


def rows_written(parts):
    """What should be read back: a row of (text, fill) for each printed body row, "" under a merged box."""
    return [
        [(cell["text"], cell["fill"]) if cell else ("", "") for cell in row]
        for part in parts
        if part["kind"] == "table"
        for row in part["rows"]
    ]


TYPST = """
#let plan = json(bytes(sys.inputs.plan))
#let how = json(bytes(sys.inputs.how))
#set page(paper: "a4", flipped: not how.portrait, margin: 1.5cm,
  header: if how.furniture [Harbour Bay: plan on a page],
  footer: if how.furniture { context [Page #counter(page).display() of #counter(page).final().first()] })
#set text(size: how.size * 1pt, lang: "en", hyphenate: false)
#set document(title: "Plan")
#set table(stroke: if how.ruled { 0.5pt } else { none }, inset: 4pt)
#let body(b) = {
  if b.label != "" { box(fill: rgb(b.label.at(1)), inset: 2pt, b.label.at(0)) + parbreak() }
  for one in b.text.split("\\n") { par(one) }
}
#for part in plan {
  if part.kind == "title" { heading(level: 1, part.text) }
  else if part.kind == "heading" { heading(level: part.level, part.text) }
  else if part.kind == "para" { par(part.text) }
  else if part.kind == "bullets" { list(..part.items) }
  else if part.kind == "numbers" { enum(..part.items) }
  else if part.kind == "break" { pagebreak() }
  else if part.kind == "table" {
    let cells = ()
    for row in part.rows { for b in row { if b != none {
      cells.push(table.cell(rowspan: b.down, fill: if b.fill != "" { rgb(b.fill) }, body(b)))
    } } }
    table(columns: part.widths.map(w => w * 1fr),
      table.header(repeat: how.repeat, ..part.header.map(h => table.cell(fill: luma(220), strong(h)))),
      ..cells)
  }
}
"""


def typst_pdf(
    parts, *, ruled=True, tagged=True, portrait=False, furniture=False, repeat=True, size=10, source=TYPST
):
    how = {"ruled": ruled, "portrait": portrait, "furniture": furniture, "repeat": repeat, "size": size}
    return typst.compile(
        source.encode(),
        format="pdf",
        ignore_system_fonts=True,
        pdf_tags=tagged,
        sys_inputs={"plan": json.dumps(parts), "how": json.dumps(how)},
    )


def as_html(parts, *, ruled=True, portrait=False, avoid=False):
    rule = "border: 1px solid #000;" if ruled else ""
    keep = "tr { break-inside: avoid; }" if avoid else ""
    page = "A4 portrait" if portrait else "A4 landscape"
    style = (
        f"@page {{ size: {page}; margin: 1.5cm; }} body {{ font: 10pt sans-serif; }} {keep}"
        f"table {{ border-collapse: collapse; width: 100%; }} td, th {{ {rule} padding: 3pt; vertical-align: top; }}"
        "p { margin: 0 0 4pt 0; } * { print-color-adjust: exact; }"
    )
    inside = "".join(_html_part(part) for part in parts)
    return (
        f"<!doctype html><html lang=en><title>Plan</title><style>{style}</style><body>{inside}</body></html>"
    )


def _html_part(part):
    kind = part["kind"]
    if kind == "title":
        return f"<h1>{html.escape(part['text'])}</h1>"
    if kind == "heading":
        return f"<h{part['level']}>{html.escape(part['text'])}</h{part['level']}>"
    if kind == "para":
        return f"<p>{html.escape(part['text'])}</p>"
    if kind in ("bullets", "numbers"):
        tag = "ul" if kind == "bullets" else "ol"
        return f"<{tag}>" + "".join(f"<li>{html.escape(item)}</li>" for item in part["items"]) + f"</{tag}>"
    heads = "".join(
        f"<th style='width: {width}%'>{html.escape(text)}</th>"
        for text, width in zip(part["header"], part["widths"], strict=True)
    )
    rows = "".join("<tr>" + "".join(_html_cell(b) for b in row if b) + "</tr>" for row in part["rows"])
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _html_cell(b):
    fill = f" style='background: {b['fill']}'" if b["fill"] else ""
    label = f"<p><span style='background: {b['label'][1]}'>{b['label'][0]}</span></p>" if b["label"] else ""
    words = "".join(f"<p>{html.escape(text)}</p>" for text in b["text"].split("\n"))
    return f"<td rowspan={b['down']}{fill}>{label}{words}</td>"


def chromium_pdf(parts, *, tagged=True, **how):
    with tempfile.TemporaryDirectory() as folder:
        page, out = Path(folder, "plan.html"), Path(folder, "plan.pdf")
        page.write_text(as_html(parts, **how), encoding="utf-8")
        tags = [] if tagged else ["--disable-pdf-tagging"]
        profile = f"--user-data-dir={folder}/profile"
        subprocess.run(
            [CHROMIUM, *QUIET, *tags, profile, f"--print-to-pdf={out}", page.as_uri()],
            check=True,
            capture_output=True,
            timeout=90,
        )
        return out.read_bytes()


def as_docx(parts, *, ruled=True, keep=False):
    paper = docx.Document()
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.5)
    for part in parts:
        _docx_part(paper, part, ruled, keep)
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def _docx_part(paper, part, ruled, keep):
    kind = part["kind"]
    if kind in ("title", "heading"):
        paper.add_heading(part["text"], 1 if kind == "title" else part["level"])
    elif kind == "para":
        paper.add_paragraph(part["text"])
    elif kind in ("bullets", "numbers"):
        for item in part["items"]:
            paper.add_paragraph(item, "List Bullet" if kind == "bullets" else "List Number")
    else:
        _docx_table(paper, part, ruled, keep)


def _docx_table(paper, part, ruled, keep):
    grid = paper.add_table(
        1 + len(part["rows"]), len(part["header"]), "Table Grid" if ruled else "Normal Table"
    )
    for column, (text, width) in enumerate(zip(part["header"], part["widths"], strict=True)):
        cell = grid.cell(0, column)
        cell.paragraphs[0].add_run(text).bold = True
        for each in grid.columns[column].cells:
            each.width = Cm(width * 0.26)
    grid.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for index, row in enumerate(part["rows"], start=1):
        if keep:
            grid.rows[index]._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        for column, b in enumerate(row):
            if b:
                _docx_cell(grid, index, column, b)
    paper.add_paragraph()


def _docx_cell(grid, index, column, b):
    cell = grid.cell(index, column)
    first, *others = b["text"].split("\n")
    cell.paragraphs[0].add_run(first)
    for text in others:
        cell.add_paragraph(text)
    if b["fill"]:
        shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{b["fill"][1:]}"/>'
        cell._tc.get_or_add_tcPr().append(parse_xml(shade))
    if b["down"] > 1:
        cell.merge(grid.cell(index + b["down"] - 1, column))


def office_pdf(parts, *, tagged=False, **how):
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "plan.docx")
        page.write_bytes(as_docx(parts, **how))
        tags = json.dumps({"UseTaggedPDF": {"type": "boolean", "value": "true" if tagged else "false"}})
        subprocess.run(
            [
                SOFFICE,
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                f"pdf:writer_pdf_Export:{tags}",
                "--outdir",
                folder,
                str(page),
            ],
            check=True,
            capture_output=True,
            timeout=90,
        )
        return Path(folder, "plan.pdf").read_bytes()
