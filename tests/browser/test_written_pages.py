"""Pages that the library writes can be used by everybody, as the site can."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import partner_success as ps
from partner_success.access import access_matrix
from partner_success.display import (
    access_matrix_html,
    playbook_html,
    questionnaire_html,
    report_html,
    responsibilities_html,
    review_report_html,
    submission_html,
)
from partner_success.review import review_portfolio
from tests.browser.visiting import served, walk
from tests.support import reviewed
from tests.support.questionnaires import EVERYTHING
from tests.unit.display.portfolio import small
from tests.unit.display.test_questionnaires import signed

REPEATED = ["tr:nth-child(n + 12)", "details:nth-of-type(n + 4)"]


def _review(rules: ps.Rulebook) -> str:
    accounts = (
        reviewed.account("a-1", 95),
        reviewed.account("a-2", 65),
        reviewed.account("a-3", 20),
        reviewed.account("a-4", None),
    )
    snapshot = reviewed.snapshot(accounts=accounts)
    return review_report_html(review_portfolio([snapshot], rules, at=reviewed.AT))


PAGES: dict[str, Callable[[ps.Rulebook], str]] = {
    "review": _review,
    "scores": lambda _: report_html(small()),
    "form": lambda rules: questionnaire_html(rules.questionnaires["gate_3"]),
    "record": lambda _: submission_html(signed(), EVERYTHING),
    "access": lambda rules: access_matrix_html(access_matrix(rules.access)),
    "responsibilities": lambda rules: responsibilities_html(
        rules.responsibilities.table()
    ),
    "playbook": lambda rules: playbook_html(rules.playbooks["renewal_success"]),
}


def test_pages_can_be_used_by_everybody(rules: ps.Rulebook, tmp_path: Path) -> None:
    """Axe finds nothing serious, light and dark; nothing is wider than the screen."""
    judge = {"do": "judge", "without": REPEATED}
    narrow = {"do": "resize", "width": 400}
    steps = [judge, narrow, judge, {"do": "overflow"}]
    for name, write in PAGES.items():
        (tmp_path / f"{name}.html").write_text(write(rules), encoding="utf-8")
    looks = [(name, dark) for name in PAGES for dark in (False, True)]
    with served(tmp_path) as address:
        found = walk(
            *(
                {
                    "url": f"{address}{name}.html",
                    "width": 1280,
                    "dark": dark,
                    "steps": steps,
                }
                for name, dark in looks
            )
        )
    for (name, dark), each in zip(looks, found, strict=True):
        wide, _, slim, over = each.seen
        assert (name, dark, wide) == (name, dark, [])
        assert (name, dark, slim, over) == (name, dark, [], 0)
        # Browsers ask for an icon by themselves.
        own = {f"{address}{name}.html", f"{address}favicon.ico"}
        assert set(each.asked) <= own
