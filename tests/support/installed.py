"""A made-up installation for formulas: the settings file in a profile, naming a council."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeliness.excel import context
from timeliness.excel.places import Places
from timeliness.excel.user_settings import UserSettings, user_settings_bytes


def install_for(profile: Path, council: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let formulas find a council.toml as after ``timeliness addin install --council``."""
    python, library = r"C:\Python\pythonw.exe", r"C:\Python\xlwings64-0.37.8.dll"
    settings_file = Places(profile).settings_file
    settings_file.parent.mkdir(parents=True)
    settings_file.write_bytes(user_settings_bytes(UserSettings(python, library, str(council))))
    monkeypatch.setenv("APPDATA", str(profile))
    context.installed_context.cache_clear()
