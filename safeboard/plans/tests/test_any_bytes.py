"""Any bytes given to the reader end in a plan or in one clear sentence, never in a traceback."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeboard import samples
from safeboard.core.reading.blocks import Unreadable
from safeboard.plans.outline import Outline
from safeboard.plans.reading import read_plan
from safeboard.plans.tests.written import write_excel, write_html, write_pdf

SAMPLE = f"{samples.__path__[0]}/harrowmere-plan.docx"
CALM = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


def ends_well(data):
    try:
        return isinstance(read_plan(data), Outline)
    except Unreadable as refused:
        return str(refused).endswith((".", "?")) and "\n" not in str(refused)


@settings(CALM, max_examples=200)
@given(
    st.one_of(
        st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))
    )
)
def test_any_bytes_end_well(data):
    assert ends_well(data)


@settings(CALM, max_examples=100)
@given(st.lists(st.lists(st.text(max_size=20), min_size=1, max_size=6), max_size=6))
def test_any_words_under_a_plans_headings_end_well(rows):
    lines = ["\t".join(cell.replace("\t", " ") for cell in row) for row in rows]
    assert ends_well(
        "\n".join(["Issue\tLead\tAction\tDue\tProgress (RAG)", *lines]).encode("utf-8", "replace")
    )


@pytest.fixture(scope="module")
def files():
    with open(SAMPLE, "rb") as file:
        word = file.read()
    outline = read_plan(word)
    return {
        "word": word,
        "excel": write_excel(outline),
        "pdf": write_pdf(outline),
        "html": write_html(outline),
    }


@pytest.mark.parametrize("form", ["word", "excel", "pdf", "html"])
def test_a_damaged_file_ends_well(files, form):
    whole = files[form]

    @CALM
    @given(
        st.lists(st.tuples(st.integers(0, len(whole) - 1), st.binary(min_size=1, max_size=4)), max_size=8),
        st.one_of(st.none(), st.integers(0, len(whole))),
    )
    def holds(changes, cut):
        data = bytearray(whole)
        for at, put in changes:
            data[at : at + len(put)] = put
        assert ends_well(bytes(data[:cut]))

    holds()
