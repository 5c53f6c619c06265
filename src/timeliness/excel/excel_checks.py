"""What the check of the set-up looks at in Windows and Excel, which IT sets."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

from timeliness.excel.machine import Machine
from timeliness.excel.places import ADDIN_NAME
from timeliness.excel.registry import (
    Registry,
    TrustedLocations,
    find_excel,
    is_switched_off,
    read_macro_rules,
    read_trusted_locations,
)
from timeliness.excel.verdicts import Verdict, fault, ok, unknown, warning

_SEEN_ON_WINDOWS = "This can be seen on Windows alone."
_ASK_FOR_TRUST = (
    "Ask IT to make the folder a trusted location, or to sign the add-in; addin/README.md in "
    "Timeliness says how."
)


def check_system(machine: Machine) -> Verdict:
    """Excel runs the add-in on Windows alone."""
    if machine.is_windows:
        return ok("This is Windows.")
    return warning(
        f"This is {machine.system}, where Excel cannot run the add-in.",
        "Install the add-in on a Windows computer; every command works here as well.",
    )


def check_excel(machine: Machine) -> Verdict:
    """There is an Excel for the desktop, and it is not shut off in the Store's edition."""
    if machine.registry is None:
        return unknown(_SEEN_ON_WINDOWS)
    excel = find_excel(machine.registry)
    if excel is None:
        return fault(
            "Windows knows of no Excel on this computer.",
            "Ask IT to install Excel for the desktop; Excel in a browser runs no add-in.",
        )
    if excel.is_from_store:
        return fault(
            "This Excel came from the Microsoft Store, which shuts it off from other programs.",
            "Ask IT to install Microsoft 365 Apps from its own installer instead.",
        )
    return ok(f"Excel is here: {excel.program}")


def check_bits(machine: Machine) -> Verdict:
    """What Excel loads must be for as many bits as Excel has."""
    if machine.registry is None:
        return unknown(_SEEN_ON_WINDOWS)
    excel = find_excel(machine.registry)
    if excel is None or excel.bits is None:
        return unknown(
            "Windows does not say whether Excel has 32 or 64 bits; 64 is taken.",
            "In Excel choose File, Account, About Excel: if it says 32-bit, tell IT.",
        )
    return ok(f"Excel has {excel.bits} bits.")


def check_macro_policy(machine: Machine) -> Verdict:
    """Nothing that is set about macros keeps the add-in from running."""
    if machine.registry is None:
        return unknown(_SEEN_ON_WINDOWS)
    rules = read_macro_rules(machine.registry)
    if rules.addins_off:
        return fault(
            "Excel is set to run no add-ins at all.",
            "Ask IT to allow Timeliness.xlam, or in Excel look under File, Options, Trust Center, "
            "Add-ins.",
        )
    whose = "IT's policy" if rules.by_policy else "Excel's Trust Center"
    # A trusted folder goes before these, so what is set decides only where it is not trusted.
    trusted = _is_trusted(machine, machine.registry)
    if not trusted and rules.signed_addins_only:
        return fault("Excel is set to run signed add-ins alone.", _ASK_FOR_TRUST)
    if not trusted and rules.warnings == 4:
        return fault(f"{whose} turns every macro off, and says nothing.", _ASK_FOR_TRUST)
    if not trusted and rules.warnings == 3:
        return fault(f"{whose} lets signed macros run alone.", _ASK_FOR_TRUST)
    if rules.blocks_internet:
        return ok(
            "Macros in files from the internet are blocked; the add-in is made on this computer, "
            "and is none of them."
        )
    return ok("Nothing that is set about macros stops the add-in.")


def check_trusted_folder(machine: Machine) -> Verdict:
    """Excel runs what lies in its start-up folder without asking."""
    if machine.registry is None:
        return unknown(_SEEN_ON_WINDOWS)
    locations = read_trusted_locations(machine.registry)
    folder = machine.places.shown(machine.places.startup_folder)
    if locations.all_off:
        return fault("Excel is set to trust no folder at all.", _ASK_FOR_TRUST)
    if not locations.folders:
        return unknown(
            "Excel has not written down yet which folders it trusts.",
            "Start Excel once, close it, and check again.",
        )
    if not _is_trusted(machine, machine.registry):
        return warning(
            f"{folder}, Excel's start-up folder, is not among the folders that it trusts.",
            _ASK_FOR_TRUST,
        )
    return ok(f"Excel trusts its start-up folder, {folder}")


def check_switched_off(machine: Machine) -> Verdict:
    """Excel has not put the add-in on its list of files that it opens no more."""
    if machine.registry is None:
        return unknown(_SEEN_ON_WINDOWS)
    if is_switched_off(machine.registry, ADDIN_NAME):
        return fault(
            "Excel has switched the add-in off, as it does with what was open when it crashed.",
            "In Excel choose File, Options, Add-ins, and at the bottom Manage: Disabled Items, Go; "
            f"select {ADDIN_NAME}, choose Enable, and start Excel anew.",
        )
    return ok("Excel has not switched the add-in off.")


def check_profile_folder(machine: Machine) -> Verdict:
    """The profile lies on this computer, not on a network drive or in OneDrive."""
    if not machine.is_windows:
        return unknown(_SEEN_ON_WINDOWS)
    if not machine.places.known:
        return fault(
            "Windows does not say where your profile lies (APPDATA is not set).",
            "Run this as the person who uses Excel, and not as a service.",
        )
    roaming = machine.places.roaming
    if any(folder == roaming or folder in roaming.parents for folder in machine.cloud_folders):
        return warning(
            "Your profile's folder for programs lies in OneDrive, which may hold a file back or "
            "keep it away from this computer.",
            "Ask IT to leave AppData out of OneDrive.",
        )
    if PureWindowsPath(str(roaming)).drive.startswith("\\\\"):
        return _on_network(machine)
    return ok("Your profile lies on this computer.")


def _on_network(machine: Machine) -> Verdict:
    allowed = machine.registry and read_trusted_locations(machine.registry).network_allowed
    if allowed:
        return ok("Your profile lies on the network, and Excel is set to trust folders there.")
    return fault(
        "Your profile lies on the network, and Excel trusts no folder there.",
        'Ask IT to allow trusted locations on the network for Excel ("Allow Trusted Locations on '
        'the network"), or to keep AppData on the computer.',
    )


def _is_trusted(machine: Machine, registry: Registry) -> bool:
    locations = read_trusted_locations(registry)
    return not locations.all_off and _holds_startup(machine, locations)


def _holds_startup(machine: Machine, locations: TrustedLocations) -> bool:
    startup = PureWindowsPath(str(machine.places.startup_folder))
    for text, and_below in locations.folders:
        folder = _expanded(text, machine.places.roaming)
        if folder == startup or (and_below and folder in startup.parents):
            return True
    return False


def _expanded(text: str, roaming: Path) -> PureWindowsPath:
    """Put the profile's folder for its two names in a path, as the registry writes them."""
    for name, folder in (("%APPDATA%", roaming), ("%USERPROFILE%", roaming.parent.parent)):
        if text.upper().startswith(name):
            return PureWindowsPath(f"{folder}{text[len(name) :]}")
    return PureWindowsPath(text)
