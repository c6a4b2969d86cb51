"""Which playbooks are due: by the band of a score, triggers, licences and metrics."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from partner_success.core.bands import Band
from partner_success.core.collections import EMPTY_MAP, Catalogue
from partner_success.core.quantities import shown
from partner_success.engagement.playbooks.cause import CauseKind
from partner_success.engagement.playbooks.choice import (
    ChosenPlaybook,
    PlaybookCause,
    PlaybookChoice,
)
from partner_success.engagement.playbooks.playbook import Playbook, Situation
from partner_success.errors import InvalidValueError, UnknownNameError
from partner_success.scoring.licence import LicenceJudgement
from partner_success.scoring.triggers import TriggerPolicy, TriggerReport

__all__ = ["choose_playbooks"]


def choose_playbooks(  # noqa: PLR0913 - a keyword for each thing that can call
    playbooks: Catalogue[Playbook],
    triggers: TriggerPolicy,
    *,
    band: Band | str | None = None,
    report: TriggerReport | None = None,
    licences: Mapping[str, LicenceJudgement] = EMPTY_MAP,
    missed_metrics: Collection[str] = (),
) -> PlaybookChoice:
    """Choose what is to be done, each playbook once, with everything that calls for it.

    Causes stand in a fixed order, and so do the playbooks that they call for: the band,
    the triggers in the order of the rulebook, licences and metrics by their ids. What
    nobody knows is left out, and calls for nothing.

    Args:
        playbooks: What there is to choose from.
        triggers: It says which playbooks a band calls for, and who is drawn in.
        band: The band of the health score, or its id.
        report: How the triggers stand.
        licences: What was judged of each licence, by its id; those with more active
            than licensed users are over-used.
        missed_metrics: Ids of the operational metrics that miss their target in Gate 3.

    Raises:
        UnknownNameError: The policy has no such band, or a playbook that is called for
            is not there.
        InvalidValueError: The metrics are a text, or not texts.

    Examples:
        >>> import partner_success as ps
        >>> rules = ps.standard()
        >>> choice = choose_playbooks(rules.playbooks, rules.triggers, band="critical")
        >>> choice.chosen.ids, choice.draws_in
        (('partner_unhappy_with_performance', 'success_plan'), ('executive',))

    Rule: PLB-05.
    """
    calls = [
        *_by_band(triggers, band),
        *_by_triggers(report),
        *_by_licences(playbooks, licences),
        *_by_metrics(playbooks, missed_metrics),
    ]
    found: dict[str, list[PlaybookCause]] = {}
    for cause, names in calls:
        for name in names:
            causes = found.setdefault(playbooks[name].id, [])
            if cause not in causes:
                causes.append(cause)
    drawn = dict.fromkeys(cause.draws_in for cause, _ in calls if cause.draws_in)
    return PlaybookChoice(
        chosen=Catalogue(
            (
                ChosenPlaybook(playbook=playbooks[name], causes=tuple(causes))
                for name, causes in found.items()
            ),
            kind="chosen playbook",
        ),
        draws_in=tuple(drawn),
        not_judged=() if report is None else tuple(t.id for t in report.not_judged),
        provenance=triggers.provenance,
    )


_Calls = Iterator[tuple[PlaybookCause, tuple[str, ...]]]


def _by_band(triggers: TriggerPolicy, band: Band | str | None) -> _Calls:
    if band is None:
        return
    asked = band.id if isinstance(band, Band) else band
    if asked not in triggers.responses:
        raise UnknownNameError("band", asked, triggers.responses.ids)
    response = triggers.responses[asked]
    cause = PlaybookCause(
        kind=CauseKind.BAND,
        id=response.id,
        name=band.name if isinstance(band, Band) else response.id,
        draws_in=response.escalation,
    )
    yield cause, response.playbooks


def _by_triggers(report: TriggerReport | None) -> _Calls:
    for result in () if report is None else report.fired:
        cause = PlaybookCause(
            kind=CauseKind.TRIGGER,
            id=result.id,
            name=result.name,
            since=result.since,
        )
        yield cause, result.playbooks


def _by_licences(
    playbooks: Catalogue[Playbook], licences: Mapping[str, LicenceJudgement]
) -> _Calls:
    for id_, judged in sorted(licences.items(), key=lambda each: each[0]):
        if judged.up_sell:
            name = f"{-judged.delta} more active than licensed users of {id_}"
            names = _answers(playbooks, Situation.LICENCES_OVER_USED)
            yield PlaybookCause(kind=CauseKind.LICENCE, id=id_, name=name), names


def _by_metrics(playbooks: Catalogue[Playbook], missed: Collection[str]) -> _Calls:
    if isinstance(missed, str) or not all(isinstance(id_, str) for id_ in missed):
        raise InvalidValueError(
            "missed_metrics are the ids of metrics, such as ['order_success'],"
            f" found {shown(missed)}"
        )
    for id_ in sorted(set(missed)):
        names = _answers(playbooks, Situation.METRICS_BELOW_TARGET)
        name = f"{id_} below target in Gate 3"
        yield PlaybookCause(kind=CauseKind.METRIC, id=id_, name=name), names


def _answers(playbooks: Catalogue[Playbook], to: Situation) -> tuple[str, ...]:
    return tuple(each.id for each in playbooks if to in each.answers)
