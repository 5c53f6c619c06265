"""The contrast of two colours, as the Web Content Accessibility Guidelines define it."""

from __future__ import annotations


def contrast(fore: str, back: str) -> float:
    """Compute the contrast of two colours ("#12436D", with or without #): from 1 to 21.

    Source: WCAG 2.2, "contrast ratio" and "relative luminance".
    """
    lighter, darker = sorted((_luminance(fore), _luminance(back)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")[-6:]
    red, green, blue = (_linear(int(digits[place : place + 2], 16) / 255) for place in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
