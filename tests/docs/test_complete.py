"""All of the product is in the manual, and nothing in the manual is missing from the product."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
from docs.make_pages import DOCS, ROOT
from docs.parts.messages import boxes, stops, verdicts
from docs.parts.reference import all_checks, buttons, commands, models
from rich.text import Text
from typer.testing import CliRunner

from tests.docs.reading import OFFICERS, PAGES, blocks_of, headings_of, text_of
from timeliness.cli import app
from timeliness.excel.buttons import BUTTONS, WITHOUT_WORKBOOK
from timeliness.excel.catalogue import functions_of
from timeliness.indicators import published_definitions
from timeliness.settings import Settings
from timeliness.settings_sheet import SHEET_SETTINGS
from timeliness.workbooks.monthly import SECTIONS

REFERENCE = text_of(DOCS / "reference.md")
OFFICERS_PAGE = text_of(DOCS / "officers.md")
FUNCTIONS = {one.name: one for one in functions_of(published_definitions())}
COMMANDS = {one.name: one for one in commands()}

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))


def options_of(name: str) -> set[str]:
    """Give the options of a command; of the whole command line where there is no such command."""
    group = typer.main.get_command(app)
    parameters = COMMANDS[name].parameters if name in COMMANDS else group.params
    return {option for one in parameters for option in one.opts if option.startswith("--")}


def test_every_command_and_option_is_in_the_reference() -> None:
    for name in COMMANDS:
        section = REFERENCE.split(f"### `timeliness {name}`\n", 1)[1].split("\n#", 1)[0]
        for option in options_of(name):
            assert f"`{option}`" in section, (name, option)


def test_the_commands_are_those_that_typer_runs() -> None:
    helped = CliRunner().invoke(app, ["--help"]).output
    for name in COMMANDS:
        assert re.search(rf"\b{name.partition(' ')[0]}\b", helped)
    assert {"demo", "build", "addin install", "check-share"} <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_shows_every_text_whole_with_its_square_brackets(name: str) -> None:
    helped = CliRunner().invoke(app, [*name.split(), "--help"], env={"COLUMNS": "300"}).output
    shown = " ".join(helped.replace("│", " ").split())
    for one in COMMANDS[name].parameters:
        written = one.help.replace("\\[", "[")
        assert Text.from_markup(one.help).plain == written
        assert written in shown


def test_the_help_of_share_shows_the_symbol_of_a_hidden_number() -> None:
    helped = CliRunner().invoke(app, ["share", "--help"], env={"COLUMNS": "300"}).output
    assert "Show counts of 1 to 5 as [c]." in helped


def test_every_formula_and_its_arguments_are_in_the_reference() -> None:
    for one in FUNCTIONS.values():
        assert f"### `{one.usage}`" in REFERENCE
        assert one.help in REFERENCE


def test_every_button_is_told_one_by_one_to_officers() -> None:
    labels = [one["label"] for one in buttons()]
    told = OFFICERS_PAGE.split("## The buttons one by one", 1)[1].split("\n## ", 1)[0]
    assert [words for level, words in headings_of(told) if level == 3] == labels
    assert {one["id"] for one in buttons()} == {*BUTTONS, *WITHOUT_WORKBOOK}


def test_every_key_of_the_settings_is_in_the_reference_with_its_meaning() -> None:
    for name, model in models().items():
        section = REFERENCE.split(f"### `{name}`\n", 1)[1].split("\n### ", 1)[0]
        for key, field in model.model_fields.items():
            if (name, key) != ("[indicators.CODE]", "code"):
                row = re.search(rf"^\| `{field.alias or key}` \| (.+?) \|", section, re.MULTILINE)
                assert row, (name, key)
                assert len(row[1].split()) > 1


def test_every_table_of_the_settings_is_in_the_reference() -> None:
    tables = re.findall(r"^### `\[+(\w+)", REFERENCE, re.MULTILINE)
    assert set(tables) == set(Settings.model_fields)


def test_every_setting_of_the_sheet_is_told_to_officers() -> None:
    for one in SHEET_SETTINGS:
        assert f"| {one.label} |" in OFFICERS_PAGE


def test_every_check_is_told_to_officers_with_its_message() -> None:
    for one in all_checks():
        assert f"`{one.code}`" in OFFICERS_PAGE
        assert one.message[1:] in OFFICERS_PAGE
        assert f"`{one.code}`" in REFERENCE


def test_every_sentence_that_stops_the_work_is_read_from_the_source() -> None:
    found = [sentence for sentences in stops().values() for sentence in sentences]
    assert len(found) > 120
    assert "The range is empty: give the cells of the case list with their headings." in found
    # A sentence that stands in a constant of its module.
    assert "No workbook is open for editing: open one, then press the button again." in found
    # One that a function makes for several places that raise it.
    assert "… …, so it was not read: do not send it." in found


def test_what_boxes_and_checks_of_the_set_up_say_is_read_from_the_source() -> None:
    assert "No formula in this workbook uses a function of Timeliness." in boxes()
    # What the add-in says by itself, in Visual Basic.
    assert any(one.startswith("Timeliness could not start its own Python") for one in boxes())
    assert "Excel is set to trust no folder at all." in [sentence for sentence, _ in verdicts()]
    assert all(fix for _, fix in verdicts())


def test_every_kind_of_sheet_is_told_to_officers() -> None:
    rows = re.findall(r"^\| ([^|]+) \|", OFFICERS_PAGE, re.MULTILINE)
    patterns = {"Indicator": "NI 59", "Control chart": "NI 59 control chart"}
    for sheet in set(SECTIONS.values()) - {"Contents"}:
        assert patterns.get(sheet, sheet) in rows


@every_page
def test_every_command_that_a_page_names_is_there(page: Path) -> None:
    text = text_of(page)
    typed = [line for block in blocks_of(text) for line in block.text.splitlines()]
    typed += re.findall(r"`([^`\n]+)`", text)
    groups = {name.partition(" ")[0] for name in COMMANDS if " " in name}
    for line in typed:
        found = re.search(r"(?:^|[\\\"/ ])timeliness\"? ([a-z][a-z-]*)(?: ([a-z]+))?", line)
        # The folder of the manifests has a name that looks like a command.
        if not found or found[0] == "timeliness manifest" or (found[1] in groups and not found[2]):
            continue
        name = f"{found[1]} {found[2]}" if found[1] in groups else found[1]
        assert name in COMMANDS, line
        named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", line)) - {"--help", "--version"}
        assert named <= options_of(name), line


@every_page
def test_every_option_that_a_page_names_is_there(page: Path) -> None:
    # What a page of the installation types is not all ours.
    others = {"--help", "--no-index", "--find-links", "--wheel-dir", "--constraint", "--no-deps"}
    others |= {"--force-reinstall"}
    known = {option for name in (*COMMANDS, "") for option in options_of(name)} | others
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*[a-z]", text_of(page))) <= known


@every_page
def test_every_formula_that_a_page_names_is_there(page: Path) -> None:
    excels_own = {"SUM"}
    invented = {"TIMELINESS_LIMIT", "S47_RATE"} | excels_own
    beginnings = {name.partition("_")[0] for name in FUNCTIONS} | {"S47"}
    ours = rf"\b(?:{'|'.join(sorted(beginnings))})_[A-Z_]*[A-Z]\b"
    named = set(re.findall(ours, text_of(page))) - {"TIMELINESS_SHARED", "TIMELINESS_OOXML"}
    assert named <= {*FUNCTIONS, *invented}


@pytest.mark.parametrize("page", OFFICERS, ids=lambda path: path.name)
def test_every_button_that_officers_are_told_to_press_is_there(page: Path) -> None:
    labels = {one["label"] for one in buttons()}
    pressed = re.findall(r"[Pp]ress ([A-Z][a-z-]+(?: [a-z-]+)?)", text_of(page))
    for words in pressed:
        assert any(
            words.startswith(label) or label.startswith(words)
            for label in labels | {"Enter", "Delete"}
        ), words


@every_page
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    named = re.findall(
        r"`((?:src|tests|docs|addin|workbook_templates|examples|\.ci)/[\w./-]*)`", text_of(page)
    )
    made = {"src/timeliness/workbooks/sheets/still_open.py"}
    made |= {"examples/harrow_2010_11/published_2008_09.csv"}
    for name in set(named) - made:
        assert (ROOT / name).exists(), name
