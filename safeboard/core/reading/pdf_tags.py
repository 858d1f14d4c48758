"""The structure tree of a tagged PDF: what the file itself calls a heading, a list, a table.

pdfplumber has a reader of it, but that one drops empty cells, parts words from their order among the children,
and takes every piece of an element to lie on the element's first page.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral

LIMIT_DEPTH = 60
LIMIT_TAGS = 200_000


@dataclass(slots=True)
class Tag:
    """kind: the standard name ("P", "TD"). own: the name the file uses. kids: tags and pieces, in order.

    A piece is (page key, mcid): some marked content.
    """

    kind: str
    own: str = ""
    attributes: dict = field(default_factory=dict)
    said: str = ""  # ActualText
    alt: str = ""
    kids: list = field(default_factory=list)

    def pieces(self) -> Iterator[tuple[object, int]]:
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.pieces()
            else:
                yield kid

    def inside(self, *kinds: str) -> Iterator["Tag"]:
        """The nearest tags of these kinds below, in order."""
        for kid in self.kids:
            if isinstance(kid, Tag):
                if kid.kind in kinds:
                    yield kid
                else:
                    yield from kid.inside(*kinds)

    def number(self, name: str) -> int:
        value = self.attributes.get(name)
        return value if isinstance(value, int) and 1 <= value <= 1000 else 1


def tree_of(document) -> Tag | None:
    """The whole tree under one tag, None where the file has none."""
    root = resolve1(document.catalog.get("StructTreeRoot"))
    if not isinstance(root, dict):
        return None
    return Grower(root).tree()


class Grower:
    def __init__(self, root: dict) -> None:
        self.root = root
        self.roles = as_dict(root.get("RoleMap"))
        self.classes = as_dict(root.get("ClassMap"))
        self.seen: set[int] = set()
        self.count = 0

    def tree(self) -> Tag:
        top = Tag("Document")
        self.grow(self.root.get("K"), None, top, 0)
        return top

    def grow(self, child, page, parent: Tag, depth: int) -> None:
        self.count += 1
        if depth > LIMIT_DEPTH or self.count > LIMIT_TAGS:
            return
        if isinstance(child, PDFObjRef):
            if child.objid in self.seen:
                return
            value = resolve1(child)
            if not isinstance(value, list):
                self.seen.add(child.objid)
        else:
            value = child
        if isinstance(value, list):
            for each in value:
                self.grow(each, page, parent, depth + 1)
        elif isinstance(value, int):
            parent.kids.append((page, value))
        elif isinstance(value, dict):
            self.grow_dict(value, page, parent, depth)

    def grow_dict(self, value: dict, page, parent: Tag, depth: int) -> None:
        reference = value.get("Pg")
        page = reference.objid if isinstance(reference, PDFObjRef) else page
        if "S" in value:
            tag = self.tag(value)
            parent.kids.append(tag)
            self.grow(value.get("K"), page, tag, depth + 1)
        elif isinstance(value.get("MCID"), int):
            parent.kids.append((page, value["MCID"]))

    def tag(self, value: dict) -> Tag:
        own = kind = name_of(value["S"])
        for _ in range(10):
            further = name_of(self.roles.get(kind))
            if not further or further == kind:
                break
            kind = further
        return Tag(
            kind, own, self.attributes(value), words_of(value.get("ActualText")), words_of(value.get("Alt"))
        )

    def attributes(self, value: dict) -> dict:
        found: dict = {}
        named = resolve1(value.get("C"))
        for name in named if isinstance(named, list) else [named]:
            self.add(found, self.classes.get(name_of(name)))
        self.add(found, value.get("A"))
        return found

    def add(self, found: dict, attributes) -> None:
        attributes = resolve1(attributes)
        for each in attributes if isinstance(attributes, list) else [attributes]:
            found.update({key: resolve1(item) for key, item in as_dict(each).items()})


def as_dict(value) -> dict:
    value = resolve1(value)
    return value if isinstance(value, dict) else {}


def name_of(value) -> str:
    value = resolve1(value)
    if not isinstance(value, PSLiteral):
        return ""
    return value.name if isinstance(value.name, str) else value.name.decode("latin-1")


def words_of(value) -> str:
    """A PDF text string: UTF-16 or UTF-8 with its mark, else near enough to Latin-1."""
    value = resolve1(value)
    if not isinstance(value, bytes):
        return ""
    for mark, encoding in (
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xef\xbb\xbf", "utf-8"),
    ):
        if value.startswith(mark):
            return value[len(mark) :].decode(encoding, "replace")
    return value.decode("latin-1")
