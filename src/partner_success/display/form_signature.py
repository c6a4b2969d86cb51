"""Under a form: where to sign, or who signed it, when, how, and whether that holds."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

import attrs

from partner_success.display.form_html import facts_html
from partner_success.display.form_markdown import markdown_table
from partner_success.display.markdown_text import as_markdown
from partner_success.display.wording import plural, visible
from partner_success.questionnaires import (
    DrawnMark,
    Mark,
    Questionnaire,
    Submission,
    TypedMark,
    verify,
)

__all__ = ["Signing", "blank_html", "blank_markdown", "signing_of"]

_BLANKS: Final = ("Name", "E-mail", "Role", "Date and time", "Signature")
_HOLDS: Final = "The signature holds: the digest fits what is written here."
_BREAKS: Final = "The signature does not hold:"
_EDGE: Final = 12


@attrs.frozen(kw_only=True)
class Signing:
    """A signature as it is shown.

    Attributes:
        facts: Who signed, when and over what, by name.
        mark: What was typed or drawn.
        reasons: Why it does not hold; empty where it does.
    """

    facts: tuple[tuple[str, str], ...]
    mark: Mark
    reasons: tuple[str, ...]

    def html(self) -> str:
        """Write it as a part of a page."""
        return "".join(self._html())

    def _html(self) -> Iterator[str]:
        yield '<section class="signing"><h2>Signature</h2>'
        yield _mark_html(self.mark)
        yield facts_html(self.facts)
        if self.reasons:
            reasons = "".join(f"<li>{escape(each)}</li>" for each in self.reasons)
            yield f'<div class="broken"><p>{_BREAKS}</p><ul>{reasons}</ul></div>'
        else:
            yield f'<p class="holds">{_HOLDS}</p>'
        yield "</section>"

    def markdown(self) -> str:
        """Write it as Markdown."""
        if isinstance(self.mark, TypedMark):
            mark = f"Typed: *{as_markdown(self.mark.text)}*"
        else:
            strokes = self.mark.path.count("M")
            mark = f"Drawn, in {plural(strokes, 'stroke')}"
        holds = f"**{_HOLDS}**"
        if self.reasons:
            lines = [f"- {as_markdown(reason)}" for reason in self.reasons]
            holds = "\n\n".join([f"**{_BREAKS}**", "\n".join(lines)])
        return "\n\n".join(["## Signature", mark, markdown_table(self.facts), holds])


def signing_of(submission: Submission, questionnaire: Questionnaire) -> Signing:
    """Give what is shown of the signature under a submission."""
    signature, replaced = submission.signature, submission.replaces
    signer = signature.signer
    facts = (
        ("Signed by", signer.name),
        ("E-mail", signer.email),
        ("Role", signer.role),
        ("Signed at", signature.signed_at.isoformat(sep=" ")),
        ("Network address", signature.address or ""),
        ("Program", signature.client or ""),
        ("Digest (SHA-256)", signature.digest),
        ("Sealed with key", "" if signature.seal is None else signature.seal.key_id),
        ("Replaces", "" if replaced is None else replaced.id),
        ("Digest of that", "" if replaced is None else replaced.digest),
    )
    decision = verify(submission, questionnaire=questionnaire)
    return Signing(
        facts=tuple((name, visible(text)) for name, text in facts if text),
        mark=signature.mark,
        reasons=tuple(visible(reason.message) for reason in decision.reasons),
    )


def _mark_html(mark: Mark) -> str:
    if isinstance(mark, TypedMark):
        return f'<p class="typed">{escape(visible(mark.text))}</p>'
    return _drawn(mark)


def _drawn(mark: DrawnMark) -> str:
    width, height = (size + 2 * _EDGE for size in mark.size)
    # The strokes are as thick on every pad, however finely it counts.
    thick = max(2, round(max(width, height) / 150))
    return (
        f'<svg class="mark" role="img" viewBox="{-_EDGE} {-_EDGE} {width} {height}"'
        ' preserveAspectRatio="xMinYMid meet"><title>The drawn signature</title>'
        f'<path d="{mark.path}" fill="none" stroke="#1b1f24" stroke-width="{thick}"'
        ' stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )


def blank_html() -> str:
    """Write where to sign on paper."""
    lines = "".join(
        f'<p class="line"><span>{name}</span><i></i></p>' for name in _BLANKS
    )
    return f'<section class="signing"><h2>Signature</h2>{lines}</section>'


def blank_markdown() -> str:
    """Write where to sign, as Markdown."""
    blank = "\\_" * 24
    lines = "  \n".join(f"{name}: {blank}" for name in _BLANKS)
    return f"## Signature\n\n{lines}"
