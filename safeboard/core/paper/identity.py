"""What a file that may come back says of itself, in its document properties: which plan, as known at which moment.

Custom properties, because Word, Excel, LibreOffice and openpyxl all keep them when a file is edited and saved, and a
person can see them in the program. Word calls them "Custom" under File, Info, Properties.
"""

from __future__ import annotations

import posixpath
from itertools import islice

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from safeboard.core.reading.blocks import Unreadable
from safeboard.core.reading.package import Package

PREFIX = "Safeboard "
PART = "/docProps/custom.xml"
TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
USERS_OWN = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of properties that users name themselves."""
MOST, LONGEST = 100, 300


def add_to_word(document, identity: dict[str, str]) -> None:
    """document: python-docx's."""
    root = etree.Element(f"{{{PROPERTIES}}}Properties", nsmap={"op": PROPERTIES, "vt": VALUES})
    for number, (name, value) in enumerate(sorted(identity.items()), start=2):
        entry = etree.SubElement(root, f"{{{PROPERTIES}}}property")
        entry.set("fmtid", USERS_OWN)
        entry.set("pid", str(number))
        entry.set("name", f"{PREFIX}{name}")
        etree.SubElement(entry, f"{{{VALUES}}}lpwstr").text = value
    package = document.part.package
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    package.relate_to(Part(PackURI(PART), TYPE, blob, package), RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def add_to_excel(book, identity: dict[str, str]) -> None:
    """book: xlsxwriter's."""
    for name, value in sorted(identity.items()):
        book.set_custom_property(f"{PREFIX}{name}", value, "text")


def identity_in(data: bytes) -> dict[str, str]:
    """What a .docx or .xlsx says of itself; {} where it says nothing, is damaged or is no such file."""
    try:
        package = Package(data)
        names = package.related("", "custom-properties") or [posixpath.normpath(PART).lstrip("/")]
        root = package.xml(names[0])
    except (Unreadable, etree.XMLSyntaxError):
        return {}
    found = {}
    for entry in islice(() if root is None else root, MOST):
        name = entry.get("name", "")
        if name.startswith(PREFIX):
            found[name.removeprefix(PREFIX)] = str(entry.xpath("string()")).strip()[:LONGEST]
    return found
