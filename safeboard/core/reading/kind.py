"""What a file is, judged by its bytes and never by its name."""

import csv
import io
import re
from collections import Counter

from safeboard.core.reading import gate
from safeboard.core.reading.blocks import Unreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (
    (b"\x89PNG\r\n", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"BM", "bitmap"),
    (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"), (b"8BPS", "Photoshop"),
)  # fmt: skip
FIRST_TAG = re.compile(
    r"\s*(?>(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*)"
    r"<(?:!doctype\s+html|(?:html|head|body|table|div|h[1-6]|p|meta|title|style|section|article|main)\b)",
    re.IGNORECASE | re.DOTALL,
)
MARKDOWN_HEADING = re.compile(r"^#{1,6}\s+\S", re.MULTILINE)
MARKDOWN_TABLE = re.compile(r"^[ \t]{0,9}\|?[ \t]{0,9}:?-+:?[ \t]{0,9}\|[ \t:|-]*$", re.MULTILINE)
OPEN_CELL, CLOSED_CELL = re.compile(r"<t[dh][\s>]", re.IGNORECASE), re.compile(r"</t[dhr]", re.IGNORECASE)
CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9_-]+)""", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd]")
LIMIT_TEXT = 2_000_000  # characters; the longest plan met has 29,000
SAMPLE = 60  # records looked at to tell comma-separated values from prose


def kind_of(data: bytes) -> str:
    """One of "word", "excel", "pdf", "html", "markdown", "csv", "tsv" and "text".

    Unreadable: with one sentence that says what the file seems to be and what to send instead.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable("The file is empty: check that it was saved, and send it again.")
    if data.startswith(b"PK"):
        return _kind_of_zip(data)
    if data.startswith(OLE):
        raise Unreadable(_old_office(data))
    if b"%PDF-" in data[:1024]:
        return "pdf"
    _refuse_known(data)
    return kind_of_text(decoded(data))


def kind_of_text(text: str) -> str:
    if FIRST_TAG.match(text):
        return "html"
    if re.match(r"\s*<\?xml\b", text):
        raise Unreadable("The file is XML of another program: save it as .docx, .xlsx or PDF.")
    if len(text) > LIMIT_TEXT:
        raise Unreadable("The text is far longer than any plan: send the plan alone.")
    headed = bool(MARKDOWN_HEADING.search(text))
    if "\t" in text:
        if not headed and _is_table(text, "\t"):
            return "tsv"
        if any("\t" in line.strip() for line in text.splitlines()) and not _is_csv(text):
            return "text"
    if MARKDOWN_TABLE.search(text) and "|" in text:
        return "markdown"
    if _is_csv(text):
        return "csv"
    cell = OPEN_CELL.search(text)
    if cell and CLOSED_CELL.search(text, cell.end()) and not headed:
        return "html"
    return "markdown" if headed else "text"


def decoded(data: bytes) -> str:
    """The text of a file that says nothing, or little, about its own encoding.

    UTF-8 with or without a mark, UTF-16 and 32 with one, UTF-16 guessed from its zeros, the character
    set an HTML page names, and at last Windows-1252 (what Excel and Notepad wrote for thirty years).
    """
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    strange = len(CONTROL.findall(text[:100_000]))
    if "\0" in text or strange * 50 > min(len(text), 100_000):
        raise Unreadable("The file is not a document that can be read: save it as .docx, .xlsx or PDF.")
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe\0\0", "utf-32"),
        (b"\0\0\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    zeros = Counter(index % 2 for index, byte in enumerate(data[:400]) if byte == 0)
    if zeros.total() * 3 > len(data[:400]):
        return data.decode("utf-16-le" if zeros[1] > zeros[0] else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    named = CHARSET.search(data[:4096])
    try:
        return data.decode(named[1].decode() if named else "cp1252")
    except (UnicodeDecodeError, LookupError):
        return data.decode("cp1252", errors="replace")


def _kind_of_zip(data: bytes) -> str:
    package = gate.open_zip(data)
    names = package.namelist()
    if "xl/workbook.bin" in names:
        raise Unreadable("The file is a binary Excel workbook (.xlsb): save it as .xlsx and send that.")
    for folder, kind in (("word/", "word"), ("xl/", "excel")):
        if any(name.startswith(folder) for name in names):
            return kind
    raise Unreadable(_other_zip(names, (gate.part(package, "mimetype") or b"").decode("latin-1")))


def _other_zip(names: list[str], mimetype: str) -> str:
    if any(name.startswith("ppt/") for name in names):
        return "The file is a PowerPoint presentation: put the plan in Word, Excel or PDF and send that."
    if "opendocument.spreadsheet" in mimetype:
        return "The file is an OpenDocument spreadsheet (.ods): save it as .xlsx and send that."
    if "opendocument" in mimetype:
        return "The file is an OpenDocument file (.odt): save it as .docx and send that."
    if any(name.endswith(".iwa") for name in names):
        return "The file is an Apple Pages or Numbers file: export it to Word or Excel and send that."
    if "epub" in mimetype:
        return "The file is an electronic book: save the plan as .docx or PDF and send that."
    return "The file is a zip of other files: take the plan out of it and send that alone."


def _old_office(data: bytes) -> str:
    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return gate.PASSWORD
    if holds("WordDocument"):
        return "The file is an old Word document (.doc): open it in Word, save it as .docx and send that."
    if holds("Workbook") or holds("Book"):
        return "The file is an old Excel workbook (.xls): open it in Excel, save it as .xlsx and send that."
    if holds("PowerPoint Document"):
        return "The file is a PowerPoint presentation: put the plan in Word, Excel or PDF and send that."
    if holds("__properties_version1.0"):
        return "The file is an Outlook message: save the plan that is attached to it and send that."
    return "The file is of an old Office kind: open it, save it as .docx or .xlsx and send that."


def _refuse_known(data: bytes) -> None:
    if any(data.startswith(mark) for mark, _ in PICTURES) or data[4:12] in (b"ftypheic", b"ftypavif"):
        raise Unreadable("The file is a picture, whose words cannot be read: send the document it shows.")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise Unreadable("The file is a picture, whose words cannot be read: send the document it shows.")
    if data.startswith(b"{\\rtf"):
        raise Unreadable("The file is Rich Text (.rtf): open it in Word, save it as .docx and send that.")
    if re.match(rb"\s*(MIME-Version:|From:|Received:|Return-Path:|Delivered-To:)", data, re.IGNORECASE):
        raise Unreadable("The file is an e-mail or a web archive: save the plan inside as .docx or PDF.")
    if re.search(rb"<svg[\s>]", data[:512]) and b"<html" not in data[:512].lower():
        raise Unreadable("The file is a picture, whose words cannot be read: send the document it shows.")
    if b"<?mso-application" in data[:1024] or b"<office:document" in data[:2048]:
        raise Unreadable("The file is an Office file in XML form: save it as .docx or .xlsx and send that.")


def _is_csv(text: str) -> bool:
    return any(_is_table(text, delimiter) for delimiter in ",;|")


def _is_table(text: str, delimiter: str) -> bool:
    """Whether most lines are records of one width, and the delimiter is not just punctuation."""
    records = sample(text, delimiter)
    filled = [record for record in records if any(cell.strip() for cell in record)]
    widths = Counter(len(record) for record in filled if len(record) > 1)
    if not widths:
        return False
    width, times = widths.most_common(1)[0]
    tight = text.count(delimiter) > 2 * text.count(delimiter + " ")
    if delimiter != "\t" and not tight:
        return False
    if delimiter == "\t" and len(filled) < len(records) and not _has_lines_within(filled):
        return False
    return times * 10 >= len(filled) * 6 and (times > 1 or width > 2)


def _has_lines_within(records: list[list[str]]) -> bool:
    return any("\n" in cell for record in records for cell in record)


def sample(text: str, delimiter: str) -> list[list[str]]:
    """The first records of the text, read with this delimiter; [] where they cannot be."""
    try:
        reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter)
        return [record for record, _ in zip(reader, range(SAMPLE), strict=False)]
    except csv.Error:
        return []
