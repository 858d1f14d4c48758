"""Ask the Nu HTML checker (build/vnu.jar, put there by make) whether pages are valid HTML. It needs Java."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlparse

VALIDATOR = Path(__file__).resolve().parent.parent / "build" / "vnu.jar"


def can_validate() -> bool:
    return VALIDATOR.exists() and shutil.which("java") is not None


def html_errors(pages: str | list[tuple[str, str]]) -> list[str]:
    """What is wrong, as "name, line 12: words". pages: one page, or (name, page) pairs.

    Java starts once for all of them (about 2 seconds, then 20 ms a page), so collect pages and ask once.
    """
    named = [("page", pages)] if isinstance(pages, str) else pages
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for number, (name, html) in enumerate(named):
            path = Path(folder) / f"{number}.html"
            path.write_text(html, encoding="utf-8")
            names[path.name] = name
        return [_sentence(message, names) for message in _ask(folder) if message["type"] != "info"]


def _ask(folder: str) -> list[dict]:
    command = ["java", "-jar", str(VALIDATOR), "--format", "json", "--exit-zero-always", folder]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stderr)["messages"]


def _sentence(message: dict, names: dict[str, str]) -> str:
    name = names[Path(unquote(urlparse(message["url"]).path)).name]
    return f"{name}, line {message.get('lastLine', '?')}: {message['message']}"
