import os
import time
from pathlib import Path

import pytest

from safeboard.core.reading.blocks import Unreadable
from safeboard.core.reading.kind import decoded, kind_of
from safeboard.core.tests.office_makers import excel, p, word, zipped

PLANS = Path(os.environ.get("SAFEBOARD_PLANS") or Path(__file__).parents[4] / "shared" / "plans")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def ole(*names: str) -> bytes:
    return OLE + b"".join(name.encode("utf-16-le") for name in names)


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        kind_of(data)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (word(p("a")), "word"),
        (excel("<sheetData/>"), "excel"),
        (b"%PDF-1.7\n...", "pdf"),
        (b"\r\n%PDF-1.4\n...", "pdf"),
        (b"<!DOCTYPE html><p>a", "html"),
        (b"\xef\xbb\xbf  <!-- x --><HTML><body>", "html"),
        (b"<table><tr><td>a</td></tr></table>", "html"),
        (b"Intro <table><tr><td>a</td></tr></table>", "html"),
        (b"# Plan\n\nWords", "markdown"),
        (b"| A | B |\n|---|---|\n| a | b |\n", "markdown"),
        (b"|A|B|\n|-|-|\n|a|b|\n", "markdown"),
        (b"Issue,Lead,Due\na,b,c\n", "csv"),
        (b"Issue;Lead\na;b\n", "csv"),
        (b'Issue,Lead\n"a\nb",c\nd,e\n', "csv"),
        (b"Issue\tLead\na\tb\n", "tsv"),
        (b'Issue\tLead\n"a\n\nb"\tc\nd\te\n', "tsv"),
        (b"# Plan\n\nIssue\tLead\na\tb\n", "text"),
        (b"# Plan\nIssue\tLead\na\tb\nc\td\n", "text"),
        (b"Issue\tLead\n\na\tb\n", "text"),
        (b"Words\n\nIssue\tLead\na <b>NEW</b>\tb\n<ol><li>c</li></ol>\td\n", "text"),
        (b"One, two, three.\nFour, five, six.\n", "text"),
        (b"Only a sentence", "text"),
    ],
)
def test_the_kind_is_told_by_the_content(data, kind):
    assert kind_of(data) == kind


def test_the_real_plan_is_text_and_not_a_web_page():
    assert [kind_of(path.read_bytes()) for path in sorted(PLANS.glob("*.txt"))] == ["text"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b" \r\n\t\n", "The file is empty: check that it was saved, and send it again."),
        (
            ole("WordDocument"),
            "The file is an old Word document (.doc): open it in Word, save it as .docx and send that.",
        ),
        (
            ole("Workbook"),
            "The file is an old Excel workbook (.xls): open it in Excel, save it as .xlsx and send that.",
        ),
        (
            ole("EncryptionInfo", "EncryptedPackage"),
            "The file is protected with a password: save it without the password and send it again.",
        ),
        (
            zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
            "The file is an OpenDocument file (.odt): save it as .docx and send that.",
        ),
        (
            zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            "The file is an OpenDocument spreadsheet (.ods): save it as .xlsx and send that.",
        ),
        (
            zipped({"ppt/presentation.xml": "<x/>"}),
            "The file is a PowerPoint presentation: put the plan in Word, Excel or PDF and send that.",
        ),
        (
            zipped({"xl/workbook.bin": "x"}),
            "The file is a binary Excel workbook (.xlsb): save it as .xlsx and send that.",
        ),
        (
            zipped({"plan.docx": "x"}),
            "The file is a zip of other files: take the plan out of it and send that alone.",
        ),
        (
            b"\x89PNG\r\n\x1a\n" + bytes(20),
            "The file is a picture, whose words cannot be read: send the document it shows.",
        ),
        (
            b"\xff\xd8\xff\xe0" + bytes(20),
            "The file is a picture, whose words cannot be read: send the document it shows.",
        ),
        (
            b"{\\rtf1 words}",
            "The file is Rich Text (.rtf): open it in Word, save it as .docx and send that.",
        ),
        (
            b"MIME-Version: 1.0\nwords",
            "The file is an e-mail or a web archive: save the plan inside as .docx or PDF.",
        ),
        (
            bytes(range(256)) * 4,
            "The file is not a document that can be read: save it as .docx, .xlsx or PDF.",
        ),
        (
            b'<?xml version="1.0"?><plan/>',
            "The file is XML of another program: save it as .docx, .xlsx or PDF.",
        ),
    ],
)
def test_what_cannot_be_read_is_named_in_one_sentence(data, sentence):
    assert refusal(data) == sentence


def test_a_text_far_longer_than_a_plan_is_refused():
    assert refusal(b"words " * 400_000) == "The text is far longer than any plan: send the plan alone."


@pytest.mark.parametrize(
    "text",
    [
        "<!---->" * 100_000,
        "<td " * 100_000,
        "a" + "\n" * 300_000,
        "a" + " " * 300_000 + "|",
        "-" * 300_000,
        "# " + "# " * 100_000 + "a",
    ],
)
def test_text_made_to_stall_a_search_is_told_in_a_moment(text):
    before = time.process_time()
    assert kind_of(text.encode()) in ("text", "markdown", "html")
    assert time.process_time() - before < 1


@pytest.mark.parametrize(
    "data",
    [
        "Café – “plan”\n".encode(),
        "Café – “plan”\r\n".encode("utf-8-sig"),
        "Café – “plan”\r".encode("utf-16"),
        b"\xfe\xff" + "Café – “plan”\n".encode("utf-16-be"),
        "Café – “plan”\n".encode("utf-16-le"),
        "Café – “plan”\n".encode("utf-32"),
        "Café – “plan”\n".encode("cp1252"),
    ],
)
def test_text_is_decoded_whatever_wrote_it(data):
    assert decoded(data) == "Café – “plan”\n"


def test_the_character_set_a_page_names_is_used():
    page = '<html><meta charset="iso-8859-2"><p>Łódź</p>'
    assert decoded(page.encode("iso-8859-2")) == page
