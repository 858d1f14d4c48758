"""Characters that no page, paper or spreadsheet can hold: XML, of which all of them are made, does not know them. No Django here."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(words: str) -> str:
    """The words without such characters. Tabs and line breaks stay."""
    return NOT_IN_XML.sub("", words)


def all_printable(thing: Any) -> Any:
    """The same of every word in frozen dataclasses, tuples and dictionaries, however deep. What has nothing to drop is itself."""
    if isinstance(thing, str):
        return printable(thing) if NOT_IN_XML.search(thing) else thing
    if isinstance(thing, tuple):
        each = tuple(map(all_printable, thing))
        return thing if all(new is old for new, old in zip(each, thing, strict=True)) else each
    if isinstance(thing, dict):
        said = {all_printable(key): all_printable(value) for key, value in thing.items()}
        return thing if said == thing else said
    if is_dataclass(thing) and not isinstance(thing, type):
        said = {one.name: getattr(thing, one.name) for one in fields(thing)}
        new = {name: made for name, value in said.items() if (made := all_printable(value)) is not value}
        return replace(thing, **new) if new else thing
    return thing
