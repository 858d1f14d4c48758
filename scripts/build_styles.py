"""Put the GOV.UK Design System's styles and script into safeboard/core/static/govuk/, without what is only for gov.uk.

The typeface GDS Transport, the royal crest and the icons may be used on gov.uk alone, so they stay behind;
Safeboard's own font stack takes the typeface's place. Every change is counted: if a new release says a thing
more or less often than the one that was looked at, this stops. docs/decisions/0001 says why it is done so.
"""

import re
import sys
from pathlib import Path

from scripts.npm_package import fetch

VERSION = "6.6.0"
SHA512 = "xctkWrQvLnvQt7fyjQ3MGX9S0wz0x0RQuLxCeoXF+s8EjGICG81/DYQGKN5qgO+0KVT12UAaRwUsGY6fulRcRg=="
PACKAGE = "package/dist/govuk"
INTO = Path(__file__).resolve().parent.parent / "safeboard" / "core" / "static" / "govuk"

OWN_FONT = "font-family:var(--safeboard-font,system-ui,sans-serif)"
# What to find, what to put there, how often the release says it.
CHANGES = [
    (r"/\*! Copyright \(c\) 2011 by Margaret Calvert[^*]*\*/", "", 1),
    (r"@font-face\{[^}]*\}", "", 2),
    (r"font-family:GDS Transport,arial,sans-serif", OWN_FONT, 58),
    (r"\.govuk-footer__copyright-logo:before\{[^}]*\}", "", 3),
    (r"\n?/\*# sourceMappingURL=[^*]*\*/", "", 1),
]
ONLY_FOR_GOV_UK = ["GDS Transport", "@font-face", "crest", "url(", "/assets/"]


def own_styles(css: str) -> str:
    """The release's stylesheet with our font and without the crest. Ends the program where the release differs."""
    for pattern, words, times in CHANGES:
        css, found = re.subn(pattern, words, css)
        if found != times:
            sys.exit(f"govuk-frontend {VERSION} has changed: {pattern} is there {found} times, not {times}.")
    return css.rstrip() + "\n"


def own_script(script: str) -> str:
    return re.sub(r"//# sourceMappingURL=\S+\s*$", "\n", script)


def refuse_what_is_left(name: str, text: str) -> None:
    left = [words for words in ONLY_FOR_GOV_UK if words in text]
    if left:
        sys.exit(f"{name} still holds what may only be used on gov.uk: {', '.join(left)}.")


def main() -> None:
    with fetch("govuk-frontend", VERSION, SHA512) as package:
        read = {
            name: package.extractfile(f"{PACKAGE}/{name}").read().decode()
            for name in ("govuk-frontend.min.css", "govuk-frontend.min.js")
        }
    made = {
        "govuk-frontend.min.css": own_styles(read["govuk-frontend.min.css"]),
        "govuk-frontend.min.js": own_script(read["govuk-frontend.min.js"]),
    }
    INTO.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        refuse_what_is_left(name, text)
        (INTO / name).write_text(text)
    print(f"Styles: govuk-frontend {VERSION}, {sum(map(len, made.values())) // 1024} KB, in {INTO.name}/")


if __name__ == "__main__":
    main()
