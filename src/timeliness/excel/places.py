"""Where the add-in lies in a person's Windows profile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ADDIN_NAME = "Timeliness.xlam"
"""The add-in's file name: the same for everyone, so that a colleague's formulas find it."""

_ROAMING = "%APPDATA%"


@dataclass(frozen=True)
class Places:
    """The folders of a profile, and what of ours lies in them.

    Attributes:
        roaming: the profile's folder for programs' own files, which Windows calls APPDATA.
    """

    roaming: Path

    @property
    def known(self) -> bool:
        """Whether Windows said where the profile lies."""
        return self.roaming.is_absolute()

    @property
    def settings_file(self) -> Path:
        """The one settings file."""
        return self.roaming / "Timeliness" / "timeliness.conf"

    @property
    def startup_folder(self) -> Path:
        """The folder from which Excel opens everything when it starts."""
        return self.roaming / "Microsoft" / "Excel" / "XLSTART"

    @property
    def addin(self) -> Path:
        """The add-in."""
        return self.startup_folder / ADDIN_NAME

    @property
    def addin_in_use(self) -> Path:
        """The file that Excel keeps beside the add-in while it has it open."""
        return self.startup_folder / f"~${ADDIN_NAME}"

    @property
    def second_addin(self) -> Path:
        """Where a copy lies that somebody added by hand under Excel's own list of add-ins."""
        return self.roaming / "Microsoft" / "AddIns" / ADDIN_NAME

    def shown(self, path: Path) -> str:
        """Write a path of the profile as Explorer's address bar takes it from anybody."""
        return "\\".join((_ROAMING, *path.relative_to(self.roaming).parts))


def windows_places(variables: Mapping[str, str]) -> Places:
    """Find the profile from the environment variables; off Windows it stays unknown."""
    return Places(Path(variables.get("APPDATA") or _ROAMING))
