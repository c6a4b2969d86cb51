"""Two versions of a questionnaire, and migrations between them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from partner_success.questionnaires import (
    AnyField,
    AnyStep,
    AttestationField,
    Choice,
    ChoiceField,
    ChoicesField,
    DateField,
    EmailField,
    LongTextField,
    Migration,
    NumberField,
    Questionnaire,
    RatingField,
    Section,
    TextField,
    WholeNumberField,
    YesNoField,
)

KINDS: dict[str, Any] = {
    "text": TextField,
    "long": LongTextField,
    "email": EmailField,
    "date": DateField,
    "whole": WholeNumberField,
    "yes": YesNoField,
    "rating": RatingField,
}


def choices(codes: str) -> list[Choice]:
    """Give choices with these codes."""
    return [Choice(id=code, label=code.upper()) for code in codes.split()]


def asked(id_: str, kind: str) -> AnyField:
    """Give a field by its id and kind, such as ``one:gold silver``."""
    name, _, codes = kind.partition(":")
    common: dict[str, Any] = {"id": id_, "label": id_.title()}
    if name == "one":
        return ChoiceField(choices=choices(codes), **common)
    if name == "many":
        return ChoicesField(choices=choices(codes), **common)
    if name == "number":
        return NumberField(unit="USD", **common)
    if name == "attest":
        return AttestationField(statement="So it is.", **common)
    return KINDS[name](**common)


def form(
    version: str, sections: dict[str, dict[str, str]], **more: Any
) -> Questionnaire:
    """Give a questionnaire with fields by section, each by id and kind."""
    return Questionnaire(
        id=more.pop("id", "gate"),
        version=version,
        title="Gate",
        sections=[
            Section(
                id=id_,
                title=id_.title(),
                fields=[asked(*field) for field in fields.items()],
            )
            for id_, fields in sections.items()
        ],
        **more,
    )


def between(
    steps: Iterable[AnyStep] = (), start: str = "1.0.0", end: str = "2.0.0"
) -> Migration:
    """Give a migration of the questionnaire."""
    return Migration(
        questionnaire_id="gate", from_version=start, to_version=end, steps=steps
    )
