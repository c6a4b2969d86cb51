"""The parts of an access policy, before anything is asked of it."""

from __future__ import annotations

import attrs

from partner_success.access.domains import Value, domains
from partner_success.access.rules import AccessRule
from partner_success.access.vocabulary import (
    AccessRole,
    AccessStage,
    Action,
    Fact,
    ResourceKind,
)
from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue, FrozenMap
from partner_success.core.provenance import Provenance
from partner_success.errors import UnknownNameError

__all__ = ["AccessTerms"]


@attrs.frozen(kw_only=True)
class AccessTerms:
    """The vocabulary and the rows of a policy; `AccessPolicy` checks and asks them.

    Attributes:
        id: The name for programs.
        name: The name for people.
        stages: The steps of the journey, in order.
        roles: The roles that people hold.
        facts: What can be known of resources.
        kinds: The kinds of resources, with the facts of each.
        actions: What can be done, each to one kind of resource.
        rules: The rows of the table; of several that allow, the first decides.
        citations: Where it comes from.
        provenance: The rulebook edition it was loaded from.
        values: By its name what each fact and relation can be; ``None`` for unknown.
    """

    id: str
    name: str
    stages: Catalogue[AccessStage]
    roles: Catalogue[AccessRole]
    facts: Catalogue[Fact]
    kinds: Catalogue[ResourceKind]
    actions: Catalogue[Action]
    rules: Catalogue[AccessRule]
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()
    values: FrozenMap[str, tuple[Value, ...]] = attrs.field(
        init=False, eq=False, repr=False
    )

    def __attrs_post_init__(self) -> None:
        values = FrozenMap(domains(self.facts, self.stages, self.roles))
        object.__setattr__(self, "values", values)

    def require_word(self, name: str, value: object) -> None:
        """Refuse what a fact never is; what is not known is no word.

        Raises:
            UnknownNameError: There is no such fact, or it is never so.
        """
        fact = self.facts[name]
        words = [each for each in self.values[name] if each is not None]
        # True is 1 for Python, but no word.
        if (type(value), value) not in [(type(each), each) for each in words]:
            raise UnknownNameError(f"word for {fact.name}", value, map(str, words))
