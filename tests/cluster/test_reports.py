"""Every report that Spark makes of frames is that of records, to the last figure."""

from __future__ import annotations

import pytest

import partner_success as ps
from tests.differential.test_reports_in_parts import REPORTS
from tests.support.engines import NEEDS_SPARK
from tests.support.row_rules import LIBRARY_WARNINGS

pytestmark = [pytest.mark.rule("FRM-01"), *LIBRARY_WARNINGS]


@NEEDS_SPARK
@pytest.mark.parametrize("report", REPORTS)
def test_spark_reports_what_records_do(rules: ps.Rulebook, report: str) -> None:
    """Exactly, each of them."""
    found, wanted = REPORTS[report](rules, "pyspark")
    assert found == wanted
