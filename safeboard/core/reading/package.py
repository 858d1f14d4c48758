"""An Office file as named parts that point to one another (the Open Packaging Conventions)."""

import posixpath
import zipfile
from urllib.parse import unquote

from lxml import etree

from safeboard.core.reading import gate

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# "Strict" files say the same things in other namespaces; read them as if they were the usual ones.
STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}


class Package:
    """Parts by name; every XML part goes through the gate's parser."""

    def __init__(self, data: bytes) -> None:
        self.zip: zipfile.ZipFile = gate.open_zip(data)

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part, None where there is no such part."""
        data = gate.part(self.zip, name) if name else None
        return None if data is None else gate.parse(usual(data))

    def relations(self, name: str = "") -> dict[str, tuple[str, str]]:
        """id -> (the last word of its type, the part it points to). name: "" for the package itself."""
        folder, file = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        return {
            entry.get("Id", ""): (
                entry.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, unquote(entry.get("Target", "")))).lstrip("/"),
            )
            for entry in (root if root is not None else ())
            if entry.get("TargetMode") != "External"
        }

    def related(self, name: str, kind: str) -> list[str]:
        """The parts of one kind ("styles", "comments") that this part points to."""
        return [target for type_, target in self.relations(name).values() if type_ == kind]

    def main(self, otherwise: str) -> str:
        return next(iter(self.related("", "officeDocument")), otherwise)


def usual(data: bytes) -> bytes:
    if b"purl.oclc.org/ooxml" in data[:4096]:
        for strict, transitional in STRICT.items():
            data = data.replace(strict, transitional)
    return data
