"""Fields of forms: from what browsers send to documents of the library."""

from __future__ import annotations

from decimal import Decimal

import attrs
import pytest

from onboarding_hub.pages.fields import (
    ABSENT,
    FormField,
    document_of,
    fields_of,
    row_count,
    value_of,
)
from onboarding_hub.pages.questions import (
    answers_of,
    given_of,
    parts_of,
    text_of_answer,
)
from partner_success.gates import (
    DecideLaunch,
    Launch,
    RecordMetrics,
    SetTier,
    WaiveBeta,
)
from partner_success.questionnaires import (
    AttestationField,
    Choice,
    ChoiceField,
    ChoicesField,
    EmailField,
    Questionnaire,
    RatingField,
    Section,
    YesNoField,
)


@pytest.mark.parametrize(
    ("kind", "texts", "value"),
    [
        ("yes_no", ("yes",), True),
        ("yes_no", ("no",), False),
        ("yes_no", (), ABSENT),
        ("tick", ("yes",), True),
        ("tick", (), False),
        ("attest", ("yes",), True),
        ("attest", (), ABSENT),
        ("lines", (" a \n\nb",), ["a", "b"]),
        ("choices", ("a", "", "b"), ["a", "b"]),
        ("whole", ("1 000",), 1000),
        ("whole", ("1.0",), "1.0"),
        ("whole", (" ",), ABSENT),
        ("rating", ("5",), 5),
        ("number", ("-0.50",), Decimal("-0.50")),
        ("number", ("7",), 7),
        ("number", ("1,5",), "1,5"),
        ("text", (" a ",), "a"),
        ("text", (), ABSENT),
    ],
)
def test_what_was_filled_in(kind: str, texts: tuple[str, ...], value: object) -> None:
    """A value is exact where it can be meant, and else the text itself."""
    found = value_of(FormField(name="x", label="X", kind=kind), texts)
    assert (type(found), found) == (type(value), value)


def test_fields_are_those_of_the_record() -> None:
    """Kinds follow the types of the record, choices its enumerations."""
    kinds = {each.name: each.kind for each in fields_of(DecideLaunch, without=("by",))}
    assert kinds == {
        "why": "long",
        "outcome": "choice",
        "risks": "lines",
        "mitigation": "long",
        "target": "day",
    }
    (tier,) = fields_of(SetTier, without=("by", "why"))
    assert (tier.kind, tier.required) == ("whole", True)
    (on,) = fields_of(Launch, without=("by", "why"))
    assert (on.kind, on.required, on.label) == ("day", False, "Day of the launch")
    (metrics,) = fields_of(RecordMetrics, without=("by", "why"))
    assert [each.kind for each in metrics.columns] == [
        "text",
        "number",
        "number",
        "choice",
        "text",
    ]
    waiver = fields_of(WaiveBeta, without=("by", "why"))[0]
    assert waiver.choices == (("skip", "skip"), ("minimal", "minimal"))


def test_choices_that_are_known_beside_the_record() -> None:
    """A list becomes boxes, a text a list to choose from."""

    @attrs.frozen(kw_only=True)
    class Sample:
        several: tuple[str, ...]
        one: str
        yes: bool = False

    known = (("a", "A"),)
    found = fields_of(Sample, choices={"several": known, "one": known})
    assert [each.kind for each in found] == ["choices", "select", "tick"]


def test_blank_fields() -> None:
    """A text that is needed is sent blank, a day that is needed as none, others not."""
    fields = (
        FormField(name="a", label="A", kind="text", required=True),
        FormField(name="b", label="B", kind="day", required=True),
        FormField(name="c", label="C", kind="whole", required=True),
        FormField(name="d", label="D", kind="long"),
    )
    assert document_of(fields, {"a": ("",)}) == {"a": "", "b": None}


def test_rows() -> None:
    """Rows that are filled in count, wherever they stand; one more is shown."""
    column = FormField(name="id", label="Id", kind="text", required=True)
    rows = FormField(name="r", label="R", kind="rows", columns=(column,))
    given = {"r.0.id": ("",), "r.4.id": ("x",)}
    assert document_of((rows,), given) == {"r": [{"id": "x"}]}
    assert row_count(rows, {}) == 3
    assert row_count(rows, given) == 6
    assert row_count(rows, {**given, "more": ("r",)}) == 8
    assert row_count(rows, {"r.49.id": ("x",)}) == 50


def _asked() -> Questionnaire:
    many = [Choice(id=f"c{each}", label=f"C {each}") for each in range(7)]
    fields = [
        YesNoField(id="done", label="Done?", words=("Aye", "Nay")),
        RatingField(id="rate", label="Rate", lowest_label="bad", highest_label="good"),
        ChoiceField(id="one", label="One", choices=many, required=True),
        ChoicesField(id="some", label="Some", choices=many[:2]),
        AttestationField(id="true", label="True", statement="I say so."),
        EmailField(id="mail", label="Mail", placeholder="a@example.com"),
    ]
    section = Section(id="s", title="S", fields=fields)
    return Questionnaire(id="q", version="1.0.0", title="Q", sections=[section])


def test_questions_of_every_kind() -> None:
    """Words, ends of a scale, long lists, statements and examples reach the form."""
    (part,) = parts_of(_asked())
    done, rate, one, some, true, mail = part.questions
    assert done.choices == (("yes", "Aye"), ("no", "Nay"))
    assert rate.choices[0] == ("1", "1 bad")
    assert rate.choices[1] == ("2", "2")
    assert (one.kind, one.required, one.number) == ("select", True, "1.3")
    assert some.kind == "choices"
    assert (true.kind, true.notes) == ("attest", ("I say so.",))
    assert mail.notes == ("For example a@example.com",)


def test_answers_there_and_back() -> None:
    """What is filled in becomes answers, and they stand in the form again."""
    given = {
        "a.s.done": ("no",),
        "a.s.rate": ("5",),
        "a.s.some": ("c0", "c1"),
        "a.s.true": ("yes",),
        "a.s.mail": ("",),
        "a.s.strange": ("x",),
    }
    found = answers_of(_asked(), given)
    assert found == {
        "s": {"done": False, "rate": 5, "some": ["c0", "c1"], "true": True}
    }
    again = given_of(found)
    assert answers_of(_asked(), again) == found
    assert text_of_answer(_asked(), "s", "some", ["c0", "c1"]) == "C 0, C 1"
    assert text_of_answer(_asked(), "s", "done", False) == "Nay"
    assert text_of_answer(_asked(), "s", "true", True) == "Yes"
