"""Make the pictures of the documentation from real output, as LibreOffice draws it.

Run it from the project's root, with LibreOffice and poppler installed:
python -m docs.make_pictures
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image, ImageChops
from tests.support.performance_workbooks import harrow_content
from tests.support.rendering import pdf_text, render_pages, render_pdf
from workbook_templates.make_performance_workbook import make_workbook

from timeliness.cli import main

PICTURES = Path(__file__).parent / "pictures"
MARGIN = 20

PAGES = {"summary.png": 3, "indicator.png": 6}
"""The pictures of the demo's workbook, with the printed page that each one shows."""


def cropped(page: Path) -> Image.Image:
    """Cut a page's white margins and its footer off."""
    with Image.open(page) as opened:
        picture = opened.convert("RGB")
    body = picture.crop((0, 0, picture.width, int(picture.height * 0.93)))
    white = Image.new("RGB", body.size, "white")
    left, top, right, bottom = ImageChops.difference(body, white).getbbox() or (0, 0, *body.size)
    return body.crop((max(left - MARGIN, 0), max(top - MARGIN, 0), right + MARGIN, bottom + MARGIN))


def make_pictures() -> None:
    """Build the demo, draw its pages and keep the ones that the documentation shows."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            main(["demo", "--out", folder])
        except SystemExit as end:
            if end.code:
                raise
        (workbook,) = Path(folder).glob("*.xlsx")
        pages = render_pages(workbook, Path(folder), dpi=110)
        PICTURES.mkdir(exist_ok=True)
        for name, number in PAGES.items():
            cropped(pages[number - 1]).save(PICTURES / name, optimize=True)


def make_performance_picture() -> None:
    """Fill the performance workbook with the example, and draw the page of its rates."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Harrow.xlsx"
        path.write_bytes(make_workbook(harrow_content()))
        pdf = render_pdf(path, path.parent)
        texts = pdf_text(pdf).split("\f")
        (number,) = [number for number, text in enumerate(texts) if "Rates: every" in text]
        pages = render_pages(pdf, path.parent, dpi=110)
        cropped(pages[number]).save(PICTURES / "performance_workbook.png", optimize=True)


if __name__ == "__main__":
    make_pictures()
    make_performance_picture()
