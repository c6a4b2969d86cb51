"""Who alone may look after an account, and who may not; and which come first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.quantities import shown
from partner_success.errors import InvalidDataError, Problem, near_misses
from partner_success.partners.faults import Faults, member
from partner_success.practice.staffing import Account, StaffMember

__all__ = ["Restriction", "RestrictionKind", "Wishes", "check_wishes"]

# Sums of these are counted by a solver in floats, which have to keep them apart.
_MOST_PRIORITY = 1_000


class RestrictionKind(StrEnum):
    """What a restriction says of an account and a person.

    Attributes:
        FIXED_TO: That person looks after it, or nobody.
        NEVER: That person never does.
    """

    FIXED_TO = "fixed_to"
    NEVER = "never"


def _kind(value: RestrictionKind | str) -> RestrictionKind:
    return member(RestrictionKind, value)


@attrs.frozen(kw_only=True)
class Restriction:
    """Who alone may look after an account, or who may not.

    It holds in every role that both of them have.

    Attributes:
        account: The id of the account.
        person: The id of the person.
        kind: What it says of them; its text does as well.
        reason: Why, for people; empty where it is not told.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> Restriction(account="acme", person="ann", kind="never").kind.value
        'never'

    Rule: STF-03.
    """

    account: str
    person: str
    kind: RestrictionKind = attrs.field(converter=_kind)
    reason: str = ""

    def __attrs_post_init__(self) -> None:
        faults = Faults("restriction of account", self.account)
        faults.id("account", self.account)
        faults.id("person", self.person)
        faults.member("kind", self.kind, RestrictionKind)
        if self.reason != "":
            faults.text("reason", self.reason)
        faults.report()


@attrs.frozen(kw_only=True)
class Wishes:
    """What an assignment has to respect beside what everybody can carry.

    Attributes:
        restrictions: Who alone may look after an account, and who may not.
        priorities: How much an account counts, by its id; 1 where it is not named.
    """

    restrictions: tuple[Restriction, ...]
    priorities: FrozenMap[str, int]

    @classmethod
    def of(
        cls, restrictions: Iterable[Restriction], priorities: Mapping[str, int]
    ) -> Wishes:
        """Copy what a caller gives."""
        return cls(restrictions=tuple(restrictions), priorities=FrozenMap(priorities))


def check_wishes(
    accounts: tuple[Account, ...], people: tuple[StaffMember, ...], wishes: Wishes
) -> None:
    """Check restrictions and priorities against the accounts and people.

    Raises:
        InvalidDataError: With every fault: an account or person who is not there, two
            who share no role, two restrictions that contradict each other, a priority
            that cannot be meant.

    Rule: STF-03.
    """
    known = _Known(accounts, people)
    problems = [*known.priority_faults(wishes.priorities)]
    problems += known.restriction_faults(wishes.restrictions)
    if problems:
        raise InvalidDataError("what the assignment has to respect", problems)


class _Known:
    """The roles of every account and person, by id, and what is asked of them."""

    def __init__(
        self, accounts: tuple[Account, ...], people: tuple[StaffMember, ...]
    ) -> None:
        self.accounts: dict[str, set[str]] = {}
        self.people: dict[str, set[str]] = {}
        for account in accounts:
            self.accounts.setdefault(account.id, set()).add(account.role)
        for person in people:
            self.people.setdefault(person.id, set()).add(person.role)

    def priority_faults(self, priorities: Mapping[str, int]) -> Iterator[Problem]:
        """Name accounts that are not there, and priorities that cannot be meant."""
        for name, priority in priorities.items():
            path = f"priorities[{shown(name)}]"
            if name not in self.accounts:
                yield _unknown(path, "account", name, self.accounts)
            if not _is_priority(priority):
                message = (
                    f"must be a whole number from 1 to {_MOST_PRIORITY}, not"
                    f" {shown(priority)}"
                )
                yield Problem(path=path, code="out-of-range", message=message)

    def restriction_faults(
        self, restrictions: tuple[Restriction, ...]
    ) -> Iterator[Problem]:
        """Name restrictions of strangers, and those that contradict another."""
        sound: list[tuple[int, Restriction]] = []
        for place, each in enumerate(restrictions):
            faults = [*self._strange(f"restrictions[{place}]", each)]
            yield from faults
            if not faults:
                sound.append((place, each))
        yield from self._contradictions(sound)

    def _strange(self, path: str, each: Restriction) -> Iterator[Problem]:
        if not isinstance(each, Restriction):
            message = f"must be a Restriction, not {type(each).__name__}"
            yield Problem(path=path, code="wrong-type", message=message)
            return
        if each.account not in self.accounts:
            yield _unknown(f"{path}.account", "account", each.account, self.accounts)
        if each.person not in self.people:
            yield _unknown(f"{path}.person", "person", each.person, self.people)
        elif each.account in self.accounts and not self._shared(each):
            message = (
                f"{shown(each.person)} has no role that {shown(each.account)} is an"
                " account of; leave it out, or give them the role"
            )
            yield Problem(path=path, code="another-role", message=message)

    def _shared(self, each: Restriction) -> set[str]:
        return self.accounts[each.account] & self.people[each.person]

    def _contradictions(
        self, restrictions: list[tuple[int, Restriction]]
    ) -> Iterator[Problem]:
        fixed: dict[tuple[str, str], tuple[int, str]] = {}
        never = {
            (each.account, each.person): place
            for place, each in restrictions
            if each.kind is RestrictionKind.NEVER
        }
        for place, each in restrictions:
            if each.kind is RestrictionKind.NEVER:
                continue
            path, account = f"restrictions[{place}]", shown(each.account)
            if (barred := never.get((each.account, each.person))) is not None:
                message = (
                    f"{shown(each.person)} may never have {account} by"
                    f" restrictions[{barred}]; leave one of the two out"
                )
                yield Problem(path=path, code="contradiction", message=message)
            for role in sorted(self._shared(each)):
                key = (each.account, role)
                before, other = fixed.setdefault(key, (place, each.person))
                if other != each.person:
                    message = (
                        f"{account} is fixed to {shown(other)} by"
                        f" restrictions[{before}]; only one person of a role has it"
                    )
                    yield Problem(path=path, code="contradiction", message=message)


def _is_priority(value: object) -> bool:
    if not isinstance(value, int) or isinstance(value, bool):
        return False
    return 1 <= value <= _MOST_PRIORITY


def _unknown(
    path: str, kind: str, name: object, known: Mapping[str, set[str]]
) -> Problem:
    near = near_misses(name, known)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    message = f"there is no {kind} {shown(name)}{hint}"
    return Problem(path=path, code=f"unknown-{kind}", message=message)
