"""Acronyms explained where they first stand."""

import time

import pytest
from django.template import engines

from safeboard.core.templatetags.gov import glossed

GLOSSARY = {"CSE": ["Child sexual exploitation"], "RAG": ["Red, amber, green", "Reading group"]}
CSE = '<abbr class="sb-abbr" title="Child sexual exploitation">CSE</abbr>'


def abbr(words, title="x"):
    return f'<abbr class="sb-abbr" title="{title}">{words}</abbr>'


def test_an_acronym_is_explained_the_first_time_it_stands_there():
    assert glossed("CSE, then CSE", GLOSSARY) == f"{CSE}, then CSE"


def test_both_meanings_are_given():
    assert glossed("RAG", GLOSSARY) == abbr("RAG", "Red, amber, green; or: Reading group")


@pytest.mark.parametrize("words", ["DRAGON", "RAGS", "rag", "XRAG", "RAG2", "RAG_", "R&RAG", "RAG&", "ÉRAG"])
def test_an_acronym_inside_a_longer_word_or_in_small_letters_is_left_alone(words):
    assert glossed(words, {"RAG": ["x"]}).replace("&amp;", "&") == words


@pytest.mark.parametrize("words", ["(RAG)", "RAG-rated", "RAG’s", "“RAG”", "a/RAG/b", "RAG."])
def test_marks_around_an_acronym_do_not_hide_it(words):
    assert glossed(words, {"RAG": ["x"]}) == words.replace("RAG", abbr("RAG"))


def test_an_ampersand_in_an_acronym_is_found_and_escaped():
    assert glossed("T&WFD < 3", {"T": ["no"], "T&WFD": ["x"]}) == f"{abbr('T&amp;WFD')} &lt; 3"


def test_of_two_that_begin_alike_the_longer_is_taken():
    assert glossed("CSE Group", {"CSE": ["no"], "CSE Group": ["x"]}) == abbr("CSE Group")


def test_words_and_meanings_that_hold_markup_are_escaped():
    glossary = {"<b>": ["no"], "CSE": ['"><script>alert(1)</script>']}
    assert glossed("<img onerror=x> CSE", glossary) == (
        "&lt;img onerror=x&gt; "
        '<abbr class="sb-abbr" title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;">CSE</abbr>'
    )


def test_an_acronym_of_signs_is_no_pattern():
    assert glossed("a.b axb", {"a.b": ["x"]}) == f"{abbr('a.b')} axb"


@pytest.mark.parametrize("glossary", [None, {}])
def test_without_a_glossary_words_are_only_escaped(glossary):
    assert glossed("<CSE>", glossary) == "&lt;CSE&gt;"


@pytest.mark.parametrize("words", [None, ""])
def test_no_words_are_no_words(words):
    assert glossed(words, GLOSSARY) == ""


def test_a_template_does_not_escape_it_twice():
    page = engines["django"].from_string("{% load gov %}{{ words|glossed:glossary }}")
    assert page.render({"words": "A & CSE", "glossary": GLOSSARY}) == f"A &amp; {CSE}"


def test_a_long_text_takes_no_more_than_its_length():
    glossary = {f"AC{number}": ["x"] for number in range(300)} | {"A" * 30: ["x"]}
    text = "A" * 29 + " &AC AC1 "

    def seconds(times):
        start = time.perf_counter()
        glossed(text * times, glossary)
        return time.perf_counter() - start

    seconds(10)
    assert seconds(20_000) < 2
