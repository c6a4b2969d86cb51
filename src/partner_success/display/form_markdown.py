"""A form in Markdown: to be read, to be filled in, or as a record of answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from partner_success.display.form_content import Chapter, Question, Sheet
from partner_success.display.markdown_text import as_markdown

__all__ = ["markdown_of", "markdown_table"]

_LINE: Final = "\\_" * 24
_NO_ANSWER: Final = "*no answer*"


def markdown_of(sheet: Sheet, endings: Sequence[str] = ()) -> str:
    """Write a form as Markdown.

    Args:
        sheet: What it says.
        endings: What stands below the sections, as Markdown.
    """
    blocks = [f"# {as_markdown(sheet.title)}", _lines(sheet.help)]
    blocks.append(markdown_table(sheet.facts))
    for chapter in sheet.chapters:
        blocks += _chapter(chapter)
    if sheet.policy:
        blocks += ["## Result", _lines(sheet.policy)]
    if sheet.strange:
        names = "\n".join(f"- {as_markdown(name)}" for name in sheet.strange)
        blocks += ["## Answers that nothing asks for", names]
    blocks += endings
    return "\n\n".join(block for block in blocks if block) + "\n"


def markdown_table(rows: Sequence[tuple[str, str]]) -> str:
    """Write names and texts as a table without a heading."""
    head = ["| | |", "| --- | --- |"]
    lines = (f"| {as_markdown(name)} | {as_markdown(text)} |" for name, text in rows)
    return "\n".join([*head, *lines])


def _lines(lines: Sequence[str]) -> str:
    """Put lines below each other; two blanks at the end keep them apart."""
    return "  \n".join(map(as_markdown, lines))


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield f"## {chapter.number}. {as_markdown(chapter.title)}"
    yield _lines(chapter.help)
    for question in chapter.questions:
        yield from _question(question)
    if chapter.criteria:
        yield "It passes when all of this holds:"
        yield "\n".join(f"- {as_markdown(each)}" for each in chapter.criteria)
    if chapter.reviewed:
        yield "A reviewer decides whether it passes."


def _question(question: Question) -> Iterator[str]:
    needed = " (required)" if question.required else ""
    head = f"**{question.number}** {as_markdown(question.label)}{needed}"
    notes = [f"*{as_markdown(note)}*" for note in question.notes]
    yield "  \n".join([head, *notes])
    if question.boxes:
        yield "\n".join(
            f"- [{'x' if box.ticked else ' '}] {as_markdown(box.label)}"
            for box in question.boxes
        )
    if question.lines:
        unit = f" {as_markdown(question.unit)}" if question.unit else ""
        before = f"{as_markdown(question.before)}: " if question.before else ""
        blank = "  \n".join([_LINE] * question.lines)
        yield f"{before}{blank}{unit}"
    elif question.answer:
        yield "  \n".join(f"> {as_markdown(line)}" for line in question.answer)
    elif question.answer is not None and not any(box.ticked for box in question.boxes):
        yield _NO_ANSWER
