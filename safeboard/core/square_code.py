"""An address as a square code (QR) that a telephone reads."""

import io

import segno


def square_code(url: str) -> bytes:
    """SVG that draws nothing but the code, with a margin."""
    out = io.BytesIO()
    segno.make(url, error="m").save(
        out, kind="svg", scale=8, light="#fff", title="Square code", xmldecl=False
    )
    return out.getvalue()
