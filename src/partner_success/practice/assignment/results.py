"""A proposal who looks after whom, and what it does to everybody's load."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import attrs

from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.practice.assignment.objectives import AssignmentValue, Proof
from partner_success.practice.staffing import (
    Account,
    LoadState,
    PersonLoad,
    UntakenAccount,
)

__all__ = ["AssignedAccount", "AssignmentProposal", "Method", "PersonChange"]

Method = Literal["best", "greedy"]
"""How a proposal came about."""

_HOURS = "nobody gets more than they can carry, by number and where hours are most"
_BEST = (
    "accounts are taken first, by priority; then pairs are kept; then the load is even"
)
_GREEDILY = "pairs are kept first; then each account goes to whoever is used least"


@attrs.frozen(kw_only=True)
class AssignedAccount:
    """An account, and who looks after it in a proposal.

    Attributes:
        account: The account.
        person: The id of who takes it.
        was: The id of who has it now; ``None`` where nobody has.

    Rule: STF-03.
    """

    account: Account
    person: str
    was: str | None

    @property
    def change(self) -> Literal["kept", "moved", "new"]:
        """What becomes of the account."""
        if self.was is None:
            return "new"
        return "kept" if self.was == self.person else "moved"


@attrs.frozen(kw_only=True)
class PersonChange:
    """What one person carries now, and what with a proposal.

    Attributes:
        before: What they carry now.
        after: What they would carry.

    Rule: STF-03.
    """

    before: PersonLoad
    after: PersonLoad

    @property
    def gets(self) -> tuple[str, ...]:
        """The ids of the accounts that they do not have now."""
        return _ids_beyond(self.after, self.before)

    @property
    def gives(self) -> tuple[str, ...]:
        """The ids of the accounts that they have no longer."""
        return _ids_beyond(self.before, self.after)


@attrs.frozen(kw_only=True)
class AssignmentProposal(Explained):
    """A proposal who looks after whom.

    Attributes:
        method: How it came about.
        accounts: The accounts that somebody takes, in the order given.
        untaken: Those that nobody can take, in the order given, with every reason.
        people: What it does to everybody, role after role, in the order given.
        value: How good it is, exactly.
        proofs: What a solver has proved of it; none of a greedy one.
        provenance: The rulebook edition that decided.

    Rule: STF-03.
    """

    method: Method
    accounts: tuple[AssignedAccount, ...]
    untaken: tuple[UntakenAccount, ...]
    people: tuple[PersonChange, ...]
    value: AssignmentValue
    proofs: tuple[Proof, ...] = ()
    provenance: Provenance = Provenance()

    @property
    def kept(self) -> tuple[AssignedAccount, ...]:
        """The accounts that stay with whom they have."""
        return tuple(each for each in self.accounts if each.change == "kept")

    @property
    def moved(self) -> tuple[AssignedAccount, ...]:
        """The accounts that change from one person to another."""
        return tuple(each for each in self.accounts if each.change == "moved")

    @property
    def new(self) -> tuple[AssignedAccount, ...]:
        """The accounts that nobody has now."""
        return tuple(each for each in self.accounts if each.change == "new")

    @property
    def is_proven(self) -> bool:
        """Whether none is better, as far as a solver can tell."""
        return self.method == "best" and all(each.proven for each in self.proofs)

    @property
    def relieved(self) -> tuple[PersonChange, ...]:
        """Who has, or may have, more than they can carry now; never with the proposal.

        Ranges win over pairs: what is too much goes to others, or to nobody.
        """
        over = (LoadState.OVER, LoadState.MAY_BE_OVER)
        return tuple(each for each in self.people if each.before.state in over)

    def person_of(self, account: str, role: str) -> str | None:
        """Give the id of who takes an account; ``None`` where nobody does.

        Args:
            account: The id of the account.
            role: The id of the role.
        """
        return next(
            (
                each.person
                for each in self.accounts
                if (each.account.id, each.account.role) == (account, role)
            ),
            None,
        )

    def explain(self) -> Explanation:
        """Tell who gets what, and why some accounts find nobody."""
        count = len(self.accounts) + len(self.untaken)
        return Explanation(
            title=f"Assigned ({self.method}): {len(self.accounts)} of {count} taken,"
            f" {len(self.kept)} kept, {len(self.moved)} moved, {len(self.new)} new",
            columns=("person", "role", "had", "has", "of", "hours", "gets", "gives"),
            rows=tuple(
                (
                    each.after.person.id,
                    each.after.role.id,
                    str(each.before.count),
                    str(each.after.count),
                    str(each.after.capacity.accounts),
                    str(each.after.hours),
                    ", ".join(each.gets),
                    ", ".join(each.gives),
                )
                for each in self.people
            ),
            remarks=(*self.notes(), *map(str, self.untaken)),
            provenance=self.provenance,
        )

    def notes(self) -> Iterator[str]:
        """Say what came first, what it is worth, and what is not proved."""
        yield _BEST if self.method == "best" else _GREEDILY
        yield _HOURS
        yield str(self.value)
        yield from (f"too much now: {each.before}" for each in self.relieved)
        yield from (str(each) for each in self.proofs if not each.proven)


def _ids_beyond(one: PersonLoad, other: PersonLoad) -> tuple[str, ...]:
    there = {work.account.id for work in other.works}
    return tuple(work.account.id for work in one.works if work.account.id not in there)
