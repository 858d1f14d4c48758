"""`docs/security.md` names tests and files that there are."""

import re

import pytest

from tests.alone import HOUSE

WORDS = (HOUSE / "docs" / "security.md").read_text()
NAMED = sorted(set(re.findall(r"`([\w/.]+\.py)::(\w+)`", WORDS)))
FILES = sorted(set(re.findall(r"`((?:safeboard|tests|docs|deploy)/[\w/.-]+)`", WORDS)))


@pytest.mark.parametrize(("path", "test"), NAMED)
def test_a_test_that_is_named_is_there(path, test):
    assert f"def {test}(" in (HOUSE / path).read_text()


@pytest.mark.parametrize("path", FILES)
def test_a_file_that_is_named_is_there(path):
    assert (HOUSE / path).exists()


def test_every_chapter_is_walked():
    assert re.findall(r"^## V(\d+)", WORDS, re.M) == [str(number) for number in range(1, 15)]
    assert len(NAMED) > 60
