"""What is wrong or doubtful in a rulebook, whether or not it can be loaded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from partner_success.core.bands import Bands
from partner_success.errors import Problem
from partner_success.rulebook.document import Document, copied, has_ids, is_table, step
from partner_success.rulebook.findings import (
    SEVERITIES,
    STANDARD_LINT_LIMITS,
    Finding,
    LintLimits,
    Severity,
)
from partner_success.rulebook.lint_cards import Card
from partner_success.rulebook.loading import References, plain_problems, read_families
from partner_success.rulebook.numbers import numbers, unexplained

__all__ = ["STANDARD_LINT_LIMITS", "Finding", "LintLimits", "lint_document"]


def lint_document(
    document: Mapping[str, Any], *, limits: LintLimits = STANDARD_LINT_LIMITS
) -> tuple[Finding, ...]:
    """Give what is wrong or doubtful in a whole rulebook document, the worst first.

    Faults that keep it from being loaded are findings of severity ``"error"``; what can
    be loaded is looked through nevertheless.

    Args:
        document: A rulebook as plain data that inherits nothing.
        limits: From when on a weight or a curve is doubtful.

    Examples:
        >>> print(lint_document({"nps": {"low": 0}})[-1])
        warning: nps.low: no source stands around it; add citations [no-citation]
    """
    if problems := plain_problems(document):
        return tuple(_error(problem) for problem in problems)
    whole: Document = copied(document)
    values, faults = read_families(whole)
    found = [_error(problem) for problem in faults]
    for card in _cards(values, whole):
        found += card.lint(limits)
    for path, bands in _bands(values, whole):
        found += _without_action(bands, path)
    found += _equal_names(whole, "")
    found += _unexplained(whole)
    found += _unused_targets(whole)
    found += _unknown_to_access(values)
    found += _unknown_roles(values)
    found += _untranslated(values)
    return tuple(sorted(found, key=lambda each: SEVERITIES.index(each.severity)))


def _cards(values: Mapping[str, Any], document: Document) -> Iterator[Card]:
    for path, model, table in _scorecards(values, document):
        own = "bands.entries" if is_table(table.get("bands")) else "bands"
        yield Card(model=model, path=path, bands=f"{path}.{own}")
    if "readiness" in values:
        yield Card(
            model=values["readiness"].card,
            path="readiness",
            bands="readiness.levels.entries",
            components="sections",
            measures="elements",
        )
    if "maturity" in values:
        model = values["maturity"].card
        yield Card(model=model, path="maturity", bands="", components="pillars")


def _scorecards(
    values: Mapping[str, Any], document: Document
) -> Iterator[tuple[str, Any, Mapping[str, Any]]]:
    for name in ("health", "partner_health"):
        if name in values:
            yield name, values[name], document[name]
    own = values.get("scorecards", ())
    for model, table in zip(own, document.get("scorecards", ()), strict=False):
        yield step("scorecards", model.id), model, table


def _bands(
    values: Mapping[str, Any], document: Document
) -> Iterator[tuple[str, Bands]]:
    for path, model, table in _scorecards(values, document):
        if is_table(table.get("bands")):
            yield f"{path}.bands.entries", model.bands
    if "readiness" in values:
        yield "readiness.levels.entries", values["readiness"].levels
    if "licence" in values:
        yield "licence.risks.entries", values["licence"].risks


def _without_action(bands: Bands, path: str) -> Iterator[Finding]:
    for band in bands:
        if not band.action.strip():
            message = f"nothing says what to do in {band.name!r}; add an action"
            yield _finding(step(path, band.id), "no-action", message)


def _equal_names(value: Any, path: str) -> Iterator[Finding]:
    if is_table(value):
        for key, each in value.items():
            yield from _equal_names(each, step(path, key))
    elif has_ids(value):
        first: dict[str, str] = {}
        for entry in value:
            place, name = step(path, entry["id"]), entry.get("name")
            folded = " ".join(name.split()).casefold() if isinstance(name, str) else ""
            if folded and first.setdefault(folded, place) != place:
                message = f"{first[folded]} is called {name!r} too; people mix them up"
                yield _finding(step(place, "name"), "equal-names", message)
            yield from _equal_names(entry, place)


def _unexplained(document: Document) -> Iterator[Finding]:
    for number in unexplained(numbers(document)):
        if not number.unit:
            message = "nothing says what it counts; add it to the family's units"
            yield _finding(number.name, "no-unit", message)
        if not number.citations:
            message = "no source stands around it; add citations"
            yield _finding(number.name, "no-citation", message)


def _unused_targets(document: Document) -> Iterator[Finding]:
    for id_ in References(copied(document)).unused_targets:
        message = "no measure of a scorecard uses this target"
        yield _finding(step("targets", id_), "unused-target", message, "note")


def _unknown_to_access(values: Mapping[str, Any]) -> Iterator[Finding]:
    journey, access = values.get("journey"), values.get("access")
    if journey is None or access is None:
        return
    for kind in ("stages", "roles"):
        known = getattr(access, kind).ids
        for id_ in getattr(journey, kind).ids:
            if id_ not in known:
                message = (
                    "access knows none of this id, so nobody may do anything with it;"
                    f" add it to access.{kind}"
                )
                yield _finding(
                    step(f"journey.{kind}", id_), "unknown-to-access", message
                )


def _unknown_roles(values: Mapping[str, Any]) -> Iterator[Finding]:
    """Warn of work that is given to a role which no other family has."""
    if "journey" not in values or "responsibilities" not in values:
        return
    known = {*values["journey"].roles.ids, *values["responsibilities"].roles.ids}
    for path, role in _given_roles(values):
        if role not in known:
            message = (
                f"nobody has the role {role!r}, so nobody does it; add it to"
                " journey.roles or to responsibilities.roles"
            )
            yield _finding(path, "unknown-role", message)


def _untranslated(values: Mapping[str, Any]) -> Iterator[Finding]:
    """Warn of questionnaires that a reader would see half in another language."""
    from partner_success.questionnaires.translating import untranslated

    for questionnaire in values.get("questionnaires", ()):
        for tag in questionnaire.translations:
            if places := untranslated(questionnaire, tag):
                first, *others = places
                more = f" and {len(others)} more" if others else ""
                message = (
                    f"there is no text in {tag} for {first}{more}, so that a reader"
                    f" sees {questionnaire.language}; translate it"
                )
                path = f"{step('questionnaires', questionnaire.id)}.translations.{tag}"
                yield _finding(path, "untranslated", message)


def _given_roles(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for playbook in values.get("playbooks", ()):
        path = step("playbooks", playbook.id)
        yield f"{path}.role", playbook.role
        for each in playbook.steps:
            if each.role is not None:
                yield f"{step(f'{path}.steps', each.id)}.role", each.role
    if "cadence" in values:
        for name in ("kinds", "activities"):
            for each in getattr(values["cadence"], name):
                yield f"{step(f'cadence.{name}', each.id)}.role", each.role


def _error(problem: Problem) -> Finding:
    return _finding(problem.path, problem.code, problem.message, "error")


def _finding(
    path: str, code: str, message: str, severity: Severity = "warning"
) -> Finding:
    return Finding(path=path, code=code, message=message, severity=severity)
