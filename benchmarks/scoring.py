"""One health score beside a pydantic model of the same, and what importing costs."""

from __future__ import annotations

import statistics
import subprocess
import sys
from typing import Annotated

from _measuring import Row, median_ratio, microseconds_in_turns, options, tell
from pydantic import BaseModel, Field, computed_field

import partner_success as ps

Percent = Annotated[float, Field(ge=0, le=100)]
BANDS = ((90, "Champion"), (80, "Healthy"), (70, "At Risk"), (60, "Critical"))
HEAVY = ("numpy", "narwhals", "cattrs", "statemachine", "hypothesis", "rich")


class PydanticHealth(BaseModel):
    """What a pydantic user would write: validated numbers, score and band computed."""

    technical_performance: Percent
    business_outcomes: Percent
    user_adoption: Percent
    relationship_strength: Percent

    @computed_field  # type: ignore[prop-decorator]
    @property
    def score(self) -> float:
        """The weighted sum in floats."""
        return (
            self.technical_performance * 0.3
            + self.business_outcomes * 0.3
            + self.user_adoption * 0.2
            + self.relationship_strength * 0.2
        )

    @computed_field  # type: ignore[prop-decorator]
    @property
    def band(self) -> str:
        """The name of the band."""
        for floor, name in BANDS:
            if self.score >= floor:
                return name
        return "Emergency"


def scoring_rows(*, quick: bool) -> list[Row]:
    """Time one score, with and without contributions, beside pydantic."""
    score = ps.standard().health.score

    def without() -> object:
        result = score(
            technical_performance=92,
            business_outcomes=71.5,
            user_adoption=64,
            relationship_strength=80.25,
        )
        return result.value, result.band.name

    def contributions() -> object:
        return score(
            technical_performance=92,
            business_outcomes=71.5,
            user_adoption=64,
            relationship_strength=80.25,
        ).contributions

    def pydantic() -> object:
        return PydanticHealth(
            technical_performance=92,
            business_outcomes=71.5,
            user_adoption=64,
            relationship_strength=80.25,
        ).model_dump()

    def only_score() -> object:
        return score(
            technical_performance=92,
            business_outcomes=71.5,
            user_adoption=64,
            relationship_strength=80.25,
        )

    jobs = (only_score, without, contributions, pydantic)
    rounds, calls = (15, 5_000) if quick else (41, 50_000)
    times = microseconds_in_turns(jobs, rounds=rounds, calls=calls)
    scored, plain, explained, peer = times
    return [
        Row("one health score, us", statistics.median(scored), 1.5),
        Row("one score with contributions, us", statistics.median(explained), 5),
        Row(
            "score, value and band over pydantic's, ratio", median_ratio(plain, peer), 1
        ),
    ]


def import_rows(*, quick: bool) -> list[Row]:
    """Time the import beside that of attrs, each in a fresh process, in turns."""
    ours, theirs = [], []
    for _ in range(11 if quick else 41):
        ours.append(_seconds_to_import("partner_success"))
        theirs.append(_seconds_to_import("attrs"))
    loaded = _python("import sys, partner_success; print(*sys.modules)").split()
    heavy = sum(name in loaded for name in HEAVY)
    return [
        Row("import over that of attrs, ratio", median_ratio(ours, theirs), 1.5),
        Row("heavy modules loaded by the import", heavy, 0),
    ]


def _seconds_to_import(module: str) -> float:
    code = (
        "from time import perf_counter as now; start = now();"
        f" import {module}; print(now() - start)"
    )
    return float(_python(code))


def _python(code: str) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def main() -> int:
    """Measure and tell."""
    chosen = options(__doc__ or "")
    rows = scoring_rows(quick=chosen.quick) + import_rows(quick=chosen.quick)
    return tell(rows, as_json=chosen.json)


if __name__ == "__main__":
    sys.exit(main())
