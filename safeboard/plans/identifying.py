"""Words that could identify a child, looked for before they are recorded. It warns; a person decides. No Django.

A plan's own words must not set it off: months and years, staff initials, "Child A review", "children aged 5 to 11".
"""

import re

MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}"
FULL_DAY = (
    rf"(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{1,2}}(?:st|nd|rd|th)?\s{{1,2}}{MONTH}\s{{1,2}}\d{{2,4}})"
)
AGE = r"\d{1,2}(?!\d)(?!\s?(?:-|–|to\b|and\b|or\b|\+|%))"
CHILD = r"(?:child|boy|girl|baby|infant|pupil|student|sibling|son|daughter|brother|sister|twin)"
MANY = {
    "Adults",
    "Babies",
    "Boys",
    "Carers",
    "Children",
    "Girls",
    "Infants",
    "Learners",
    "Men",
    "Parents",
    "Pupils",
    "Siblings",
    "Students",
    "Women",
    "YP",
}
"""Words before ", aged 7" that name no one."""

NHS_NUMBER = re.compile(r"(?<!\d)[1-9]\d{2}[ -]?\d{3}[ -]?\d{4}(?!\d)")
BORN = re.compile(
    rf"\b(?:d\.?\s?o\.?\s?b\b\.?|date of birth|birth ?day|born)(?:\s(?:on|is|was))?[\s:,(=–-]{{0,3}}{FULL_DAY}",
    re.IGNORECASE,
)
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b")
TELEPHONE = re.compile(r"(?<![\d+])(?:\+44[ -]?(?:\(0\)[ -]?)?[1-9]|0[1-9])(?:[ -]?\d){8,9}(?!\d)")
PRIVATE_ADDRESS = re.compile(
    r"[\w.+-]{1,64}@(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|aol|btinternet|sky|virginmedia"
    r"|talktalk|proton(?:mail)?)\.[a-z.]{2,6}\b",
    re.IGNORECASE,
)
CHILD_WITH_AGE = re.compile(
    rf"\b(?i:{CHILD})\s{{1,2}}[A-Z][\w.]{{0,20}}\s?[,(]?\s?(?:(?:who is\s)?aged?\s|\(){AGE}"
)
NAME_WITH_AGE = re.compile(
    rf"\b(?P<name>[A-Z][a-z]{{1,20}}|[A-Z]\.?[A-Z]?\.?)(?:,\s?|\s?\(|(?<=[A-Z.])\s)aged?\s{AGE}"
)
YEARS_OLD = re.compile(
    r"\b\d{1,2}[- ]year[- ]old\s(?:boy|girl|son|daughter|brother|sister|twin|baby|sibling)\b", re.IGNORECASE
)


def warnings(words: str) -> list[str]:
    """What in these words could identify a child, a sentence for each kind of thing; [] where nothing does."""
    looks = (
        (_nhs_number, "There is what looks like an NHS number."),
        (BORN.search, "There is what looks like a date of birth."),
        (POSTCODE.search, "There is what looks like a postcode."),
        (TELEPHONE.search, "There is what looks like a telephone number."),
        (PRIVATE_ADDRESS.search, "There is what looks like somebody’s private e-mail address."),
        (_somebody_of_an_age, "There is what looks like one child’s age."),
    )
    return [sentence for look, sentence in looks if look(words)]


def _nhs_number(words: str) -> bool:
    return any(valid_nhs_number(re.sub(r"\D", "", found)) for found in NHS_NUMBER.findall(words))


def valid_nhs_number(digits: str) -> bool:
    """Whether ten figures are an NHS number by their check digit (modulus 11)."""
    figures = [int(figure) for figure in digits]
    check = 11 - sum(figure * weight for figure, weight in zip(figures, range(10, 1, -1), strict=False)) % 11
    return len(figures) == 10 and check % 11 == figures[-1] and len(set(figures)) > 1


def _somebody_of_an_age(words: str) -> bool:
    named = (found["name"] for found in NAME_WITH_AGE.finditer(words))
    return bool(
        CHILD_WITH_AGE.search(words) or YEARS_OLD.search(words) or any(name not in MANY for name in named)
    )
