"""What is another in the rules and the translations of a new version."""

from __future__ import annotations

from collections.abc import Iterator

from partner_success.questionnaires.questionnaire import Questionnaire
from partner_success.questionnaires.sections import Criterion, PassPolicy
from partner_success.questionnaires.versions.difference import (
    DifferenceKind,
    VersionDifference,
    changed,
    difference,
    said,
)
from partner_success.questionnaires.versions.fates import Fates, with_names

__all__ = ["criteria_differences", "policy_differences", "translation_differences"]


def criteria_differences(
    old: Questionnaire, new: Questionnaire, fates: Fates
) -> Iterator[VersionDifference]:
    """Give every difference of the criteria."""
    homes = {each.id: s.id for s in new.sections for each in s.criteria}
    for section in old.sections:
        for criterion in section.criteria:
            path = f"criteria.{criterion.id}"
            home = homes.pop(criterion.id, None)
            if home is None:
                yield _criterion(path, "removed", before=str(criterion.condition))
                continue
            if home != section.id:
                yield _criterion(path, "moved", before=section.id, after=home)
            after = new.sections[home].criteria[criterion.id]
            yield from _of_criterion(path, criterion, after, fates)
    for id_, home in homes.items():
        condition = new.sections[home].criteria[id_].condition
        yield _criterion(f"criteria.{id_}", "added", after=str(condition))


def _criterion(
    path: str,
    kind: DifferenceKind,
    *,
    before: str | None = None,
    after: str | None = None,
) -> VersionDifference:
    return VersionDifference(
        path=path, kind=kind, aspect="criterion", before=before, after=after, part=2
    )


def _of_criterion(
    path: str, before: Criterion, after: Criterion, fates: Fates
) -> Iterator[VersionDifference]:
    condition = with_names(before.condition, fates.names)
    if condition != after.condition:
        yield VersionDifference(
            path=path,
            kind="changed",
            aspect="criterion",
            what="condition",
            before=str(condition),
            after=str(after.condition),
            part=2,
        )
    yield from changed(path, "message", before, after, 3)
    yield from changed(path, "citations", before, after, 3)


def policy_differences(
    old: Questionnaire, new: Questionnaire, fates: Fates
) -> Iterator[VersionDifference]:
    """Give every difference of the pass policy."""
    before, after = _policy(old), _policy(new)
    if before != after:
        yield difference("pass_policy", "at_least_sections", before, after, 2)
    none = PassPolicy()
    one, other = old.pass_policy or none, new.pass_policy or none
    rule = one.qualifies_when and with_names(one.qualifies_when, fates.names)
    if rule != other.qualifies_when:
        yield VersionDifference(
            path="pass_policy",
            kind="changed",
            aspect="policy",
            what="qualifies_when",
            before=said(rule),
            after=said(other.qualifies_when),
            part=2,
        )
    yield from changed("pass_policy", "citations", one, other, 3)


def _policy(questionnaire: Questionnaire) -> str | None:
    """Say how many of how many sections must pass."""
    policy = questionnaire.pass_policy
    if policy is None:
        return None
    judged = sum(section.judged for section in questionnaire.sections)
    needed = judged if policy.at_least is None else policy.at_least
    return f"{needed} of {judged}"


def translation_differences(
    old: Questionnaire, new: Questionnaire
) -> Iterator[VersionDifference]:
    """Give every text of a translation that is another."""
    before = {
        f"translations.{tag}.{place}": text
        for tag, texts in old.translations.items()
        for place, text in texts.items()
    }
    after = {
        f"translations.{tag}.{place}": text
        for tag, texts in new.translations.items()
        for place, text in texts.items()
    }
    for path in dict.fromkeys([*before, *after]):
        one, other = before.get(path), after.get(path)
        if one != other:
            kind: DifferenceKind = "changed"
            if one is None or other is None:
                kind = "added" if one is None else "removed"
            yield VersionDifference(
                path=path,
                kind=kind,
                aspect="translation",
                before=said(one),
                after=said(other),
            )
