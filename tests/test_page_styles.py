"""What make builds of GOV.UK Frontend holds nothing that may only be used on gov.uk, and refuses a changed release."""

import pytest

from scripts import build_styles

CREST = ".govuk-footer__copyright-logo:before{background:url(/assets/images/govuk-crest.svg)}"
FACE = "@font-face{font-family:GDS Transport;src:url(/assets/fonts/a.woff2)}"
RELEASE = (
    "/*! Copyright (c) 2011 by Margaret Calvert & Henrik Kubel. */"
    + FACE * 2
    + CREST * 3
    + ".a{font-family:GDS Transport,arial,sans-serif}" * 58
    + "/*# sourceMappingURL=govuk-frontend.min.css.map */"
)


def test_only_our_own_font_is_left_of_a_release():
    assert build_styles.own_styles(RELEASE) == f".a{{{build_styles.OWN_FONT}}}" * 58 + "\n"


@pytest.mark.parametrize("added", [CREST, FACE, ".b{font-family:GDS Transport,arial,sans-serif}"])
def test_a_release_that_says_more_of_it_is_refused(added):
    with pytest.raises(SystemExit, match="has changed"):
        build_styles.own_styles(RELEASE + added)


@pytest.mark.parametrize("left", build_styles.ONLY_FOR_GOV_UK)
def test_what_no_change_took_out_is_refused(left):
    with pytest.raises(SystemExit, match="only be used on gov.uk"):
        build_styles.refuse_what_is_left("govuk-frontend.min.css", f".b{{{left}}}")


@pytest.mark.parametrize("name", ["govuk-frontend.min.css", "govuk-frontend.min.js"])
def test_the_styles_that_were_built_hold_none_of_it(name):
    built = (build_styles.INTO / name).read_text()
    assert [words for words in build_styles.ONLY_FOR_GOV_UK if words in built] == []


def test_nothing_else_was_built():
    assert sorted(path.name for path in build_styles.INTO.iterdir()) == [
        "govuk-frontend.min.css",
        "govuk-frontend.min.js",
    ]
