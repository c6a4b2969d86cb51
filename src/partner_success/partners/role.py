"""The roles in which people work on a partner."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What somebody is for a partner; a member equals its text.

    Attributes:
        PAM: Partner Account Manager, who owns the partner.
        PDM: Partner Development Manager.
        TPM: Technical Program Manager.
        PSM: Partner Success Manager.
        TAM: Technical Account Manager.
        ADMIN: Administrator of the programme.

    Examples:
        >>> Role("PSM") is Role.PSM, Role.ADMIN == "ADMIN"
        (True, True)
    """

    PAM = "PAM"
    PDM = "PDM"
    TPM = "TPM"
    PSM = "PSM"
    TAM = "TAM"
    ADMIN = "ADMIN"
