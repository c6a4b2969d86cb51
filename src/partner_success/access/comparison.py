"""Who gains and who loses what when one policy takes the place of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from partner_success.access.deciding import Case, Row
from partner_success.access.phrases import Phrases
from partner_success.access.policy import AccessPolicy
from partner_success.access.questions import allowing, rows_of, space_of
from partner_success.access.spaces import Space
from partner_success.access.vocabulary import RELATIONS
from partner_success.access.ways import Reach, reach_data, reach_of
from partner_success.core.collections import FrozenMap
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.errors import InvalidUseError

__all__ = ["AccessChange", "AccessComparison", "WordChange", "compare"]

_VOCABULARY = ("stages", "roles", "facts", "kinds", "actions")


@attrs.frozen(kw_only=True)
class AccessChange:
    """What people in a role gain or lose.

    Attributes:
        role: The id of the role.
        action: The id of what they may do now and could not, or the other way round.
        action_name: What a sentence calls it.
        gained: Whether they gain it; else they lose it.
        deputy: Whether it is what a deputy may do in their place.
        reach: In which cases. Where a context grant opens the same, people who have one
            are not set apart, although nothing changes for them.
        example: One case in which the two policies do not decide alike.
    """

    role: str
    action: str
    action_name: str
    gained: bool
    deputy: bool
    reach: Reach
    example: Case

    def __str__(self) -> str:
        who = f"a deputy of {self.role}" if self.deputy else self.role
        does = "gains" if self.gained else "loses"
        return f"{who} {does}: {self.action_name}: {self.reach}"


@attrs.frozen(kw_only=True)
class WordChange:
    """A word that only one of the two policies has.

    Attributes:
        kind: ``"stage"``, ``"role"``, ``"fact"``, ``"kind"`` or ``"action"``.
        id: The id.
        gained: Whether the new policy has it; else the old one.
    """

    kind: str
    id: str
    gained: bool

    def __str__(self) -> str:
        return f"{self.kind} {self.id} is {'new' if self.gained else 'gone'}"


@attrs.frozen(kw_only=True)
class AccessComparison(Explained):
    """What changes when one policy takes the place of another.

    Attributes:
        changes: What is gained and lost, by action and role.
        words: The words that only one of the two has.
        old: The rulebook edition of the old policy.
        new: The rulebook edition of the new policy.
    """

    changes: tuple[AccessChange, ...]
    words: tuple[WordChange, ...]
    old: Provenance
    new: Provenance

    @property
    def same(self) -> bool:
        """Whether both decide alike in every case and have the same words."""
        return not self.changes and not self.words

    @property
    def gains(self) -> tuple[AccessChange, ...]:
        """What is allowed now and was not."""
        return tuple(each for each in self.changes if each.gained)

    @property
    def losses(self) -> tuple[AccessChange, ...]:
        """What was allowed and is not any more."""
        return tuple(each for each in self.changes if not each.gained)

    def explain(self) -> Explanation:
        """Tell who gains and who loses what, and when."""
        title = f"{_edition(self.old)} to {_edition(self.new)}: "
        if self.same:
            return Explanation(title=title + "everybody may do the same as before")
        gains, losses = len(self.gains), len(self.losses)
        return Explanation(
            title=f"{title}{gains} gained, {losses} lost",
            columns=("role", "change", "action", "when"),
            rows=tuple(
                (
                    f"deputy of {each.role}" if each.deputy else each.role,
                    "gains" if each.gained else "loses",
                    each.action_name,
                    line,
                )
                for each in self.changes
                for line in each.reach.lines
            ),
            remarks=tuple(map(str, self.words)),
        )

    def as_data(self) -> dict[str, object]:
        """Give it as plain data: every change with its cases and an example."""
        return {
            "old": self.old.edition,
            "new": self.new.edition,
            "same": self.same,
            "changes": [
                {
                    "role": each.role,
                    "action": each.action,
                    "gained": each.gained,
                    "deputy": each.deputy,
                    "when": list(each.reach.lines),
                    "ways": reach_data(each.reach),
                    "example": case_data(each.example),
                }
                for each in self.changes
            ],
            "words": [
                {"kind": each.kind, "id": each.id, "gained": each.gained}
                for each in self.words
            ],
        }


def case_data(case: Case) -> dict[str, object]:
    """Give how the facts of a question stand as plain data."""
    return {
        "roles": sorted(case.roles),
        "tied": sorted(case.tied),
        "kind": case.kind,
        "facts": dict(case.facts),
        "granted": case.granted,
        "for_self": case.for_self,
        "reason_given": case.reason_given,
        "deputy": case.deputy,
    }


def _edition(provenance: Provenance) -> str:
    return provenance.edition or "no edition"


def compare(old: AccessPolicy, new: AccessPolicy) -> AccessComparison:
    """Say who gains and who loses what, by trying every case on both policies.

    Only answers count: a rule that is renamed, split or put elsewhere changes nothing.
    A question that one policy has no words for is not allowed by it. There is no
    change, and no word that only one has, exactly when both decide alike in every case.

    Args:
        old: What decides until now.
        new: What is to take its place.

    Raises:
        InvalidUseError: One is no policy, or together they ask for more facts of one
            action than can be tried.

    Examples:
        >>> import partner_success as ps
        >>> policy = ps.standard().access
        >>> compare(policy, policy).same
        True

    Rule: ACC-01, ACC-12.
    """
    for name, policy in (("old", old), ("new", new)):
        if not isinstance(policy, AccessPolicy):
            found = type(policy).__name__
            raise InvalidUseError(f"{name} needs AccessPolicy, not {found}")
    actions = _either(new.actions.ids, old.actions.ids)
    roles = _either(new.roles.ids, old.roles.ids)
    return AccessComparison(
        changes=tuple(
            change
            for action in actions
            for role in roles
            for change in _changes(old, new, role, action)
        ),
        words=tuple(_word_changes(old, new)),
        old=old.provenance,
        new=new.provenance,
    )


def _either(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*one, *other]))


def _word_changes(old: AccessPolicy, new: AccessPolicy) -> Iterator[WordChange]:
    for name in _VOCABULARY:
        before, after = getattr(old, name).ids, getattr(new, name).ids
        kind = name.removesuffix("s")
        for id_ in after:
            if id_ not in before:
                yield WordChange(kind=kind, id=id_, gained=True)
        for id_ in before:
            if id_ not in after:
                yield WordChange(kind=kind, id=id_, gained=False)


def _changes(
    old: AccessPolicy, new: AccessPolicy, role: str, action: str
) -> Iterator[AccessChange]:
    before, after = rows_of(old, role, action), rows_of(new, role, action)
    compared = [(before, after)]
    kinds = [each.actions[action].kind for each in (old, new) if action in each.actions]
    if len(set(kinds)) > 1:
        # It is done to something else now, so no question is put to both.
        compared = [(before, ()), ((), after)]
    for rows in compared:
        yield from _Sides(old, new, role, action, *rows).changes()


@attrs.frozen
class _Sides:
    """One role and one action under two policies."""

    old: AccessPolicy
    new: AccessPolicy
    role: str
    action: str
    before: tuple[Row, ...]
    after: tuple[Row, ...]

    def changes(self) -> Iterator[AccessChange]:
        """Give what is gained and lost, for people themselves and for deputies."""
        rows = [*self.before, *self.after]
        if not rows:
            return
        space = space_of([self.new, self.old], rows, self._unlike())
        for deputy in (False, True):
            was = space.where(allowing(self.old, self.before, deputy=deputy))
            now = space.where(allowing(self.new, self.after, deputy=deputy))
            if now & ~was:
                yield self._change(space, was, now, gained=True, deputy=deputy)
            if was & ~now:
                yield self._change(space, now, was, gained=False, deputy=deputy)

    def _unlike(self) -> Iterator[str]:
        """Give the facts of what is acted upon that can be other words than before."""
        both = (self.old, self.new)
        for policy in both:
            found = policy.actions.get(self.action)
            for name in () if found is None else policy.kinds[found.kind].facts:
                words = [set(each.values.get(name, ())) for each in both]
                if all(words) and words[0] != words[1]:
                    yield name

    def _change(
        self, space: Space, without: int, allowed: int, *, gained: bool, deputy: bool
    ) -> AccessChange:
        """Tell what is allowed on one side and not on the other."""
        policy = self.new if gained else self.old
        cases = allowed & ~without
        # Whom a grant lets in anyway is no part of what is asked without one.
        told = space.freed(cases, "granted", value=False) & allowed
        action = policy.actions[self.action]
        facts = space.case(space.first(cases))
        relations = {name: facts.pop(name, False) is True for name in RELATIONS}
        tied = relations.pop("tied")
        relations["granted"] &= not deputy
        return AccessChange(
            role=self.role,
            action=action.id,
            action_name=action.name,
            gained=gained,
            deputy=deputy,
            reach=reach_of(
                space, told, Phrases((policy, self.old, self.new), self.role)
            ),
            example=Case(
                action_id=action.id,
                roles=frozenset([self.role]),
                tied=frozenset([self.role] if tied else []),
                kind=action.kind,
                facts=FrozenMap({n: v for n, v in facts.items() if v is not None}),
                deputy=deputy,
                **relations,
            ),
        )
