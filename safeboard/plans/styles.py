"""How a board's papers look, as it was set up by a moment."""

from safeboard.core.paper.blocks import TINTS, Logo, Look
from safeboard.plans.models import PaperStyle
from safeboard.plans.papers.layout import PaperOptions


def style_of(board, *, known_at=None):
    """The style that held at a moment, now where none is given; None where the board never set any. One query."""
    styles = PaperStyle.objects.filter(board=board).select_related("logo")
    if known_at:
        styles = styles.filter(recorded_at__lte=known_at)
    return styles.order_by("-recorded_at", "-pk").first()


def options_of(style) -> PaperOptions:
    """What a style asks of a paper; the usual where there is none."""
    if style is None:
        return PaperOptions()
    look = Look(tints={**TINTS, **style.tints}, logo=_logo(style))
    if style.accent:
        look = Look(look.tints, style.accent, look.logo)
    return PaperOptions(
        show_ref=style.show_ref, note_limit=style.notes, columns=tuple(style.columns), look=look
    )


def _logo(style):
    if not style.logo_id:
        return None
    with style.logo.file.open() as file:
        return Logo(file.read(), style.logo.kind, style.logo_words)
