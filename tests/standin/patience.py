"""How much longer than usual to wait: STANDIN_PATIENCE=4 on a machine that is busy with other work."""

from __future__ import annotations

import os

PATIENCE = float(os.environ.get("STANDIN_PATIENCE", "1"))
"""Every limit of time is multiplied by this; what is measured is not."""
