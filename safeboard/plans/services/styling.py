"""Settings of how a board's papers look. Each change is a row; papers issued before keep the look they had."""

from django.core.exceptions import ValidationError
from django.db import transaction
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image

from safeboard.boards.services.founding import held
from safeboard.core.paper.blocks import Logo, Look, Paper, Part
from safeboard.core.paper.pdf import TypesettingFailed, write_pdf
from safeboard.core.reading.colour import doubtful, hue, six
from safeboard.documents.services import keep
from safeboard.history.services import record
from safeboard.plans.models import PaperStyle
from safeboard.plans.papers.layout import COLUMNS
from safeboard.plans.styles import style_of

LOGO_BYTES = 2 * 1024 * 1024
LOGO_DOTS = 4000
LOGO_KINDS = {"image/png": "png", "image/jpeg": "jpeg"}
ENOUGH = 4.5
"""The contrast that WCAG 2.2 asks of words against what they stand on."""


@transaction.atomic
def set_style(
    board,
    *,
    by,
    at,
    accent="",
    tints=None,
    columns=(),
    notes=None,
    show_ref=False,
    logo=None,
    no_logo=False,
    logo_words="",
):
    """How the board's papers look from now on. Returns the new PaperStyle, None where nothing changes.

    tints: {rating: "#rrggbb"}, those left out as usual. columns: roles in order, () for the usual. notes: how many past
    notes, None for all. logo: (name, bytes) of a PNG or JPEG; without it the one there is stays, unless `no_logo`.
    Raises ValidationError.
    """
    held(board)
    was = style_of(board)
    kept = was.logo if was and not (logo or no_logo) else None
    if logo:
        kept = _kept_logo(board, logo, by, at)
    words = " ".join(logo_words.split()) if kept else ""
    if kept and not words:
        raise ValidationError({"logo_words": "Enter whose logo it is, for those who do not see it"})
    becomes = {
        "accent": _accent(accent),
        "tints": {rating: _tint(rating, colour) for rating, colour in (tints or {}).items() if colour},
        "columns": _columns(columns),
        "notes": notes,
        "show_ref": show_ref,
        "logo": kept,
        "logo_words": words,
    }
    if was and all(getattr(was, name) == value for name, value in becomes.items()):
        return None
    style = PaperStyle.objects.create(board=board, by_name=by.name, recorded_at=at, **becomes)
    told = {name: value for name, value in becomes.items() if name != "logo"}
    record(by=by, verb="set how papers look", thing=style, at=at, board=board, **told)
    return style


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, from 1 to 21, as WCAG reckons it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _accent(colour):
    if not colour:
        return ""
    exact = six(colour)
    if not exact:
        raise ValidationError({"accent": "Enter a colour as # and six figures, such as #1d2b3a"})
    if contrast(exact, "#ffffff") < ENOUGH:
        raise ValidationError(
            {"accent": "Choose a darker colour: headings in this one are hard to read on white"}
        )
    return exact


def _tint(rating, colour):
    exact = six(colour)
    if not exact:
        raise ValidationError({rating: "Enter a colour as # and six figures, such as #ffdc8c"})
    if hue(exact) != rating or doubtful(exact):
        raise ValidationError({rating: f"Choose a colour that everybody would call {rating}"})
    if contrast(exact, "#000000") < ENOUGH:
        raise ValidationError({rating: "Choose a paler colour: words on this one are hard to read"})
    return exact


def _columns(columns):
    unknown = [role for role in columns if role not in COLUMNS]
    if unknown or len(set(columns)) != len(list(columns)):
        raise ValidationError({"columns": "Choose each column once, from the list"})
    return list(columns)


def _try_on_paper(logo):
    """A damaged picture would stop every paper of the board, so one is written with it."""
    try:
        write_pdf(Paper(name="Logo", parts=(Part("Logo", ()),), look=Look(logo=logo)))
    except TypesettingFailed:
        raise ValidationError(
            {"logo": "This picture is damaged: save it anew as PNG or JPEG, and choose that"}
        ) from None


def _kept_logo(board, logo, by, at):
    name, data = logo
    if len(data) > LOGO_BYTES:
        raise ValidationError({"logo": "Choose a picture of at most 2 MB"})
    try:
        picture = Image.from_blob(data)
    except (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError, ValueError, KeyError):
        picture = None
    kind = LOGO_KINDS.get(picture.content_type) if picture else None
    if not kind:
        raise ValidationError({"logo": "Choose a PNG or JPEG picture"})
    if not 0 < max(picture.px_width, picture.px_height) <= LOGO_DOTS:
        raise ValidationError({"logo": f"Choose a picture of at most {LOGO_DOTS:,} dots a side"})
    _try_on_paper(Logo(data, kind, "Logo"))
    return keep(data, name=name, kind=kind, board=board, by=by, at=at)
