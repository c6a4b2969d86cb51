"""Drafts: answers that somebody is still giving, kept with their gaps and faults."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

import attrs

from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.questionnaires.kinds import require_kind
from partner_success.questionnaires.questionnaire import Questionnaire
from partner_success.questionnaires.signing.plain_answers import frozen_plain
from partner_success.questionnaires.signing.record_checks import (
    fixed_offset,
    instant_field,
    instant_text,
    text_field,
)

__all__ = ["Draft", "start_draft"]

_ID: Final = text_field(most=200)


@attrs.frozen(kw_only=True)
class Draft:
    """Answers that somebody is still giving; they may have gaps and faults.

    Attributes:
        id: Unlike any other draft.
        questionnaire_id: Which questionnaire is answered.
        version: Which version of it.
        partner_id: Whom the answers are about.
        answers: What was given, as it was given, by section and field; at most 20,000
            keys and values and 1,000,000 characters. Lists are kept as tuples, floats
            as the decimals that are written for them, days as text.
        saved_at: When it was saved, with the distance from UTC.
        saved_by: The id of the person who saved it.

    Raises:
        InvalidValueError: An id is blank, the time has no zone, or the answers are no
            plain data or too large.

    Examples:
        >>> from datetime import UTC
        >>> at = datetime(2026, 3, 2, 10, tzinfo=UTC)
        >>> draft = Draft(
        ...     id="d-1",
        ...     questionnaire_id="gate",
        ...     version="1.0.0",
        ...     partner_id="p-1",
        ...     saved_at=at,
        ...     saved_by="u-1",
        ... )
        >>> draft.save({"contract": {"signed": "perhaps"}}, at=at, by="u-1").answers
        FrozenMap({'contract': FrozenMap({'signed': 'perhaps'})})

    Rule: QST-06.
    """

    id: str = attrs.field(validator=_ID)
    questionnaire_id: str = attrs.field(validator=_ID)
    version: str = attrs.field(validator=_ID)
    partner_id: str = attrs.field(validator=_ID)
    answers: FrozenMap[str, object] = attrs.field(
        default=EMPTY_MAP, converter=frozen_plain, repr=False
    )
    saved_at: datetime = attrs.field(
        converter=fixed_offset, validator=instant_field, eq=instant_text
    )
    saved_by: str = attrs.field(validator=_ID)

    def save(self, answers: Mapping[str, object], *, at: datetime, by: str) -> Draft:
        """Give the draft with other answers; nothing about them is checked.

        Raises:
            InvalidValueError: The answers are no plain data or too large, or the time
                has no zone.

        Rule: QST-06.
        """
        return attrs.evolve(self, answers=answers, saved_at=at, saved_by=by)


def start_draft(  # noqa: PLR0913 - what a draft holds
    questionnaire: Questionnaire,
    answers: Mapping[str, object] = EMPTY_MAP,
    *,
    id: str,
    partner_id: str,
    at: datetime,
    by: str,
) -> Draft:
    """Begin to answer this version of a questionnaire.

    Raises:
        InvalidValueError: As for `Draft`.

    Rule: QST-06, QST-08.
    """
    require_kind("questionnaire", questionnaire, Questionnaire)
    return Draft(
        id=id,
        questionnaire_id=questionnaire.id,
        version=questionnaire.version,
        partner_id=partner_id,
        answers=answers,
        saved_at=at,
        saved_by=by,
    )
