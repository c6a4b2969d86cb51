"""What a linter says of a rulebook, and from when on it says it."""

from __future__ import annotations

from fractions import Fraction
from typing import Final, Literal

import attrs

from partner_success.errors import InvalidValueError

__all__ = ["SEVERITIES", "STANDARD_LINT_LIMITS", "Finding", "LintLimits", "Severity"]

Severity = Literal["error", "warning", "note"]
"""How much a finding weighs: the rulebook cannot be loaded; something is probably not
meant so; something is worth knowing."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""The severities, the worst first."""


@attrs.frozen(kw_only=True)
class Finding:
    """One thing that is wrong or doubtful in a rulebook.

    Attributes:
        path: Where it is, such as ``health.components.user_adoption.weight``.
        code: A stable word for programs, such as ``"heavy-weight"``.
        message: What was found and what to do, for a person.
        severity: How much it weighs.
    """

    path: str
    code: str
    message: str
    severity: Severity

    def __str__(self) -> str:
        return f"{self.severity}: {self.path}: {self.message} [{self.code}]"


def _check_share(
    _limits: object, attribute: attrs.Attribute[Fraction], value: Fraction
) -> None:
    if not 0 <= value <= 1:
        message = f"{attribute.name} is a share from 0 to 1 (closed), found {value}"
        raise InvalidValueError(message)


@attrs.frozen(kw_only=True)
class LintLimits:
    """From when on a linter speaks; each a share from 0 to 1 (closed).

    Attributes:
        cliff: The most of the narrowest band by which one counting step of a measure
            may move the score. Within it lies chance: beyond a tenth, the rounding of
            a last digit puts more than every tenth subject into another band.
        light: The least weight of a part. Below a hundredth nobody sees in the score
            whether the part was measured at all.
        heavy: The most weight of a part. Beyond three fifths the others cannot make up
            for it together, and the score is that part under another name.

    Raises:
        InvalidValueError: A limit is no share.
    """

    cliff: Fraction = attrs.field(default=Fraction(1, 10), validator=_check_share)
    light: Fraction = attrs.field(default=Fraction(1, 100), validator=_check_share)
    heavy: Fraction = attrs.field(default=Fraction(3, 5), validator=_check_share)


STANDARD_LINT_LIMITS: Final = LintLimits()
"""What counts as doubtful unless the caller says otherwise."""
