"""Playbooks as Markdown and as a page that prints well, empty or with what is done.

Whatever users wrote stays text: it is never HTML, never a link, never mark-up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from partner_success.core.collections import EMPTY_MAP
from partner_success.display.form_html import box_html, facts_html, printable
from partner_success.display.form_markdown import markdown_table
from partner_success.display.markdown_text import as_markdown
from partner_success.display.playbook_content import (
    CheckGroup,
    CheckItem,
    Done,
    check_list,
)
from partner_success.engagement.playbooks import Playbook

__all__ = ["playbook_html", "playbook_markdown"]


def playbook_markdown(
    playbook: Playbook,
    *,
    done: Done = EMPTY_MAP,
    left_out: Mapping[str, str] = EMPTY_MAP,
) -> str:
    """Write a playbook as Markdown with a box to tick before each step.

    Args:
        playbook: What is to be done.
        done: Who did which step of a run, and when, with its zone, by the step's id.
        left_out: Why steps of a run were left out, by the step's id.

    Raises:
        UnknownNameError: The playbook has no such step.
        InvalidValueError: A step is both done and left out, or a time has no zone.

    Examples:
        >>> import partner_success as ps
        >>> playbook = ps.standard().playbooks["team_members_change"]
        >>> text = playbook_markdown(playbook)
        >>> print(text[text.index("- ["):text.index("##")])
        - [ ] **1** Bring the assignments up to date
        - [ ] **2** Tell those concerned (after 1)
        <BLANKLINE>
        <BLANKLINE>

    Rule: PLB-01, PLB-02, PLB-03, PLB-06, PLB-07.
    """
    said = check_list(playbook, done, left_out)
    blocks = [f"# {as_markdown(said.title)}", as_markdown(said.objective)]
    blocks += [markdown_table(said.facts), as_markdown(said.progress)]
    for group in said.groups:
        blocks += _group_markdown(group)
    ends = "\n".join(f"- [ ] {as_markdown(each)}" for each in said.ends)
    blocks += ["## How it can end", ends]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _group_markdown(group: CheckGroup) -> Iterator[str]:
    note = f" ({as_markdown(group.note)})" if group.note else ""
    yield f"## {as_markdown(group.title)}{note}" if group.title else ""
    yield "\n".join(map(_item_markdown, group.items))


def _item_markdown(item: CheckItem) -> str:
    tick = "x" if item.state == "done" else " "
    name = as_markdown(item.name)
    if item.state == "left out":
        name = f"~~{name}~~"
    note = f" ({as_markdown(item.note)})" if item.note else ""
    return f"- [{tick}] **{item.number}** {name}{note}"


def playbook_html(
    playbook: Playbook,
    *,
    done: Done = EMPTY_MAP,
    left_out: Mapping[str, str] = EMPTY_MAP,
) -> str:
    """Write a playbook as a page to print, with a box before each step.

    The page fetches nothing and runs no script; all that users wrote is escaped.

    Args:
        playbook: What is to be done.
        done: As for `playbook_markdown`.
        left_out: As for `playbook_markdown`.

    Raises:
        UnknownNameError: The playbook has no such step.
        InvalidValueError: A step is both done and left out, or a time has no zone.

    Examples:
        >>> import partner_success as ps
        >>> page = playbook_html(ps.standard().playbooks["renewal_success"])
        >>> "from 180 days before the renewal" in page
        True

    Rule: PLB-01, PLB-02, PLB-03, PLB-06, PLB-07.
    """
    said = check_list(playbook, done, left_out)
    ends = "".join(
        f"<li>{box_html(ticked=False)}<span>{escape(end)}</span></li>"
        for end in said.ends
    )
    progress = f"<p>{escape(said.progress)}</p>" if said.progress else ""
    body = "".join(
        [
            f"<header><h1>{escape(said.title)}</h1><p>{escape(said.objective)}</p>",
            f"{facts_html(said.facts)}{progress}</header><main>",
            *map(_group_html, said.groups),
            f'<section><h2>How it can end</h2><ul class="boxes">{ends}</ul></section>',
            "</main>",
        ]
    )
    return printable(said.title, body)


def _group_html(group: CheckGroup) -> str:
    note = f'<p class="muted">{escape(group.note)}</p>' if group.note else ""
    items = "".join(map(_item_html, group.items))
    title = escape(group.title or "Steps")
    return f'<section><h2>{title}</h2>{note}<ul class="steps">{items}</ul></section>'


def _item_html(item: CheckItem) -> str:
    name = escape(item.name)
    if item.state == "left out":
        name = f"<s>{name}</s>"
    note = f'<p class="muted">{escape(item.note)}</p>' if item.note else ""
    box = box_html(ticked=item.state == "done")
    number = f'<span class="count">{item.number}</span>'
    return f"<li>{box}{number}<div>{name}{note}</div></li>"
