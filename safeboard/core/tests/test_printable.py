"""Characters that no paper can hold are dropped where papers are made and where forms come in."""

import io

import pytest
from django.test import RequestFactory
from docx import Document

from safeboard.core.middleware import PrintableFormsMiddleware
from safeboard.core.paper.blocks import (
    Bullets,
    Cell,
    Column,
    Facts,
    Heading,
    Line,
    Paper,
    Part,
    Row,
    Table,
    Text,
)
from safeboard.core.paper.forms import FORMS, write
from safeboard.core.printable import all_printable

BAD = "\x00a\x0b\x0c\x1f\ud800\ufffe\uffff\tb\n😀\u202e"
GOOD = "a\tb\n😀\u202e"


def a_paper(words):
    cell = Cell((Line(words, words),))
    blocks = (
        Heading(words, 1),
        Text(Line(text=words)),
        Bullets((words,)),
        Facts(words, ((words, words),)),
        Table(words, (Column(words, 1),), (Row((cell,)),)),
    )
    return Paper(words, (Part("Sheet", blocks),), author=words, printed=words)


def test_every_word_of_a_paper_is_what_papers_can_hold_and_what_can_be_held_stays():
    assert all_printable(a_paper(BAD)) == a_paper(GOOD)
    paper = a_paper(GOOD)
    assert all_printable(paper) is paper


@pytest.mark.parametrize("form", FORMS)
def test_a_paper_with_such_words_can_be_made(form):
    assert write(a_paper("a\x0bb\x01\uffff"), form)


def test_the_words_are_there_without_them():
    made = Document(io.BytesIO(write(a_paper("Leaders\x0b answer"), "docx")))
    assert made.paragraphs[0].text == "Leaders answer"


def sent(**data):
    """What a view would find in `request.POST`."""
    request = RequestFactory().post("/", data)
    PrintableFormsMiddleware(lambda request: None).process_view(request, None, (), {})
    return request.POST


def test_a_form_comes_in_without_them():
    post = sent(words=["a\x0bb", "c"], plain="d\r\n\te")
    assert dict(post.lists()) == {"words": ["ab", "c"], "plain": ["d\r\n\te"]}
    with pytest.raises(AttributeError, match="immutable"):
        post["words"] = "x"


def test_a_nul_is_left_for_fields_to_refuse():
    assert sent(words="a\x00\x0b")["words"] == "a\x00\x0b"


def test_what_is_no_form_is_not_read():
    request = RequestFactory().post("/", b"a\x0bb", content_type="application/json")
    PrintableFormsMiddleware(lambda request: None).process_view(request, None, (), {})
    assert (request.body, dict(request.POST)) == (b"a\x0bb", {})
