"""Where the user's own files lie: one folder for profiles, evidence, receipts and own flows.

`OPTOUT_HOME` overrides the place that the operating system suggests (platformdirs).
"""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """The folder, which need not exist yet."""
    named = os.environ.get("OPTOUT_HOME")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("optout", appauthor=False)
