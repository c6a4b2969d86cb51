"""The names of the columns in which frames of partners and of grants keep things."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from partner_success.core.collections import EMPTY_MAP, FrozenMap

__all__ = ["AccessColumns", "GrantColumns"]


def _names(value: Mapping[str, str]) -> FrozenMap[str, str]:
    return FrozenMap(value)


@attrs.frozen(kw_only=True)
class AccessColumns:
    """Where a frame of partners, or of what belongs to them, has what access asks for.

    Attributes:
        partner_id: The column with the ids of partners, texts.
        keys: By role the column with the keys of who is assigned in it: one key, folded
            as `add_person_keys` does, or a list of them. A role left out has its id in
            small letters, such as ``"psm_key"``.
        facts: By fact the column that holds it; a fact left out has its id, such as
            ``"stage"``.

    Examples:
        >>> columns = AccessColumns(keys={"PSM": "owner"})
        >>> columns.key_of("PSM"), columns.key_of("TAM"), columns.fact("stage")
        ('owner', 'tam_key', 'stage')

    Rule: ACC-11.
    """

    partner_id: str = "partner_id"
    keys: FrozenMap[str, str] = attrs.field(default=EMPTY_MAP, converter=_names)
    facts: FrozenMap[str, str] = attrs.field(default=EMPTY_MAP, converter=_names)

    def key_of(self, role: str) -> str:
        """Give the column with the keys of a role."""
        return self.keys.get(role, f"{role.lower()}_key")

    def fact(self, name: str) -> str:
        """Give the column that holds a fact."""
        return self.facts.get(name, name)


@attrs.frozen(kw_only=True)
class GrantColumns:
    """Where a frame of context grants has what access asks for.

    Attributes:
        partner_id: The partner whose records a grant opens.
        grantee_key: The folded key of who may read.
        gates: The gates that it names: a list, or one gate where a grant has a row for
            each.
        starts_at: The first instant at which it holds: datetimes with a zone, or whole
            microseconds since 1970 in UTC.
        ends_at: The first instant at which it no longer holds, likewise.
        revoked_at: The instant from which it was taken back, likewise; missing while it
            was not.

    Rule: ACC-05, ACC-11.
    """

    partner_id: str = "partner_id"
    grantee_key: str = "grantee_key"
    gates: str = "gates"
    starts_at: str = "starts_at"
    ends_at: str = "ends_at"
    revoked_at: str = "revoked_at"
