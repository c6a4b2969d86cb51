"""The standard rulebook as a page: every number with its unit and its citation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from partner_success.core.citation import SOURCES, format_citations
from partner_success.rulebook import Number, standard

HEAD = """# The standard rulebook

<!-- Written by `python -m tools.reference`; change the rulebook, not this page. -->

Edition **{id}**, in force from {day}. Every number stands here with its unit and with
the place that it comes from; `DECISION` marks what no source says.
[Change a weight or a threshold of the rulebook](../how-to/change-the-rulebook.md) shows
how to differ from it.

| source | what it is |
| --- | --- |
"""

TITLES = {
    "targets": "What is promised of measures: `ps.standard().targets`",
    "health": "Customer health: `ps.standard().health`",
    "partner_health": "Partner operational health: `ps.standard().partner_health`",
    "readiness": "Partner CS readiness: `ps.standard().readiness`",
    "maturity": "CS maturity: `ps.standard().maturity`",
    "csat": "Partner CSAT: `ps.standard().csat`",
    "nps": "Net Promoter Score: `ps.standard().nps`",
    "licence": "Licence risk: `ps.standard().licence`",
    "trend": "Scores over time: `ps.standard().trend`",
    "triggers": "When somebody has to step in: `ps.standard().triggers`",
    "backtest": "Trying a changed scorecard on past data: `ps.standard().backtest`",
    "support": "Whom to call, and how: `ps.standard().support`",
    "sla": "What is promised of tickets: `ps.standard().sla`",
    "compliance": "Whether promises were kept: `ps.standard().compliance`",
    "access": "Who may do what: `ps.standard().access`",
    "sharing": "Which customer data partners get: `ps.standard().sharing`",
    "questionnaires": "What is asked: `ps.standard().questionnaires`",
    "journey": "The way to launch: `ps.standard().journey`",
    "lifecycle": "The way of a customer: `ps.standard().lifecycle`",
    "renewals": "Renewals: `ps.standard().renewals`",
    "playbooks": "What is done, step by step: `ps.standard().playbooks`",
    "responsibilities": "Who does what: `ps.standard().responsibilities`",
    "kpis": "What is measured of customers: `ps.standard().kpis`",
    "foundations": "What should be in place: `ps.standard().foundations`",
    "cadence": "Meetings and work after launch: `ps.standard().cadence`",
    "programme": "The programme: `ps.standard().programme`",
    "incentives": "What partners are paid for: `ps.standard().incentives`",
    "enablement": "Enabling the CSMs of partners: `ps.standard().enablement`",
    "specialisation": "Specialisation: `ps.standard().specialisation`",
    "leverage": "Leverage through partners: `ps.standard().leverage`",
    "staffing": "How many people it takes: `ps.standard().staffing`",
    "role_analytics": "Reports of PSMs and TAMs: `ps.standard().role_analytics`",
    "returns": "What an investment brings: `ps.standard().returns`",
    "analytics": "What reports show: `ps.standard().analytics`",
}


def rulebook_page() -> str:
    """Give the page as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    rules = standard()
    edition = rules.edition
    yield HEAD.format(id=edition.id, day=edition.effective_from).rstrip()
    for name, meaning in SOURCES.items():
        yield f"| {name} | {meaning} |"
    numbers = {
        family: list(group)
        for family, group in groupby(rules.numbers(), key=lambda number: number.family)
    }
    for family, title in TITLES.items():
        yield ""
        yield f"## {title} {{#{family}}}"
        yield ""
        yield from _bands(family)
        yield from _numbers(numbers.get(family, []), family)
        if family in TABLES:
            yield from TABLES[family]()


def _numbers(numbers: list[Number], family: str) -> Iterator[str]:
    if not numbers:
        return
    yield "| number | value | unit | comes from |"
    yield "| --- | ---: | --- | --- |"
    for number in numbers:
        name = number.name.removeprefix(f"{family}.")
        cites = _cell(format_citations(number.citations))
        yield f"| `{name}` | {number.value} | {_cell(number.unit)} | {cites} |"
    yield ""


def _bands(family: str) -> Iterator[str]:
    rules = standard()
    bands = {
        "health": rules.health.require_bands(),
        "readiness": rules.readiness.levels,
        "licence": rules.licence.risks,
    }.get(family)
    if bands is None:
        return
    yield "| band | from | means | calls for |"
    yield "| --- | ---: | --- | --- |"
    for band in bands:
        yield f"| {band.name} | {band.floor} | {band.meaning} | {band.action} |"
    yield ""


def _elements() -> Iterator[str]:
    for section in standard().readiness.sections:
        yield f"### {section.name}"
        yield ""
        yield "| id | element | comes from |"
        yield "| --- | --- | --- |"
        for element in section.elements:
            cites = _cell(format_citations(element.citations))
            yield f"| `{element.id}` | {_cell(element.name)} | {cites} |"
        yield ""


def _questions() -> Iterator[str]:
    yield "| question | asks for | counts |"
    yield "| --- | --- | --- |"
    for question in standard().csat.questions:
        counts = "yes" if question.scored else "never"
        yield f"| `{question.id}` | {_cell(question.name)} | {counts} |"


def _pillars() -> Iterator[str]:
    yield "| pillar | asks | build |"
    yield "| --- | --- | --- |"
    for pillar in standard().maturity.pillars:
        yield f"| `{pillar.id}` | {pillar.question} | {pillar.advice} |"


def _responses() -> Iterator[str]:
    yield "| band of the health score | playbooks | escalation |"
    yield "| --- | --- | --- |"
    for response in standard().triggers.responses:
        playbooks = ", ".join(f"`{each}`" for each in response.playbooks) or "none"
        yield f"| `{response.id}` | {playbooks} | {response.escalation or 'none'} |"


def _support() -> Iterator[str]:
    support = standard().support
    for title, entries in (("tier", support.tiers), ("channel", support.channels)):
        yield f"| {title} | does | coverage | comes from |"
        yield "| --- | --- | --- | --- |"
        for entry in entries:
            cites = _cell(format_citations(entry.citations))
            yield f"| {entry.name} | {entry.does} | {entry.coverage} | {cites} |"
        yield ""


def _steps() -> Iterator[str]:
    yield "| policy | from | calls | by |"
    yield "| --- | ---: | --- | --- |"
    for policy in standard().sla:
        for step in policy.escalation:
            called = f"{step.tier.name} | {step.channel.name}"
            yield f"| `{policy.id}` | {step.share} % | {called} |"


def _sharing() -> Iterator[str]:
    policy = standard().sharing
    yield "| class of data | contains | shared when | comes from |"
    yield "| --- | --- | --- | --- |"
    for each in policy.data_classes:
        for rule in policy.rules_for(each):
            cites = _cell(format_citations(rule.citations))
            shared = f"{_cell(each.contains)} | {_cell(str(rule.condition))}"
            yield f"| `{each.id}` | {shared} | {cites} |"


def _questionnaires() -> Iterator[str]:
    yield "| questionnaire | title | sections | questions | criteria | comes from |"
    yield "| --- | --- | ---: | ---: | ---: | --- |"
    for each in standard().questionnaires:
        criteria = sum(len(section.criteria) for section in each.sections)
        counts = f"{len(each.sections)} | {len(each.fields)} | {criteria}"
        cites = _cell(format_citations(each.citations))
        yield f"| `{each.id}` | {each.title} | {counts} | {cites} |"


def _stages() -> Iterator[str]:
    journey = standard().journey
    yield "| stage | lead | supports | weeks | passes by | comes from |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for stage in journey.stages:
        weeks = "" if stage.weeks is None else f"{stage.weeks.first}-{stage.weeks.last}"
        asked = "has no end" if stage.questionnaire is None else stage.questionnaire
        people = f"{stage.lead} | {', '.join(stage.supports)}"
        cites = _cell(format_citations(stage.citations))
        yield f"| {stage.name} | {people} | {weeks} | `{asked}` | {cites} |"
    yield ""
    yield "| hand-off | into | steps | documents | comes from |"
    yield "| --- | --- | --- | --- | --- |"
    for each in journey.hand_offs:
        steps = ", ".join(f"`{step.id}`" for step in each.steps)
        documents = ", ".join(f"`{document.id}`" for document in each.documents)
        cites = _cell(format_citations(each.citations))
        yield f"| {each.name} | `{each.into}` | {steps} | {documents} | {cites} |"


def _renewals() -> Iterator[str]:
    policy = standard().renewals
    yield "| prompt | what | step | who | comes from |"
    yield "| --- | --- | --- | --- | --- |"
    for prompt in policy.prompts:
        step = policy.steps[prompt.step].name
        cites = _cell(format_citations(prompt.citations))
        yield f"| `{prompt.id}` | {prompt.name} | {step} | {prompt.side} | {cites} |"
    yield ""
    yield "| reason for not renewing | means |"
    yield "| --- | --- |"
    for reason in policy.reasons:
        yield f"| `{reason.id}` | {_cell(reason.name)} |"


def _playbooks() -> Iterator[str]:
    yield "| playbook | kind | role | steps | ends as | comes from |"
    yield "| --- | --- | --- | ---: | --- | --- |"
    for each in standard().playbooks:
        ends = ", ".join(f"`{outcome.id}`" for outcome in each.outcomes)
        counts = f"{each.kind} | {each.role} | {len(each.steps)}"
        cites = _cell(format_citations(each.citations))
        yield f"| `{each.id}` | {counts} | {ends} | {cites} |"


def _responsibilities() -> Iterator[str]:
    responsibilities = standard().responsibilities
    yield "| model | meant for | the lifecycle is driven by | comes from |"
    yield "| --- | --- | --- | --- |"
    for model in responsibilities.models:
        suits = f"{_cell(', '.join(model.suits))} | the {model.led_by}"
        yield f"| {model.name} | {suits} | {_cell(format_citations(model.citations))} |"
    yield ""
    yield "| stage | model | side | activities | comes from |"
    yield "| --- | --- | --- | --- | --- |"
    for row in responsibilities.table().rows:
        names = ", ".join(f"`{each}`" for each in row.ids) or "not applicable"
        place = f"{row.stage.name} | {row.model.name} | {row.side}"
        yield f"| {place} | {names} | {_cell(format_citations(row.citations))} |"
    yield ""
    yield "| team | of the | subjects | comes from |"
    yield "| --- | --- | --- | --- |"
    for contact in responsibilities.contacts:
        subjects = ", ".join(f"`{each}`" for each in contact.subjects.ids)
        cites = _cell(format_citations(contact.citations))
        yield f"| {contact.name} | {contact.side} | {subjects} | {cites} |"
    yield ""
    yield "| task | role | needs | comes from |"
    yield "| --- | --- | --- | --- |"
    for task in responsibilities.tasks:
        needs = ", ".join(f"`{each}`" for each in task.needs)
        cites = _cell(format_citations(task.citations))
        yield f"| `{task.id}` | {task.role} | {needs} | {cites} |"
    yield ""


def _kpis() -> Iterator[str]:
    yield "| KPI | group | stage | unit | better | formula | comes from |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for each in standard().kpis:
        place = f"{each.group.replace('_', ' ')} | {each.stage or ''}"
        told = f"{each.unit} | {each.better} | {each.formula}"
        cites = _cell(format_citations(each.citations))
        yield f"| `{each.id}` | {place} | {told} | {cites} |"


def _foundations() -> Iterator[str]:
    yield "| id | of the vendor | grade | comes from |"
    yield "| --- | --- | --- | --- |"
    for each in standard().foundations.vendor:
        cites = _cell(format_citations(each.citations))
        yield f"| `{each.id}` | {each.name} | {each.grade} | {cites} |"
    yield ""
    yield "| id | of the practice | pillar | comes from |"
    yield "| --- | --- | --- | --- |"
    for pillar in standard().foundations.practice:
        for element in pillar.elements:
            cites = _cell(format_citations(element.citations))
            yield f"| `{element.id}` | {element.name} | {pillar.name} | {cites} |"


def _activities() -> Iterator[str]:
    yield "| activity | each | role | done | comes from |"
    yield "| --- | --- | --- | --- | --- |"
    for each in standard().cadence.activities:
        done = f"{each.period} | {each.role} | {_cell(each.name)}"
        cites = _cell(format_citations(each.citations))
        yield f"| `{each.id}` | {done} | {cites} |"


def _lifecycle() -> Iterator[str]:
    lifecycle = standard().lifecycle
    yield "| stage | is about | comes from |"
    yield "| --- | --- | --- |"
    for stage in lifecycle.stages:
        cites = _cell(format_citations(stage.citations))
        yield f"| `{stage.id}` | {stage.about} | {cites} |"
    yield ""
    yield "| days | milestone | is reached when | comes from |"
    yield "| --- | --- | --- | --- |"
    for _, period, milestone in lifecycle.onboarding.places():
        cites = _cell(format_citations(milestone.citations))
        days = f"{period.first_day}-{period.last_day}"
        yield f"| {days} | `{milestone.id}` | {milestone.name} | {cites} |"


def _incentives() -> Iterator[str]:
    policy = standard().incentives
    parts = {
        "level": policy.levels,
        "specialisation": policy.specialisations,
        "architecture": policy.architectures,
        "proof": policy.proofs,
    }
    yield "| what counts | id | name | comes from |"
    yield "| --- | --- | --- | --- |"
    for kind, entries in parts.items():
        for each in entries:
            cites = _cell(format_citations(each.citations))
            yield f"| {kind} | `{each.id}` | {each.name} | {cites} |"


def _enablement() -> Iterator[str]:
    yield "| step | kind | weeks | after | comes from |"
    yield "| --- | --- | --- | --- | --- |"
    for step in standard().enablement.steps:
        weeks = ", ".join(map(str, step.weeks))
        after = ", ".join(f"`{each}`" for each in step.after)
        cites = _cell(format_citations(step.citations))
        yield f"| {step.name} | {step.kind} | {weeks} | {after} | {cites} |"


def _specialisation() -> Iterator[str]:
    policy = standard().specialisation
    yield "| role | owns | exam | comes from |"
    yield "| --- | --- | --- | --- |"
    for role in policy.roles:
        exam = "none" if role.exam is None else policy.exams[role.exam].name
        cites = _cell(format_citations(role.citations))
        yield f"| `{role.id}` | {_cell('; '.join(role.owns))} | {exam} | {cites} |"
    yield ""
    yield "| level | needs | comes from |"
    yield "| --- | --- | --- |"
    for level in policy.levels:
        needs = ", ".join(f"{each.count} `{each.id}`" for each in level.needs)
        cites = _cell(format_citations(level.citations))
        yield f"| {level.name} | {needs} | {cites} |"


def _returns() -> Iterator[str]:
    yield "| line of the example | side | group | note | comes from |"
    yield "| --- | --- | --- | --- | --- |"
    for each in standard().returns.example.lines:
        place = f"{each.side} | {each.group} | {_cell(each.note)}"
        cites = _cell(format_citations(each.citations))
        yield f"| {each.name} | {place} | {cites} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


# What is printed of a family beside its numbers.
TABLES: dict[str, Callable[[], Iterator[str]]] = {
    "readiness": _elements,
    "csat": _questions,
    "maturity": _pillars,
    "triggers": _responses,
    "support": _support,
    "sla": _steps,
    "sharing": _sharing,
    "questionnaires": _questionnaires,
    "journey": _stages,
    "lifecycle": _lifecycle,
    "renewals": _renewals,
    "playbooks": _playbooks,
    "responsibilities": _responsibilities,
    "kpis": _kpis,
    "foundations": _foundations,
    "cadence": _activities,
    "incentives": _incentives,
    "enablement": _enablement,
    "specialisation": _specialisation,
    "returns": _returns,
}
