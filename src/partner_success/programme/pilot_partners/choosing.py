"""With which partners a pilot is tried: the order in which candidates go first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from partner_success.core.arguments import require
from partner_success.core.collections import Catalogue
from partner_success.core.decision import Decision, Reason
from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError
from partner_success.partners.faults import Faults
from partner_success.programme.given import listed_ids, stranger, unique
from partner_success.programme.pilot_partners.choice import (
    PilotCandidate,
    PilotChoice,
    RankedCandidate,
)
from partner_success.programme.policy import ProgrammePolicy
from partner_success.programme.terms import SelectionCriterion

__all__ = ["choose_partners"]


def choose_partners(
    candidates: Iterable[PilotCandidate],
    policy: ProgrammePolicy,
    *,
    at_most: int,
    required: Iterable[str] | None = None,
    tie_order: Iterable[str] = (),
) -> PilotChoice:
    """Choose the partners of a pilot by the criteria of its policy; never by chance.

    Whoever does not meet a required criterion, or of whom that is not known, is not
    chosen. Of the others whoever meets more criteria goes first; of those that meet as
    many, whoever meets the first criterion of the policy that not both meet. Those that
    meet the same criteria are tied: the order that is stated decides, and after it the
    ids, as text.

    Args:
        candidates: The candidates; their order makes no difference.
        policy: Whose criteria count, in its order.
        at_most: How many are chosen at most, 1 or more.
        required: The ids of the criteria that have to be met; all of them if left out.
        tie_order: The ids of candidates in the order in which they go first where they
            are tied; those that are left out come after them.

    Raises:
        InvalidDataError: A candidate stands twice or speaks of a criterion that there
            is not, or an id is unknown; every fault is named.
        InvalidUseError: The policy is none, or a list of ids is one text.
        InvalidValueError: The number is no whole one from 1 up.

    Examples:
        >>> import partner_success as ps
        >>> found = choose_partners(
        ...     [
        ...         PilotCandidate(id="acme", meets={"strategic_fit": True}),
        ...         PilotCandidate(id="brook", meets={"strategic_fit": False}),
        ...     ],
        ...     ps.standard().programme,
        ...     required=["strategic_fit"],
        ...     at_most=2,
        ... )
        >>> for each in found.candidates:
        ...     print(each.id, each.decision.explain())
        acme yes; meets 1 of 5 criteria, and every required one
        brook no; does not meet strategic_fit, which is required

    Rule: PRG-09.
    """
    require(policy, ProgrammePolicy)
    _whole(at_most)
    criteria = policy.pilot.selection
    needed = (
        criteria.ids
        if required is None
        else listed_ids("criteria", "required", required)
    )
    order = listed_ids("candidates", "tie_order", tie_order)
    found = _known(candidates, criteria, needed, order)
    ranks = {name: place for place, name in enumerate(order)}

    def rank(each: PilotCandidate) -> tuple[object, ...]:
        lacks = [each.meets.get(name) is not True for name in criteria.ids]
        return sum(lacks), lacks, ranks.get(each.id, len(ranks)), each.id

    fit = sorted((each for each in found if not _lacking(each, needed)), key=rank)
    unfit = sorted((each for each in found if _lacking(each, needed)), key=rank)
    ties = _ties(fit, criteria)
    ranked = [
        _ranked(each, policy, needed, place=place, at_most=at_most, tied=ties[each.id])
        for place, each in enumerate(fit)
    ]
    ranked += [_unfit(each, policy, needed) for each in unfit]
    return PilotChoice(
        candidates=Catalogue(ranked, kind="candidate"),
        required=needed,
        at_most=at_most,
        provenance=policy.provenance,
    )


def _whole(value: object) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise InvalidValueError(
            f"a pilot has a whole number of partners from 1 up, at most {shown(value)}"
            " cannot be meant"
        )


def _known(
    candidates: Iterable[PilotCandidate],
    criteria: Catalogue[SelectionCriterion],
    required: tuple[str, ...],
    tie_order: tuple[str, ...],
) -> tuple[PilotCandidate, ...]:
    faults = Faults("the choice of pilot partners")
    found: dict[str, PilotCandidate] = {}
    for path, each in unique(faults, "candidates", candidates, PilotCandidate, "id"):
        found[each.id] = each
        for name in each.meets:
            if name not in criteria:
                where = f"{path}.meets[{shown(name)}]"
                stranger(faults, where, "criterion", name, criteria.ids)
    for place, name in enumerate(required):
        if name not in criteria:
            stranger(faults, f"required[{place}]", "criterion", name, criteria.ids)
    for place, name in enumerate(tie_order):
        if name not in found:
            stranger(faults, f"tie_order[{place}]", "candidate", name, found)
    faults.report()
    return tuple(found.values())


def _lacking(each: PilotCandidate, required: tuple[str, ...]) -> bool:
    return any(each.meets.get(name) is not True for name in required)


def _met(
    each: PilotCandidate, criteria: Catalogue[SelectionCriterion]
) -> tuple[str, ...]:
    return tuple(name for name in criteria.ids if each.meets.get(name) is True)


def _ties(
    candidates: list[PilotCandidate], criteria: Catalogue[SelectionCriterion]
) -> dict[str, tuple[str, ...]]:
    alike: dict[tuple[str, ...], list[str]] = {}
    for each in candidates:
        alike.setdefault(_met(each, criteria), []).append(each.id)
    return {
        name: tuple(other for other in group if other != name)
        for group in alike.values()
        for name in group
    }


def _ranked(  # noqa: PLR0913 - all that decides about one of them
    each: PilotCandidate,
    policy: ProgrammePolicy,
    required: tuple[str, ...],
    *,
    place: int,
    at_most: int,
    tied: tuple[str, ...],
) -> RankedCandidate:
    criteria = policy.pilot.selection
    met, chosen = _met(each, criteria), place < at_most
    message = (
        f"meets {len(met)} of {len(criteria)} criteria, and every required one"
        if chosen
        else f"place {place + 1} of those that could be chosen, {at_most} at most"
    )
    reason = Reason(
        code="chosen" if chosen else "no-room",
        message=message,
        rules=("PRG-09",),
        citations=policy.pilot.citations,
        facts={"met": met, "required": required, "place": place + 1, "tied": tied},
    )
    return RankedCandidate(
        candidate=each,
        met=met,
        unmet=(),
        unknown=(),
        tied_with=tied,
        decision=Decision(holds=chosen, reasons=(reason,)),
    )


def _unfit(
    each: PilotCandidate, policy: ProgrammePolicy, required: tuple[str, ...]
) -> RankedCandidate:
    unmet = tuple(name for name in required if each.meets.get(name) is False)
    open_ = tuple(name for name in required if each.meets.get(name) is None)
    reasons = [
        *_required(policy, unmet, "criterion-unmet", "does not meet {}"),
        *_required(policy, open_, "criterion-unknown", "nobody knows of {}"),
    ]
    return RankedCandidate(
        candidate=each,
        met=_met(each, policy.pilot.selection),
        unmet=unmet,
        unknown=open_,
        tied_with=(),
        decision=Decision(holds=False, reasons=tuple(reasons)),
    )


def _required(
    policy: ProgrammePolicy, names: tuple[str, ...], code: str, words: str
) -> Iterator[Reason]:
    for name in names:
        yield Reason(
            code=code,
            message=f"{words.format(name)}, which is required",
            rules=("PRG-09",),
            citations=policy.pilot.selection[name].citations,
            facts={"criterion": name},
        )
