"""Chains of corrections: which submission counts, and what is wrong with the links."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import attrs

from partner_success.errors import Problem
from partner_success.questionnaires.kinds import require_kind
from partner_success.questionnaires.signing.submissions import Submission
from partner_success.questionnaires.signing.tombstones import Tombstone

__all__ = ["Chain", "ChainLink", "read_chain", "read_chains"]

ChainLink: TypeAlias = Submission | Tombstone
"""A submission, or what its deletion left in its place."""


@attrs.frozen(kw_only=True)
class Chain:
    """Submissions that correct one another.

    Attributes:
        history: All of them, what was replaced before what replaces it; where that
            says nothing, in the order in which they were given.
        current: The one that no other replaces. ``None`` where it was deleted, and
            where several could be meant: deleting a correction does not bring back
            what it corrected.
        faults: What is wrong with the links, each with the id of a submission as its
            path. Codes: ``double-id``, ``missing`` (what is replaced is not there),
            ``wrong-digest`` (what is replaced is not what stands there), ``fork`` (two
            replace the same), ``cycle``, ``apart`` (nothing links it to the first),
            ``other-questionnaire``, ``other-partner``.

    Rule: QST-06.
    """

    history: tuple[ChainLink, ...]
    current: Submission | None
    faults: tuple[Problem, ...] = ()


def read_chain(records: Iterable[ChainLink]) -> Chain:
    """Link submissions of one questionnaire and one partner by what they replace.

    Digests are compared with those that were signed; whether a submission still is
    what was signed is for `verify` to say, one by one.

    Args:
        records: The submissions and tombstones, in any order.

    Examples:
        >>> import attrs
        >>> from datetime import UTC, datetime
        >>> from partner_success.questionnaires import Signature, Signer, TypedMark
        >>> signature = Signature(
        ...     signer=Signer(name="Ada Byron", email="ada@example.com", role="PSM"),
        ...     signed_at=datetime(2026, 3, 2, 10, tzinfo=UTC),
        ...     mark=TypedMark(text="Ada Byron"),
        ...     digest="0" * 64,
        ... )
        >>> first = Submission(
        ...     id="s-1",
        ...     questionnaire_id="gate",
        ...     version="1.0.0",
        ...     partner_id="p-1",
        ...     answers={"contract": {"signed": True}},
        ...     signature=signature,
        ... )
        >>> second = attrs.evolve(first, id="s-2", replaces=first.as_replaced)
        >>> read_chain([second, first]).current.id
        's-2'
        >>> print(read_chain([second]).faults[0])
        s-2: it replaces 's-1', which is not there; give it, or its tombstone

    Rule: QST-06.
    """
    given = tuple(records)
    for place, record in enumerate(given):
        require_kind(f"records[{place}]", record, Submission, Tombstone)
    by_id: dict[str, ChainLink] = {}
    for record in given:
        by_id.setdefault(record.id, record)
    ordered, stuck = _in_order(by_id)
    faults = (
        *_doubles(given),
        *_link_faults(by_id),
        *_forks(by_id),
        *_cycles(by_id, stuck),
        *_strangers(ordered or stuck),
    )
    doubled = {fault.path for fault in faults if fault.code == "double-id"}
    return Chain(
        history=(*ordered, *stuck),
        current=None if stuck else _current(by_id, doubled),
        faults=faults,
    )


def read_chains(records: Iterable[ChainLink]) -> tuple[Chain, ...]:
    """Part submissions into chains, in the order in which each first appears.

    A survey that a partner answers every quarter has a chain for each quarter.

    Rule: QST-06.
    """
    given = tuple(records)
    replaced: dict[str, str | None] = {}
    for record in given:
        replaced.setdefault(record.id, _replaced_id(record))
    group_of: dict[str, str] = {}
    groups: dict[str, list[ChainLink]] = {}
    for record in given:
        groups.setdefault(_group(record.id, replaced, group_of), []).append(record)
    return tuple(map(read_chain, groups.values()))


def _group(
    id_: str, replaced: Mapping[str, str | None], group_of: dict[str, str]
) -> str:
    """Give the name of the chain that an id belongs to, and note it on the way."""
    trail: dict[str, None] = {}
    place: str | None = id_
    while place is not None and place not in group_of and place not in trail:
        trail[place] = None
        place = replaced.get(place)
    # The way ends at a chain that is known, at a beginning, or where it came from.
    name = id_ if place is None else group_of.get(place, id_)
    group_of.update(dict.fromkeys(trail, name))
    return name


def _replaced_id(record: ChainLink) -> str | None:
    return None if record.replaces is None else record.replaces.id


def _followers(by_id: Mapping[str, ChainLink]) -> dict[str, list[ChainLink]]:
    found: dict[str, list[ChainLink]] = {}
    for record in by_id.values():
        if (replaced := _replaced_id(record)) is not None:
            found.setdefault(replaced, []).append(record)
    return found


def _in_order(
    by_id: Mapping[str, ChainLink],
) -> tuple[list[ChainLink], list[ChainLink]]:
    """Put what is replaced first; what hangs on a cycle is left over."""
    followers = _followers(by_id)
    ready = deque(
        record for record in by_id.values() if _replaced_id(record) not in by_id
    )
    ordered: list[ChainLink] = []
    while ready:
        record = ready.popleft()
        ordered.append(record)
        ready.extend(followers.get(record.id, ()))
    reached = {record.id for record in ordered}
    return ordered, [each for each in by_id.values() if each.id not in reached]


def _current(by_id: Mapping[str, ChainLink], doubled: set[str]) -> Submission | None:
    followers = _followers(by_id)
    last = [record for record in by_id.values() if record.id not in followers]
    if len(last) != 1 or last[0].id in doubled or isinstance(last[0], Tombstone):
        return None
    return last[0]


def _doubles(given: Iterable[ChainLink]) -> Iterator[Problem]:
    seen: set[str] = set()
    told: set[str] = set()
    for record in given:
        if record.id in seen and record.id not in told:
            told.add(record.id)
            message = "the id stands more than once; only the first is linked"
            yield Problem(path=record.id, code="double-id", message=message)
        seen.add(record.id)


def _link_faults(by_id: Mapping[str, ChainLink]) -> Iterator[Problem]:
    for record in by_id.values():
        if record.replaces is None:
            continue
        found = by_id.get(record.replaces.id)
        if found is None:
            yield Problem(
                path=record.id,
                code="missing",
                message=f"it replaces {record.replaces.id!r}, which is not there; give"
                " it, or its tombstone",
                expected=record.replaces.id,
            )
        elif found.digest != record.replaces.digest:
            yield Problem(
                path=record.id,
                code="wrong-digest",
                message=f"it replaces another {found.id!r} than the one that is there",
                given=found.digest,
                expected=record.replaces.digest,
            )


def _forks(by_id: Mapping[str, ChainLink]) -> Iterator[Problem]:
    for replaced, records in _followers(by_id).items():
        if len(records) > 1:
            names = ", ".join(record.id for record in records)
            message = f"it is replaced by {len(records)} submissions: {names}"
            yield Problem(path=replaced, code="fork", message=message, given=names)


def _cycles(
    by_id: Mapping[str, ChainLink], stuck: Iterable[ChainLink]
) -> Iterator[Problem]:
    told: set[str] = set()
    for record in stuck:
        trail: dict[str, None] = {}
        place = record.id
        while place not in trail and place not in told:
            trail[place] = None
            place = _replaced_id(by_id[place]) or place
        if place not in told:
            names = list(trail)[list(trail).index(place) :]
            message = f"it replaces itself in the end, through {', '.join(names)}"
            yield Problem(path=place, code="cycle", message=message)
        told.update(trail)


def _strangers(records: list[ChainLink]) -> Iterator[Problem]:
    """Name what does not belong with the first submission."""
    for record in records[1:]:
        first = records[0]
        if record.replaces is None:
            message = f"nothing links it to {first.id!r}, and it replaces nothing"
            yield Problem(path=record.id, code="apart", message=message)
        if record.questionnaire_id != first.questionnaire_id:
            yield Problem(
                path=record.id,
                code="other-questionnaire",
                message=f"it answers another questionnaire than {first.id!r}",
                given=record.questionnaire_id,
                expected=first.questionnaire_id,
            )
        if record.partner_id != first.partner_id:
            yield Problem(
                path=record.id,
                code="other-partner",
                message=f"it is about another partner than {first.id!r}",
                given=record.partner_id,
                expected=first.partner_id,
            )
