"""Draw the ribbon from its XML: tabs, groups, labels and keytips as they are there.

Office's own icons may not be copied, so that each button has a plain mark with its keytip instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml import ElementTree
from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

from timeliness.excel.addin import ribbon_xml

NAVY, INK, QUIET, LINE, BACK = "#12436D", "#262626", "#5F5F5F", "#D0D0D0", "#F5F5F5"
SCALE = 2
TAB_HEIGHT, BODY_HEIGHT, GAP = 30, 104, 12
LARGE_WIDTH, SMALL_HEIGHT = 84, 26


@dataclass(frozen=True)
class Button:
    """A button as the ribbon shows it."""

    label: str
    keytip: str
    is_large: bool


@dataclass(frozen=True)
class Group:
    """A group of buttons under its label."""

    label: str
    buttons: tuple[Button, ...]


def groups_in(xml: str) -> tuple[str, tuple[Group, ...]]:
    """Read the tab's label and its groups."""
    root: Element = ElementTree.fromstring(xml)
    (tab,) = (one for one in root.iter() if one.tag.endswith("}tab"))
    groups = tuple(
        Group(
            group.get("label", ""),
            tuple(
                Button(one.get("label", ""), one.get("keytip", ""), one.get("size") == "large")
                for one in group
            ),
        )
        for group in tab
    )
    return tab.get("label", ""), groups


def font(size: int) -> FreeTypeFont | ImageFont.ImageFont:
    """Give a font of a size, the one that Pillow carries."""
    return ImageFont.load_default(size * SCALE)


def draw_ribbon(path: Path) -> None:
    """Draw the ribbon into a picture."""
    tab, groups = groups_in(ribbon_xml())
    widths = [width_of(group) for group in groups]
    size = (sum(widths) + GAP, TAB_HEIGHT + BODY_HEIGHT)
    picture = Image.new("RGB", (size[0] * SCALE, size[1] * SCALE), BACK)
    pen = ImageDraw.Draw(picture)
    text(pen, (GAP, 7), tab, 13, NAVY)
    box(pen, (GAP, TAB_HEIGHT - 4, 80, 3), NAVY)
    box(pen, (0, TAB_HEIGHT, size[0], BODY_HEIGHT), "white")
    left = 0
    for group, width in zip(groups, widths, strict=True):
        draw_group(pen, group, left, width)
        left += width
    picture.save(path, optimize=True)


def width_of(group: Group) -> int:
    """Give the width of a group: its large buttons, then the small ones in a column."""
    large = sum(LARGE_WIDTH for one in group.buttons if one.is_large)
    return large + small_column(group) * bool(columns_of(group)) * len(columns_of(group)) + GAP


def small_column(group: Group) -> int:
    """Give the width of a column of small buttons."""
    labels = [font(12).getlength(one.label) / SCALE for one in group.buttons if not one.is_large]
    return int(max(labels, default=0)) + 46


def columns_of(group: Group) -> list[list[Button]]:
    """Give the small buttons in columns of three, as Office stacks them."""
    small = [one for one in group.buttons if not one.is_large]
    return [small[at : at + 3] for at in range(0, len(small), 3)]


def draw_group(pen: ImageDraw.ImageDraw, group: Group, left: int, width: int) -> None:
    """Draw a group with its label below and a line at its right."""
    at = left + GAP // 2
    for button in group.buttons:
        if button.is_large:
            mark(pen, (at + LARGE_WIDTH // 2 - 16, TAB_HEIGHT + 8, 32), button.keytip)
            for line, words in enumerate(in_two_lines(button.label)):
                middle(pen, at + LARGE_WIDTH // 2, TAB_HEIGHT + 44 + line * 16, words, 12, INK)
            at += LARGE_WIDTH
    for column in columns_of(group):
        for place, button in enumerate(column):
            top = TAB_HEIGHT + 5 + place * SMALL_HEIGHT
            mark(pen, (at + 4, top + 3, 18), button.keytip)
            text(pen, (at + 28, top + 5), button.label, 12, INK)
        at += small_column(group)
    middle(pen, left + width // 2, TAB_HEIGHT + BODY_HEIGHT - 20, group.label, 11, QUIET)
    box(pen, (left + width - 1, TAB_HEIGHT + 8, 1, BODY_HEIGHT - 16), LINE)


def in_two_lines(label: str) -> list[str]:
    """Break a large button's label as Office does: the first word above, the rest below."""
    first, _, rest = label.partition(" ")
    return [first, rest] if rest else [first]


def mark(pen: ImageDraw.ImageDraw, square: tuple[int, int, int], keytip: str) -> None:
    """Draw what stands for an icon, with the keytip in it."""
    left, top, side = square
    pen.rounded_rectangle(
        [value * SCALE for value in (left, top, left + side, top + side)], 4 * SCALE, fill=NAVY
    )
    size = side // 2 + 2
    pen.text(
        ((left + side / 2) * SCALE, (top + side / 2) * SCALE), keytip, "white", font(size), "mm"
    )


def text(pen: ImageDraw.ImageDraw, at: tuple[int, int], words: str, size: int, colour: str) -> None:
    """Write words from a place on."""
    pen.text((at[0] * SCALE, at[1] * SCALE), words, colour, font(size))


def middle(
    pen: ImageDraw.ImageDraw, across: int, top: int, words: str, size: int, colour: str
) -> None:
    """Write words around a middle."""
    pen.text((across * SCALE, top * SCALE), words, colour, font(size), "ma")


def box(pen: ImageDraw.ImageDraw, area: tuple[int, int, int, int], colour: str) -> None:
    """Fill an area: left, top, width, height."""
    left, top, width, height = area
    pen.rectangle([value * SCALE for value in (left, top, left + width, top + height)], fill=colour)


if __name__ == "__main__":
    draw_ribbon(Path(__file__).parent / "pictures" / "ribbon.png")
