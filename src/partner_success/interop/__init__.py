"""Doors to the outside: documents in TOML, JSON and YAML, and what they must look like.

Reading goes in two steps: text to plain data (`parse_document`, `read_document`), plain
data to typed records (`structure`). Both report what is wrong by path, refuse what they
would have to guess, and keep numbers exact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.interop.access_sql import sql_condition
    from partner_success.interop.cedar import (
        CedarAnswer,
        CedarEngine,
        CedarExport,
        CedarPolicy,
        cedar_engine,
        cedar_export,
    )
    from partner_success.interop.converter import make_converter, structure, unstructure
    from partner_success.interop.documents import (
        Format,
        format_document,
        format_of,
        parse_document,
        read_document,
    )
    from partner_success.interop.forms import FormSchema, LeftToCheck, form_schema
    from partner_success.interop.hub import HubImport, import_hub
    from partner_success.interop.journeys import (
        event_document,
        journey_event_schema,
        journey_state_document,
        read_journey_events,
        read_journey_state,
    )
    from partner_success.interop.json_schema import json_schema
    from partner_success.interop.lifecycles import (
        lifecycle_event_document,
        lifecycle_event_schema,
        lifecycle_state_document,
        read_lifecycle_events,
        read_lifecycle_state,
    )
    from partner_success.interop.limits import Limits
    from partner_success.interop.pilots import (
        pilot_event_document,
        pilot_event_schema,
        programme_state_document,
        read_pilot_events,
        read_programme_state,
    )
    from partner_success.interop.playbook_runs import (
        read_run_events,
        read_run_state,
        run_event_document,
        run_event_schema,
        run_state_document,
    )
    from partner_success.interop.questionnaire_files import (
        questionnaire_text,
        read_questionnaire,
    )
    from partner_success.interop.row_level_security import (
        actor_settings,
        row_level_security,
    )
    from partner_success.interop.sql_columns import (
        AssignmentColumns,
        DelegationColumns,
        GrantColumns,
        PartnerColumns,
    )
    from partner_success.interop.touchpoint_entries import MeetingTime
    from partner_success.interop.touchpoint_files import touchpoint_uid, touchpoints_ics
    from partner_success.interop.upcasting import Upcaster

__all__ = [
    "AssignmentColumns",
    "CedarAnswer",
    "CedarEngine",
    "CedarExport",
    "CedarPolicy",
    "DelegationColumns",
    "FormSchema",
    "Format",
    "GrantColumns",
    "HubImport",
    "LeftToCheck",
    "Limits",
    "MeetingTime",
    "PartnerColumns",
    "Upcaster",
    "actor_settings",
    "cedar_engine",
    "cedar_export",
    "event_document",
    "form_schema",
    "format_document",
    "format_of",
    "import_hub",
    "journey_event_schema",
    "journey_state_document",
    "json_schema",
    "lifecycle_event_document",
    "lifecycle_event_schema",
    "lifecycle_state_document",
    "make_converter",
    "parse_document",
    "pilot_event_document",
    "pilot_event_schema",
    "programme_state_document",
    "questionnaire_text",
    "read_document",
    "read_journey_events",
    "read_journey_state",
    "read_lifecycle_events",
    "read_lifecycle_state",
    "read_pilot_events",
    "read_programme_state",
    "read_questionnaire",
    "read_run_events",
    "read_run_state",
    "row_level_security",
    "run_event_document",
    "run_event_schema",
    "run_state_document",
    "sql_condition",
    "structure",
    "touchpoint_uid",
    "touchpoints_ics",
    "unstructure",
]

export(
    __name__,
    """
    access_sql: sql_condition
    cedar: CedarAnswer CedarEngine CedarExport CedarPolicy cedar_engine cedar_export
    converter: make_converter structure unstructure
    documents: Format format_document format_of parse_document read_document
    forms: FormSchema LeftToCheck form_schema
    hub: HubImport import_hub
    journeys: event_document journey_event_schema journey_state_document
      read_journey_events read_journey_state
    json_schema: json_schema
    lifecycles: lifecycle_event_document lifecycle_event_schema lifecycle_state_document
      read_lifecycle_events read_lifecycle_state
    limits: Limits
    pilots: pilot_event_document pilot_event_schema programme_state_document
      read_pilot_events read_programme_state
    playbook_runs: read_run_events read_run_state run_event_document run_event_schema
      run_state_document
    questionnaire_files: questionnaire_text read_questionnaire
    row_level_security: actor_settings row_level_security
    sql_columns: AssignmentColumns DelegationColumns GrantColumns PartnerColumns
    touchpoint_entries: MeetingTime
    touchpoint_files: touchpoint_uid touchpoints_ics
    upcasting: Upcaster
    """,
)
