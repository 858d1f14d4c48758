"""An Office file packed so that the same content is the same bytes."""

from __future__ import annotations

import io
import zipfile


def packed_alike(data: bytes) -> bytes:
    """The file with every member dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in given.namelist():
            member = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(member, given.read(name))
    return out.getvalue()
