"""The standard access policy as a page: who may do what, when, and by which rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from partner_success.access import AccessMatrix, MatrixCell, MatrixRow, access_matrix
from partner_success.access.ways import Way
from partner_success.core.citation import format_citations
from partner_success.rulebook import standard
from tools.reference.sharing_part import sharing_part
from tools.reference.tables import Html, code, joined, listed, table
from tools.reference.tickets_part import tickets_part

__all__ = ["RULES", "access_page", "reaches"]

RULES = {
    "glance": ("ACC-01", "ACC-12", "ACC-13"),
    "written": ("ACC-02", "ACC-03", "ACC-04", "ACC-06", "ACC-07", "ACC-08"),
    "grants": ("ACC-05",),
    "tickets": ("ACC-10",),
    "sharing": ("ACC-14",),
}
"""The rules of the catalogue that stand behind a part of the page."""

HEAD = """# Who may do what

<!-- Written by `python -m tools.reference`; change the rulebook, not this page. -->

The whole access policy of edition **{id}**, in force from
{day}. Everything that does not stand here is denied. It is found by trying every case,
so it says what the rules come to, however they are written.

Somebody is *assigned* to a partner when they stand on its team in the role in question.
A *deputy* is named by somebody who is assigned, for a time. The *stage* is the one in
which the partner is now. Whoever holds several roles may do what any of them allows.

To ask about one person, read
[Decide who may do what](../how-to/decide-who-may-do-what.md). To get the table as a
file, or see what a change of yours would do, read
[Show who may do what](../how-to/show-who-may-do-what.md).

| role | name |
| --- | --- |"""

GRANTS = """A context grant names a partner, a person, gates, a reason and an end. It
holds from its start, which belongs to it, until before its end, in whatever stage the
partner is. It opens nothing but what is read, and of gates only those named.
"""

DEPUTIES = """Who signs a gate off can name a deputy, for one partner or for all of
theirs. It holds from its start, which belongs to it, until before its end. A deputy
needs no role of their own, acts by the tie of the lead, and names nobody in turn.
"""


def access_page() -> str:
    """Give the page as Markdown."""
    return "\n".join(_lines()) + "\n"


@lru_cache(maxsize=1)
def _matrix() -> AccessMatrix:
    return access_matrix(standard().access)


def _lines() -> Iterator[str]:
    edition = standard().edition
    yield HEAD.format(id=edition.id, day=edition.effective_from)
    for role in _matrix().roles:
        yield f"| {role.id} | {role.name} |"
    yield from _part("At a glance", "glance", _glance())
    yield from _part("What somebody may do in each stage", "by-stage", _by_stage())
    yield from _part("By action, with every condition", "by-action", _by_action())
    yield from _part("What a context grant opens", "grants", _grants())
    yield from _part("What a deputy may do", "deputies", _deputies())
    yield from _part("Why a ticket is not seen", "tickets", tickets_part())
    yield from _part("Customer data for partners", "sharing", sharing_part())
    yield from _part("The rules as they are written", "written", _written())


def _part(title: str, anchor: str, lines: Iterable[str]) -> Iterator[str]:
    yield ""
    yield f"## {title} {{#{anchor}}}"
    yield ""
    yield from lines
    if anchor in RULES:
        links = ", ".join(f"[{id_}](rules.md#{id_.lower()})" for id_ in RULES[anchor])
        yield ""
        yield f"Rules of the catalogue: {links}."


def _glance() -> Iterator[str]:
    rows = []
    for row in _matrix().rows:
        always = [cell.role for cell in row.cells if cell.lines == ("always",)]
        some = [
            cell.role for cell in row.cells if cell.lines and cell.role not in always
        ]
        rows.append((row.action.name, _roles(always), _roles(some)))
    columns = ("Action", "Always", "In some cases")
    yield from table("Which roles may do what", columns, rows)


def _roles(ids: Iterable[str]) -> str:
    return ", ".join(ids) or "nobody"


def _by_stage() -> Iterator[str]:
    yield "What holds in every stage stands in the first tables and is not repeated."
    yield ""
    anywhere = {role: _open_everywhere(role) for role in _matrix().roles.ids}
    for place, tie in enumerate(("when assigned", "assigned or not")):
        rows = [
            (role, listed(found[place]))
            for role, found in anywhere.items()
            if found[place]
        ]
        yield from table(f"In every stage, {tie}", ("Role", "May"), rows)
        yield ""
    stages = standard().access.stages
    for stage in stages:
        also = ((role, list(_in_stage(role, stage.id))) for role in _matrix().roles.ids)
        found = [(role, listed(lines)) for role, lines in also if lines]
        yield ""
        yield from table(f"In {stage.name}, also", ("Role", "When assigned"), found)
    yield ""
    yield "What is done to no partner is the same wherever partners are:"
    yield ""
    alone = [(role, listed(_without_partner(role))) for role in _matrix().roles.ids]
    yield from table("Without a partner", ("Role", "May"), alone)


def _ways(role: str, *, of_partner: bool) -> Iterator[tuple[MatrixRow, bool, Way]]:
    """Give each way of a role that needs no grant, and whether a deputy has it too."""
    for row in _matrix().rows:
        if row.kind.of_partner is of_partner:
            cell = _matrix().cell(role, row.id)
            for way in cell.reach.ways:
                if way.values.get("granted") != (True,):
                    yield row, way in cell.deputy.ways, way


def reaches(way: Way, stage: str) -> bool:
    """Tell whether a way can hold while the partner is in a stage."""
    return stage in way.values.get("stage", (stage,))


def _open_everywhere(role: str) -> tuple[list[str], list[str]]:
    """Give what needs no certain stage: for those assigned, and for all in a role."""
    tied, free = [], []
    for row, deputy, way in _ways(role, of_partner=True):
        if "stage" not in way.values:
            text = _said(row, way, deputy=deputy)
            (tied if "tied" in way.values else free).append(text)
    return tied, free


def _in_stage(role: str, stage: str) -> Iterator[str]:
    for row, deputy, way in _ways(role, of_partner=True):
        if "stage" in way.values and reaches(way, stage):
            yield _said(row, way, deputy=deputy)


def _without_partner(role: str) -> list[str]:
    return [_said(row, way) for row, _, way in _ways(role, of_partner=False)]


def _said(row: MatrixRow, way: Way, *, deputy: bool = False) -> str:
    """Name an action, with what a way asks beside stage and assignment."""
    told = zip(way.values, way.terms, strict=False)
    asked = [term for name, term in told if name not in {"stage", "tied"}]
    asked += way.terms[len(way.values) :]
    text = f"{row.action.name} ({', '.join(asked)})" if asked else row.action.name
    return f"{text}; a deputy too" if deputy else text


def _by_action() -> Iterator[str]:
    for row in _matrix().rows:
        action = row.action
        yield f"### {action.name} {{#{action.id}}}"
        yield ""
        about = f"`{action.id}` is about {row.kind.name}"
        reads = ", and only reads" if action.reads else ""
        yield f"{about}{reads}. Comes from {format_citations(action.citations)}."
        yield ""
        if action.nobody:
            yield f"{action.nobody[0].upper()}{action.nobody[1:]}."
            yield ""
            continue
        may = [cell for cell in row.cells if cell.lines]
        rows = [(cell.role, _when(cell)) for cell in may]
        yield from table(f"Who may {action.name}", ("Role", "When"), rows)
        yield ""
        never = [cell.role for cell in row.cells if not cell.lines]
        if never:
            yield f"Never: {', '.join(never)}."
            yield ""


def _when(cell: MatrixCell) -> Html:
    first, *others = cell.lines
    lines = (first, *(f"or {line}" for line in others))
    by = Html(f"by {joined(map(code, cell.rules), ', ')}")
    return listed((*lines, by))


def _grants() -> Iterator[str]:
    yield GRANTS
    rows = []
    for row in _matrix().rows:
        roles = [
            cell.role
            for cell in row.cells
            if any(way.values.get("granted") == (True,) for way in cell.reach.ways)
        ]
        if roles:
            rows.append((row.action.name, ", ".join(roles)))
    yield from table("Opened by a context grant", ("Action", "To"), rows)
    yield ""
    rows = []
    for action in ("give_grant", "revoke_grant"):
        row = _matrix().rows[action]
        who = (f"{cell.role}: {cell}" for cell in row.cells if cell.lines)
        rows.append((row.action.name, listed(who)))
    yield from table("Who gives one and takes it back", ("Action", "Who"), rows)


def _deputies() -> Iterator[str]:
    yield DEPUTIES
    rows = []
    for role in _matrix().roles.ids:
        cells = ((row, _matrix().cell(role, row.id)) for row in _matrix().rows)
        lines = [
            f"{row.action.name}: {way}"
            for row, cell in cells
            for way in cell.deputy.ways
        ]
        if lines:
            rows.append((role, listed(lines)))
    columns = ("Role of the lead", "The deputy may, where the lead is")
    yield from table("In the place of a lead", columns, rows)


def _written() -> Iterator[str]:
    yield "Each decision names the rule behind it by its id."
    yield ""
    rules = standard().access.rules
    for roles, group in groupby(rules, key=lambda rule: rule.roles):
        rows = []
        for rule in group:
            said = (code(rule.id), rule.name)
            more = ("A deputy may, too.",) if rule.delegable else ()
            rows.append((joined((*said, *more)), format_citations(rule.citations)))
        columns = ("Rule", "Comes from")
        yield from table(f"For {', '.join(roles)}", columns, rows)
        yield ""
