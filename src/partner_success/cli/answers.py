"""``partner-success questionnaire check`` and ``evaluate``: answers, held to it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import attrs
import typer

from partner_success.cli.options import JsonOption, RulebookOption
from partner_success.cli.outcome import DONE, ROWS_REFUSED, run, write
from partner_success.cli.pages import (
    print_explanation,
    print_left_out,
    print_problems,
)
from partner_success.cli.questionnaire_data import (
    ascii_json,
    check_data,
    evaluation_data,
)
from partner_success.cli.questionnaire_options import (
    AnswersArgument,
    DayOption,
    HubOption,
    IdArgument,
)
from partner_success.cli.questionnaire_sources import (
    Named,
    find,
    read_answers,
    read_day,
    read_verdicts,
)
from partner_success.display.wording import plural, visible
from partner_success.questionnaires import check as check_answers
from partner_success.questionnaires import evaluate as evaluate_answers


@attrs.frozen(kw_only=True)
class Request:
    """What was asked for on the command line."""

    id: str
    file: str
    on: str
    verdicts: Path | None = None
    as_json: bool
    hub: bool
    rulebook: Path | None

    def named(self) -> Named:
        """Find the questionnaire."""
        return find(self.id, rulebook=self.rulebook, hub=self.hub)


def check(  # noqa: PLR0913 - the options of the command
    id_: IdArgument,
    file: AnswersArgument,
    *,
    on: DayOption,
    hub: HubOption = False,
    rulebook: RulebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Name everything that is wrong with answers.

    Exit codes: 0 they can be submitted; 1 something is wrong; 2 misuse.
    """
    request = Request(
        id=id_, file=file, on=on, as_json=as_json, hub=hub, rulebook=rulebook
    )
    raise typer.Exit(run(partial(_check, request)))


def _check(request: Request) -> int:
    on, named = read_day(request.on), request.named()
    asked = named.questionnaire
    problems = check_answers(asked, read_answers(request.file), on=on)
    if request.as_json:
        write(ascii_json(check_data(asked, problems, on)))
        return ROWS_REFUSED if problems else DONE
    print_left_out(named.left_out)
    title = f"{visible(asked.title)}, checked on {on}"
    if not problems:
        write(f"{title}: nothing is wrong")
        return DONE
    print_problems(problems, f"{title}: {plural(len(problems), 'problem')}")
    return ROWS_REFUSED


def evaluate(  # noqa: PLR0913 - the options of the command
    id_: IdArgument,
    file: AnswersArgument,
    *,
    on: DayOption,
    verdicts: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="What reviewers decided: a list verdicts, each with section, passed,"
            " reviewer, at and, where there is one, note.",
        ),
    ] = None,
    hub: HubOption = False,
    rulebook: RulebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Judge answers section by section, and tell what is in the way.

    An answer with a fault counts as missing.

    Exit codes: 0 they were judged; 1 answers have faults; 2 misuse.
    """
    request = Request(
        id=id_,
        file=file,
        on=on,
        verdicts=verdicts,
        as_json=as_json,
        hub=hub,
        rulebook=rulebook,
    )
    raise typer.Exit(run(partial(_evaluate, request)))


def _evaluate(request: Request) -> int:
    on, named = read_day(request.on), request.named()
    asked, verdicts = named.questionnaire, read_verdicts(request.verdicts)
    answers = read_answers(request.file)
    found = evaluate_answers(asked, answers, on=on, verdicts=verdicts)
    if request.as_json:
        write(ascii_json(evaluation_data(asked, found, on)))
    else:
        print_left_out(named.left_out)
        explained = found.explain()
        # What is wrong has a table of its own.
        wrong = set(map(str, found.problems))
        remarks = tuple(each for each in explained.remarks if each not in wrong)
        print_explanation(attrs.evolve(explained, remarks=remarks))
        if found.problems:
            title = f"{plural(len(found.problems), 'problem')} with the answers"
            print_problems(found.problems, title, error=True)
    return ROWS_REFUSED if found.problems else DONE
