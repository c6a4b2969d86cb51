"""Who can be called for help, by which channel, and when somebody is there."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError

Coverage: TypeAlias = Literal[
    "around the clock",
    "business hours",
    "on call",
    "guaranteed response",
    "self-service",
]
"""When somebody is there.

``"around the clock"`` and ``"on call"`` reach a person at any time, and ``"business
hours"`` while the calendar is open. ``"guaranteed response"`` is read in the time that
a target promises; ``"self-service"`` is open at any time, with nobody behind it.
"""


def _known_coverage(
    _entry: object, _attribute: attrs.Attribute[Coverage], value: Coverage
) -> None:
    if value not in get_args(Coverage):
        known = ", ".join(get_args(Coverage))
        raise InvalidValueError(f"coverage is one of {known}, not {shown(value)}")


@attrs.frozen(kw_only=True)
class Tier:
    """A group of people who help, the higher the rarer.

    Attributes:
        id: The name for programs.
        name: The name for people.
        does: What it does.
        coverage: When it is there.
        citations: Where it comes from.

    Raises:
        InvalidValueError: There is no such coverage.

    Rule: SLA-09.
    """

    id: str
    name: str
    does: str
    coverage: Coverage = attrs.field(validator=_known_coverage)
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class Channel:
    """A way to reach support.

    Attributes:
        id: The name for programs.
        name: The name for people.
        does: What it is for.
        coverage: When somebody answers.
        citations: Where it comes from.

    Raises:
        InvalidValueError: There is no such coverage.

    Rule: SLA-13.
    """

    id: str
    name: str
    does: str
    coverage: Coverage = attrs.field(validator=_known_coverage)
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class SupportModel:
    """How support is organised.

    Attributes:
        id: The name for programs.
        name: The name for people.
        tiers: Who helps, the first to be asked first.
        channels: How they are reached.
        citations: Where it comes from.
        provenance: The rulebook edition it was loaded from.

    Rule: SLA-09, SLA-13.
    """

    id: str
    name: str
    tiers: Catalogue[Tier]
    channels: Catalogue[Channel]
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()
