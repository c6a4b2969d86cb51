"""A form as one HTML page that prints well, fetches nothing and runs no script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from partner_success.display.form_content import Chapter, Question, Sheet

__all__ = ["box_html", "facts_html", "page_of", "printable"]

_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)

_STYLE: Final = """
:root { color-scheme: light; --ink: #1b1f24; --muted: #59626d; --rule: #7a838d; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.5rem; max-width: 48rem; color: var(--ink);
  background: #ffffff; font: 1rem/1.45 system-ui, "Segoe UI", Roboto, "DejaVu Sans",
  sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .25rem; padding-top: .5rem;
  border-top: 2px solid var(--ink); }
h3 { font-size: 1rem; margin: 0; }
p { margin: .15rem 0; overflow-wrap: anywhere; } ul { margin: .25rem 0; }
.muted { color: var(--muted); font-size: .9rem; }
table { border-collapse: collapse; margin: .75rem 0; }
th, td { text-align: left; vertical-align: top; padding: .15rem 1rem .15rem 0;
  overflow-wrap: anywhere; }
th { font-weight: 400; color: var(--muted); white-space: nowrap; }
.question { margin: 1.1rem 0; break-inside: avoid; }
.boxes { list-style: none; margin: .35rem 0 0; padding: 0; display: flex;
  flex-wrap: wrap; gap: .3rem 1.75rem; }
.boxes li { display: flex; gap: .5rem; align-items: start; overflow-wrap: anywhere; }
.box { flex: none; display: flex; align-items: center; justify-content: center;
  width: 1em; height: 1em; margin-top: .2em; border: 1.5px solid var(--ink);
  font-weight: 700; line-height: 1; }
.line { display: flex; gap: .6rem; align-items: end; }
.line i { flex: 1; height: 2rem; border-bottom: 1px solid var(--rule); }
.answer { margin: .35rem 0 0; padding-left: .75rem; border-left: 3px solid var(--rule);
  white-space: pre-wrap; }
.steps { list-style: none; margin: .35rem 0; padding: 0; }
.steps li { display: flex; gap: .6rem; margin: .5rem 0; break-inside: avoid; }
.steps div { overflow-wrap: anywhere; } .count { flex: none; width: 1.6rem; }
.mark { border-bottom: 1px solid var(--rule); display: block; width: 22rem;
  max-width: 100%; height: 6rem; }
.typed { font: italic 1.5rem/1.6 Georgia, "DejaVu Serif", serif; }
.digest { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .85rem; }
.holds, .broken { font-weight: 600; } .broken { border: 2px solid var(--ink);
  padding: .25rem .5rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
@page { margin: 18mm; }
@media print { body { padding: 0; max-width: none; font-size: 10.5pt; }
  h2 { break-after: avoid; } .signing { break-inside: avoid; } }
"""


def page_of(sheet: Sheet, endings: Sequence[str] = ()) -> str:
    """Write a form as a page.

    Args:
        sheet: What it says.
        endings: What stands below the sections, as HTML.
    """
    body = "".join(
        [
            f"<header><h1>{escape(sheet.title)}</h1>{_lines(sheet.help)}",
            f"{facts_html(sheet.facts)}</header><main>",
            *(part for chapter in sheet.chapters for part in _chapter(chapter)),
            *_result(sheet),
            *endings,
            "</main>",
        ]
    )
    return printable(sheet.title, body, language=sheet.language)


def printable(title: str, body: str, *, language: str = "en") -> str:
    """Put a body into a page that prints well, fetches nothing and runs no script.

    Args:
        title: What the page is called, as text.
        body: What stands in it, as HTML.
        language: The language that its texts are in.
    """
    return (
        f'<!doctype html>\n<html lang="{escape(language)}"><head>'
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body>{body}</body></html>\n"
    )


def facts_html(rows: Sequence[tuple[str, str]]) -> str:
    """Write names and texts as a table."""
    cells = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(text)}</td></tr>'
        for name, text in rows
    )
    return f"<table><tbody>{cells}</tbody></table>"


def _lines(lines: Sequence[str], kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return "".join(f"<p{named}>{escape(line)}</p>" for line in lines)


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield f"<section><h2>{chapter.number}. {escape(chapter.title)}</h2>"
    yield _lines(chapter.help, "muted")
    for question in chapter.questions:
        yield from _question(question)
    if chapter.criteria:
        yield '<p class="muted">It passes when all of this holds:</p>'
        yield f'<ul class="muted">{_items(chapter.criteria)}</ul>'
    if chapter.reviewed:
        yield '<p class="muted">A reviewer decides whether it passes.</p>'
    yield "</section>"


def _items(texts: Sequence[str]) -> str:
    return "".join(f"<li>{escape(text)}</li>" for text in texts)


def _question(question: Question) -> Iterator[str]:
    needed = ' <span class="muted">(required)</span>' if question.required else ""
    yield '<div class="question">'
    yield f"<h3>{question.number} {escape(question.label)}{needed}</h3>"
    yield _lines(question.notes, "muted")
    if question.boxes:
        boxes = "".join(
            f"<li>{box_html(ticked=box.ticked)}<span>{escape(box.label)}</span></li>"
            for box in question.boxes
        )
        yield f'<ul class="boxes">{boxes}</ul>'
    if question.lines:
        yield _blank(question)
    elif question.answer:
        text = "\n".join(map(escape, question.answer))
        yield f'<p class="answer">{text}</p>'
    elif question.answer is not None and not any(box.ticked for box in question.boxes):
        yield '<p class="muted">no answer</p>'
    yield "</div>"


def box_html(*, ticked: bool) -> str:
    """Draw a box to tick, or one that is ticked."""
    if not ticked:
        return '<span class="box"></span>'
    return (
        '<span class="box" aria-hidden="true">×</span>'
        '<span class="hidden">ticked:</span>'
    )


def _blank(question: Question) -> str:
    before = (
        f'<p class="muted">{escape(question.before)}</p>' if question.before else ""
    )
    unit = f"<span>{escape(question.unit)}</span>" if question.unit else ""
    lines = [f'<p class="line"><i></i>{unit}</p>']
    lines += ['<p class="line"><i></i></p>'] * (question.lines - 1)
    return before + "".join(lines)


def _result(sheet: Sheet) -> Iterator[str]:
    if sheet.policy:
        yield f"<section><h2>Result</h2>{_lines(sheet.policy)}</section>"
    if sheet.strange:
        yield "<section><h2>Answers that nothing asks for</h2>"
        yield f"<ul>{_items(sheet.strange)}</ul></section>"
