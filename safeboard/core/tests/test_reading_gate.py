import tracemalloc
import zipfile

import pytest
from lxml import etree

from safeboard.core.reading import gate
from safeboard.core.reading.blocks import Unreadable
from safeboard.core.reading.files import read_source
from safeboard.core.tests.office_makers import p, unzipped, word, zipped

BOMB = "<!DOCTYPE w:document [{}]>"
LAUGHS = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {two} "{f"&{one};" * 10}">' for one, two in zip("abcdefgh", "bcdefghi", strict=True)
)


def why(data: bytes, **limits: int) -> str:
    with pytest.raises(Unreadable) as caught:
        read_source(data, **limits)
    return str(caught.value)


def with_document(document: bytes) -> bytes:
    return zipped(unzipped(word(p("words"))) | {"word/document.xml": document})


def test_an_empty_file_is_refused():
    assert why(b"") == "The file is empty: check that it was saved, and send it again."


def test_a_file_over_the_limit_is_refused_with_both_sizes():
    assert why(b"x" * (3 * 1024 * 1024 + 1), limit_bytes=2 * 1024 * 1024) == (
        "The file is 3 MB and the most that can be read is 2 MB: take out its pictures and save it again."
    )


def test_a_zip_bomb_is_refused_before_memory_is_used():
    data = with_document(b" " * (40 * 1024 * 1024))
    tracemalloc.start()
    refusal = why(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refusal == (
        "The file unpacks to far more than any plan needs and was not opened: save it again without pictures."
    )
    assert peak < 8 * 1024 * 1024


def test_a_part_too_large_for_a_tree_is_refused(monkeypatch):
    monkeypatch.setattr(gate, "LIMIT_PART", 100)
    package = gate.open_zip(zipped({"word/document.xml": "x" * 101}))
    with pytest.raises(Unreadable) as caught:
        gate.part(package, "word/document.xml")
    assert str(caught.value) == (
        "A part of the file unpacks to far more than any plan needs and was not opened: "
        "save it again without pictures."
    )


def test_too_many_members_are_refused(monkeypatch):
    monkeypatch.setattr(gate, "LIMIT_MEMBERS", 10)
    assert why(zipped({f"word/{number}": "" for number in range(11)})) == (
        "The file holds more than 10 parts and was not opened."
    )


def test_too_many_tags_are_refused(monkeypatch):
    monkeypatch.setattr(gate, "LIMIT_TAGS", 10)
    with pytest.raises(Unreadable):
        gate.parse(b"<a>" + b"<b/>" * 11 + b"</a>")


def test_an_encrypted_member_is_called_a_password():
    data = bytearray(word(p("words")))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    assert why(bytes(data)) == gate.PASSWORD


def test_a_truncated_zip_is_called_damaged():
    data = word(p("words"))
    assert why(data[: len(data) // 2]) == gate.DAMAGED


def test_a_member_whose_checksum_is_wrong_is_called_damaged():
    data = bytearray(zipped({"word/document.xml": "<x/>"}, zipfile.ZIP_STORED))
    data[data.find(b"<x/>") + 1] = ord("y")
    assert why(bytes(data)) == gate.DAMAGED


def test_a_billion_laughs_are_refused_in_every_encoding():
    laughs = f'{BOMB.format(LAUGHS)}<w:document xmlns:w="x">&i;</w:document>'
    assert why(with_document(laughs.encode())) == gate.DECLARES
    assert why(with_document(laughs.encode("utf-16"))) == gate.DECLARES


def test_a_file_of_this_machine_is_never_read_through_xml():
    entity = '<!ENTITY x SYSTEM "file:///etc/passwd">'
    document = f'{BOMB.format(entity)}<w:document xmlns:w="x">&x;</w:document>'
    assert why(with_document(document.encode())) == gate.DECLARES


def test_xml_in_an_odd_encoding_is_refused():
    document = b'<?xml version="1.0" encoding="UTF-7"?><x/>'
    assert why(with_document(document)) == (
        "The file's XML is in an encoding no office program writes, and was not opened."
    )


def test_xml_in_utf_16_is_read():
    document = unzipped(word(p("words")))["word/document.xml"].decode()
    assert read_source(with_document(document.encode("utf-16"))).blocks[0].text == "words"


def test_xml_cut_in_the_middle_is_called_damaged():
    document = unzipped(word(p("words")))["word/document.xml"]
    assert why(with_document(document[:-20])) == gate.DAMAGED


def test_the_parser_itself_leaves_an_entity_alone():
    root = etree.fromstring(b'<!DOCTYPE a [<!ENTITY x "words">]><a>&x;</a>', gate.parser())
    assert "".join(root.itertext(etree.Element)) == ""
