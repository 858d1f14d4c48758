"""Conditional formats: which rule colours a cell. The plain kinds only; the rest is said to be unread."""

import re
from collections.abc import Callable

from safeboard.core.reading.excel_sheet import REFERENCE, Place, Rule, place_of

Value = str | float | bool  # "" for an empty cell
Look = Callable[[Place], Value]

CALL = re.compile(r"^([A-Za-z]+)\((.*)\)$", re.DOTALL)
QUOTED = re.compile(r'^"(?:[^"]|"")*"$')
SIGNS = {
    "equal": "=", "notEqual": "<>", "greaterThan": ">", "greaterThanOrEqual": ">=", "lessThan": "<",
    "lessThanOrEqual": "<=",
}  # fmt: skip
DEEPEST = 12


class NotRead(Exception):
    """The rule is of a kind, or says a formula, that is not worked out here."""


def applies(rule: Rule, place: Place, value_at: Look) -> bool:
    """Whether the rule holds for the cell. NotRead: it cannot be said."""
    value = value_at(place)
    shift = (place[0] - rule.areas[0][0], place[1] - rule.areas[0][1])
    if rule.kind == "cellIs":
        limits = [_worked(formula, shift, value_at) for formula in rule.formulas]
        return _cell_is(rule.operator, value, limits)
    if rule.kind in ("containsBlanks", "notContainsBlanks"):
        return (not str(value).strip()) == (rule.kind == "containsBlanks")
    if rule.kind in ("containsText", "notContainsText", "beginsWith", "endsWith") and rule.text:
        return _about_text(rule.kind, str(value).lower(), rule.text.lower())
    if rule.formulas and rule.kind in (
        "expression",
        "containsText",
        "notContainsText",
        "beginsWith",
        "endsWith",
    ):
        return _true(_worked(rule.formulas[0], shift, value_at))
    raise NotRead


def _about_text(kind: str, value: str, text: str) -> bool:
    if kind == "beginsWith":
        return value.startswith(text)
    if kind == "endsWith":
        return value.endswith(text)
    return (text in value) == (kind == "containsText")


def _cell_is(operator: str, value: Value, limits: list[Value]) -> bool:
    if operator in SIGNS and limits:
        return _compared(value, SIGNS[operator], limits[0])
    if operator in ("between", "notBetween") and len(limits) == 2:
        inside = _compared(value, ">=", limits[0]) and _compared(value, "<=", limits[1])
        return inside == (operator == "between")
    raise NotRead


def _worked(formula: str, shift: Place, value_at: Look, depth: int = 0) -> Value:
    """The value of a small formula: texts, numbers, cells, comparisons and a dozen functions."""
    formula = formula.strip().removeprefix("=").strip()
    if depth > DEEPEST or not formula:
        raise NotRead
    if QUOTED.match(formula):
        return formula[1:-1].replace('""', '"')
    if REFERENCE.match(formula):
        return value_at(_shifted(formula, shift))
    if formula.upper() in ("TRUE", "FALSE"):
        return formula.upper() == "TRUE"
    try:
        return float(formula)
    except ValueError:
        pass
    left, sign, right = _split(formula)
    if sign:
        return _compared(
            _worked(left, shift, value_at, depth + 1), sign, _worked(right, shift, value_at, depth + 1)
        )
    if formula.startswith("(") and formula.endswith(")"):
        return _worked(formula[1:-1], shift, value_at, depth + 1)
    call = CALL.match(formula)
    if not call:
        raise NotRead
    return _called(call[1].upper(), _arguments(call[2]), shift, value_at, depth + 1)


def _called(name: str, arguments: list[str], shift: Place, value_at: Look, depth: int) -> Value:
    def value(index: int) -> Value:
        if index >= len(arguments):
            raise NotRead
        return _worked(arguments[index], shift, value_at, depth)

    if name in ("AND", "OR"):
        held = [_true(value(index)) for index in range(len(arguments))]
        return all(held) if name == "AND" else any(held)
    if name == "NOT":
        return not _true(value(0))
    if name == "ISBLANK":
        return value(0) == ""
    if name in ("ISERROR", "ISNUMBER"):
        return _probed(name, value)
    if name in ("TRIM", "UPPER", "LOWER"):
        text = str(value(0))
        return " ".join(text.split()) if name == "TRIM" else text
    if name == "LEN":
        return float(len(str(value(0))))
    if name in ("LEFT", "RIGHT"):
        count = int(float(value(1))) if len(arguments) > 1 else 1
        text = str(value(0))
        return text[:count] if name == "LEFT" else text[-count:] if count else ""
    if name in ("SEARCH", "FIND"):
        at = str(value(1)).lower().find(str(value(0)).lower())
        if at < 0:
            raise LookupError
        return float(at + 1)
    raise NotRead


def _probed(name: str, value: Callable[[int], Value]) -> bool:
    """ISNUMBER(SEARCH(..)) and ISERROR(SEARCH(..)): Excel's way to say "contains"."""
    try:
        found = value(0)
    except LookupError:
        return name == "ISERROR"
    if name == "ISNUMBER":
        return isinstance(found, float)
    return isinstance(found, str) and found.startswith("#")


def _shifted(reference: str, shift: Place) -> Place:
    """A reference moves with the cell, except what a dollar sign holds."""
    row, column = place_of(reference) or (0, 0)
    head, _, tail = reference.lstrip("$").rpartition("$")
    held_row, held_column = bool(head) and tail.isdigit(), reference.startswith("$")
    return row if held_row else row + shift[0], column if held_column else column + shift[1]


def _split(formula: str) -> tuple[str, str, str]:
    """At the first comparison that is in no bracket and no quotation marks."""
    depth, quoted = 0, False
    for at, letter in enumerate(formula):
        if letter == '"':
            quoted = not quoted
        elif not quoted:
            depth += (letter == "(") - (letter == ")")
            if not depth and letter in "<>=" and at:
                sign = formula[at : at + 2] if formula[at : at + 2] in ("<>", "<=", ">=") else letter
                return formula[:at], sign, formula[at + len(sign) :]
    return formula, "", ""


def _arguments(text: str) -> list[str]:
    parts, depth, quoted, start = [], 0, False, 0
    for at, letter in enumerate(text):
        if letter == '"':
            quoted = not quoted
        elif not quoted:
            depth += (letter == "(") - (letter == ")")
            if depth < 0:
                raise NotRead
            if letter == "," and not depth:
                parts.append(text[start:at])
                start = at + 1
    return [*parts, text[start:]] if text.strip() else []


def _compared(left: Value, sign: str, right: Value) -> bool:
    """As Excel compares: text without case; an empty cell equals 0 and ""; a text is more than a number."""
    if left == "" and isinstance(right, float):
        left = 0.0
    if right == "" and isinstance(left, float):
        return sign in ("<>", "<", "<=")
    one, two = _rank(left), _rank(right)
    return {
        "=": one == two, "<>": one != two, "<": one < two, ">": one > two, "<=": one <= two, ">=": one >= two
    }[sign]  # fmt: skip


def _rank(value: Value) -> tuple[int, float | str]:
    if isinstance(value, bool):
        return 2, float(value)
    return (0, value) if isinstance(value, float) else (1, value.lower())


def _true(value: Value) -> bool:
    if isinstance(value, str):
        raise NotRead
    return bool(value)
