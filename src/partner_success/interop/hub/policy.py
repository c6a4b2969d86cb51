"""When a foreign file lets a questionnaire pass, as far as a policy can say it."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from partner_success.interop.hub.notes import Part, no_place
from partner_success.questionnaires import PassPolicy, Section

__all__ = ["read_policy"]


@attrs.frozen(kw_only=True)
class _Wanted:
    """What the file asks for.

    Attributes:
        required: The sections that must pass, by their ids here.
        at_least: How many must pass; ``None`` where the file does not say.
        judged: Every section that is judged.
    """

    required: frozenset[str]
    at_least: int | None
    judged: frozenset[str]


def read_policy(part: Part, sections: Mapping[str, Section]) -> PassPolicy | None:
    """Read the policy; ``None`` where no section is judged.

    What a policy cannot say becomes one that asks for every section: it never lets pass
    what the file would have held back.

    Args:
        part: The table ``validation`` of the file.
        sections: The sections that were read, by the ids that they have in the file.
    """
    judged = frozenset(each.id for each in sections.values() if each.judged)
    required = _required(part, sections)
    least = part.whole("minimumPassingSections")
    if part.flag("allowPartialSubmission"):
        no_place(
            part,
            "allowPartialSubmission",
            "a submission is complete here; what is incomplete is kept as a draft",
        )
    for rule in part.parts("specialRules"):
        part.notes.leave_out(
            rule.path,
            "no-place",
            "a special rule is written in words; write it as a criterion, or as"
            " qualifies_when of the policy",
            given=dict(rule.data),
        )
    part.finish()
    if not judged:
        return None
    wanted = _Wanted(required=required, at_least=least, judged=judged)
    return PassPolicy(at_least=_at_least(part, wanted))


def _required(part: Part, sections: Mapping[str, Section]) -> frozenset[str]:
    found: set[str] = set()
    for path, name in part.texts("requiredSections"):
        section = sections.get(name)
        if section is None:
            message = f"no section is called {name!r}; it cannot be required"
            part.notes.leave_out(path, "unknown-section", message, given=name)
        elif not section.judged:
            message = f"nothing judges the section {name!r}, so it cannot pass"
            part.notes.leave_out(path, "not-judged", message, given=name)
        else:
            found.add(section.id)
    return frozenset(found)


def _at_least(part: Part, wanted: _Wanted) -> int | None:
    """Give how many sections must pass; ``None`` for all of them."""
    count, every = wanted.at_least, len(wanted.judged)
    if count is not None and not 1 <= count <= every:
        part.notes.leave_out(
            part.at("minimumPassingSections"),
            "unfit-count",
            f"the sections that are judged are {every}; all of them must pass",
            given=count,
            expected=f"1 to {every}",
        )
        count = every
    if count == every or wanted.required == wanted.judged:
        return None
    if wanted.required:
        some = ", ".join(sorted(wanted.required))
        part.notes.leave_out(
            part.at("requiredSections"),
            "stricter",
            f"a policy cannot ask for some sections ({some}) and leave others open;"
            " all of them must pass",
        )
        return None
    if count is None:
        message = "the file does not say how many sections must pass; all must"
        part.notes.leave_out(part.path, "assumed", message)
    return count
