"""Acronyms written out where they first stand."""

from safeboard.core.acronyms import written_out

GLOSSARY = {"MASH": ["Multi-Agency Safeguarding Hub"], "RAG": ["Red, amber, green", "Authorities Group"]}


def test_an_acronym_is_written_out_once():
    seen = set()

    first = written_out("Ask MASH, then MASH again.", GLOSSARY, seen)
    later = written_out("MASH answered.", GLOSSARY, seen)

    assert (first, later) == (
        "Ask Multi-Agency Safeguarding Hub (MASH), then MASH again.",
        "MASH answered.",
    )


def test_one_that_the_text_explains_is_left_as_it_is():
    words = "The Multi-agency Safeguarding Hub (MASH) opened."

    assert written_out(words, GLOSSARY, set()) == words


def test_one_of_several_meanings_is_left_as_it_is():
    assert written_out("The RAG met.", GLOSSARY, set()) == "The RAG met."


def test_part_of_a_word_is_no_acronym():
    assert written_out("MASHED", GLOSSARY, set()) == "MASHED"
