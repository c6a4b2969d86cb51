"""Versions of a questionnaire: compared, and drafts taken along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.questionnaires.versions.comparison import (
        JudgedOtherwise,
        VersionComparison,
        compare,
    )
    from partner_success.questionnaires.versions.difference import VersionDifference
    from partner_success.questionnaires.versions.known import Versions
    from partner_success.questionnaires.versions.migrating import (
        Migrated,
        migrate,
        migrate_along,
    )
    from partner_success.questionnaires.versions.migration import (
        Migration,
        migration_problems,
        path_between,
    )
    from partner_success.questionnaires.versions.steps import (
        AnyStep,
        Drop,
        Join,
        MapChoices,
        Move,
        Rename,
        Split,
    )
    from partner_success.questionnaires.versions.transit import GivenUp

__all__ = [
    "AnyStep",
    "Drop",
    "GivenUp",
    "Join",
    "JudgedOtherwise",
    "MapChoices",
    "Migrated",
    "Migration",
    "Move",
    "Rename",
    "Split",
    "VersionComparison",
    "VersionDifference",
    "Versions",
    "compare",
    "migrate",
    "migrate_along",
    "migration_problems",
    "path_between",
]

export(
    __name__,
    """
    comparison: JudgedOtherwise VersionComparison compare
    difference: VersionDifference
    known: Versions
    migrating: Migrated migrate migrate_along
    migration: Migration migration_problems path_between
    steps: AnyStep Drop Join MapChoices Move Rename Split
    transit: GivenUp
    """,
)
