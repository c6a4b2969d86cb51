"""What a person looks at: terminal tables, pictures, an HTML report, a CSV file.

The only door to rich (extra ``cli``) and matplotlib (extra ``plots``); both are loaded
when they are first needed. Whatever users wrote is shown as what it is: never as
markup, never as a command to a terminal, never as a formula.
"""

from __future__ import annotations

from partner_success.display.access import (
    access_matrix_csv,
    access_matrix_html,
    access_matrix_markdown,
)
from partner_success.display.backtests import backtest_table
from partner_success.display.clocks import clock_timeline
from partner_success.display.compliance_months import compliance_svg
from partner_success.display.count_bars import CountBar, count_bars_svg
from partner_success.display.export import write_csv
from partner_success.display.journey_gantt import (
    GanttRow,
    journey_gantt,
    journey_gantt_svg,
)
from partner_success.display.machine_diagrams import machine_svg
from partner_success.display.machine_mermaid import machine_mermaid
from partner_success.display.migration import migration, migration_svg
from partner_success.display.pictures import (
    band_distribution,
    readiness_sections,
    score_histogram,
)
from partner_success.display.playbook_picture import playbook_svg
from partner_success.display.playbooks import playbook_html, playbook_markdown
from partner_success.display.programme_status import (
    programme_markdown,
    programme_tables,
)
from partner_success.display.questionnaires import (
    questionnaire_html,
    questionnaire_markdown,
    submission_html,
    submission_markdown,
)
from partner_success.display.report import report_html, write_report
from partner_success.display.report_files import (
    Tabled,
    write_report_csv,
    write_report_parquet,
)
from partner_success.display.report_page import write_report_html
from partner_success.display.responsibilities import (
    model_comparison_table,
    responsibilities_html,
    responsibilities_markdown,
    responsibilities_table,
)
from partner_success.display.responsibility_chart import responsibility_svg
from partner_success.display.review_report import (
    review_report_html,
    write_review_report,
)
from partner_success.display.survival_curve import survival_svg
from partner_success.display.svg import save, svg_text
from partner_success.display.terminal import (
    ProgressReport,
    explanation,
    portfolio_table,
    progress,
    show,
)
from partner_success.display.tornado import tornado_svg
from partner_success.display.waterfalls import (
    change_waterfall,
    waterfall,
    waterfall_svg,
)

__all__ = [
    "CountBar",
    "GanttRow",
    "ProgressReport",
    "Tabled",
    "access_matrix_csv",
    "access_matrix_html",
    "access_matrix_markdown",
    "backtest_table",
    "band_distribution",
    "change_waterfall",
    "clock_timeline",
    "compliance_svg",
    "count_bars_svg",
    "explanation",
    "journey_gantt",
    "journey_gantt_svg",
    "machine_mermaid",
    "machine_svg",
    "migration",
    "migration_svg",
    "model_comparison_table",
    "playbook_html",
    "playbook_markdown",
    "playbook_svg",
    "portfolio_table",
    "programme_markdown",
    "programme_tables",
    "progress",
    "questionnaire_html",
    "questionnaire_markdown",
    "readiness_sections",
    "report_html",
    "responsibilities_html",
    "responsibilities_markdown",
    "responsibilities_table",
    "responsibility_svg",
    "review_report_html",
    "save",
    "score_histogram",
    "show",
    "submission_html",
    "submission_markdown",
    "survival_svg",
    "svg_text",
    "tornado_svg",
    "waterfall",
    "waterfall_svg",
    "write_csv",
    "write_report",
    "write_report_csv",
    "write_report_html",
    "write_report_parquet",
    "write_review_report",
]
