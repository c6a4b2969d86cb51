"""What ``--explain`` finds by an id, and how each thing explains itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from partner_success.core.explanation import Explanation
from partner_success.errors import UnknownNameError

if TYPE_CHECKING:
    from partner_success.frames import PortfolioChanges, PortfolioScores


@attrs.frozen(kw_only=True)
class Subject:
    """One answer, and the id that it is found by.

    Attributes:
        id: What is asked for.
        kind: What answers: ``"account"``, ``"change"``, ``"licence"``, ``"csat"``,
            ``"nps"`` or ``"readiness"``.
        name: The answer's own id: that of the account or sheet, the account and type
            of a licence, the partner of a survey.
        explanation: Why the answer is what it is.
    """

    id: str
    kind: str
    name: str
    explanation: Explanation


def subjects(
    scores: PortfolioScores, changes: PortfolioChanges | None = None
) -> Iterator[Subject]:
    """Give everything that can be explained, under each id that it is found by.

    An account stands for its health, what changed of it and its licences, a partner
    for its surveys and its readiness sheets.
    """
    for account in scores.accounts:
        id_ = account.account.id
        yield _subject("account", id_, account.result.explain(), id_)
    for each in changes.accounts if changes else ():
        if each.change is not None:
            id_ = each.latest.account.id
            yield _subject("change", id_, each.change.explain(), id_)
    for licence in scores.licences:
        owner = licence.count.account_id
        name = f"{owner}/{licence.count.licence_type}"
        explanation = licence.judgement.explain()
        for id_ in (owner, name):
            yield _subject("licence", name, explanation, id_)
    for partner in scores.partners:
        id_ = partner.partner_id
        yield _subject("csat", id_, partner.csat.explain(), id_)
        yield _subject("nps", id_, partner.nps.explain(), id_)
    for sheet in scores.sheets:
        name = sheet.sheet.id
        explanation = sheet.readiness.explain()
        for id_ in dict.fromkeys((sheet.sheet.partner_id, name)):
            yield _subject("readiness", name, explanation, id_)


def _subject(kind: str, name: str, explanation: Explanation, id_: str) -> Subject:
    return Subject(id=id_, kind=kind, name=name, explanation=explanation)


def find(
    scores: PortfolioScores, id_: str, changes: PortfolioChanges | None = None
) -> list[Subject]:
    """Find everything that an id stands for.

    Raises:
        UnknownNameError: It stands for nothing; near misses are named.
    """
    everything = list(subjects(scores, changes))
    found = [subject for subject in everything if subject.id == id_]
    if not found:
        known = dict.fromkeys(subject.id for subject in everything)
        raise UnknownNameError("account, partner, licence or sheet", id_, known)
    return found
