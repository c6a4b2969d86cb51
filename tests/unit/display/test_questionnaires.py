"""Forms and records of questionnaires: complete, and harmless whatever they say."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from partner_success.display import (
    questionnaire_html,
    questionnaire_markdown,
    submission_html,
    submission_markdown,
)
from partner_success.display.markdown_text import as_markdown
from partner_success.display.wording import visible
from partner_success.questionnaires import (
    Choice,
    ChoiceField,
    ChoicesField,
    Criterion,
    DateField,
    DrawnMark,
    LongTextField,
    Mark,
    NumberField,
    PassPolicy,
    Questionnaire,
    Section,
    Signer,
    Submission,
    TextField,
    TypedMark,
    WholeNumberField,
    start_draft,
    submit,
)
from tests.support.questionnaires import ANSWERS, EVERYTHING, SIGNED
from tests.unit.display.test_report import Page

AT = datetime(2026, 3, 2, 10, 30, tzinfo=timezone(timedelta(hours=1)))
HOSTILE = (
    "<script>alert(1)</script>|`code` [x](javascript:alert(1)) ![y](http://evil.example)"
    " www.evil.example **b** $m$ ~~s~~ &amp; \\ \x1b[31m \u202e"
)
RENDER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def small(*fields: Any, **more: Any) -> Questionnaire:
    """Give a questionnaire of one section."""
    criteria = more.pop("criteria", ())
    section = Section(id="s", title="Section", fields=fields, criteria=criteria)
    head: dict[str, Any] = {"id": "small", "version": "1.0.0", "title": "Small", **more}
    return Questionnaire(**head, sections=[section])


def signed(mark: Mark | None = None, **more: Any) -> Submission:
    """Sign the answers to everything."""
    draft = start_draft(
        EVERYTHING, ANSWERS, id="d-1", partner_id="p-1", at=AT, by="u-1"
    )
    signer = Signer(name="Ada Byron", email="ada@example.com", role="PSM")
    mark = mark or TypedMark(text="Ada <b>Byron</b>")
    done = submit(draft, EVERYTHING, id="s-1", signer=signer, mark=mark, at=AT, **more)
    assert done.submission is not None, done.explain()
    return done.submission


def read(text: str) -> str:
    """Give what a reader of Markdown sees, with blanks folded."""
    return " ".join(Page(RENDER.render(text)).text.split())


@pytest.mark.rule("QST-12")
def test_a_blank_page_has_boxes_and_lines() -> None:
    """Every field can be answered with a pen, and there is a place to sign."""
    page = Page(questionnaire_html(EVERYTHING))
    boxes = [each for each in page.all("span") if each.get("class") == "box"]
    # Yes and no twice, three times two choices, five ratings, one confirmation.
    assert len(boxes) == 2 + 2 + 6 + 5 + 1
    # Six single lines, five for the long text, five to sign.
    assert len(page.all("i")) == 6 + 5 + 5
    for words in (
        "1.1 Is it signed? (required)",
        "Only if signed is yes (question 1.1)",
        "On 2020-01-01 or later",
        "3650 days before the submission or later",
        "On the day of the submission or earlier",
        "Number from 0.01 to 1,000,000.00",
        "At most 2 digits after the point",
        "Exactly 7 characters",
        "In the form [A-Z]{2}-\\d{4}",
        "For example DE-2026",
        "Follows from other answers: days from signed on to submitted on",
        "Follows from other answers: Tier 0 where amount is at least 50,000",
        "Follows from other answers: seats is at least 100",
        "Tick one",
        "Tick any number of them",
        "There must be a seat.",
        "1 (Not at all)",
        "All of this is true.",
        "It passes when all of this holds:",
        "A reviewer decides whether it passes.",
        "It passes when 1 of 2 judged sections pass.",
        "It passes on its own when amount is at least 500,000 (question 1.3).",
        "Date and time",
    ):
        assert words in page.text


@pytest.mark.rule("QST-12")
def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    """Its policy forbids both, and it has no element that could."""
    page = Page(questionnaire_html(EVERYTHING))
    assert {tag for tag, _ in page.elements} <= {
        *(
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "header",
            "main",
            "section",
        ),
        *("h1", "h2", "h3", "p", "ul", "li", "table", "tbody", "tr", "th", "td"),
        *("div", "span", "i"),
    }
    policy = [each for each in page.all("meta") if "http-equiv" in each]
    assert "default-src 'none'" in str(policy[0]["content"])


@pytest.mark.rule("QST-12")
def test_markdown_has_the_same_content() -> None:
    """What a reader of one form sees, the reader of the other sees too."""
    text = read(questionnaire_markdown(EVERYTHING))
    page = Page(questionnaire_html(EVERYTHING))
    for words in re.findall(r"[A-Za-z]{3,}", " ".join(page.words[3:])):
        assert words in text
    assert questionnaire_markdown(EVERYTHING).count("- [ ]") == 16


@pytest.mark.rule("QST-12")
def test_another_language_is_taken_by_localizing() -> None:
    """Texts that are translated appear, and the page names its language."""
    german = EVERYTHING.localized("de")
    page = questionnaire_html(german)
    assert '<html lang="de">' in page
    assert "Ist er unterschrieben?" in page
    assert "Stufe 0" in page
    assert "# Alles, was es gibt" in questionnaire_markdown(german)


@pytest.mark.rule("QST-12")
def test_answers_are_ticked_or_written() -> None:
    """A record shows labels for codes, units behind numbers, lines as they were."""
    text = questionnaire_markdown(EVERYTHING, ANSWERS)
    assert re.findall(r"- \[x\] (.*)", text) == [
        "Ja",
        "Tier 1",
        "Tier 0",
        "Tier 1",
        "4",
        "I confirm this",
    ]
    assert "> First line.  \n> Second &#124; line." in text
    assert "> 1250.5 USD" in text
    assert "> 25 seats" in text
    # Three computed fields have no answer in a draft.
    assert text.count("*no answer*") == 3
    assert "At most" not in text
    assert "## Signature" not in text
    page = Page(questionnaire_html(EVERYTHING, ANSWERS))
    assert page.text.count("ticked:") == 6
    assert "no answer" in page.text
    assert "First line.\nSecond | line." in page.text


@pytest.mark.rule("QST-12")
def test_answers_that_do_not_fit_are_still_seen() -> None:
    """Nothing that was given disappears, whatever it is."""
    given: Any = {
        "contract": {"signed": "Ja", "amount": "much", "seats": True, "x": 1},
        "team": {"region": "mars", "tiers": ["tier_0", "mars"], "trust": True},
        "other": {"y": 2},
    }
    text = questionnaire_markdown(EVERYTHING, given)
    assert re.findall(r"- \[x\] (.*)", text) == ["Ja", "Tier 0"]
    for words in ("> much USD", "> yes seats", "> mars", "> ['tier\\_0', 'mars']"):
        assert words in text or words.replace("[", "\\[").replace("]", "\\]") in text
    assert "- contract.x\n- other" in text
    page = questionnaire_html(EVERYTHING, given)
    assert "<li>contract.x</li><li>other</li>" in page
    broken: Any = {"contract": "text", "team": {"confirmed": False}}
    text = questionnaire_markdown(EVERYTHING, broken)
    assert "- contract" in text
    assert "> no" in text


@pytest.mark.rule("QST-12")
@pytest.mark.parametrize(
    ("field", "words"),
    [
        (TextField(id="f", label="F", least_characters=2), "At least 2 characters"),
        (LongTextField(id="f", label="F", most_characters=50), "At most 50 characters"),
        (NumberField(id="f", label="F", unit="", at_least=Decimal(1)), "at least 1"),
        (WholeNumberField(id="f", label="F"), "1.1 F"),
        (WholeNumberField(id="f", label="F", at_most=9), "Whole number, at most 9"),
        (DateField(id="f", label="F", latest_days=1), "1 day after the submission"),
        (DateField(id="f", label="F", earliest_days=-1), "1 day before the submission"),
        (
            ChoicesField(id="f", label="F", choices=[Choice(id="a", label="A")]),
            "Tick 1",
        ),
        (
            ChoicesField(
                id="f",
                label="F",
                choices=[Choice(id=each, label=each) for each in "abc"],
                at_least=2,
            ),
            "Tick 2 to 3",
        ),
    ],
)
def test_limits_are_said_where_the_form_does_not_show_them(
    field: Any, words: str
) -> None:
    """Those that every field of its kind has are not repeated."""
    assert words in read(questionnaire_markdown(small(field)))


@pytest.mark.rule("QST-12")
def test_a_form_without_judgement_says_nothing_of_passing() -> None:
    """Nor does one say that all of none must pass."""
    plain = TextField(id="f", label="F")
    text = questionnaire_markdown(small(plain))
    assert "pass" not in text
    assert "## Result" not in text
    condition = SIGNED
    asked = EVERYTHING.fields["signed"]
    policy = PassPolicy(qualifies_when=condition)
    text = read(questionnaire_markdown(small(asked, pass_policy=policy)))
    assert "It passes on its own when signed is yes (question 1.1)." in text
    assert "every" not in text
    criterion = Criterion(id="c", condition=condition, message="No.")
    text = read(
        questionnaire_markdown(
            small(asked, criteria=[criterion], pass_policy=PassPolicy())
        )
    )
    assert "It passes when every judged section passes (1)." in text


@pytest.mark.rule("QST-07", "QST-12")
def test_a_submission_shows_who_signed_and_that_it_holds() -> None:
    """Signer, role, time with its offset, what was typed, and the digest."""
    submission = signed(address="192.0.2.1", client="Form 1.0")
    page = Page(submission_html(submission, EVERYTHING))
    for words in (
        "Ada Byron",
        "ada@example.com",
        "PSM",
        "2026-03-02 10:30:00+01:00",
        "Ada <b>Byron</b>",
        "192.0.2.1",
        "Form 1.0",
        submission.digest,
        "The signature holds",
        "s-1",
        "p-1",
    ):
        assert words in page.text
        assert words in read(submission_markdown(submission, EVERYTHING))
    assert "no answer" in page.text


@pytest.mark.rule("QST-07", "QST-12")
def test_a_drawn_mark_is_drawn() -> None:
    """As a picture in HTML, with a name for those who do not see it."""
    mark = DrawnMark.from_strokes([[(0, 8), (4, 0), (8, 8)], [(2, 4), (6, 4)]])
    submission = signed(mark)
    page = submission_html(submission, EVERYTHING)
    assert '<path d="M0 8L4 0L8 8M2 4L6 4" fill="none"' in page
    assert "<title>The drawn signature</title>" in page
    assert "Drawn, in 2 strokes" in submission_markdown(submission, EVERYTHING)


@pytest.mark.rule("QST-06", "QST-07", "QST-12")
def test_a_submission_that_was_changed_says_so() -> None:
    """The reasons stand where the signature would hold; a correction names the old."""
    first = signed()
    second = signed(replaces=first.as_replaced)
    text = read(submission_markdown(second, EVERYTHING))
    assert "Replaces s-1" in text
    assert first.digest in text
    changed = attrs.evolve(first, partner_id="p-2")
    newer = attrs.evolve(EVERYTHING, version="3.0.0")
    for shown in (
        read(submission_markdown(changed, newer)),
        Page(submission_html(changed, newer)).text,
    ):
        assert "does not hold" in shown
        assert "was changed after it was signed" in shown
        assert "answers version 2.1.0, not 3.0.0" in shown


def hostile() -> Questionnaire:
    """Give a questionnaire of which every text tries to break out."""
    field = ChoiceField(
        id="f",
        label=HOSTILE,
        help=f"{HOSTILE}\r\n# {HOSTILE}\n\n- {HOSTILE}",
        choices=[Choice(id="a", label=HOSTILE)],
    )
    number = NumberField(id="n", label="1. N", unit=HOSTILE)
    written = TextField(id="t", label="+ T", placeholder=HOSTILE)
    return small(field, number, written, title=HOSTILE, stage=HOSTILE, help=HOSTILE)


@pytest.mark.rule("QST-12")
def test_texts_stay_texts() -> None:
    """They make no element, no link and no code, blank or answered."""
    questionnaire = hostile()
    answers = {"s": {"f": HOSTILE, "t": f"{HOSTILE}\n> {HOSTILE}", HOSTILE: 1}}
    for given_answers in (None, answers):
        text = questionnaire_markdown(questionnaire, given_answers)
        assert "\x1b" not in text
        assert "\u202e" not in text
        shown = Page(RENDER.render(text))
        tags = {tag for tag, _ in shown.elements}
        assert tags.isdisjoint({"a", "script", "img", "code", "pre", "s", "ol"})
        assert "[x](javascript:alert(1))" in shown.text
        assert "**b** $m$ ~~s~~ &amp; \\" in shown.text
        assert {tuple(each.items()) for _, each in shown.elements} == {()}
        page = questionnaire_html(questionnaire, given_answers)
        assert "\x1b" not in page
        assert Page(page).all("script") == []
        assert Page(page).all("a") == []


@pytest.mark.rule("QST-12")
@given(
    st.text(st.sampled_from(" -+=#>:*_`[]()!<>|~$^@&\\/.1aw\n\t"), max_size=30)
    | st.text(max_size=30)
)
def test_any_text_is_read_in_markdown_as_it_was_written(text: str) -> None:
    """Escaping loses nothing, and no element comes of it."""
    page = Page(RENDER.render(as_markdown(text)))
    assert {tag for tag, _ in page.elements} <= {"p"}
    seen = as_plain(text)
    assert page.text.strip() == seen


def as_plain(text: str) -> str:
    """Give what is to be seen of a text."""
    return visible(text).strip()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("https://example.com", "https&#58;//example.com"),
        ("see www.example.com", "see www&#46;example.com"),
        ("- a", "\\- a"),
        (": a", "&#58; a"),
        ("1) a", "1\\) a"),
        ("1.5 a", "1.5 a"),
    ],
)
def test_what_renderers_act_on_is_broken(text: str, written: str) -> None:
    """Links that nobody marked, lists, and definitions."""
    assert as_markdown(text) == written
