import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeboard.core.reading import files
from safeboard.core.reading.blocks import Source, Unreadable
from safeboard.core.reading.files import read_source
from safeboard.core.tests.office_makers import excel, p, tbl, tr, unzipped, word, zipped

WORD = word(p("Plan") + tbl(tr("Issue", "Lead"), tr("a", "b")))
EXCEL = excel(
    '<sheetData><row r="1"><c r="A1" t="s" s="0"><v>0</v></c><c r="B1"><v>42522</v></c></row></sheetData>'
    '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    '<conditionalFormatting sqref="A1:B9"><cfRule type="expression" priority="1" dxfId="0">'
    "<formula>$A1=1</formula></cfRule></conditionalFormatting>",
    styles='<fills><fill/></fills><cellXfs><xf numFmtId="17"/></cellXfs><dxfs><dxf/></dxfs>',
    shared="<si><t>Plan</t></si>",
)
some = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def source_or_refusal(data: bytes) -> bool:
    try:
        return isinstance(read_source(data), Source)
    except Unreadable as refused:
        sentence = str(refused)
        return sentence.endswith(".") and "\n" not in sentence and len(sentence) < 200


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (WORD, "word"),
        (EXCEL, "excel"),
        (b"<p>a</p>", "html"),
        (b"# a", "markdown"),
        (b"a,b\nc,d\n", "csv"),
        (b"a\tb\nc\td\n", "csv"),
        (b"words", "text"),
    ],
)
def test_every_kind_goes_to_its_reader(data, kind):
    assert read_source(data).kind == kind


def test_a_file_without_words_is_refused():
    with pytest.raises(Unreadable) as caught:
        read_source(word(p()))
    assert str(caught.value) == "The file has no words that can be read: send the document with its text."


def test_whatever_a_reader_raises_becomes_one_sentence(monkeypatch):
    monkeypatch.setattr("safeboard.core.reading.word.read_word", lambda data: {}["missing"])
    with pytest.raises(Unreadable) as caught:
        read_source(WORD)
    assert str(caught.value) == (
        "The file could not be read as a Word document: open it, save it again and try once more."
    )


def test_running_out_of_memory_is_not_called_unreadable(monkeypatch):
    def greedy(data):
        raise MemoryError

    monkeypatch.setattr("safeboard.core.reading.word.read_word", greedy)
    with pytest.raises(MemoryError):
        read_source(WORD)


def test_tables_nested_too_deep_are_refused_and_do_not_crash():
    assert sys.getrecursionlimit() < 5000
    deep = "words"
    for _ in range(90):
        deep = tbl(tr("x", "y", deep))
    assert source_or_refusal(word(deep))


def test_readers_are_imported_only_when_they_are_needed():
    assert {module for module, _, _ in files.READERS.values()} == {
        "word", "excel", "pdf", "html", "markdown", "delimited", "text",
    }  # fmt: skip


@some
@given(st.binary(max_size=400))
def test_any_bytes_give_a_source_or_a_refusal(data):
    assert source_or_refusal(data)


@some
@given(st.text(alphabet='<>/tabledrhpolismx#|-,;"\t\n &*=0123', max_size=200))
def test_any_text_gives_a_source_or_a_refusal(text):
    assert source_or_refusal(text.encode())


@some
@given(st.sampled_from([WORD, EXCEL]), st.integers(0, 10_000), st.binary(min_size=1, max_size=4))
def test_a_damaged_office_file_gives_a_source_or_a_refusal(data, at, change):
    at %= len(data)
    assert source_or_refusal(data[:at] + change + data[at + len(change) :])


@some
@given(st.sampled_from([WORD, EXCEL]), st.data())
def test_an_office_file_with_a_changed_part_gives_a_source_or_a_refusal(package, draw):
    parts = unzipped(package)
    name = draw.draw(st.sampled_from(sorted(parts)))
    content = parts[name]
    at = draw.draw(st.integers(0, max(0, len(content) - 1)))
    end = draw.draw(st.integers(at, min(len(content), at + 30)))
    put = draw.draw(
        st.sampled_from([b"", b'"', b">", b"-1", b"99999999999", b"\xff", b'x="', b"<!--", b"</", b"A0"])
    )
    assert source_or_refusal(zipped(parts | {name: content[:at] + put + content[end:]}))
