"""A number as Excel shows it: "Jun-16" for 42522 in mmm-yy, "75%" for 0.75 in 0%."""

import datetime
import re
from functools import lru_cache

# Excel's own formats, by number (ECMA-376 part 1, 18.8.30), in their British form
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "£#,##0", 6: "£#,##0", 7: "£#,##0.00",
    8: "£#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "dd/mm/yyyy",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    41: "#,##0", 42: "£#,##0", 43: "#,##0.00", 44: "£#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@",
}  # fmt: skip
TOKEN = re.compile(
    r'"(?P<words>[^"]*)"|\\(?P<letter>.)|_.|\*.|\[\$(?P<money>[^\]-]*)[^\]]*\]|\[(?P<span>h+|m+|s+)\]'
    r"|\[[^\]]*\]|(?P<noon>AM/PM|A/P)|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?)"
    r"|(?P<number>[#0?][#0?,]*(?:\.[#0?]*)?(?:E[+-]0+)?|\.[0#?]+)|(?P<other>.)",
    re.IGNORECASE,
)
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LAST_DAY = 2_958_465  # 31 December 9999

Token = tuple[str, str]


def shown(value: float, pattern: str, from_1904: bool = False) -> str:
    """The number as the cell shows it; a date that cannot be one is shown as the number."""
    sections = _sections(pattern)
    tokens = _section(sections, value)
    if any(kind in ("date", "noon", "span") for kind, _ in tokens):
        moment = as_moment(value, from_1904)
        return general(value) if moment is None else _as_date(moment, value, tokens)
    if not any(kind == "number" for kind, _ in tokens):
        return _without_number(value, tokens, pattern)
    return _as_number(value, tokens, negative_shown=len(sections) < 2)


def general(value: float) -> str:
    """A number in no format: up to ten digits, no trailing zeros."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.10g}"


def as_moment(value: float, from_1904: bool = False) -> datetime.datetime | None:
    """An Excel serial as a moment. Its 1900 has a 29 February, so days before March are one off."""
    if not 0 <= value <= LAST_DAY:
        return None
    start = datetime.datetime(1904, 1, 1) if from_1904 else datetime.datetime(1899, 12, 30)
    if not from_1904 and value < 60:
        start += datetime.timedelta(days=1)
    try:
        return start + datetime.timedelta(seconds=round(value * 86400))
    except OverflowError:
        return None


@lru_cache(maxsize=1024)
def _sections(pattern: str) -> tuple[tuple[Token, ...], ...]:
    """The up to four parts of a format: positive, negative, zero, text."""
    parts: list[list[Token]] = [[]]
    for found in TOKEN.finditer(pattern.strip()[:255]):
        kind, text = found.lastgroup or "", found[0]
        if kind == "other" and text == ";":
            parts.append([])
        elif kind in ("words", "letter", "money"):
            parts[-1].append(("words", found[kind]))
        elif kind == "span":
            parts[-1].append((kind, found["span"].lower()))
        elif kind:
            parts[-1].append((kind, text.lower() if kind in ("date", "noon") else text))
    return tuple(tuple(part) for part in parts[:4])


def _section(sections: tuple[tuple[Token, ...], ...], value: float) -> tuple[Token, ...]:
    if value < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if value == 0 and len(sections) > 2 else sections[0]


def _without_number(value: float, tokens: tuple[Token, ...], pattern: str) -> str:
    words = "".join(text for _, text in tokens)
    if "general" in words.lower():
        return re.sub("general", lambda _: general(value), words, flags=re.IGNORECASE)
    if not pattern.strip() or "@" in words:
        return general(value)
    return words


def _as_number(value: float, tokens: tuple[Token, ...], negative_shown: bool) -> str:
    shape = next(text for kind, text in tokens if kind == "number")
    slashed = any(kind == "other" and text == "/" for kind, text in tokens)
    if slashed:
        return general(value)
    percents = sum(text.count("%") for kind, text in tokens if kind == "other")
    digits = _digits(abs(value) * 100**percents, shape)
    sign = "-" if value < 0 and negative_shown and digits.strip("0.,") else ""
    done, written = False, sign
    for kind, text in tokens:
        if kind != "number":
            written += text
        elif not done:
            written, done = written + digits, True
    return written


def _digits(value: float, shape: str) -> str:
    if "E" in shape.upper():
        return f"{value:.{shape.upper().partition('E')[0].partition('.')[2].count('0')}E}"
    whole, _, rest = shape.partition(".")
    value /= 1000 ** (len(whole) - len(whole.rstrip(",")))
    places, needed = sum(rest.count(mark) for mark in "0#?"), rest.count("0")
    written = f"{value:{',' if ',' in whole.rstrip(',') else ''}.{places}f}"
    if places > needed:
        front, _, back = written.partition(".")
        back = back[:needed] + back[needed:].rstrip("0")
        written = f"{front}.{back}" if back else front
    zeros = whole.count("0")
    front, dot, back = written.partition(".")
    front = "" if not zeros and front == "0" else front.zfill(zeros)
    return f"{front}{dot}{back}" or "0"


def _as_date(moment: datetime.datetime, value: float, tokens: tuple[Token, ...]) -> str:
    noon = any(kind == "noon" for kind, _ in tokens)
    parts, clock = [], False
    for at, (kind, text) in enumerate(tokens):
        if kind == "date":
            minutes = text in ("m", "mm") and (clock or _next_date(tokens, at).startswith("s"))
            parts.append(_date_part(moment, "minute" if minutes else text, len(text), noon))
            clock = text[0] == "h" or (clock and minutes)
        elif kind == "span":
            parts.append(str(int(value * {"h": 24, "m": 1440, "s": 86400}[text[0]] + 1e-6)))
            clock = text[0] == "h"
        elif kind == "noon":
            parts.append("AM" if moment.hour < 12 else "PM")
        elif not (kind == "other" and text == "@"):
            parts.append(text)
    return "".join(parts).strip()


def _next_date(tokens: tuple[Token, ...], at: int) -> str:
    return next((text for kind, text in tokens[at + 1 :] if kind == "date"), "")


def _date_part(moment: datetime.datetime, text: str, width: int, noon: bool) -> str:
    if text == "minute":
        return f"{moment.minute:0{width}d}"
    first = text[0]
    if first == "y":
        return f"{moment.year % 100:02d}" if width < 3 else f"{moment.year:04d}"
    if first == "m" and width > 2:
        month = MONTHS[moment.month - 1]
        return {3: month[:3], 5: month[0]}.get(width, month)
    if first == "d" and width > 2:
        day = DAYS[moment.weekday()]
        return day[:3] if width == 3 else day
    hour = (moment.hour % 12 or 12) if noon else moment.hour
    number = {"m": moment.month, "d": moment.day, "h": hour, "s": moment.second}[first]
    return f"{number:0{min(width, 2)}d}"
