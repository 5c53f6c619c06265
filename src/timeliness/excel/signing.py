"""Whether the add-in that lies in a profile is the one that was built, though a council signed it.

Signing adds parts to the file and leaves the ones that were built as they are. Whether the
signature is good is Excel's to say; here it is only told apart from a change.
"""

from __future__ import annotations

import re

from timeliness.unpacking import DamagedPackageError, Limits, OutsidePackage, OverLimitsError

_SIGNATURE = re.compile(r"xl/vbaprojectsignature(?:agile|v3)?\.bin|xl/_rels/vbaproject\.bin\.rels")
_LISTS_PARTS = "[content_types].xml"
"""The one built part that signing changes: it lists the others."""

_LIMITS = Limits(parts=200, expanded=20_000_000, expansion=200, always=1_000_000)
"""What an add-in may hold; ours has a dozen parts and 50 kB."""


def is_the_same_signed(found: bytes, fresh: bytes) -> bool:
    """Say whether a file is a freshly built add-in with nothing but a signature added.

    Args:
        found: the file in the profile.
        fresh: the add-in as it is built now.
    """
    try:
        there, built = (OutsidePackage(one, _LIMITS).contents() for one in (found, fresh))
    except (DamagedPackageError, OverLimitsError):
        return False
    added = there.keys() - built.keys()
    return (
        bool(added)
        and all(_SIGNATURE.fullmatch(name) for name in added)
        and all(there.get(name) == part for name, part in built.items() if name != _LISTS_PARTS)
    )
