"""The small language of patterns: what it matches, writes, and refuses."""

from __future__ import annotations

import json
import pickle
import shutil
import subprocess

import pytest

from partner_success.errors import InvalidValueError
from partner_success.questionnaires import TextPattern, pattern_problems
from tests.properties.naive_patterns import naive_steps, parse

pytestmark = pytest.mark.rule("QST-01")

READ_ALIKE = [
    *(r"\d{4}", r"\w+", r"[^\d]", ".", ".+", r"[\w-]+", r"\+?[\d ]{3,20}"),
    *(
        "[A-Z]{2}-\\d{4}",
        r"[^@ ]+@[^@ ]+\.[a-z]{2,}",
        "(red|green)( light)?",
        "a|bc|d?",
    ),
    *("[😀-😂]", "😀{2}", "[^😀]", "é", r"[\^\]\\\[a-]", r"\(\)\{\}\.\*\+\?\|\^\$\/"),
    *("[&&]", "[||]", "[^-a]", "[!-/:-@]", "a{3,}", "(ab){2,3}", "((ab){2}c?){1,5}"),
    *(r"\w+(-\w+)*", "(,[^,]*)*", "[ -~]{0,1000}", "((a{2}){10}){10}", "'\"`<>=~#%;"),
]
"""Patterns that Python and a browser must read alike."""
TEXTS = [
    *("", "a", "aa", "ab", "abab", "ababc", "DE-2026", "DE-2026\n", "2026", "2026\n"),
    *("\n", "\r", "\u2028", "\u2029", "\u0085", "\x0b", "a\nb", "ab\r"),
    *("٢٠٢٦", "२०२६", "²", "é", "e\u0301", "É", "ß", "K", "\u212a", "ſ", "ǅ", "_", "-"),
    *(
        "😀",
        "😂",
        "😀😀",
        "🙂",
        "👩‍💻",
        "\U0010ffff",
        "red",
        "green light",
        "red light\n",
    ),
    *(
        "a@b.de",
        "a@b.c",
        "a b@c.de",
        "+49 89 1234",
        "bc",
        "d",
        "&",
        "|",
        "^",
        "]",
        "\\",
    ),
    *(
        "(){}.*+?|^$/",
        "!",
        ":",
        "@",
        "aaa",
        "a-b-c",
        "a--b",
        ",a,,b",
        ",\n",
        "\x7f",
        "\0",
    ),
    *("'\"`<>=~#%;", "a" * 200, " ~" * 500, "\ufeff", "\xa0"),
]
"""Answers that engines are known to see differently."""


def code(pattern: str) -> str:
    """Give the code of the one fault of a pattern."""
    (problem,) = pattern_problems(pattern)
    return problem.code


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        (r"\d{2,3}", ["12", "123"], ["1", "1234", "12\n", "١٢", ""]),
        (r"\w+", ["a_Z9"], ["é", "a b", "-"]),
        (".", ["a", "😀", "\x0b"], ["", "ab", "\n", "\r", "\u2028", "\u2029"]),
        ("[^a]", ["b", "\n"], ["a", ""]),
        ("[a-c]?x*", ["", "a", "bxx", "x"], ["d", "ab"]),
        ("(a|bc)+", ["a", "bc", "abca"], ["", "b", "c"]),
        ("a|bc", ["a", "bc"], ["abc", "ac"]),
        ("(?:ab){2}", ["abab"], ["ab", "ababab"]),
        ("a{2,}", ["aa", "aaaa"], ["a"]),
        (r"[\d\-x-]", ["7", "-", "x"], ["d", "\\"]),
        (r"\.\\", [".\\"], ["a\\"]),
    ],
)
def test_what_a_pattern_matches(pattern: str, good: list[str], bad: list[str]) -> None:
    """It matches whole answers and nothing else."""
    found = TextPattern(pattern)
    assert [text for text in good if not found.matches(text)] == []
    assert [text for text in bad if found.matches(text)] == []


@pytest.mark.parametrize(
    ("pattern", "expected", "place"),
    [
        *(("", "empty-pattern", 1), ("a" * 501, "too-long", 501)),
        *(("^a", "anchor", 1), ("a$", "anchor", 2), (r"\bx", "unknown-escape", 1)),
        *(("a*?", "lazy-quantifier", 3), ("a++", "possessive-quantifier", 3)),
        *(("a**", "second-quantifier", 3), ("a{2}{3}", "second-quantifier", 5)),
        *(("*", "nothing-to-repeat", 1), ("a|+", "nothing-to-repeat", 3)),
        *(("(?=a)", "lookahead", 1), ("(?!a)", "negative-lookahead", 1)),
        *(("(?<=a)", "lookbehind", 1), ("(?<!a)", "negative-lookbehind", 1)),
        *(("(?P<n>a)", "named-group", 1), ("(?<n>a)", "named-group", 1)),
        *(("(?P=n)", "back-reference", 1), (r"(a)\1", "back-reference", 4)),
        *(("(?i)a", "flag", 1), ("(?#c)", "comment", 1), ("(?>a)", "atomic-group", 1)),
        *(("(?(1)a)", "condition-on-a-group", 1), ("(?", "flag", 1)),
        *((r"\s", "unknown-escape", 1), (r"\e", "unknown-escape", 1)),
        *(("a\\", "unknown-escape", 2), (r"\é", "unknown-escape", 1)),
        *(("a\nb", "control-character", 2), ("\u2028", "control-character", 1)),
        *(("\x85", "control-character", 1), ("[\ud800]", "control-character", 2)),
        *(
            ("(a", "open-bracket", 1),
            ("[a", "open-bracket", 1),
            ("[a-", "open-bracket", 1),
        ),
        *(
            ("a)", "stray-bracket", 2),
            ("}", "stray-bracket", 1),
            ("]", "stray-bracket", 1),
        ),
        *(
            ("[a[]", "stray-bracket", 3),
            ("[]", "empty-class", 2),
            ("[^]", "empty-class", 3),
        ),
        *(("|a", "empty-alternative", 1), ("a|", "empty-alternative", 3)),
        *(("()", "empty-alternative", 2), ("(" * 21, "too-deep", 21)),
        *(("[z-a]", "bad-range", 2), (r"[\d-z]", "bad-range", 2)),
        *((r"[a-\d]", "bad-range", 2), ("[a-z-9]", "bad-range", 5)),
        *(
            ("a{", "bad-count", 2),
            ("a{,3}", "bad-count", 2),
            ("a{2,1}", "bad-count", 2),
        ),
        *(
            ("a{0}", "bad-count", 2),
            ("a{1001}", "bad-count", 2),
            ("a{1,x}", "bad-count", 2),
        ),
        *(
            ("a{1001,}", "bad-count", 2),
            ("a{٣}", "bad-count", 2),
            ("{2}", "stray-bracket", 1),
        ),
        *(("(a?)+", "empty-repetition", 1), ("x(a*|b){2}", "empty-repetition", 2)),
        *(("((ab?)?c*)*", "empty-repetition", 1), ("(a|bc){1000}", "too-large", 1)),
    ],
)
def test_what_a_pattern_cannot_say(pattern: str, expected: str, place: int) -> None:
    """Each fault has its code, and its text begins with the place."""
    (problem,) = pattern_problems(pattern)
    assert problem.code == expected
    assert problem.message.startswith(f"at character {place} of the pattern: ")
    with pytest.raises(InvalidValueError, match=f"at character {place} of"):
        TextPattern(pattern)


@pytest.mark.parametrize(
    ("pattern", "place"),
    [
        *(("(a+)+", 1), ("(a|a)*", 1), ("x(a|ab)+", 2), ("(a*b?a)+", 1), ("(.+,)+", 1)),
        *((".*foo.*", 1), ("a*a*", 1), ("[ab]*b[ab]*", 1), ("-[a-z]+(x[a-z]*)?", 2)),
        *(("(a{1,3}){1,13}", 2), ("(a|b|ab){1,30}", 1), ("[a-z]{0,9}" * 9, 31)),
        *(("a{0,500}a{0,500}a{0,500}", 1), ("(a?b?a?b?c){1,20}.*", 2)),
    ],
)
def test_a_pattern_that_could_hang_is_refused(pattern: str, place: int) -> None:
    """Ways that multiply are found at the part that begins them."""
    (problem,) = pattern_problems(pattern)
    assert problem.code == "too-much-work"
    assert problem.message.startswith(f"at character {place} of the pattern: ")


@pytest.mark.parametrize(
    ("pattern", "unit"),
    [
        *(("[a-z]+@[a-z]+", "a"), (r"[^@ ]+@[^@ ]+\.[a-z]{2,}", "a@a.a."), (".+", "a")),
        *(
            (r"[a-z.]*\.[a-z]+(/[a-z]+)*", "a."),
            (r"\w+(-\w+)*", "a-"),
            ("a*b*c*d", "abc"),
        ),
        *(("[a-z]{0,3}[a-z]*x", "a"), ("[ab]*b", "b"), ("(ab|cd[a-c]*-)*", "ab")),
        *(("(a{2}b?){1,100}", "aa"), ("a?a?a*b", "a"), ("(a+,){1,40}b", "a,")),
    ],
)
def test_the_longest_answers_stay_within_the_bound(pattern: str, unit: str) -> None:
    """A naive engine that looks for every way takes no more steps than are promised."""
    answer = (unit * 10_000)[:9_999] + "!"
    bound = TextPattern(pattern).most_steps(len(answer))
    assert bound <= 1_000_000
    steps, matched = naive_steps(parse(pattern), answer)
    assert steps <= bound
    assert TextPattern(pattern).matches(answer) is matched


def test_a_pattern_is_told_by_its_text() -> None:
    """Equal texts are equal patterns, as keys too, and a pattern can be pickled."""
    pattern = TextPattern("[a-z]+")
    assert pattern == TextPattern("[a-z]+") != TextPattern("[a-z]*")
    assert len({pattern, TextPattern("[a-z]+")}) == 1
    assert pickle.loads(pickle.dumps(pattern)).matches("abc")


def test_what_is_no_text_is_no_pattern() -> None:
    """The type is named."""
    (problem,) = pattern_problems(7)  # type: ignore[arg-type]
    assert (problem.code, problem.given) == ("wrong-type", "int")


def test_the_source_is_written_out() -> None:
    """Sets stand there in full, and signs are escaped where both languages take it."""
    pattern = TextPattern(r"[\d_a-cd]\-[^\]^\-].(x|\$)")
    assert pattern.python == pattern.ecma
    assert pattern.ecma == (
        r"^(?:[0-9_a-d]-[^\-\]\^][^\u000a\u000d\u2028\u2029](?:x|\$))(?![\s\S])"
    )


@pytest.mark.rule("QST-11")
def test_a_browser_reads_patterns_alike() -> None:
    """ECMAScript with the flag u agrees on each pattern and answer."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node on the path")
    patterns = [TextPattern(each) for each in READ_ALIKE]
    script = (
        "const {patterns, texts} = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        "console.log(JSON.stringify(patterns.map((each) => {"
        "const found = new RegExp(each, 'u'); return texts.map((t) => found.test(t));"
        "})));"
    )
    given = json.dumps({"patterns": [each.ecma for each in patterns], "texts": TEXTS})
    done = subprocess.run(
        [node, "-e", script], input=given, capture_output=True, text=True, check=True
    )
    expected = [[each.matches(text) for text in TEXTS] for each in patterns]
    assert json.loads(done.stdout) == expected
    assert all(any(row) for row in expected)
