"""``python -m partner_success`` is the command ``partner-success``."""

from __future__ import annotations

from partner_success.cli import main

if __name__ == "__main__":
    main()
