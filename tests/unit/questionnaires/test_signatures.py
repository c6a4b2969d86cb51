"""A signature keeps who signed, when and how, and shows nobody's address to a log."""

from __future__ import annotations

import base64
import logging
import pickle
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest

from partner_success.errors import InvalidValueError
from partner_success.partners import Role
from partner_success.questionnaires import (
    DrawnMark,
    Replaced,
    Seal,
    Signature,
    Signer,
    TypedMark,
)
from tests.unit.questionnaires.signing import (
    AT,
    MARK,
    NO_DIGEST,
    SIGNER,
    draft,
    submission,
)

pytestmark = pytest.mark.rule("QST-07")

SEAL = base64.b64encode(bytes(64)).decode()


def signature(**changes: Any) -> Signature:
    """Give a signature with some of its parts changed."""
    given = {"signer": SIGNER, "signed_at": AT, "mark": MARK, "digest": NO_DIGEST}
    return Signature(**{**given, **changes})


def test_everything_is_kept_as_it_was_given() -> None:
    """Names, address, client, and the time with its distance from UTC."""
    found = signature(address="192.0.2.7", client="Firefox 140")
    assert found.signer.name == "Ada Byron"
    assert found.signer.email == "ada@example.com"
    assert found.signer.role == "PSM"
    assert found.signed_at.isoformat() == "2026-03-02T00:30:00+02:00"
    assert (found.address, found.client) == ("192.0.2.7", "Firefox 140")


def test_nothing_of_a_person_reaches_a_log(caplog: pytest.LogCaptureFixture) -> None:
    """The printed records hold neither names nor addresses nor answers."""
    sealed = Seal(key_id="k-1", text=SEAL)
    record = attrs.evolve(
        submission(),
        signature=signature(address="192.0.2.7", client="Firefox 140", seal=sealed),
    )
    with caplog.at_level(logging.INFO):
        logging.getLogger("test").info("%s %r", record, draft())
    for private in ("Ada", "Byron", "example", "192.0", "Firefox", "PPA-7", SEAL):
        assert private not in caplog.text
    assert "s-1" in caplog.text
    assert "PSM" in caplog.text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "name is blank; fill it in"),
        ({"name": "  "}, "name is blank; fill it in"),
        ({"name": None}, "name needs text, not NoneType"),
        ({"name": "Secret" * 40}, "name has 240 characters, and at most 200"),
        ({"name": "Secret\nname"}, "name holds control characters"),
        ({"name": "Secret\ud800"}, "half of a surrogate pair"),
        ({"name": "Secret\u2028name"}, "ends of lines"),
        ({"email": "Secret"}, "email needs the signer's e-mail address"),
        ({"email": "@Secret"}, "email needs the signer's e-mail address"),
        ({"email": "Secret@"}, "email needs the signer's e-mail address"),
        ({"email": "Secret name@example.com"}, "email needs the signer's e-mail"),
        ({"email": 7}, "email needs text, not int"),
        ({"role": ""}, "role is blank"),
        ({"role": None}, "role needs text"),
    ],
)
def test_signer_is_refused_without_repeating_what_was_given(
    changes: dict[str, Any], said: str
) -> None:
    """The message names the field and what to do, and nobody."""
    with pytest.raises(InvalidValueError, match=said) as caught:
        attrs.evolve(SIGNER, **changes)
    assert "Secret" not in str(caught.value)


def test_role_is_its_text() -> None:
    """A member of the roles is taken, and a word of the organisation's own."""
    found = attrs.evolve(SIGNER, role=Role.PAM).role
    assert (type(found), found) == (str, "PAM")
    assert attrs.evolve(SIGNER, role="Notary").role == "Notary"


def test_signers_are_one_person_in_one_role() -> None:
    """Spellings of the address do not count, and the name does not either."""
    assert SIGNER.is_same(Signer(name="A. B.", email=" ADA@Example.COM", role="PSM"))
    assert not SIGNER.is_same(attrs.evolve(SIGNER, email="bob@example.com"))
    assert not SIGNER.is_same(attrs.evolve(SIGNER, role="PAM"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"signer": "Secret"}, "signer needs a Signer, not str"),
        ({"mark": "Secret"}, "mark needs a TypedMark or a DrawnMark, not str"),
        ({"signed_at": datetime(2026, 3, 2)}, "signed_at needs a time zone"),  # noqa: DTZ001
        ({"signed_at": "2026-03-02"}, "signed_at needs a datetime"),
        ({"address": ""}, r"address is blank; leave it out \(None\)"),
        ({"client": "x" * 1001}, "client has 1001 characters"),
        ({"digest": "0" * 63}, "digest needs a SHA-256"),
        ({"digest": "A" * 64}, "digest needs a SHA-256"),
        ({"digest": None}, "digest needs a SHA-256"),
        ({"seal": "Secret"}, "seal needs a Seal, not str"),
    ],
)
def test_signature_is_refused(changes: dict[str, Any], said: str) -> None:
    """Each part is what it must be."""
    with pytest.raises(InvalidValueError, match=said) as caught:
        signature(**changes)
    assert "Secret" not in str(caught.value)


def test_the_clock_of_the_signer_is_kept_and_the_zone_forgotten() -> None:
    """Two clocks of one instant are two times; two zones of one clock are one."""
    berlin = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Europe/Berlin"))
    fixed = datetime(2026, 3, 2, 10, tzinfo=timezone(timedelta(hours=1)))
    utc = datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert signature(signed_at=berlin) == signature(signed_at=fixed)
    assert signature(signed_at=berlin) != signature(signed_at=utc)
    assert hash(signature(signed_at=berlin)) == hash(signature(signed_at=fixed))


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    """In the night in which clocks are set back, the offset says which hour it was."""
    first = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    found = [signature(signed_at=first.replace(fold=fold)) for fold in (0, 1)]
    texts = [each.signed_at.isoformat() for each in found]
    assert texts == ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]
    assert [pickle.loads(pickle.dumps(each)) for each in found] == found


def test_pandas_no_time_is_none() -> None:
    """It calls itself a datetime, and is refused like any other missing time."""
    pandas = pytest.importorskip("pandas")
    with pytest.raises(InvalidValueError, match="signed_at needs a datetime"):
        signature(signed_at=pandas.NaT)
    found = signature(signed_at=pandas.Timestamp("2026-03-02T10:00:00+01:00"))
    assert type(found.signed_at) is datetime


def test_typed_mark() -> None:
    """It is one line of text, told apart by its type."""
    assert (MARK.type, MARK.text) == ("typed", "Ada Byron")
    for wrong in ("", " ", "two\nlines", "x" * 201, 7):
        with pytest.raises(InvalidValueError, match="text"):
            TypedMark(text=wrong)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="leave 'type' out"):
        TypedMark(text="Ada", type="drawn")  # type: ignore[arg-type]


def test_drawn_mark() -> None:
    """Strokes become a path, a single point a line that shows as a dot."""
    found = DrawnMark.from_strokes([[(0, 8), (4, 0), (99_999, 8)], [(5, 12)]])
    assert (found.type, found.path) == ("drawn", "M0 8L4 0L99999 8M5 12L5 12")
    assert found.size == (99_999, 12)
    assert DrawnMark(path=found.path) == found


@pytest.mark.parametrize(
    "path",
    [
        "",
        "M",
        "M1",
        "M1 2 3",
        "L1 2",
        "M1 2L",
        "M1 2Z",
        "m1 2",
        "M1 2 L3 4",
        "M-1 2",
        "M1.5 2",
        "M100000 2",
        "M1 2\n",
        "M\u0661 2",
        'M1 2"/><script>',
        "M1 2" * 12_501,
        None,
        ["M1 2"],
    ],
)
def test_drawn_mark_holds_lines_and_nothing_else(path: Any) -> None:
    """It can stand in a page as it is."""
    with pytest.raises(InvalidValueError, match="lines of a drawn mark"):
        DrawnMark(path=path)


@pytest.mark.parametrize("strokes", [[], [[]], [[(1, 2)], []], [[(-1, 2)]]])
def test_strokes_without_a_point_on_the_pad_are_refused(strokes: Any) -> None:
    """A mark that nobody made is none."""
    with pytest.raises(InvalidValueError, match="lines of a drawn mark"):
        DrawnMark.from_strokes(strokes)


@pytest.mark.parametrize(
    "text",
    ["", "AAAA", SEAL[:-4], SEAL + "AAAA", SEAL.replace("A==", "B=="), "\u20ac", None],
)
def test_seal_is_one_text_of_64_bytes(text: Any) -> None:
    """Another way to write the same bytes is refused, so that no byte is free."""
    with pytest.raises(InvalidValueError, match="88 characters"):
        Seal(key_id="k-1", text=text)


def test_replaced_needs_id_and_digest() -> None:
    """A correction names what it replaces for certain."""
    with pytest.raises(InvalidValueError, match="id is blank"):
        Replaced(id=" ", digest=NO_DIGEST)
    with pytest.raises(InvalidValueError, match="digest needs a SHA-256"):
        Replaced(id="s-1", digest="0")
