"""Who may do what, copied by hand from the table of the journey.

It shares nothing with the rulebook and works another way: not rule by rule, but column
by column. The head of a column says when somebody stands in it, and each line of the
table names the columns that say yes.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

STAGES = ("pre_contract", "gate_0", "gate_1", "gate_2", "gate_3", "post_launch")
ROLES = ("PAM", "PDM", "TPM", "PSM", "TAM", "ADMIN")
STATUSES = (
    "not_started",
    "in_progress",
    "awaiting_sign_off",
    "passed",
    "failed",
    "blocked",
)
# What each action is done to.
KINDS = {
    "view_partner": "partner",
    "edit_partner": "partner",
    "assign_team": "partner",
    "change_tier": "partner",
    "view_gate": "gate",
    "complete_questionnaire": "gate",
    "sign_off": "gate",
    "override_gate": "gate",
    "delete_submission": "submission",
    "change_submission": "submission",
    "view_metrics": "metrics",
    "view_tickets": "ticket",
    "view_partner_analytics": "partner_analytics",
    "export_report": "report",
    "give_grant": "grant",
    "revoke_grant": "grant",
    "create_partner": "new_partner",
    "view_analytics": "analytics",
    "edit_questionnaire": "questionnaire",
    "edit_rulebook": "rulebook",
}
READING = frozenset(
    {
        "view_partner",
        "view_gate",
        "view_metrics",
        "view_tickets",
        "view_partner_analytics",
        "view_analytics",
        "export_report",
    }
)
"""What only looks."""

# The heads of the columns: the stages in which a tie counts.
COLUMNS = {
    "PAM": {None, *STAGES},
    "PDM": {"pre_contract", "gate_0", "gate_1"},
    "TPM": {"gate_2"},
    "PSM": {"gate_3", "post_launch"},
    "TAM": {"gate_3", "post_launch"},
}
LEADS = {"pre_contract": "PAM", "gate_0": "PDM", "gate_1": "PDM"}
LEADS |= {"gate_2": "TPM", "gate_3": "PSM"}
"""Who signs a gate; Post-Launch has no end, and so no sign-off."""
NOBODY: frozenset[str] = frozenset()


@attrs.frozen(kw_only=True)
class Asked:
    """A question as the table sees it.

    Attributes:
        action: What somebody wants to do.
        roles: The roles that they hold.
        tied: The roles in which they are assigned to the partner, held or not.
        stage: Where the partner stands; ``None`` where that is not known.
        gate: Whose record or submission it is.
        status: How that gate stands.
        of_role: The role whose analytics they are.
        signed_off: Whether a sign-off rests on the submission.
        summary_granted: Whether some context grant holds now for this person and this
            partner, whichever gates it names.
        gate_granted: Whether one of those names the gate.
        for_self: Whether a context grant would be for the person who gives it.
        reason: Whether there is a reason.
        stands_in: The roles in which the person is, now and here, the deputy of
            somebody who is assigned to the partner in that role.
    """

    action: str
    roles: frozenset[str]
    tied: frozenset[str] = NOBODY
    stage: str | None = None
    gate: str | None = None
    status: str | None = None
    of_role: str | None = None
    signed_off: bool | None = None
    summary_granted: bool = False
    gate_granted: bool = False
    for_self: bool = False
    reason: bool = False
    stands_in: frozenset[str] = NOBODY


def expected(asked: Asked) -> bool:
    """Say what the table says."""
    return LINES[asked.action](asked) or _as_deputy(asked)


def _as_deputy(asked: Asked) -> bool:
    """Let a deputy see what the lead of a gate sees, and sign what the lead signs."""
    if asked.action not in {"view_partner", "view_gate", "sign_off"}:
        return False
    # A TAM leads no gate that is signed off, and an administrator leads none at all.
    roles = asked.stands_in & {"PAM", "PDM", "TPM", "PSM"}
    lead = Asked(
        action=asked.action,
        roles=roles,
        tied=roles,
        stage=asked.stage,
        gate=asked.gate,
        status=asked.status,
    )
    return LINES[asked.action](lead)


def _inside(asked: Asked) -> set[str]:
    """Give the columns in which somebody stands, but that of the administrators."""
    here = asked.roles & asked.tied
    return {role for role in here - {"ADMIN"} if asked.stage in COLUMNS[role]}


def _is_admin(asked: Asked) -> bool:
    return "ADMIN" in asked.roles


def _owns(asked: Asked) -> bool:
    return "PAM" in _inside(asked)


def _may_be_granted(asked: Asked) -> bool:
    return bool(asked.roles & {"PDM", "TPM", "PSM", "TAM"})


# ------------------------------------------------------------- the lines of the table
def view_partner(asked: Asked) -> bool:
    """Yes in every column; a grant opens the summary, whatever the stage."""
    granted = asked.summary_granted and _may_be_granted(asked)
    return bool(_inside(asked)) or _is_admin(asked) or granted


def view_gate(asked: Asked) -> bool:
    """The gates of the column; another one with a grant that names it."""
    if _is_admin(asked) or _owns(asked):
        return True
    if asked.gate is None:
        return False
    if asked.gate_granted and _may_be_granted(asked):
        return True
    return any(asked.gate in COLUMNS[role] for role in _inside(asked))


def complete_questionnaire(asked: Asked) -> bool:
    """PAM any gate; PDM, TPM and PSM the current one, before Post-Launch; TAM none."""
    if _is_admin(asked) or _owns(asked):
        return True
    if asked.stage is None or asked.gate != asked.stage:
        return False
    return asked.gate != "post_launch" and bool(_inside(asked) - {"TAM"})


def sign_off(asked: Asked) -> bool:
    """Only who leads the current gate, while it waits for that; no administrator."""
    if asked.gate != asked.stage or asked.status != "awaiting_sign_off":
        return False
    return LEADS.get(str(asked.gate)) in _inside(asked)


def override_gate(asked: Asked) -> bool:
    """Only an administrator, a gate that failed, with a reason."""
    return _is_admin(asked) and asked.status == "failed" and asked.reason


def create_partner(asked: Asked) -> bool:
    """A PAM, who becomes that of the partner, and an administrator."""
    return bool(asked.roles & {"PAM", "ADMIN"})


def edit_partner(asked: Asked) -> bool:
    """A PAM and an administrator; so with the team."""
    return _owns(asked) or _is_admin(asked)


def change_tier(asked: Asked) -> bool:
    """Only an administrator."""
    return _is_admin(asked)


def delete_submission(asked: Asked) -> bool:
    """Only an administrator, and never what a sign-off rests on."""
    return _is_admin(asked) and asked.signed_off is False


def change_submission(asked: Asked) -> bool:
    """Nobody."""
    del asked
    return False


def view_metrics(asked: Asked) -> bool:
    """PAM, PSM, TAM and administrators; the same with support tickets."""
    return _is_admin(asked) or bool(_inside(asked) & {"PAM", "PSM", "TAM"})


def view_partner_analytics(asked: Asked) -> bool:
    """All on one's own partners for a PAM, the own role's for the others."""
    if _is_admin(asked) or _owns(asked):
        return True
    return asked.of_role in _inside(asked)


def view_analytics(asked: Asked) -> bool:
    """The figures of a role as a whole: for who holds it, but a PAM has none."""
    if _is_admin(asked):
        return True
    return asked.of_role in asked.roles & {"PDM", "TPM", "PSM", "TAM"}


def export_report(asked: Asked) -> bool:
    """Of what one sees in one's column, and a grant does not widen it."""
    return _is_admin(asked) or bool(_inside(asked))


def give_grant(asked: Asked) -> bool:
    """A PAM and an administrator, never to themselves."""
    return edit_partner(asked) and not asked.for_self


def edit_rulebook(asked: Asked) -> bool:
    """Only an administrator; the same with questionnaires."""
    return _is_admin(asked)


LINES: dict[str, Callable[[Asked], bool]] = {
    "view_partner": view_partner,
    "view_gate": view_gate,
    "complete_questionnaire": complete_questionnaire,
    "sign_off": sign_off,
    "override_gate": override_gate,
    "create_partner": create_partner,
    "edit_partner": edit_partner,
    "assign_team": edit_partner,
    "change_tier": change_tier,
    "delete_submission": delete_submission,
    "change_submission": change_submission,
    "view_metrics": view_metrics,
    "view_tickets": view_metrics,
    "view_partner_analytics": view_partner_analytics,
    "view_analytics": view_analytics,
    "export_report": export_report,
    "give_grant": give_grant,
    "revoke_grant": edit_partner,
    "edit_questionnaire": edit_rulebook,
    "edit_rulebook": edit_rulebook,
}
