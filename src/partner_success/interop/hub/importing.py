"""Import of hub-style JSON: the configuration files of partner portals.

Such a file has sections of fields and, for each, rules by which it passes. It becomes a
`Questionnaire`; whatever of it has no place there is reported and never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.errors import InvalidDataError, InvalidModelError, Problem
from partner_success.interop.documents import parse_document
from partner_success.interop.faults import RefusedError, to_problems
from partner_success.interop.hub.fields import read_field
from partner_success.interop.hub.names import Names
from partner_success.interop.hub.notes import Notes, Part, no_place
from partner_success.interop.hub.policy import read_policy
from partner_success.interop.hub.rules import HubFields, read_rule, rule_field
from partner_success.interop.hub.texts import joined, lines_of
from partner_success.interop.limits import STANDARD_LIMITS, Limits, check_plain
from partner_success.questionnaires import (
    AnyField,
    Criterion,
    Questionnaire,
    Section,
)
from partner_success.questionnaires.texts import is_visible

__all__ = ["HubImport", "import_hub"]

_VERSION: Final = re.compile(r"v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?", re.ASCII)


@attrs.frozen(kw_only=True)
class HubImport:
    """A questionnaire from a hub-style file, and what did not fit into it.

    Attributes:
        questionnaire: What was read.
        left_out: What was left out, changed or assumed, each with its path in the file,
            a code and what to do; empty where everything was carried over.
        renamed: Where answers in the form of the file go: for each field whose path
            changed, such as ``"legal.ndaSigned!"``, the path that it has now.

    Rule: QST-12.
    """

    questionnaire: Questionnaire
    left_out: tuple[Problem, ...] = ()
    renamed: FrozenMap[str, str] = EMPTY_MAP


def import_hub(
    data: Mapping[str, Any] | str | bytes,
    *,
    limits: Limits = STANDARD_LIMITS,
    subject: str = "the hub file",
) -> HubImport:
    """Read a hub-style configuration into a questionnaire.

    A radio or select of Yes and No becomes a yes or no that takes these words; the
    values of other options become the codes of choices as they stand, so that answers
    from such a system fit.

    Args:
        data: The file, as JSON text or as the table that it holds.
        limits: How large it may be.
        subject: What it is, for messages.

    Raises:
        InvalidDataError: It is too large, no JSON, or not of this form; every fault is
            named by its path in the file.

    Examples:
        >>> found = import_hub(
        ...     '{"id": "nda", "version": "1.0", "metadata": {"name": "NDA"},'
        ...     ' "sections": [{"id": "legal", "title": "Legal", "fields": [{"id":'
        ...     ' "signed", "type": "radio", "label": "Is the NDA signed?",'
        ...     ' "options": ["Yes", "No"]}]}]}'
        ... )
        >>> found.questionnaire.fields["signed"].words
        ('Yes', 'No')
        >>> print(found.left_out[0])
        version: '1.0' is written as 1.0.0 here

    Rule: QST-12.
    """
    table = _table(data, limits, subject)
    notes = Notes()
    reading = _Reading(root=Part(table, "", notes), notes=notes)
    given = reading.whole()
    if notes.faults:
        raise InvalidDataError(subject, notes.faults)
    try:
        questionnaire = Questionnaire(**given)
    except InvalidModelError as error:
        raise InvalidDataError(subject, error.problems) from error
    return HubImport(
        questionnaire=questionnaire,
        left_out=tuple(notes.left_out),
        renamed=FrozenMap(reading.fields_named.renamed),
    )


def _table(
    data: Mapping[str, Any] | str | bytes, limits: Limits, subject: str
) -> Mapping[str, Any]:
    if isinstance(data, (str, bytes)):
        return parse_document(data, "json", limits=limits, subject=subject)
    try:
        check_plain(data, limits)
    except RefusedError as error:
        raise InvalidDataError(subject, to_problems(error.faults)) from error
    if not isinstance(data, Mapping):
        fault = Problem(path="", code="no-table", message="expected a table")
        raise InvalidDataError(subject, [fault])
    return data


@attrs.define(kw_only=True)
class _Reading:
    """One import: fields first, then the rules, which may name any of them."""

    root: Part
    notes: Notes
    sections_named: Names = attrs.field(init=False)
    fields_named: Names = attrs.field(init=False)
    fields: HubFields = attrs.field(factory=HubFields)
    criteria: int = 0

    def __attrs_post_init__(self) -> None:
        self.sections_named = Names("section", self.notes)
        self.fields_named = Names("field", self.notes)

    def whole(self) -> dict[str, Any]:
        """Give what a questionnaire is made of."""
        root = self.root
        asked = root.needed("id", "the id")
        metadata = root.part("metadata")
        title = metadata.text("name")
        if not is_visible(title):
            message = f"there is no name; the id {asked!r} stands for it"
            self.notes.leave_out(metadata.at("name"), "missing", message)
        sections = self._sections()
        given = {
            "id": Names("questionnaire", self.notes).give(asked, root.at("id")),
            "version": self._version(),
            "title": title if is_visible(title) else asked,
            "help": self._help(metadata),
            "sections": tuple(sections.values()),
            "pass_policy": read_policy(root.part("validation"), sections),
            "completed_by": self._roles(metadata),
            "stage": metadata.text("gate"),
        }
        metadata.finish()
        root.finish()
        return given

    def _version(self) -> str:
        asked = self.root.needed("version", "the version")
        found = _VERSION.fullmatch(asked.strip())
        if found is None:
            if asked.strip():
                message = "a version is three whole numbers, such as 1.4.0"
                self.notes.fault("version", "bad-version", message, given=asked)
            return "0.0.0"
        version = ".".join(str(int(part or "0")) for part in found.groups())
        if version != asked:
            message = f"{asked!r} is written as {version} here"
            self.notes.leave_out("version", "renamed", message, given=asked)
        return version

    def _help(self, metadata: Part) -> str:
        return joined(
            metadata.text("description"),
            lines_of(metadata, "estimatedTime", "Estimated time"),
            lines_of(self.root, "gateCriteria", "Gate criteria"),
            lines_of(self.root, "documentation", "Documentation"),
        )

    def _roles(self, metadata: Part) -> tuple[str, ...]:
        roles = [role for _, role in metadata.texts("requiredRoles")]
        primary = metadata.text("primaryRole")
        why = "no role comes before another here; it is one that may complete it"
        no_place(metadata, "primaryRole", why)
        return tuple(
            role for role in dict.fromkeys([*roles, primary]) if is_visible(role)
        )

    def _sections(self) -> dict[str, Section]:
        """Read the sections, by the ids that they have in the file."""
        parts = list(self.root.parts("sections"))
        if self.root.anything("sections") in (None, [], ()):
            message = "there is no section; write one at least"
            self.notes.fault("sections", "missing", message)
        names = [rule_field(rule) for part in parts for rule in _rules(part)]
        judged = frozenset([*names, *(name.rpartition(".")[2] for name in names)])
        read: dict[str, tuple[Part, str, list[AnyField]]] = {}
        for part in parts:
            asked = part.needed("id", "the id of the section")
            if asked in read:
                message = f"the id {asked!r} is taken; ids are unique"
                self.notes.fault(part.at("id"), "duplicate-id", message, given=asked)
                continue
            id_ = self.sections_named.give(asked, part.at("id"))
            read[asked] = part, id_, list(self._fields(part, asked, id_, judged))
        return {
            asked: self._section(asked, *found)
            for asked, found in read.items()
            if self._has_fields(*found)
        }

    def _has_fields(self, part: Part, id_: str, fields: list[AnyField]) -> bool:
        if fields:
            return True
        message = f"nothing is asked in the section {id_!r}; it is left out"
        self.notes.leave_out(part.path, "no-fields", message)
        return False

    def _fields(
        self, section: Part, was_in: str, id_: str, judged: frozenset[str]
    ) -> Iterator[AnyField]:
        seen: set[str] = set()
        for part in section.parts("fields"):
            asked = part.needed("id", "the id of the field")
            if asked in seen:
                message = f"the id {asked!r} is taken in this section"
                self.notes.fault(part.at("id"), "duplicate-id", message, given=asked)
                continue
            seen.add(asked)
            named = self.fields_named.give(asked, part.at("id"), id_, was_in)
            field = read_field(part, named, judged=asked in judged)
            if field is not None:
                self.fields.add(was_in, asked, field)
                yield field

    def _section(
        self, asked: str, part: Part, id_: str, fields: list[AnyField]
    ) -> Section:
        title = part.text("title")
        if not is_visible(title):
            message = f"there is no title; {asked!r} stands for it"
            self.notes.leave_out(part.at("title"), "missing", message)
        criteria, reviewed = self._judging(part, asked, id_)
        found = Section(
            id=id_,
            title=title if is_visible(title) else asked,
            help=joined(
                part.text("description"),
                lines_of(part, "documentationLinks", "Documentation"),
            ),
            fields=fields,
            criteria=criteria,
            reviewed=reviewed,
        )
        part.finish()
        return found

    def _judging(
        self, section: Part, asked: str, id_: str
    ) -> tuple[list[Criterion], bool]:
        """Read how a section passes: its criteria, or whether a person judges it."""
        part = section.part("passFailCriteria")
        kind = part.text("type")
        rules = list(part.parts("rules"))
        part.finish()
        if kind not in ("", "automatic", "manual"):
            message = "a section passes by automatic or manual judgement"
            self.notes.fault(part.at("type"), "unknown-type", message, given=kind)
        if kind == "manual":
            for rule in rules:
                message = "a person judges this section; the rule is left out"
                given = dict(rule.data)
                self.notes.leave_out(rule.path, "no-place", message, given=given)
            return [], True
        if kind and not rules:
            message = "there is no rule by which the section could pass or fail"
            self.notes.leave_out(part.path, "not-judged", message)
        criteria: list[Criterion] = []
        for place, rule in enumerate(rules, start=1):
            criterion = read_rule(rule, f"{id_}_{place}", asked, self.fields)
            if criterion is not None:
                criteria.append(criterion)
        if rules and not criteria:
            message = "none of the rules is left; a person judges this section instead"
            self.notes.leave_out(part.path, "now-reviewed", message)
        return criteria, bool(rules and not criteria)


def _rules(section: Part) -> Iterator[Part]:
    """Give the rules of a section, what is wrong with them left for later."""
    quiet = attrs.evolve(section, notes=Notes(), asked={})
    yield from quiet.part("passFailCriteria").parts("rules")
