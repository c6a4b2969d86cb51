"""What a pilot must find out."""

from __future__ import annotations

import attrs

from partner_success.core.citation import Citation

__all__ = ["PilotQuestion", "QuestionTopic"]


@attrs.frozen(kw_only=True)
class QuestionTopic:
    """What questions are about.

    Attributes:
        id: The name for programs.
        name: The name for people.
        citations: Where it comes from.

    Rule: PRG-06.
    """

    id: str
    name: str
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class PilotQuestion:
    """A question that must be answered before Design is left.

    Attributes:
        id: The name for programs.
        topic: The id of what it is about.
        text: The question.
        acts: The id of the seat that finds the answer.
        answers: The ids of the answers that there can be; empty where it is answered in
            free words.
        citations: Where it comes from.

    Rule: PRG-06.
    """

    id: str
    topic: str
    text: str
    acts: str
    answers: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
