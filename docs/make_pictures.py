"""Make the pictures of the documentation from real output, as LibreOffice draws it.

Run it from the project's root, with LibreOffice and poppler installed:
python -m docs.make_pictures
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from docs.draw_ribbon import draw_ribbon
from docs.parts import example
from PIL import Image, ImageChops
from tests.support.performance_workbooks import harrow_content
from tests.support.rendering import pdf_text, render_pages, render_pdf
from workbook_templates.make_performance_workbook import make_workbook

from timeliness.commands.building import demo
from timeliness.list_check import check_list
from timeliness.publishing import write_committee_report, write_share_copy
from timeliness.workbooks.list_checking import check_workbook

PICTURES = Path(__file__).parent / "pictures"
MARGIN = 20

MONTH = {
    "summary.png": "Summary: Harrow, November 2010",
    "indicator.png": "NI 59: Initial assessments completed within",
    "control_chart.png": "NI 59: control chart to",
    "year_end.png": "Year end: where 2010-11 is heading",
    "watch_list.png": "Watch list: Harrow",
}
"""The pictures of the month's workbook, with the words that each one's page begins with."""

CHECK = {"check.png": "Check"}
PERFORMANCE = {"performance_workbook.png": "Rates: every"}
REPORT = {"committee_report.png": "Children's social care: initial and core"}
SHARE = {"share_copy.png": "The month: Harrow"}


def cropped(page: Path) -> Image.Image:
    """Cut a page's white margins and its footer off."""
    with Image.open(page) as opened:
        picture = opened.convert("RGB")
    body = picture.crop((0, 0, picture.width, int(picture.height * 0.93)))
    white = Image.new("RGB", body.size, "white")
    left, top, right, bottom = ImageChops.difference(body, white).getbbox() or (0, 0, *body.size)
    right, bottom = min(right + MARGIN, body.width), min(bottom + MARGIN, body.height)
    return body.crop((max(left - MARGIN, 0), max(top - MARGIN, 0), right, bottom))


def draw(file: Path, pictures: Mapping[str, str]) -> None:
    """Draw the pages of a file that begin with certain words, each into a picture."""
    pdf = render_pdf(file, file.parent)
    beginnings = [text.strip().partition("\n")[0] for text in pdf_text(pdf).split("\f")]
    pages = render_pages(pdf, file.parent, dpi=110)
    for name, words in pictures.items():
        number = next(place for place, text in enumerate(beginnings) if text.startswith(words))
        # Few colours are enough for tables and charts, and keep the repository small.
        small = cropped(pages[number]).quantize(64, dither=Image.Dither.NONE)
        small.save(PICTURES / name, optimize=True)


def make_pictures() -> None:
    """Make every picture of the documentation."""
    PICTURES.mkdir(exist_ok=True)
    draw_ribbon(PICTURES / "ribbon.png")
    council, measurement = example.council(), example.measurement()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        demo(folder)
        (month,) = folder.glob("*.xlsx")
        draw(month, MONTH)
        check = folder / "check.xlsx"
        found = check_list(measurement, example.AS_OF, lambda _: "")
        check.write_bytes(check_workbook(found, team=council.settings.council.team))
        draw(check, CHECK)
        performance = folder / "performance.xlsx"
        performance.write_bytes(make_workbook(harrow_content()))
        draw(performance, PERFORMANCE)
        made = (council, measurement, example.MONTH, example.AS_OF, folder)
        draw(write_committee_report(*made), REPORT)
        draw(write_share_copy(*made), SHARE)


if __name__ == "__main__":
    make_pictures()
