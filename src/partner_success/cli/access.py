"""``partner-success access``: may they, why, and which partners they see."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import typer

from partner_success.access import AccessDecision, Checkup
from partner_success.cli.access_data import (
    add_to_log,
    decision_data,
    visible_data,
    why_data,
)
from partner_success.cli.access_entries import PartnerEntry
from partner_success.cli.access_matrix import matrix
from partner_success.cli.access_options import (
    ActionArgument,
    ActorArgument,
    AtOption,
    AuditOption,
    DirectoryOption,
    FactOption,
    ForOption,
    Loaded,
    PartnerArgument,
    ReasonOption,
    Request,
)
from partner_success.cli.options import JsonOption, RulebookOption
from partner_success.cli.outcome import DENIED, DONE, run, write
from partner_success.cli.pages import print_explanation, print_partners
from partner_success.cli.questionnaire_data import ascii_json
from partner_success.display.export import harmless
from partner_success.display.wording import plural
from partner_success.display.wording import visible as harmless_text
from partner_success.partners import Role

_VIEW: Final = "view_partner"

access: typer.Typer = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Access: who may do what, why, and which partners somebody sees.",
)


@access.command()
def decide(  # noqa: PLR0913 - the options of the command
    person: ActorArgument,
    action: ActionArgument,
    partner: PartnerArgument = None,
    *,
    directory: DirectoryOption,
    at: AtOption,
    fact: FactOption = None,
    concerns: ForOption = None,
    reason: ReasonOption = None,
    audit: AuditOption = None,
    rulebook: RulebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say whether somebody may do something, by which rule, or what is missing.

    Exit codes: 0 they may; 1 they may not; 2 misuse.
    """
    request = Request(
        person=person,
        action=action,
        partner=partner,
        directory=directory,
        at=at,
        facts=fact or [],
        concerns=concerns,
        reason=reason,
        rulebook=rulebook,
    )
    raise typer.Exit(run(partial(_decide, request, audit, as_json=as_json)))


def _decide(request: Request, audit: Path | None, *, as_json: bool) -> int:
    found = _decided(request.loaded(), audit)
    if as_json:
        write(ascii_json(decision_data(found)))
    else:
        write(harmless_text(found.explain().title))
        for line in _grounds(found):
            write(f"- {harmless_text(line)}")
    return DONE if found.allowed else DENIED


def _decided(loaded: Loaded, audit: Path | None) -> AccessDecision:
    """Decide, and keep the decision before it is told."""
    found = loaded.decision()
    if audit is not None:
        add_to_log(audit, found)
    return found


def _grounds(found: AccessDecision) -> Iterator[str]:
    if found.rule is not None:
        yield f"{found.role}: {found.rule.name}"
    yield from (remark for remark in found.explain().remarks if found.rule is not None)
    yield from (reason.message for reason in found.reasons)


@access.command()
def why(  # noqa: PLR0913 - the options of the command
    person: ActorArgument,
    action: ActionArgument,
    partner: PartnerArgument = None,
    *,
    directory: DirectoryOption,
    at: AtOption,
    fact: FactOption = None,
    concerns: ForOption = None,
    reason: ReasonOption = None,
    audit: AuditOption = None,
    rulebook: RulebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell why: every rule that allows it, or what each of the nearest rules lacks.

    Of a partner that is not visible it tells also what to check, in order.

    Exit codes: 0 they may; 1 they may not; 2 misuse.
    """
    request = Request(
        person=person,
        action=action,
        partner=partner,
        directory=directory,
        at=at,
        facts=fact or [],
        concerns=concerns,
        reason=reason,
        rulebook=rulebook,
    )
    raise typer.Exit(run(partial(_why, request, audit, as_json=as_json)))


def _why(request: Request, audit: Path | None, *, as_json: bool) -> int:
    loaded = request.loaded()
    found = _decided(loaded, audit)
    checkup = _checkup(loaded, found)
    if as_json:
        write(ascii_json(why_data(found, checkup)))
    else:
        print_explanation(found.explain())
        if checkup is not None:
            write("")
            print_explanation(checkup.explain())
    return DONE if found.allowed else DENIED


def _checkup(loaded: Loaded, found: AccessDecision) -> Checkup | None:
    """Look at what stands between somebody and a partner that they do not see."""
    if found.allowed or found.action.id != _VIEW or found.resource.partner_id is None:
        return None
    partner = loaded.directory.partners[found.resource.partner_id]
    pam = next(iter(partner.team.get(Role.PAM, ())), None)
    return loaded.policy.why_not_visible(
        found.actor, found.resource, at=found.at, pam_id=pam
    )


@access.command()
def visible(  # noqa: PLR0913 - the options of the command
    person: ActorArgument,
    *,
    directory: DirectoryOption,
    at: AtOption,
    action: Annotated[
        str, typer.Option(metavar="ACTION", help="What they want to do with them.")
    ] = _VIEW,
    fact: FactOption = None,
    reason: ReasonOption = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    rulebook: RulebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the partners that somebody sees, or with which they may do something.

    What the action asks for and no --fact tells is not known, and so not allowed.

    Exit codes: 0 they were listed; 2 misuse.
    """
    request = Request(
        person=person,
        action=action,
        directory=directory,
        at=at,
        facts=fact or [],
        reason=reason,
        rulebook=rulebook,
    )
    raise typer.Exit(run(partial(_visible, request, as_json=as_json, as_csv=as_csv)))


def _visible(request: Request, *, as_json: bool, as_csv: bool) -> int:
    loaded = request.loaded()
    found = list(_seen(loaded))
    if as_json:
        write(ascii_json(visible_data(loaded, found)))
    elif as_csv:
        write(_csv(found))
    else:
        some = f"{len(found)} of {plural(len(loaded.directory.partners), 'partner')}"
        title = f"{request.person} may {loaded.action.name}: {some}"
        print_partners((_row(loaded, each) for each in found), title)
    return DONE


def _seen(loaded: Loaded) -> Iterator[PartnerEntry]:
    """Filter all partners by one predicate."""
    directory = loaded.directory
    predicate = loaded.policy.predicate(
        loaded.actor,
        loaded.action.id,
        at=loaded.at,
        reason=loaded.request.reason,
        **loaded.facts(),
    )
    rows = (
        {"partner_id": each.id, "stage": each.stage, "team": directory.team(each)}
        for each in directory.partners
    )
    for row in predicate.select(rows, grants=directory.grants):
        yield directory.partners[str(row["partner_id"])]


def _row(loaded: Loaded, each: PartnerEntry) -> tuple[str, str, str]:
    stage = loaded.policy.stages.get(each.stage)
    return each.id, each.name, "" if stage is None else stage.name


def _csv(found: Iterable[PartnerEntry]) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("id", "name", "stage"))
    for each in found:
        cells = (each.id, each.name, each.stage or "")
        writer.writerow(harmless(harmless_text(text)) for text in cells)
    return file.getvalue().rstrip("\n")


access.command()(matrix)
