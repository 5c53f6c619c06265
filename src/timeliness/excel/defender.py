"""What Microsoft Defender's rules keep Excel from doing that the add-in must do.

Two of the "attack surface reduction" rules that councils turn on look at the very things by which
Excel reaches Python. They are named by identifiers that are the same everywhere.
"""

from __future__ import annotations

from timeliness.excel.machine import Machine
from timeliness.excel.registry import Registry
from timeliness.excel.verdicts import Verdict, ok, unknown, warning
from timeliness.words import listed

_BY_GROUP_POLICY = (
    r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
)
_BY_DEVICE_MANAGEMENT = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"

_NO_OTHER_PROGRAMS = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
_NO_WINDOWS_CALLS = "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b"
_NAMES = {
    _NO_OTHER_PROGRAMS: "Block all Office applications from creating child processes",
    _NO_WINDOWS_CALLS: "Block Win32 API calls from Office macros",
}

_BLOCKS, _WARNS = "1", "6"


def check_defender(machine: Machine) -> Verdict:
    """Microsoft Defender lets Excel start Python."""
    if machine.registry is None:
        return unknown("This can be seen on Windows alone.")
    rules = _rules_in_force(machine.registry)
    if not rules:
        return ok("No rule of Microsoft Defender that is set by IT keeps Excel from Python.")
    names = listed([f'"{_NAMES[rule]}"' for rule in rules])
    excepted = {
        _NO_OTHER_PROGRAMS: str(machine.environment.interpreter),
        _NO_WINDOWS_CALLS: str(machine.places.addin),
    }
    return warning(
        f"IT has set Microsoft Defender to {names}. Where Timeliness is no exception, formulas "
        "and buttons do not work.",
        f"Ask IT to except {listed([excepted[rule] for rule in rules])} from it.",
    )


def _rules_in_force(windows: Registry) -> list[str]:
    managed = windows.value(_BY_DEVICE_MANAGEMENT, "ASRRules")
    pairs = managed.lower().split("|") if isinstance(managed, str) else []
    states = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
    return [
        rule
        for rule in _NAMES
        if (states.get(rule) or str(windows.value(_BY_GROUP_POLICY, rule))) in {_BLOCKS, _WARNS}
    ]
