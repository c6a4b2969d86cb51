"""Commands of the library, by their kinds, out of what somebody sends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast, get_args

import attrs

from onboarding_hub.api.common import may_see_answers, see_partner
from onboarding_hub.hub import Visit
from onboarding_hub.problems import ProblemError, input_faults, not_found
from onboarding_hub.store import submissions
from partner_success.errors import Problem as Fault
from partner_success.errors import UnknownNameError
from partner_success.gates import Command, Commanded, Submit
from partner_success.interop import structure, unstructure

__all__ = ["KINDS", "UNSAID", "kind_of", "read_command"]

_CAPITAL: Final = re.compile(r"(?<!^)(?=[A-Z])")


def kind_of(command: type[Commanded]) -> str:
    """Give the kind of a command, as it is sent: that of its class in small letters."""
    return _CAPITAL.sub("_", command.__name__).lower()


KINDS: Final[Mapping[str, type[Commanded]]] = {
    kind_of(each): each for each in get_args(Command)
}
"""Every command of the library, by its kind."""

UNSAID: Final[Mapping[str, str]] = {
    "reviewer": "is not sent; whoever sends the command decides",
    "at": "is not sent; it is known here",
    "note": "is not sent; nothing keeps it",
}
"""What a verdict has and nobody sends, and why not."""

_KNOWN: Final = ("by", "submission")


def read_command(
    visit: Visit, partner_id: str, document: Mapping[str, Any]
) -> Commanded:
    """Read a command that the one who asks gives; the verdicts in it are theirs.

    Raises:
        ProblemError: It has faults, or names a submission that is not there.
    """
    fields = dict(document)
    kind = fields.pop("kind", None)
    if not isinstance(kind, str) or kind not in KINDS:
        detail = str(UnknownNameError("command", kind, KINDS))
        raise ProblemError(422, detail, slug="faults")
    if faults := [*_said_for_others(fields)]:
        raise ProblemError(422, "It has faults.", slug="faults", faults=faults)
    command = KINDS[kind]
    if command is Submit:
        id_ = fields.pop("submission_id", None)
        _, partner = see_partner(visit, partner_id)
        found = submissions.called(visit.connection, partner_id, str(id_))
        if found is None or not may_see_answers(
            visit, partner, found[0].questionnaire_id
        ):
            raise not_found()
        fields["submission"] = unstructure(found[0])
        own = {"reviewer": visit.actor.id, "at": visit.at.isoformat()}
        if verdicts := _verdicts(fields):
            fields["verdicts"] = [
                {**each, **own} if isinstance(each, dict) else each for each in verdicts
            ]
    with input_faults():
        given = structure(
            {**fields, "by": {"id": visit.actor.id}}, command, subject="the command"
        )
    return attrs.evolve(given, by=visit.actor)


def _said_for_others(fields: Mapping[str, Any]) -> Iterator[Fault]:
    """Find what somebody says of who they are, or of when it is."""
    code = "unknown-key"
    for name in _KNOWN:
        if name in fields:
            message = "is not sent; it is known here"
            yield Fault(path=name, code=code, message=message)
    for place, each in enumerate(_verdicts(fields)):
        for name, message in UNSAID.items():
            if isinstance(each, dict) and name in each:
                yield Fault(
                    path=f"verdicts[{place}].{name}", code=code, message=message
                )


def _verdicts(fields: Mapping[str, Any]) -> list[object]:
    """Give the verdicts that are sent; none where that is no list."""
    found = fields.get("verdicts")
    return cast("list[object]", found) if isinstance(found, list) else []
