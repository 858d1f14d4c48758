"""Words that could identify a child are seen; a plan's own words are not taken for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeboard.plans.identifying import valid_nhs_number, warnings

NHS = "There is what looks like an NHS number."
BORN = "There is what looks like a date of birth."
POSTCODE = "There is what looks like a postcode."
TELEPHONE = "There is what looks like a telephone number."
ADDRESS = "There is what looks like somebody’s private e-mail address."
AGE = "There is what looks like one child’s age."


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("NHS 943 476 5919", [NHS]),
        ("Number 9434765919 was audited", [NHS]),
        ("943-476-5919", [NHS]),
        ("DOB 3/4/2009", [BORN]),
        ("d.o.b. 03.04.09", [BORN]),
        ("She was born on 3rd April 2009", [BORN]),
        ("Date of birth: 3 Apr 2009", [BORN]),
        ("The family lives at BA2 9ZZ", [POSTCODE]),
        ("Ring mother on 07700 900123", [TELEPHONE]),
        ("+44 7700 900123", [TELEPHONE]),
        ("01632 960 983", [TELEPHONE]),
        ("Write to sam.rivers@gmail.com", [ADDRESS]),
        ("Child A, aged 7, was seen", [AGE]),
        ("boy JT (9)", [AGE]),
        ("Jamie, aged 7", [AGE]),
        ("J.T. aged 7", [AGE]),
        ("A 7-year-old girl was missing", [AGE]),
        ("Child A, aged 7, born 1 May 2009", [BORN, AGE]),
    ],
)
def test_what_could_identify_a_child_is_named(words, found):
    assert warnings(words) == found


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Update Dec 15: ten cases audited, RB to report in March 2016.",
        "First review Dec 15, Refresh in June 16",
        "The new protocol was born of the review of 3 June 2015.",
        "Publish the review of Child A by 31 March 2016",
        "Children aged 5 to 11 heard in 12 schools",
        "Children, aged 7 to 11, in Years 3-6",
        "Pupils, aged 16, were asked",
        "Section 11 audit: 24 of 26 agencies, 92%",
        "Section 175/157 returns from 78 schools",
        "PPPG and LSCB Chair met on 12/01/2016",
        "Budget £12,500 of £1,250,000 in 2016/17",
        "Order 1234567890 of leaflets",
        "Write to lscb@harrowmere.gov.uk",
        "Training for 0-19 services; pre-birth and unborn babies",
        "The unborn baby protocol was agreed 3 June 2015",
        "Every 16 year old in care has a plan",
        "KS2 and KS3 lessons, ref A1 B2",
    ],
)
def test_the_words_of_a_plan_draw_no_warning(words):
    assert warnings(words) == []


@pytest.mark.parametrize(
    ("digits", "valid"),
    [("9434765919", True), ("9434765918", False), ("0000000000", False), ("4010232137", True)],
)
def test_an_nhs_number_has_its_check_digit(digits, valid):
    assert valid_nhs_number(digits) == valid


@given(st.text())
def test_no_words_make_it_fail(words):
    assert isinstance(warnings(words), list)


@given(st.text(alphabet="0123456789 -+()@.,/AaBbdobrnchildge"))
def test_no_words_that_nearly_say_something_make_it_fail(words):
    assert isinstance(warnings(words), list)


def test_very_long_words_are_looked_through_at_once():
    long = [
        "a" * 100_000,
        "1 " * 50_000,
        "born " * 20_000,
        "Child A " * 12_000,
        "A" * 100_000,
        "a.b+c" * 20_000,
    ]
    assert [warnings(words) for words in long] == [[]] * 6
