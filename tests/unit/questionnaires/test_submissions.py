"""A draft is kept as it is; a submission is complete, signed, and never changes."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

import attrs
import pytest

from partner_success.errors import InvalidDataError, InvalidValueError, UnknownNameError
from partner_success.interop import (
    Format,
    format_document,
    parse_document,
    structure,
    unstructure,
)
from partner_success.questionnaires import (
    DrawnMark,
    Replaced,
    Submission,
    Versions,
    correct,
    delete,
    signed_data,
    submit,
    verify,
)
from tests.unit.questionnaires.signing import (
    ANSWERS,
    AT,
    MARK,
    NO_DIGEST,
    SIGNER,
    SIGNING,
    draft,
    questionnaire,
    signed,
    submission,
)

drafts = pytest.mark.rule("QST-06")
signatures = pytest.mark.rule("QST-06", "QST-07")
versions = pytest.mark.rule("QST-06", "QST-08")

FORMATS: tuple[Format, ...] = ("toml", "json", "yaml")


class Colour(StrEnum):
    RED = "red"


def changed(section: str, **answers: Any) -> dict[str, dict[str, Any]]:
    """Give the answers with some of a section changed."""
    return {**ANSWERS, section: {**ANSWERS[section], **answers}}


@drafts
def test_draft_is_kept_with_its_gaps_and_faults() -> None:
    """Nothing about the answers is checked before they are submitted."""
    wrong = {"contract": {"signed": "no", "other": [1, {"a": None}]}, "nowhere": 7}
    saved = draft({}).save(wrong, at=AT + timedelta(hours=1), by="u-2")
    assert saved.answers == {
        "contract": {"signed": "no", "other": (1, {"a": None})},
        "nowhere": 7,
    }
    assert (saved.id, saved.saved_by) == ("d-1", "u-2")
    assert saved.saved_at == AT + timedelta(hours=1)


@drafts
def test_draft_does_not_change_with_what_it_was_given() -> None:
    """It is a copy to the bottom."""
    given: dict[str, Any] = {"contract": {"list": [1, 2]}}
    kept = draft(given)
    given["contract"]["list"].append(3)
    given["contract"]["more"] = 1
    assert kept.answers == {"contract": {"list": (1, 2)}}


@drafts
def test_draft_keeps_plain_data_only() -> None:
    """Floats become the decimals that were written, and days their text."""
    moment = datetime(2026, 3, 2, 10, tzinfo=UTC)
    given = {"a": {"x": 0.1, "d": date(2026, 3, 2), "t": moment, "n": True, "i": 2}}
    assert draft(given).answers["a"] == {
        "x": Decimal("0.1"),
        "d": "2026-03-02",
        "t": "2026-03-02T10:00:00+00:00",
        "n": True,
        "i": 2,
    }


def deep(levels: int) -> dict[str, Any]:
    """Give tables and lists inside each other."""
    found: Any = 1
    for level in range(levels - 1):
        found = [found] if level % 2 else {"a": found}
    return {"a": found}


@drafts
@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([], "a table of the answers needs a table with text for keys, not list"),
        ({1: 2}, "has a key that is no text"),
        ({"a": {1: 2}}, "has a key that is no text"),
        ({"a": {"b": float("nan")}}, "no finite number"),
        ({"a": {"b": Decimal("1E+5000")}}, "1000 digits"),
        ({"a": {"b": "\ud800"}}, "surrogate"),
        ({"\udfff": 1}, "surrogate"),
        ({"a": {1, 2}}, "a set is no plain data"),
        ({"a": ["x"] * 20_000}, "at most 20000 values"),
        ({"a": "x" * 1_000_001}, "1000000 characters"),
        ({"x" * 1_000_001: 1}, "1000000 characters"),
        (deep(18), "at most 16 tables and lists"),
        (deep(19), "at most 16 tables and lists"),
    ],
)
def test_draft_is_bounded_plain_data(answers: Any, said: str) -> None:
    """What no file can hold, or what is too much, is refused."""
    with pytest.raises(InvalidValueError, match=said):
        draft().save(answers, at=AT, by="u-1")


@drafts
def test_draft_may_be_as_large_as_it_says() -> None:
    """The bounds are closed."""
    assert draft({"a": ["x"] * 19_998}).answers
    assert draft({"a": "x" * 999_999}).answers
    assert draft(deep(17)).answers


@signatures
def test_submission_holds_the_complete_answers() -> None:
    """Computed fields are filled in, and the digest covers what is kept."""
    done = submit(draft(), questionnaire(), id="s-1", **SIGNING)
    assert not done.refused
    assert done.explain() == "submitted as s-1"
    found = done.submission
    assert found is not None
    assert found.answers["size"] == {
        "users": 40,
        "value": Decimal("1.5"),
        "regions": ("eu", "us"),
        "large": True,
    }
    assert (found.questionnaire_id, found.version) == ("gate", "1.4.0")
    assert (found.partner_id, found.replaces) == ("p-1", None)
    assert found.digest == found.computed_digest()
    assert verify(found).holds


@drafts
def test_hidden_answers_are_left_out_and_named() -> None:
    """What is not asked is not stored."""
    given = changed("contract", signed=False)
    done = submit(draft(given), questionnaire(), id="s-1", **SIGNING)
    assert done.dropped == ("contract.signed_on",)
    assert done.explain() == "submitted as s-1; left out: contract.signed_on"
    assert done.submission is not None
    assert "signed_on" not in done.submission.answers["contract"]


@drafts
def test_incomplete_draft_is_refused_with_every_problem() -> None:
    """The refusal is a value; the draft stays as it is."""
    given = {"contract": {"signed": True}, "size": {"users": "7"}}
    done = submit(draft(given), questionnaire(), id="s-1", **SIGNING)
    assert done.refused
    assert [reason.code for reason in done.reasons] == ["incomplete"]
    assert [problem.path for problem in done.problems] == [
        "contract.signed_on",
        "size.users",
    ]
    text = done.explain()
    assert text.startswith("refused: the answers have 2 problems; mend them and submit")
    assert "\n  size.users: " in text


@drafts
def test_the_day_is_that_of_the_signers_clock() -> None:
    """Half past midnight in Athens is the second of March there, not the first."""
    given = changed("contract", signed_on="2026-03-02")
    east = submit(draft(given), questionnaire(), id="s-1", **SIGNING)
    assert not east.refused
    signing = {**SIGNING, "at": AT.astimezone(UTC)}
    west = submit(draft(given), questionnaire(), id="s-1", **signing)
    assert [problem.code for problem in west.problems] == ["too-late"]


@versions
@pytest.mark.parametrize(
    ("other", "code"),
    [
        (questionnaire(version="1.4.1"), "wrong-version"),
        (questionnaire(id="other"), "wrong-questionnaire"),
        (questionnaire(id="other", version="2.0.0"), "wrong-questionnaire"),
    ],
)
def test_draft_is_submitted_with_the_version_it_answered(other: Any, code: str) -> None:
    """Another version is refused, even where its fields are the same."""
    done = submit(draft(), other, id="s-1", **SIGNING)
    assert [reason.code for reason in done.reasons] == [code]
    assert done.submission is None


@drafts
def test_signer_needs_a_role_that_may_complete_it() -> None:
    """With no roles named anybody may; all reasons are told at once."""
    tam = attrs.evolve(SIGNER, role="TAM")
    signing = {**SIGNING, "signer": tam}
    done = submit(draft({}), questionnaire("2.0.0"), id="s-1", **signing)
    codes = [reason.code for reason in done.reasons]
    assert codes == ["wrong-version", "wrong-role", "incomplete"]
    assert "PSM or PAM" in done.explain()
    anybody = attrs.evolve(questionnaire(), completed_by=())
    assert not submit(draft(), anybody, id="s-1", **signing).refused


@drafts
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"at": datetime(2026, 3, 2)}, "at needs a time zone"),  # noqa: DTZ001
        ({"id": " "}, "id is blank"),
        ({"address": ""}, "address is blank"),
    ],
)
def test_misuse_is_told(changes: dict[str, Any], said: str) -> None:
    """A time without a zone cannot be signed."""
    with pytest.raises(InvalidValueError, match=said):
        submit(draft(), questionnaire(), **{"id": "s-1", **SIGNING, **changes})


@drafts
def test_submission_never_changes() -> None:
    """Neither the record nor anything in it can be set."""
    found = submission()
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        found.version = "2.0.0"  # type: ignore[misc]
    answers: Any = found.answers
    with pytest.raises(TypeError):
        answers["contract"]["signed"] = False
    assert pickle.loads(pickle.dumps(found)) == found
    assert hash(found) == hash(submission())


@signatures
def test_correction_names_what_it_replaces() -> None:
    """It is another submission; the first stays as it is."""
    first = submission()
    before = first.signed_form()
    mended = draft(changed("size", users=41))
    done = correct(
        first, mended, questionnaire(), id="s-2", address="192.0.2.7", **SIGNING
    )
    assert done.submission is not None
    assert done.submission.replaces == Replaced(id="s-1", digest=first.digest)
    assert done.submission.signature.address == "192.0.2.7"
    assert first.signed_form() == before
    assert verify(done.submission).holds


@drafts
def test_what_was_deleted_can_be_corrected() -> None:
    """The tombstone keeps what a correction names."""
    first = submission()
    grave = delete(first, at=AT, by="u-1", reason="asked for by the partner")
    done = correct(grave, draft(), questionnaire(), id="s-2", **SIGNING)
    assert done.submission is not None
    assert done.submission.replaces == first.as_replaced


@drafts
def test_correction_of_something_else_is_refused() -> None:
    """Same questionnaire, same partner, an id of its own; all reasons at once."""
    other = draft({}, partner_id="p-2", questionnaire_id="other", version="1.0.0")
    done = correct(submission(), other, questionnaire(), id="s-1", **SIGNING)
    assert done.submission is None
    assert [reason.code for reason in done.reasons] == [
        "wrong-questionnaire",
        "incomplete",
        "same-id",
        "other-questionnaire",
        "other-partner",
    ]


@versions
def test_correction_may_answer_a_newer_version() -> None:
    """What was submitted under an old version is corrected in today's."""
    new = questionnaire("2.0.0")
    done = correct(submission(), draft(version="2.0.0"), new, id="s-2", **SIGNING)
    assert done.submission is not None
    assert done.submission.version == "2.0.0"


@versions
def test_submission_is_read_with_its_own_version() -> None:
    """The newest version never stands in for the one that was answered."""
    known = Versions(map(questionnaire, ("2.0.0", "1.4.0", "1.4.1")))
    assert known.of(submission()).version == "1.4.0"
    assert known.of(draft(version="1.4.1")).version == "1.4.1"
    with pytest.raises(UnknownNameError, match=r"version of gate is called '1\.4\.0'"):
        Versions([questionnaire("2.0.0")]).of(submission())


@signatures
def test_equal_numbers_are_kept_and_signed_alike() -> None:
    """Files write numbers in several ways, and the digest must not depend on it."""
    one = signed({"a": {"x": Decimal("3.0"), "y": Decimal("1.50"), "z": [Colour.RED]}})
    two = signed({"a": {"x": 3, "y": Decimal("1.5"), "z": ("red",)}})
    assert one == two
    assert one.digest == two.digest
    assert type(one.answers["a"]["x"]) is int
    big = signed({"a": {"x": Decimal("1E+30"), "y": 2**53, "z": Colour.RED}})
    assert [type(each) for each in big.answers["a"].values()] == [int, int, str]


@signatures
def test_number_and_its_digits_as_text_have_different_digests() -> None:
    """Which answers are numbers is signed too."""
    values = [Decimal("1.5"), "1.5", 2**60, str(2**60), True, "true", 1, "1", ("1",)]
    digests = {signed({"a": {"x": value}}).digest for value in values}
    assert len(digests) == len(values)
    many = signed({"b": {"y": Decimal("1.5"), "x": 2**53}, "a": {"z": Decimal("0.1")}})
    data = signed_data(many)
    assert data["numbers_as_text"] == [("a", "z"), ("b", "x"), ("b", "y")]


@signatures
def test_the_digest_of_a_record_is_the_same_for_ever() -> None:
    """What was signed years ago verifies with every later version of this library."""
    record = signed(
        {"size": {"value": Decimal("1.50"), "users": 40, "regions": ["eu"]}},
        partner_id="p-4",
        signed_at=datetime(2026, 5, 13, 9, 30, tzinfo=UTC),
    )
    assert record.signed_form().decode() == (
        '{"answers":{"size":{"regions":["eu"],"users":40,"value":"1.5"}},"id":"s-1",'
        '"mark":{"text":"Ada Byron","type":"typed"},'
        '"numbers_as_text":[["size","value"]],"partner_id":"p-4",'
        '"questionnaire_id":"gate","signed_as":"partner-success submission 1",'
        '"signed_at":"2026-05-13T09:30:00+00:00","signer":{"email":"ada@example.com",'
        '"name":"Ada Byron","role":"PSM"},"version":"1.4.0"}'
    )
    known = "86aa477af10356bd0ece2e7a3c9a0b6f8cba5da0163f1968dae75f2e4ea609f1"
    assert record.digest == known


@signatures
@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"a": {"x": 1.5}}, r"answers\.a\.x is a float"),
        ({"a": {"x": None}}, r"answers\.a\.x is a NoneType"),
        ({"a": {"x": ["Secret", 1]}}, r"answers\.a\.x is a list"),
        ({"a": {"x": {"y": 1}}}, r"answers\.a\.x is a dict"),
        ({"a": {"x": "Secret\ud800"}}, "surrogate"),
        ({"a": {"x": Decimal("NaN")}}, "no finite number"),
        ({"a": 1}, r"answers\.a needs a table"),
        ({"a": {1: 1}}, "has a key that is no text"),
        ({1: {}}, "has a key that is no text"),
        ({"a": {"x" * 201: 1}}, r"answers\.a has a key of 201 characters"),
        (None, "answers needs a table"),
    ],
)
def test_answers_that_cannot_be_signed_are_refused(answers: Any, said: str) -> None:
    """The message tells the place and not the answer."""
    with pytest.raises(InvalidValueError, match=said) as caught:
        signed(answers)
    assert "Secret" not in str(caught.value)


def written(record: Any, format_: Format) -> Any:
    """Give what comes back from a file."""
    text = format_document(unstructure(record), format_)
    data = parse_document(text, format_)
    return structure(data, type(record), subject="the file")


STRANGE: Mapping[str, Mapping[str, Any]] = {
    "texts": {
        "day": "2026-03-02",
        "time": "2026-03-02T10:00:00+01:00",
        "number": "1.5",
        "yes": "yes",
        "null": "null",
        "hex": "0x10",
        "tilde": "~",
        "empty": "",
        "lines": "one\n  two\r\n\tthree \x00\x7f\x85\u2028\ufeff",
    },
    "numbers": {
        "whole": 3,
        "great": 2**80,
        "part": Decimal("0.10"),
        "small": Decimal("1E-30"),
        "negative": Decimal("-1234567890.12"),
    },
    "others": {"no": False, "codes": ["a", "1"], "none": []},
    "empty": {},
}


@signatures
@pytest.mark.parametrize("format_", FORMATS)
def test_files_keep_every_record(format_: Format) -> None:
    """Values and their types, offsets and marks come back as they were."""
    drawn = DrawnMark.from_strokes([[(1, 2), (3, 4)]])
    record = signed(
        STRANGE,
        mark=drawn,
        address="192.0.2.7",
        client="Firefox",
        replaces=Replaced(id="s-0", digest=NO_DIGEST),
        signed_at=AT.replace(microsecond=5),
    )
    back = written(record, format_)
    assert back == record
    assert verify(back).holds
    for section, answers in record.answers.items():
        found = back.answers[section]
        assert [type(each) for each in found.values()] == [
            type(each) for each in answers.values()
        ]
    grave = delete(record, at=AT, by="u-1", reason="asked for")
    assert written(grave, format_) == grave
    kept = draft({**STRANGE, "wrong": [1, ["a", {"b": Decimal("2.0")}]]})
    assert written(kept, format_) == kept


@drafts
def test_nothing_in_a_draft_has_no_word_in_toml() -> None:
    """The other formats keep it; TOML says so."""
    kept = draft({"a": {"b": None}})
    assert written(kept, "json") == kept
    assert written(kept, "yaml") == kept
    with pytest.raises(InvalidDataError, match="no word for nothing"):
        written(kept, "toml")


@signatures
def test_faults_of_a_file_are_told_by_path() -> None:
    """The reader tells every part that is wrong."""
    data = unstructure(submission())
    data["signature"]["digest"] = "none"
    data["signature"]["signed_at"] = "2026-03-02T10:00:00"
    data["answers"]["contract"]["signed"] = None
    with pytest.raises(InvalidDataError) as caught:
        structure(data, Submission, subject="the file")
    paths = {problem.path for problem in caught.value.problems}
    assert "signature.signed_at" in paths
    assert "answers.contract.signed" in paths


@drafts
def test_tombstone_keeps_the_proof_and_nothing_of_the_person() -> None:
    """Id, version, digest and link stay; answers, names and addresses are gone."""
    first = signed(
        ANSWERS, address="192.0.2.7", replaces=Replaced(id="s-0", digest=NO_DIGEST)
    )
    grave = delete(first, at=AT, by="u-9", reason="asked for by the partner")
    assert grave.as_replaced == first.as_replaced
    assert (grave.version, grave.partner_id) == ("1.4.0", "p-1")
    assert grave.replaces == first.replaces
    text = format_document(unstructure(grave), "json")
    for private in ("Ada", "example", "192.0", "PPA-7", MARK.text):
        assert private not in text


@drafts
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"by": ""}, "deleted_by is blank"),
        ({"reason": " "}, "reason is blank"),
        ({"at": datetime(2026, 3, 2)}, "deleted_at needs a time zone"),  # noqa: DTZ001
    ],
)
def test_deletion_says_when_by_whom_and_why(changes: Any, said: str) -> None:
    """None of the three may be missing."""
    given = {"at": AT, "by": "u-9", "reason": "asked for", **changes}
    with pytest.raises(InvalidValueError, match=said):
        delete(submission(), **given)
