"""From a whole rulebook document to the typed, checked values of every family."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from partner_success.errors import (
    InvalidDataError,
    InvalidModelError,
    Problem,
    near_misses,
)
from partner_success.interop.converter import structure
from partner_success.interop.faults import RefusedError, to_problems
from partner_success.interop.limits import STANDARD_LIMITS, check_plain
from partner_success.rulebook.document import (
    UNITS,
    Document,
    copied,
    is_list,
    is_table,
    tables,
    unknown_reference,
)
from partner_success.rulebook.families import Families, family_type
from partner_success.rulebook.playbook_references import unknown_playbooks
from partner_success.rulebook.question_references import take_questions, unit_tables

if TYPE_CHECKING:
    from partner_success.core.collections import Catalogue
    from partner_success.gates.definition.terms import JourneyTerms
    from partner_success.questionnaires.questionnaire import Questionnaire

__all__ = [
    "References",
    "family",
    "load_families",
    "plain_problems",
    "put_together",
    "read_families",
    "subject_of",
]

_OPTIONAL = ("scorecards",)

# Families that are lists of models, each with units and provenance of its own.
_LISTED = ("playbooks", "questionnaires", "scorecards", "sla")

# What a measure is accused of only because the target that it names is not there.
_NO_TARGET = ((".zero", "needless-zero"), (".better", "no-direction"))


def load_families(document: Document) -> Families:
    """Check a whole document and give its typed values.

    Raises:
        InvalidDataError: The document has faults; every one is named by its path.
    """
    values, problems = read_families(document)
    if problems:
        raise InvalidDataError(subject_of(document), problems)
    return Families(**values)


def read_families(document: Document) -> tuple[dict[str, Any], list[Problem]]:
    """Give the families that can be loaded, by name, and the faults of all others."""
    problems = list(_key_problems(document))
    references = References(copied(document))
    problems += references.problems
    values: dict[str, Any] = {}
    for field in attrs.fields(Families):
        if field.name in document:
            try:
                values[field.name] = family(references.resolved, field.name)
            except InvalidDataError as error:
                problems += [problem.under(field.name) for problem in error.problems]
    problems += put_together(values)
    problems += unknown_playbooks(values)
    return values, [each for each in problems if not references.repeats(each, problems)]


def family(resolved: Document, name: str) -> Any:
    """Read one family of a document that has everything in place.

    What a journey is refused for depends on the questionnaires beside it, so that only
    its terms are read; `put_together` makes it of them.

    Raises:
        InvalidDataError: The family has faults.
    """
    kind = family_type(name)
    if name == "journey":
        from partner_success.gates.definition.terms import JourneyTerms

        kind = JourneyTerms
    return structure(resolved[name], kind, subject="a rulebook")


def plain_problems(document: object) -> tuple[Problem, ...]:
    """Name what no document can hold: too deep, too large, or no plain data."""
    try:
        check_plain(document, STANDARD_LIMITS)
    except RefusedError as refused:
        return to_problems(refused.faults)
    return ()


class References:
    """Puts in place what families only name: targets, bands, tiers, questions.

    It also drops what is there for readers only and writes down the edition, which
    every result names.

    Attributes:
        resolved: The document with everything in place.
        problems: What is named but is not there, and what no family can have.
    """

    def __init__(self, document: Document) -> None:
        self.resolved = document
        self.problems: list[Problem] = []
        # Where something was put in place, and where it came from ("" for nowhere).
        self._sources: dict[str, str] = {}
        # Where a questionnaire took what it asks, and from which family.
        self._asked: dict[str, str] = {}
        edition = document.get("edition")
        label = edition.get("id") if is_table(edition) else None
        self._edition = label if isinstance(label, str) else ""
        self._targets = _by_id("targets", document.get("targets"))
        support = document.get("support")
        model = support if is_table(support) else {}
        self._tiers = _by_id("support.tiers", model.get("tiers"))
        self._channels = _by_id("support.channels", model.get("channels"))
        self._bands = {
            name: (f"{name}.bands", family["bands"])
            for name, family in document.items()
            if is_table(family) and is_table(family.get("bands"))
        }
        self._reasons = {
            name: (f"{name}.reasons", family["reasons"])
            for name, family in document.items()
            if is_table(family) and is_list(family.get("reasons"))
        }
        self._bounds = {
            name: (f"{name}.rates.incentive_above", family["rates"]["incentive_above"])
            for name, family in document.items()
            if is_table(family)
            and is_table(family.get("rates"))
            and "incentive_above" in family["rates"]
        }
        for name, path, table in _family_tables(document):
            self._resolve(name, path, table)

    def repeats(self, problem: Problem, others: Iterable[Problem]) -> bool:
        """Tell whether a fault only follows from one that is reported elsewhere."""
        for place, family in self._asked.items():
            if _within(problem.path, place):
                return any(_within(other.path, family) for other in others)
        for path, source in self._sources.items():
            if not source:
                if (problem.path, problem.code) == (path, "missing-key"):
                    return True
                measure = path.removesuffix(".target")
                if (problem.path.removeprefix(measure), problem.code) in _NO_TARGET:
                    return True
            elif _within(problem.path, path):
                there = attrs.evolve(problem, path=source + problem.path[len(path) :])
                return there in others
        return False

    @property
    def unused_targets(self) -> tuple[str, ...]:
        """The ids of targets that no measure names."""
        used = self._sources.values()
        return tuple(
            id_ for id_, (place, _) in self._targets.items() if place not in used
        )

    def _resolve(self, name: str, path: str, table: dict[str, Any]) -> None:
        if name != "edition":
            self._check_units(table.pop(UNITS, {}), f"{path}.{UNITS}")
            if "provenance" in table:
                message = "results name the edition by themselves; leave this key out"
                place = f"{path}.provenance"
                self.problems.append(
                    Problem(path=place, code="unknown-key", message=message)
                )
            table["provenance"] = {"edition": self._edition}
        if name == "questionnaires":
            taken = take_questions(table, path, self.resolved)
            self.problems += taken.problems
            self._asked |= taken.sources
            for place, inner in unit_tables(table, path):
                self._check_units(inner.pop(UNITS, {}), f"{place}.{UNITS}")
        self._put(table, "bands", path, "family with bands", self._bands)
        self._put(table, "churn_reasons", path, "family with reasons", self._reasons)
        if is_table(renewal := table.get("renewal")):
            place = f"{path}.renewal"
            self._put(renewal, "above", place, "family with rates", self._bounds)
        for number, component in tables(table.get("components")):
            for position, measure in tables(component.get("measures")):
                place = f"{path}.components[{number}].measures[{position}]"
                self._put(measure, "target", place, "target", self._targets)
        for number, escalation in tables(table.get("escalation")):
            place = f"{path}.escalation[{number}]"
            self._put(escalation, "tier", place, "tier", self._tiers)
            self._put(escalation, "channel", place, "channel", self._channels)

    def _put(
        self,
        table: dict[str, Any],
        key: str,
        path: str,
        kind: str,
        known: Mapping[str, tuple[str, Any]],
    ) -> None:
        name, place = table.get(key), f"{path}.{key}"
        if not isinstance(name, str):
            return
        if name in known:
            self._sources[place], found = known[name]
            table[key] = copied(found)
        else:
            self._sources[place] = ""
            del table[key]
            self.problems.append(unknown_reference(place, kind, name, known))

    def _check_units(self, units: object, path: str) -> None:
        words: list[Any] = list(units.values()) if is_table(units) else [None]
        flat = [each for word in words for each in (word if is_list(word) else [word])]
        if not all(isinstance(word, str) for word in flat):
            message = "units are a table of texts by key; of a curve, a list of two"
            self.problems.append(Problem(path=path, code="wrong-type", message=message))


def _family_tables(document: Document) -> Iterable[tuple[str, str, dict[str, Any]]]:
    for name, family in document.items():
        if is_table(family):
            yield name, name, family
        elif name in _LISTED:
            for position, table in tables(family):
                yield name, f"{name}[{position}]", table
    journey = document.get("journey")
    own = journey.get("questionnaires") if is_table(journey) else None
    for position, table in tables(own):
        yield "questionnaires", f"journey.questionnaires[{position}]", table


def put_together(values: dict[str, Any]) -> Iterable[Problem]:
    """Make the journey of its terms, by the rulebook's questionnaires or its own."""
    if "journey" not in values:
        return
    from partner_success.gates.definition.terms import JourneyTerms
    from partner_success.gates.journey import Journey

    terms: JourneyTerms = values.pop("journey")
    parts = {
        each.name: getattr(terms, each.name) for each in attrs.fields(JourneyTerms)
    }
    if not terms.questionnaires and "questionnaires" in values:
        parts["questionnaires"] = values["questionnaires"]
        unknown = tuple(_unknown_questionnaires(terms, values["questionnaires"]))
        if unknown:
            yield from unknown
            return
    try:
        values["journey"] = Journey(**parts)
    except InvalidModelError as error:
        yield from (problem.under("journey") for problem in error.problems)


def _unknown_questionnaires(
    terms: JourneyTerms, questionnaires: Catalogue[Questionnaire]
) -> Iterable[Problem]:
    known = {each.id: each for each in questionnaires}
    for place, stage in enumerate(terms.stages):
        path, name = f"journey.stages[{place}].questionnaire", stage.questionnaire
        if name is not None and name not in known:
            yield unknown_reference(path, "questionnaire", name, known)


def _within(path: str, place: str) -> bool:
    return path == place or path.startswith((f"{place}.", f"{place}["))


def _by_id(path: str, entries: object) -> dict[str, tuple[str, dict[str, Any]]]:
    """Give the tables of a list by their ids, each with its path."""
    return {
        table["id"]: (f"{path}[{place}]", table)
        for place, table in tables(entries)
        if isinstance(table.get("id"), str)
    }


def _key_problems(document: Document) -> Iterable[Problem]:
    known = [field.name for field in attrs.fields(Families)]
    for key in document:
        if key not in known:
            near = near_misses(key, known)
            hint = (
                f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
            )
            message = f"a rulebook has no family {key!r}; {hint}"
            yield Problem(path=str(key), code="unknown-key", message=message)
    for name in known:
        if name not in document and name not in _OPTIONAL:
            message = "the family is missing; extend a rulebook to inherit it"
            yield Problem(path=name, code="missing-key", message=message)


def subject_of(document: Document) -> str:
    """Give what a document is called where it is refused."""
    edition = document.get("edition")
    name = edition.get("id") if is_table(edition) else None
    return f"the rulebook {name!r}" if isinstance(name, str) else "the rulebook"
