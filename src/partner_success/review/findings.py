"""What a review finds: what it is, how soon it is for somebody, and for whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final, Literal, TypeAlias

import attrs

from partner_success.core.collections import Catalogue

__all__ = ["FINDINGS", "Finding", "FindingKind", "SubjectKind", "Urgency", "in_order"]


class Urgency(StrEnum):
    """How soon somebody should act, the most pressing first.

    Attributes:
        NOW: A promise is broken, or a launch or a customer is about to be lost.
        SOON: It gets worse if nobody acts in the next days.
        WATCH: It takes its course, and somebody should know.
        CHANCE: Something good that can be made use of.
        UNKNOWN: Too little is known to say anything. It never means that all is well.
    """

    NOW = "now"
    SOON = "soon"
    WATCH = "watch"
    CHANCE = "chance"
    UNKNOWN = "not known"


SubjectKind: TypeAlias = Literal[
    "partner",
    "stage",
    "metric",
    "account",
    "licence",
    "ticket",
    "contract",
    "trigger",
    "role",
    "survey",
    "sheet",
    "requirement",
    "csm",
    "specialisation",
    "incentive",
]
"""What a finding is about."""


@attrs.frozen(kw_only=True)
class FindingKind:
    """A kind of finding.

    Attributes:
        id: The code for programs, such as ``"promise-missed"``.
        name: The same for people.
        rules: Ids of the rules that decide.
    """

    id: str
    name: str
    rules: tuple[str, ...]


def _kind(id_: str, name: str, *rules: str) -> FindingKind:
    return FindingKind(id=id_, name=name, rules=rules)


FINDINGS: Final = Catalogue(
    [
        _kind("launch-at-risk", "Launch at high risk", "JRN-23"),
        _kind("gate-blocked", "Gate blocked", "JRN-04"),
        _kind("health-band", "Health band that calls for somebody", "HLT-02", "TRG-06"),
        _kind("operation-band", "Operation that calls for help", "HLT-14", "TRG-06"),
        _kind("renewal-passed", "Day of renewal gone by", "RNW-01"),
        _kind("promise-missed", "Promise of support missed", "SLA-07"),
        _kind("gate-failed", "Gate failed", "JRN-05"),
        _kind("stage-late", "Stage behind its plan", "JRN-22"),
        _kind("metric-missed", "Operational metric misses its target", "JRN-14"),
        _kind("trigger-fired", "Trigger fired", "TRG-06"),
        _kind("promise-pressing", "Promise of support running out", "SLA-09"),
        _kind("licence-at-risk", "Licences hardly used", "LIC-02", "LIC-03"),
        _kind("care-overdue", "Care overdue", "CAD-03"),
        _kind("requirement-not-met", "Requirement not met", "PRG-05"),
        _kind("certification-expired", "Exam counts no longer", "SPC-02"),
        _kind("enablement-overdue", "Enablement overdue", "PRG-08"),
        _kind("stage-can-start", "Next stage can be started", "JRN-04"),
        _kind("stage-waits", "Something in the way", "JRN-04"),
        _kind("launch-tight", "Launch at medium risk", "JRN-23"),
        _kind("renewal-ahead", "Renewal to be prepared", "RNW-01"),
        _kind("care-due", "Care due", "CAD-03"),
        _kind("enablement-due", "Enablement due", "PRG-08"),
        _kind("enablement-out-of-order", "Enablement out of order", "PRG-08"),
        _kind("pilot-open", "Step of the pilot open", "PRG-09"),
        _kind("incentive-due", "Incentive to be paid", "INC-01", "INC-02", "INC-03"),
        _kind("csat-without-points", "CSAT earns no points", "CST-03"),
        _kind("nps-negative", "More detractors than promoters", "CST-04"),
        _kind("maturity-open", "Practice not complete", "RDY-08"),
        _kind("readiness-lowest", "Readiness at the lowest level", "RDY-05"),
        _kind("licence-over-used", "Licences used beyond what was bought", "LIC-03"),
        _kind("specialisation-in-reach", "Specialisation in reach", "SPC-01"),
        _kind("incentive-open", "Incentive not decided", "INC-01", "INC-02", "INC-03"),
        _kind("values-refused", "Values refused"),
        _kind("journey-unknown", "Journey not known"),
        _kind("launch-unknown", "Launch risk not known", "JRN-23"),
        _kind("customers-unknown", "Customers not known"),
        _kind("health-unknown", "Health not known", "HLT-06"),
        _kind("trigger-unknown", "Trigger not judged", "TRG-06"),
        _kind("promises-unknown", "Promises of support not judged", "SLA-07"),
        _kind("care-unknown", "Care not known", "CAD-03"),
        _kind("surveys-unknown", "Satisfaction not known", "CST-02", "CST-04"),
        _kind("readiness-unknown", "Readiness not known", "RDY-06"),
        _kind("operation-unknown", "Operational health not known", "HLT-14"),
        _kind("maturity-unknown", "CS maturity not known", "RDY-08"),
        _kind("requirement-unknown", "Requirement not judged", "PRG-05"),
    ],
    kind="kind of finding",
)
"""Every kind of finding; of one urgency, those of an earlier kind stand first."""

_URGENCIES: Final = {urgency: place for place, urgency in enumerate(Urgency)}
_PLACES: Final = {kind.id: place for place, kind in enumerate(FINDINGS)}


@attrs.frozen(kw_only=True)
class Finding:
    """One thing that a review found.

    Attributes:
        code: Its kind, one of `FINDINGS`.
        urgency: How soon somebody should act.
        partner_id: The partner.
        kind: What it is about.
        subject: The id of that: of a customer, a ticket, a stage.
        message: What was found, in a sentence.
        roles: Who should act: roles of the journey or of a playbook, tiers of support,
            sides of a contract; none where no rule names anybody.
        people: The ids of who is assigned to the partner in these roles.
        playbooks: The ids of the playbooks that are called for.
        since: Since when it has been so; ``None`` where nobody knows.
        rules: Ids of the rules that decide.
        gravity: How grave it is beside others of its kind, more being graver.
    """

    code: str
    urgency: Urgency
    partner_id: str
    kind: SubjectKind
    subject: str
    message: str
    roles: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    playbooks: tuple[str, ...] = ()
    since: date | None = None
    rules: tuple[str, ...] = ()
    gravity: Fraction | int = 0

    @property
    def name(self) -> str:
        """The kind for people."""
        return FINDINGS[self.code].name

    def __str__(self) -> str:
        return f"{self.urgency}: {self.message}"


def in_order(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Put findings in order, what presses most first.

    First by urgency, then by kind as `FINDINGS` has them, then the graver one, then
    what has lasted longer, then by subject. So the order in which facts were given
    changes nothing.

    Args:
        found: The findings, in any order.

    Examples:
        >>> def find(code, urgency, subject):
        ...     return Finding(code=code, urgency=urgency, partner_id="acme",
        ...         kind="account", subject=subject, message=subject)
        >>> found = [find("licence-over-used", Urgency.CHANCE, "a-1"),
        ...     find("health-band", Urgency.SOON, "a-3"),
        ...     find("health-band", Urgency.NOW, "a-2")]
        >>> [each.subject for each in in_order(found)]
        ['a-2', 'a-3', 'a-1']
    """
    return tuple(sorted(found, key=_rank))


def _rank(each: Finding) -> tuple[int, int, Fraction | int, date, str, str]:
    return (
        _URGENCIES[each.urgency],
        _PLACES[each.code],
        -each.gravity,
        date.max if each.since is None else each.since,
        each.subject,
        each.message,
    )
