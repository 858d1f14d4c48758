"""What a file must pass before anything is parsed: size, zip bombs, passwords, and XML that declares entities."""

import io
import re
import zipfile

from lxml import etree

from safeboard.core.reading.blocks import Unreadable

LIMIT_BYTES = 20 * 1024 * 1024
LIMIT_MEMBERS = 3_000
LIMIT_UNPACKED = 150 * 1024 * 1024
LIMIT_PART = 32 * 1024 * 1024  # one XML part read whole
LIMIT_TAGS = 2_000_000  # "<" in one part: each costs lxml some 150 bytes, whatever the part's size
LIMIT_RATIO = 250  # office files shrink 5 to 40 times; only looked at from SMALL bytes up
SMALL = 4 * 1024 * 1024

ENTRY = b"PK\x01\x02"  # one in the zip's directory for each member
ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
ENCODINGS = {"utf-8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii", "iso-8859-1", "windows-1252"}
TOO_BIG = "unpacks to far more than any plan needs and was not opened: save it again without pictures."
DAMAGED = "The file is cut short or damaged: send it again, or open it, save it and send the new copy."
PASSWORD = "The file is protected with a password: save it without the password and send it again."
DECLARES = "The file declares XML entities, which no office program writes, and was not opened."


def check_size(data: bytes, limit_bytes: int = LIMIT_BYTES) -> None:
    if not data:
        raise Unreadable("The file is empty: check that it was saved, and send it again.")
    if len(data) > limit_bytes:
        raise Unreadable(
            f"The file is {_megabytes(len(data))} and the most that can be read is {_megabytes(limit_bytes)}: "
            "take out its pictures and save it again."
        )


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The zip, once its directory has been found harmless. Nothing is unpacked here.

    zipfile never unpacks more of a member than the directory declares, so what is declared can be trusted.
    """
    if data.count(ENTRY) > LIMIT_MEMBERS:
        raise Unreadable(f"The file holds more than {LIMIT_MEMBERS:,} parts and was not opened.")
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise Unreadable(DAMAGED) from error
    members = package.infolist()
    unpacked = sum(member.file_size for member in members)
    if unpacked > LIMIT_UNPACKED or (unpacked > SMALL and unpacked > LIMIT_RATIO * len(data)):
        raise Unreadable(f"The file {TOO_BIG}")
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable(PASSWORD)
    return package


def part(package: zipfile.ZipFile, name: str) -> bytes | None:
    """The bytes of one part of a package, None where it has no such part."""
    try:
        member = package.getinfo(name)
    except KeyError:
        return None
    if member.file_size > LIMIT_PART:
        raise Unreadable(f"A part of the file {TOO_BIG}")
    try:
        return package.read(member)
    except Exception as error:  # zlib, bzip2, lzma, a wrong checksum, an unknown method: all mean damage
        raise Unreadable(DAMAGED) from error


def safe_xml(data: bytes) -> bytes:
    """The same bytes, once they are known to declare no document type (so no entity, near or far)."""
    start = data[:4].lstrip(b"\xef\xbb\xbf")
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in start
    declared = ENCODING.search(data[:400].replace(b"\0", b"") if wide else data[:400])
    if declared and declared[1].decode().lower() not in ENCODINGS:
        raise Unreadable("The file's XML is in an encoding no office program writes, and was not opened.")
    spellings = ("utf-8", "utf-16-le", "utf-16-be") if wide else ("utf-8",)
    if any("<!DOCTYPE".encode(spelling) in data for spelling in spellings):
        raise Unreadable(DECLARES)
    return data


def parser() -> etree.XMLParser:
    """No entity, no network, no tree deeper than 256 or text longer than 10 million characters."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_pis=True, remove_comments=True
    )


def parse(data: bytes) -> etree._Element:
    """The root of an XML part."""
    if data.count(b"<") > LIMIT_TAGS:
        raise Unreadable(f"A part of the file {TOO_BIG}")
    try:
        root = etree.fromstring(safe_xml(data), parser())
    except etree.XMLSyntaxError as error:
        raise Unreadable(DAMAGED) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(DECLARES)
    return root


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}".removesuffix(".0") + " MB"
