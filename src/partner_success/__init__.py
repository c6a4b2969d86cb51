"""The rules by which partners come to launch, and stay healthy with their customers.

One import, one rulebook, and every answer explains itself:

    >>> import partner_success as ps
    >>> rules = ps.standard()
    >>> score = rules.health.score(
    ...     technical_performance=92,
    ...     business_outcomes=71,
    ...     user_adoption=64,
    ...     relationship_strength=80,
    ... )
    >>> score.value, score.band.name
    (77.7, 'At Risk')

Nothing is loaded before it is used: importing this package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from partner_success import (
        access,
        analytics,
        calendars,
        cli,
        core,
        display,
        engagement,
        errors,
        frames,
        gates,
        interop,
        machines,
        partners,
        practice,
        programme,
        questionnaires,
        rulebook,
        scoring,
        sla,
        testing,
    )
    from partner_success.calendars.durations import WorkingDays
    from partner_success.calendars.working import WorkingCalendar
    from partner_success.core.bands import Band, Bands
    from partner_success.core.citation import Citation
    from partner_success.core.collections import Catalogue, FrozenMap
    from partner_success.core.decision import Decision, Reason
    from partner_success.core.explanation import Explanation
    from partner_success.core.fiscal import FiscalYear
    from partner_success.core.money import ExchangeRate, Money
    from partner_success.core.series import Series
    from partner_success.errors import PartnerSuccessError
    from partner_success.review import review, review_portfolio
    from partner_success.rulebook import Rulebook
    from partner_success.rulebook.store import standard
    from partner_success.scoring.changes import ScoreChange
    from partner_success.scoring.comparison import compare
    from partner_success.scoring.measures import Measure
    from partner_success.scoring.model import Component
    from partner_success.scoring.results import NotScored, Score, ScoreRange
    from partner_success.scoring.scorecard import Scorecard
    from partner_success.scoring.targets import Target

    __version__: str

__all__ = [
    "Band",
    "Bands",
    "Catalogue",
    "Citation",
    "Component",
    "Decision",
    "ExchangeRate",
    "Explanation",
    "FiscalYear",
    "FrozenMap",
    "Measure",
    "Money",
    "NotScored",
    "PartnerSuccessError",
    "Reason",
    "Rulebook",
    "Score",
    "ScoreChange",
    "ScoreRange",
    "Scorecard",
    "Series",
    "Target",
    "WorkingCalendar",
    "WorkingDays",
    "__version__",
    "access",
    "analytics",
    "calendars",
    "cli",
    "compare",
    "core",
    "display",
    "engagement",
    "errors",
    "frames",
    "gates",
    "interop",
    "machines",
    "partners",
    "practice",
    "programme",
    "questionnaires",
    "review",
    "review_portfolio",
    "rulebook",
    "scoring",
    "sla",
    "standard",
    "testing",
]

_ROOMS = (
    "access",
    "analytics",
    "calendars",
    "cli",
    "core",
    "display",
    "engagement",
    "errors",
    "frames",
    "gates",
    "interop",
    "machines",
    "partners",
    "practice",
    "programme",
    "questionnaires",
    "review",
    "rulebook",
    "scoring",
    "sla",
    "testing",
)

_HOMES = {
    "Band": "core.bands",
    "Bands": "core.bands",
    "Catalogue": "core.collections",
    "Citation": "core.citation",
    "Component": "scoring.model",
    "Decision": "core.decision",
    "ExchangeRate": "core.money",
    "Explanation": "core.explanation",
    "FiscalYear": "core.fiscal",
    "FrozenMap": "core.collections",
    "Measure": "scoring.measures",
    "Money": "core.money",
    "NotScored": "scoring.results",
    "PartnerSuccessError": "errors",
    "Reason": "core.decision",
    "Rulebook": "rulebook",
    "Score": "scoring.results",
    "ScoreChange": "scoring.changes",
    "ScoreRange": "scoring.results",
    "Scorecard": "scoring.scorecard",
    "Series": "core.series",
    "Target": "scoring.targets",
    "WorkingCalendar": "calendars.working",
    "WorkingDays": "calendars.durations",
    "compare": "scoring.comparison",
    "review_portfolio": "review.portfolio",
    "standard": "rulebook.store",
}


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return import_module(f"{__name__}.{name}")
    if name in _HOMES:
        value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    elif name == "__version__":
        value = import_module("importlib.metadata").version("partner-success")
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    own = (name for name in globals() if name.startswith("__"))
    return sorted({*own, *__all__})
