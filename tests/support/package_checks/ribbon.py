"""Checks of a ribbon: Office shows no tab at all, and says nothing, when one of these is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from tests.support.package_checks.package import Package

_FIXED_OR_GIVEN = (
    ("description", "getDescription"),
    ("enabled", "getEnabled"),
    ("image", "getImage"),
    ("imageMso", "getImage"),
    ("image", "imageMso"),
    ("keytip", "getKeytip"),
    ("label", "getLabel"),
    ("screentip", "getScreentip"),
    ("showImage", "getShowImage"),
    ("showLabel", "getShowLabel"),
    ("size", "getSize"),
    ("supertip", "getSupertip"),
    ("visible", "getVisible"),
)
_OTHER_CALLBACKS = ("onAction", "onChange", "onLoad", "onShow", "onHide", "loadImage")


def ribbon_problems(
    package: Package, procedures: Collection[str] | None, images: Collection[str] | None
) -> Iterator[str]:
    """Check the ribbon's controls; see ``problems_of`` for the arguments."""
    known_procedures = {name.casefold() for name in procedures or ()}
    for part in package.related("", "extensibility"):
        seen: Counter[str] = Counter()
        for element in package.xml(part).iter():
            identifier = element.get("id")
            where = f'The ribbon\'s {element.tag.rpartition("}")[2]} "{identifier or ""}"'
            if identifier is not None:
                seen[identifier] += 1
                if seen[identifier] == 2:
                    yield f"{where} is there twice."
            for one, other in _FIXED_OR_GIVEN:
                if element.get(one) is not None and element.get(other) is not None:
                    yield f"{where} has both {one} and {other}."
            image = element.get("imageMso")
            if images is not None and image is not None and image not in images:
                yield f'{where} has the icon "{image}", which Office does not have.'
            for key, value in element.items():
                calls = key.startswith("get") or key in _OTHER_CALLBACKS
                if procedures is not None and calls and value.casefold() not in known_procedures:
                    yield f'{where} calls "{value}", which is no procedure of the add-in.'
