"""The whole of a policy as one table: for each action what each role needs."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from partner_success.access.phrases import Phrases
from partner_success.access.policy import AccessPolicy
from partner_success.access.questions import allowing, rows_of, space_of
from partner_success.access.vocabulary import AccessRole, Action, ResourceKind
from partner_success.access.ways import Reach, reach_data, reach_of
from partner_success.core.collections import Catalogue
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.errors import InvalidUseError

__all__ = ["AccessMatrix", "MatrixCell", "MatrixRow", "access_matrix"]


@attrs.frozen(kw_only=True)
class MatrixCell:
    """When people in a role may do something.

    Attributes:
        role: The id of the role.
        reach: The cases in which they may.
        deputy: The cases, by the lead's tie, in which a deputy may in their place.
        rules: The ids of the rules behind it.
    """

    role: str
    reach: Reach
    deputy: Reach
    rules: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The cases in words, a line for each way; nothing where there is none."""
        ways = self.reach.ways
        shared = [way for way in self.deputy.ways if way in ways]
        lines = [
            f"{line} (a deputy too)" if way in shared else line
            for way, line in zip(ways, self.reach.lines, strict=False)
        ]
        lines += self.reach.lines[len(ways) :]
        alone = attrs.evolve(
            self.deputy, ways=tuple(way for way in self.deputy.ways if way not in ways)
        )
        return (*lines, *(f"a deputy: {line}" for line in alone.lines))

    def __str__(self) -> str:
        return "; or ".join(self.lines) or "never"


@attrs.frozen(kw_only=True)
class MatrixRow:
    """Who may do one thing.

    Attributes:
        action: What is done.
        kind: What it is done to.
        cells: A cell for each role, in the order of the policy.
    """

    action: Action
    kind: ResourceKind
    cells: tuple[MatrixCell, ...]

    @property
    def id(self) -> str:
        """The id of the action."""
        return self.action.id


@attrs.frozen(kw_only=True)
class AccessMatrix(Explained):
    """The whole of a policy: what is not in it is denied.

    Attributes:
        name: What the policy is called.
        roles: The columns.
        rows: The actions, each with a cell for each role.
        provenance: The rulebook edition that the policy was loaded from.

    Rule: ACC-01, ACC-12.
    """

    name: str
    roles: Catalogue[AccessRole]
    rows: Catalogue[MatrixRow]
    provenance: Provenance

    def cell(self, role: str, action: str) -> MatrixCell:
        """Give the cell of a role and an action, by their ids.

        Raises:
            UnknownNameError: There is no such role or action.
        """
        row = self.rows[action]
        return row.cells[self.roles.ids.index(self.roles[role].id)]

    def explain(self) -> Explanation:
        """Tell it as a table with a row for each action and role that may do it."""
        return Explanation(
            title=f"{self.name}: who may do what",
            columns=("action", "role", "when"),
            rows=tuple(
                (row.action.name, cell.role, line)
                for row in self.rows
                for cell in row.cells
                for line in cell.lines
            ),
            remarks=tuple(row.action.nobody for row in self.rows if row.action.nobody),
            provenance=self.provenance,
        )

    def as_data(self) -> dict[str, object]:
        """Give it as plain data: actions, and by role in which cases."""
        return {
            "edition": self.provenance.edition,
            "roles": {role.id: role.name for role in self.roles},
            "actions": [_row_data(row) for row in self.rows],
        }


def _row_data(row: MatrixRow) -> dict[str, object]:
    return {
        "id": row.action.id,
        "name": row.action.name,
        "kind": row.kind.id,
        "reads": row.action.reads,
        "nobody": row.action.nobody or None,
        "roles": {
            cell.role: {
                "when": list(cell.lines),
                "ways": reach_data(cell.reach),
                "deputy": reach_data(cell.deputy),
                "rules": list(cell.rules),
            }
            for cell in row.cells
        },
    }


def access_matrix(policy: AccessPolicy) -> AccessMatrix:
    """Give the whole of a policy as a table, found by trying every case.

    What stands in a cell follows from what the rules allow, not from how they are
    written: two policies with the same answers have the same table.

    Raises:
        InvalidUseError: It is no policy.

    Examples:
        >>> import partner_success as ps
        >>> matrix = access_matrix(ps.standard().access)
        >>> print(matrix.cell("PSM", "view_partner"))
        assigned, in Gate 3 or Post-Launch (a deputy too); or with a context grant

    Rule: ACC-01, ACC-12.
    """
    if not isinstance(policy, AccessPolicy):
        found = type(policy).__name__
        raise InvalidUseError(f"policy needs AccessPolicy, not {found}")
    rows = [
        MatrixRow(
            action=action,
            kind=policy.kinds[action.kind],
            cells=tuple(_cells(policy, action.id)),
        )
        for action in policy.actions
    ]
    return AccessMatrix(
        name=policy.name,
        roles=policy.roles,
        rows=Catalogue(rows, kind="action"),
        provenance=policy.provenance,
    )


def _cells(policy: AccessPolicy, action_id: str) -> Iterator[MatrixCell]:
    for role in policy.roles.ids:
        rows = rows_of(policy, role, action_id)
        space = space_of([policy], rows)
        phrases = Phrases((policy,), role)
        own, deputy = (
            reach_of(space, space.where(allowing(policy, rows, deputy=each)), phrases)
            for each in (False, True)
        )
        yield MatrixCell(
            role=role,
            reach=own,
            deputy=deputy,
            rules=tuple(row.rule.id for row in rows),
        )
