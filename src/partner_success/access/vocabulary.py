"""The words of an access policy: stages, roles, facts, resource kinds, actions."""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import FrozenMap
from partner_success.core.expressions import FieldType

__all__ = [
    "GATE",
    "RELATIONS",
    "STAGE",
    "AccessRole",
    "AccessStage",
    "Action",
    "Fact",
    "FactType",
    "ResourceKind",
]

FactType: TypeAlias = Literal["stage", "role", "words", "truth"]
"""What a fact of a resource can be.

``"stage"`` and ``"role"`` are the id of one of the policy's, ``"words"`` one of the
words that the fact lists, ``"truth"`` is yes or no.
"""

STAGE: Final = "stage"
"""The fact that names the stage in which a partner is."""
GATE: Final = "gate"
"""The fact that names the gate whose record is asked for."""

RESERVED: Final = re.compile(r"partner_id|team|tied_.*|lead_.*")
"""Names of columns that every list has, so that no fact is called so."""

RELATIONS: Final[FrozenMap[str, str]] = FrozenMap(
    {
        "tied": "the actor is assigned to the partner in the role of the rule",
        "granted": "a context grant in force opens this to the actor",
        "for_self": "the actor is the person whom it concerns",
        "reason_given": "a reason is given",
    }
)
"""Facts that no resource has by itself: they are found out for each question."""


@attrs.frozen(kw_only=True)
class AccessStage:
    """A step of the journey, as far as access asks for it.

    Attributes:
        id: The name for programs.
        name: The name for people.
    """

    id: str
    name: str


@attrs.frozen(kw_only=True)
class AccessRole:
    """A role that people hold in the company.

    Attributes:
        id: The name for programs, and on a partner's team.
        name: The name for people.
    """

    id: str
    name: str


@attrs.frozen(kw_only=True)
class Fact:
    """Something that is known of a resource and that conditions may ask for.

    Attributes:
        id: The name for conditions.
        name: What a sentence calls it, such as ``"the stage of the partner"``.
        type: What it can be.
        words: Where the type is ``"words"``, all that it can be; else empty.
    """

    id: str
    name: str
    type: FactType
    words: tuple[str, ...] = ()

    @property
    def field_type(self) -> FieldType:
        """What it is in the language of conditions."""
        return FieldType.BOOLEAN if self.type == "truth" else FieldType.TEXT


@attrs.frozen(kw_only=True)
class ResourceKind:
    """A kind of things that actions are done to.

    Attributes:
        id: The name for programs.
        name: What a sentence calls one, such as ``"the record of a gate"``.
        of_partner: Whether each belongs to one partner, so that ties can matter.
        facts: The ids of the facts that are known of each.
    """

    id: str
    name: str
    of_partner: bool = True
    facts: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Action:
    """Something that somebody may want to do.

    Attributes:
        id: The name for programs.
        name: What a sentence calls it, such as ``"view the partner"``.
        kind: The id of the kind of resource that it is done to.
        reads: Whether it only reads; a context grant opens nothing else.
        nobody: Where no rule lets anybody do it, why; else empty.
        citations: Where it comes from.
    """

    id: str
    name: str
    kind: str
    reads: bool = False
    nobody: str = ""
    citations: tuple[Citation, ...] = ()
