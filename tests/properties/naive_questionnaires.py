"""What is wrong with answers, told once more: slowly, from the words of the rules."""

from __future__ import annotations

import calendar
import string
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

from partner_success.core.expressions import (
    evaluate,
    evaluate_value,
    fields,
    from_data,
    to_data,
)
from partner_success.questionnaires import (
    SUBMITTED_ON,
    AttestationField,
    ChoiceField,
    ChoicesField,
    DateField,
    EmailField,
    LongTextField,
    NumberField,
    Questionnaire,
    RatingField,
    Section,
    TextField,
    TextPattern,
    WholeNumberField,
    YesNoField,
)

Found = set[tuple[str, str]]

WRONG = "wrong"
"""Where the facts keep which fields are answered wrongly."""

ATOM = set(string.ascii_letters + string.digits + "!#$%&'*+/=?^_`{|}~-")
LABEL = set(string.ascii_letters + string.digits + "-")


class WrongError(Exception):
    """An answer that is none; its text is the code."""


def naive_read(
    questionnaire: Questionnaire, answers: object, on: date
) -> tuple[Found, dict[str, Any]]:
    """Give the path and code of everything that is wrong, and what is known."""
    wrong: set[str] = set()
    facts: dict[str, Any] = {SUBMITTED_ON: on, WRONG: wrong}
    if not isinstance(answers, Mapping):
        wrong |= {field.id for field in questionnaire.fields}
        return {("", "wrong-type")}, facts
    found: Found = set()
    for section in questionnaire.sections:
        given = answers.get(section.id, {})
        if not isinstance(given, Mapping):
            found.add((section.id, "wrong-type"))
            wrong |= {field.id for field in section.fields}
            continue
        for field in section.fields:
            code = naive_answer(field, given, on, facts, wrong)
            if code is not None:
                found.add((f"{section.id}.{field.id}", code))
        found |= strangers(given, section.fields.ids, f"{section.id}.", "unknown-field")
    found |= strangers(answers, questionnaire.sections.ids, "", "unknown-section")
    for section in questionnaire.sections:
        for field in section.fields:
            for constraint in field.constraints:
                answered = facts.get(field.id) is not None
                if (
                    answered
                    and naive_holds(constraint.condition, facts, wrong) is False
                ):
                    found.add((f"{section.id}.{field.id}", "constraint"))
    return found, facts


def strangers(given: Any, known: tuple[str, ...], path: str, code: str) -> Found:
    """Name keys that nobody asked for, as far as their number can be told of."""
    strange = [key for key in given if key not in known]
    names = {key if isinstance(key, str) else repr(key) for key in strange[:20]}
    found = {(f"{path}{name}", code) for name in names}
    return found | {(path.rstrip("."), code)} if len(strange) > 20 else found


def naive_answer(
    field: Any, given: Any, on: date, facts: dict[str, Any], wrong: set[str]
) -> str | None:
    """Take one answer into the facts, or say what is wrong with it."""
    there = field.id in given
    condition = field.visible_when
    if condition is not None and naive_holds(condition, facts, wrong) is not True:
        if not wrong & set(fields(condition)):
            return "hidden-field" if there else None
        # What it rests on is wrong, so that nobody knows whether it is asked.
        wrong.add(field.id)
        try:
            if there:
                naive_value(field, given[field.id], on)
        except WrongError as error:
            return str(error)
        return None
    computed = naive_computed(field, facts, wrong)
    if not there and computed is None:
        if wrong & set(naive_needs(field)):
            wrong.add(field.id)
        needed = field.required and not getattr(field, "computed", None)
        return "missing" if needed else None
    try:
        # What is computed counts as if it were given: it has to keep to the limits.
        value = naive_value(field, given[field.id] if there else computed, on)
    except WrongError as error:
        wrong.add(field.id)
        return str(error)
    facts[field.id] = value if computed is None else computed
    return None if computed is None or computed == value else "contradicts"


def naive_holds(condition: Any, facts: dict[str, Any], wrong: set[str]) -> bool | None:
    """Evaluate, with the question open whether a wrong answer is there."""

    def opened(data: Any) -> Any:
        if isinstance(data, list):
            return [opened(each) for each in data]
        if not isinstance(data, dict):
            return data
        if "known" in data and wrong & set(fields(from_data(data))):
            return {"field": "never_answered", "equals": 1}
        return {key: opened(each) for key, each in data.items()}

    return evaluate(from_data(opened(to_data(condition))), facts)


def naive_computed(field: Any, facts: dict[str, Any], wrong: set[str]) -> Any:
    """Give what the other answers make of a field."""
    computed = getattr(field, "computed", None)
    if not computed:
        return None
    if isinstance(field, ChoiceField):
        for case in computed:
            answer = naive_holds(case.when, facts, wrong)
            if answer or (answer is None and wrong & set(fields(case.when))):
                return case.choice if answer else None
        return None
    if isinstance(field, YesNoField):
        return naive_holds(computed, facts, wrong)
    value = evaluate_value(computed, facts)
    if value is None:
        return None
    places = field.decimal_places if isinstance(field, NumberField) else 0
    exact = Fraction(value) * 10**places  # type: ignore[arg-type]
    whole = abs(exact) // 1
    if abs(exact) - whole >= Fraction(1, 2):
        whole += 1
    rounded = Decimal(int(whole if exact >= 0 else -whole))
    return int(rounded) if not places else rounded.scaleb(-places)


def naive_needs(field: Any) -> list[str]:
    """Name what a field is computed from."""
    computed = getattr(field, "computed", None) or ()
    if isinstance(field, ChoiceField):
        return [name for case in computed for name in fields(case.when)]
    return [*fields(computed)] if computed else []


def require(holds: bool, code: str) -> None:
    """Go on only where something holds."""
    if not holds:
        raise WrongError(code)


def naive_value(field: Any, value: Any, on: date) -> Any:
    """Give what conditions see of a good answer.

    Raises:
        WrongError: It is none.
    """
    if isinstance(field, (TextField, LongTextField)):
        return naive_text(field, value)
    if isinstance(field, EmailField):
        require(isinstance(value, str), "wrong-type")
        require(len(value) <= 254, "too-long")
        require(is_naive_email(value), "no-email")
        return value
    if isinstance(field, DateField):
        return naive_day(field, value, on)
    if isinstance(field, (WholeNumberField, NumberField, RatingField)):
        return naive_number(field, value)
    if isinstance(field, YesNoField):
        if isinstance(value, str) and field.words and value in field.words:
            return field.words.index(value) == 0
        require(isinstance(value, bool), "wrong-type")
        return value
    if isinstance(field, ChoiceField):
        require(isinstance(value, str), "wrong-type")
        require(value in [choice.id for choice in field.choices], "unknown-choice")
        return value
    if isinstance(field, ChoicesField):
        return naive_choices(field, value)
    assert isinstance(field, AttestationField)
    require(isinstance(value, bool), "wrong-type")
    require(value, "not-attested")
    return value


def naive_text(field: Any, value: Any) -> str:
    """Read one line, or several."""
    require(isinstance(value, str), "wrong-type")
    require(len(value) <= field.most_characters, "too-long")
    one_line = isinstance(field, TextField)
    for character in value:
        control = unicodedata.category(character) == "Cc"
        if one_line:
            require(not control and character not in "\u2028\u2029", "bad-text")
        else:
            require(not control or character in "\t\n\r", "bad-text")
        require(not 0xD800 <= ord(character) <= 0xDFFF, "bad-text")
    # The mark of byte order counts as space, as it does for JavaScript.
    require(bool(value.replace("\ufeff", " ").strip()), "blank")
    require(len(value) >= field.least_characters, "too-short")
    if one_line and field.pattern is not None:
        require(TextPattern(field.pattern).matches(value), "no-match")
    return str(value)


def is_naive_email(text: str) -> bool:
    """Take an address apart at its signs."""
    local, at, domain = text.partition("@")
    labels = domain.split(".")
    return (
        at == "@"
        and all(atom and set(atom) <= ATOM for atom in local.split("."))
        and len(labels) > 1
        and all(1 <= len(label) <= 63 and set(label) <= LABEL for label in labels)
        and not any(label.startswith("-") or label.endswith("-") for label in labels)
        and labels[-1][0].isalpha()
        and len(labels[-1]) > 1
    )


def naive_day(field: Any, value: Any, on: date) -> date:
    """Read a day by its digits."""
    if isinstance(value, str):
        parts = value.split("-")
        digits = [len(part) for part in parts] == [4, 2, 2]
        require(digits and set("".join(parts)) <= set(string.digits), "no-date")
        year, month, day = map(int, parts)
        require(year >= 1 and 1 <= month <= 12, "no-date")
        require(1 <= day <= calendar.monthrange(year, month)[1], "no-date")
        value = date(year, month, day)
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    require(is_day, "wrong-type")
    days_off = (value - on).days
    require(field.earliest is None or value >= field.earliest, "too-early")
    require(field.latest is None or value <= field.latest, "too-late")
    earliest, latest = field.earliest_days, field.latest_days
    require(earliest is None or days_off >= earliest, "too-early")
    require(latest is None or days_off <= latest, "too-late")
    return value  # type: ignore[no-any-return]


def naive_number(field: Any, value: Any) -> Fraction:
    """Read a number as a fraction."""
    number = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
    require(number, "wrong-type")
    if not isinstance(value, int):
        value = Decimal(str(value))
        require(value.is_finite(), "not-finite")
    exact = Fraction(value)
    rating = isinstance(field, RatingField)
    low = 1 if rating else field.at_least
    high = 5 if rating else field.at_most
    require(exact >= (-(10**15) if low is None else low), "too-low")
    require(exact <= (10**15 if high is None else high), "too-high")
    if not isinstance(field, NumberField):
        require(exact.denominator == 1, "not-whole")
        return exact
    places = 400 if field.decimal_places is None else field.decimal_places
    require((exact * 10**places).denominator == 1, "too-many-decimals")
    return exact


def naive_choices(field: Any, value: Any) -> tuple[str, ...]:
    """Read a list of codes."""
    require(isinstance(value, (list, tuple)), "wrong-type")
    codes = [choice.id for choice in field.choices]
    most = len(codes) if field.at_most is None else field.at_most
    require(len(value) <= most, "too-many")
    require(len(value) >= (1 if field.at_least is None else field.at_least), "too-few")
    for each in value:
        require(isinstance(each, str), "wrong-type")
        require(each in codes, "unknown-choice")
    require(all(value.count(each) == 1 for each in value), "double-choice")
    return tuple(value)


# ---------------------------------------------------------------------------- judging
def naive_status(section: Section, facts: dict[str, Any], verdict: bool | None) -> str:
    """Judge a section by all its criteria, or by its reviewer."""
    if section.reviewed:
        return {None: "pending", True: "passed", False: "failed"}[verdict]
    wrong: set[str] = facts[WRONG]
    criteria = [each.condition for each in section.criteria]
    answers = [naive_holds(each, facts, wrong) for each in criteria]
    if not answers:
        return "not judged"
    if False in answers:
        return "failed"
    return "pending" if None in answers else "passed"


def naive_outcome(
    questionnaire: Questionnaire, statuses: list[str], facts: dict[str, Any]
) -> str:
    """Judge the whole by trying every way in which it can go on."""
    policy = questionnaire.pass_policy
    if policy is None:
        return "not judged"
    judged = [status for status in statuses if status != "not judged"]
    rule = policy.qualifies_when
    qualified = False if rule is None else naive_holds(rule, facts, facts[WRONG])

    def met(qualifies: bool | None, passed: int) -> bool:
        least = len(judged) if policy.at_least is None else policy.at_least
        return bool(qualifies) or (bool(judged) and passed >= least)

    if met(qualified, judged.count("passed")):
        return "pass"
    ends = product(*[["passed", "failed"] if s == "pending" else [s] for s in judged])
    rules = [True, False] if qualified is None else [qualified]
    if not any(met(way, end.count("passed")) for end in ends for way in rules):
        return "fail"
    return "pending" if set(judged) <= {"pending"} else "partial"
