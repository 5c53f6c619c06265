"""The packed add-in: what is in it, that Office takes it, and that every button leads somewhere."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml import ElementTree

from tests.excel.test_catalogue import OWN_INDICATOR
from tests.support.lists import ROOT
from tests.support.package_checks import problems_of, schema_problems_of
from tests.support.vba_reading import modules_in
from timeliness.excel.addin import build_addin, module_sources, ribbon_xml
from timeliness.excel.buttons import BUTTONS, WITHOUT_WORKBOOK
from timeliness.indicators import published_definitions
from timeliness.leak_check import leaks_in

ICONS_OF_OFFICE = {
    "CalculateNow", "CalendarInsert", "CreateReportFromWizard", "DateAndTimeInsert", "FileOpen",
    "FileSaveAsExcelXlsx", "FileSaveAsWordDocx", "FunctionWizard", "Info", "PropertySheet",
    "ResearchPane", "ReviewAcceptChange",
}  # fmt: skip
"""Names of Office's own icons, as other ribbons use them."""

UNWANTED_IN_VBA = (
    "Shell", "CreateObject", "GetObject", "WScript", "XMLHTTP", "FollowHyperlink",
    "ActiveWorkbook.Path", "ThisWorkbook.Path", "ChDir", "Kill ", "Volatile", "Workbooks.Open",
)  # fmt: skip
"""What would let the add-in start a program, reach out, or look beside a workbook."""

DISTURBING_IN_VBA = ("Dir(", "Dir$(", ".Find(", ".Select", ".Calculate")
"""What would end the officer's own macro at its next file or change what Ctrl+F looks for.

Excel's own search also passes over the rows that a filter hides, which belong to every figure.
"""


@pytest.fixture(scope="module")
def addin() -> bytes:
    return build_addin(published_definitions())


@pytest.fixture(scope="module")
def modules(addin: bytes) -> dict[str, str]:
    """The source of each module as another program reads it out of the add-in."""
    return modules_in(addin, "Timeliness.xlam")


def test_the_same_text_gives_the_same_bytes(addin: bytes) -> None:
    assert build_addin(published_definitions()) == addin
    command = (
        "import hashlib; from timeliness.excel.addin import build_addin;"
        "from timeliness.indicators import published_definitions;"
        "print(hashlib.sha256(build_addin(published_definitions())).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", command],
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PATH": ""},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }  # fmt: skip
    assert len(digests) == 1


def test_office_takes_the_package(addin: bytes, tmp_path: Path) -> None:
    path = tmp_path / "Timeliness.xlam"
    path.write_bytes(addin)
    assert schema_problems_of(path) == []


def test_our_own_checks_find_nothing(addin: bytes, modules: dict[str, str]) -> None:
    procedures = re.findall(r"(?:Sub|Function) (\w+)", "\n".join(modules.values()))
    assert problems_of(addin, procedures=procedures, images=ICONS_OF_OFFICE) == []


def test_another_program_reads_every_module_back_as_it_is_written(
    modules: dict[str, str],
) -> None:
    written = module_sources(published_definitions())
    assert set(modules) == {*written, "Sheet1"}
    for name, source in written.items():
        assert modules[name].strip() == source.strip(), name


def test_the_library_is_that_of_the_xlwings_installed(modules: dict[str, str]) -> None:
    number = version("xlwings")
    assert f'Lib "xlwings64-{number}.dll"' in modules["Bridge"]
    assert f'Lib "xlwings32-{number}.dll"' in modules["Bridge"]
    assert "{" not in modules["Bridge"]


def test_a_councils_own_indicator_is_in_its_add_in() -> None:
    definitions = published_definitions().with_council(OWN_INDICATOR, "council.toml")
    assert "Public Function S47_RATE(" in module_sources(definitions)["Functions"]
    assert build_addin(definitions) != build_addin(published_definitions())


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\v", "\x85", "\u2028", "\0"])
def test_a_councils_own_words_stay_within_their_quotation_marks(end: str) -> None:
    # Settings refuse some of these at the door already; the module is not to rest on that.
    definitions = published_definitions().with_council(OWN_INDICATOR, "council.toml")
    name = f'Section "47"{end}Sub Auto_Open(): Shell "calc"'
    hostile = definitions.indicators["S47"].model_copy(update={"name": name})
    definitions = definitions.model_copy(
        update={"indicators": {**definitions.indicators, "S47": hostile}}
    )
    source = module_sources(definitions)["Functions"]
    assert "Sub Auto_Open" in source
    lines = source.splitlines()
    assert not any(line.lstrip().startswith("Sub Auto_Open") for line in lines)
    assert all(line.count('"') % 2 == 0 for line in lines if not is_comment(line))
    assert "\0" not in source


def test_nothing_in_it_starts_a_program_or_looks_beside_a_workbook(
    modules: dict[str, str],
) -> None:
    code = "\n".join(
        line for text in modules.values() for line in text.splitlines() if not is_comment(line)
    )
    assert [word for word in UNWANTED_IN_VBA if word in code] == []
    assert [word for word in DISTURBING_IN_VBA if word in code] == []
    assert "-I -c" in code


def is_comment(line: str) -> bool:
    return line.lstrip().startswith("'")


def test_no_line_is_longer_than_vba_takes(modules: dict[str, str]) -> None:
    for name, source in modules.items():
        assert max(map(len, source.splitlines()), default=0) < 1023, name
        # A statement may be continued 24 times.
        assert not re.search(r"(?:_\r?\n[^\n]*){25}", source), name


def test_every_button_of_the_ribbon_is_a_button_of_python_and_the_other_way_round() -> None:
    buttons = [element for element in ribbon().iter() if element.tag.endswith("}button")]
    assert {button.get("id") for button in buttons} == {*BUTTONS, *WITHOUT_WORKBOOK}


def test_every_button_says_what_it_reads_and_writes_and_that_nothing_leaves() -> None:
    keytips = []
    for element in ribbon().iter():
        if not element.tag.endswith("}button"):
            continue
        told = element.get("supertip") or ""
        assert "Nothing leaves this computer." in told, element.get("id")
        assert re.search(r"\bReads?\b", told), element.get("id")
        assert re.search(r"[Ww]rites|Opens|Enters", told), element.get("id")
        assert len(told) < 1024
        assert element.get("screentip")
        keytips.append(element.get("keytip"))
        needs_a_workbook = element.get("getEnabled") is not None
        assert ("Needs an open workbook." in told) == needs_a_workbook
    assert all(keytips)
    assert len(keytips) == len(set(keytips))


def test_the_file_names_no_person(addin: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(addin)) as package:
        core = package.read("docProps/core.xml").decode()
    assert "<dc:creator>Timeliness</dc:creator>" in core
    assert "lastModifiedBy" not in core
    # It is a file with macros, which is the one thing that the check of shared files must say.
    assert [
        leak for leak in leaks_in(addin, "Timeliness.xlam") if "macro" not in leak.lower()
    ] == []


def test_the_sources_lie_in_the_add_ins_folder_as_text() -> None:
    for path in (ROOT / "addin").iterdir():
        assert path.suffix in {".bas", ".cls", ".md", ".xml"}, path.name
        assert path.read_text(encoding="utf-8").isascii() or path.suffix == ".md", path.name


def ribbon() -> Element:
    element: Element = ElementTree.fromstring(ribbon_xml())
    return element
