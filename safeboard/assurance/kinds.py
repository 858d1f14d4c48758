"""What assurance is made of, in the field's words: kinds of set, kinds of answer. No table is touched here."""

from enum import StrEnum


class SetKind(StrEnum):
    SECTION_11 = "section11"
    SCHOOLS = "schools"
    COMMISSIONING = "commissioning"
    INSPECTION = "inspection"
    QUESTIONNAIRE = "questionnaire"
    FEEDBACK_360 = "360"
    MINI_AUDIT = "mini"


SET_KINDS = {
    SetKind.SECTION_11: "Section 11 self-assessment",
    SetKind.SCHOOLS: "Schools’ self-assessment (section 175/157)",
    SetKind.COMMISSIONING: "Commissioning standards",
    SetKind.INSPECTION: "Self-assessment against inspection descriptors",
    SetKind.QUESTIONNAIRE: "Thematic questionnaire",
    SetKind.FEEDBACK_360: "360-degree feedback",
    SetKind.MINI_AUDIT: "Mini audit",
}


class AnswerKind(StrEnum):
    SCORE = "score"  # a point of the question's scale
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"  # one of the question's choices
    EVIDENCE = "evidence"  # nothing but documents


ANSWER_KINDS = {
    AnswerKind.SCORE: "A score on a scale",
    AnswerKind.TEXT: "Words",
    AnswerKind.NUMBER: "A number",
    AnswerKind.DATE: "A date",
    AnswerKind.CHOICE: "One of some choices",
    AnswerKind.EVIDENCE: "Evidence",
}

SURVEYED_KINDS = (AnswerKind.SCORE, AnswerKind.CHOICE, AnswerKind.TEXT, AnswerKind.NUMBER)
"""What a survey without names may ask: a document or a day could tell who answers."""

LEAST_HEARD = 5
"""Of an anonymous questionnaire nothing is shown of a group smaller than this (DOMAIN.md 5)."""
