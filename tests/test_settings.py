import re
from datetime import date, datetime, time
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from pydantic import AnyUrl

from timeliness.errors import SettingsError
from timeliness.indicators import published_definitions
from timeliness.periods import read_period
from timeliness.settings import Council, Placement, Settings, read_council
from timeliness.targets import Status, Target
from timeliness.validation import WANTED_ELSE, Table, checked
from timeliness.working_days import Convention

SMALLEST = """
[council]
name = "Anywhere"
[[case_lists]]
file = "list.xlsx"
"""


def council(tmp_path: Path, text: str) -> Council:
    path = tmp_path / "council.toml"
    path.write_text(SMALLEST + text, encoding="utf-8")
    return read_council(path)


def refusal(tmp_path: Path, text: str) -> str:
    with pytest.raises(SettingsError) as error:
        council(tmp_path, text)
    return str(error.value)


def test_the_smallest_settings_have_defaults_for_everything_else(tmp_path: Path) -> None:
    found = council(tmp_path, "")
    assert found.calendar.convention is Convention.DAY_0
    assert found.output_folder == tmp_path / "reports"
    assert found.case_list_files[0].path == tmp_path / "list.xlsx"
    assert found.target("NI59", read_period("Nov 2010")).words == "none set"


def test_every_setting_reaches_its_place(tmp_path: Path) -> None:
    found = council(
        tmp_path,
        """
        sheets = ["IA"]
        type = "initial"
        columns = { end = "Signed off" }
        [output]
        folder = "out"
        template = "ours.xlsx"
        placement = "a new workbook"
        [counting]
        convention = "day 1"
        closures = [2010-12-29]
        amber_within = 2.5
        [targets."2010/11"]
        NI59 = "as high as possible"
        NI60 = 82.5
        """,
    )
    assert found.case_list_files[0].sheets == ("IA",)
    assert found.case_list_files[0].options.columns == {"end": "Signed off"}
    assert found.output_folder == tmp_path / "out"
    assert found.template == tmp_path / "ours.xlsx"
    assert found.settings.output.placement is Placement.NEW_WORKBOOK
    assert not found.calendar.is_working_day(date(2010, 12, 29))
    assert found.amber_within == Fraction(1, 40)
    month = read_period("Nov 2010")
    assert found.target("NI59", month) == Target(None, "as high as possible")
    assert found.target("NI60", month) == Target(Fraction(825, 1000), "82.5%")
    assert found.target("NI60", read_period("Nov 2011")).share is None


def test_a_council_changes_a_limit_for_a_year_and_adds_an_indicator(tmp_path: Path) -> None:
    found = council(
        tmp_path,
        """
        [assessment_types]
        section_47 = ["Section 47"]
        [indicators.NI59]
        limits = [{ from = 2010-04-01, until = 2011-03-31, working_days = 7 }]
        [indicators.S47]
        name = "Section 47 enquiries"
        title = "Enquiries completed within {limit} working days"
        assessments = "section_47"
        clock_starts = ["start"]
        limits = [{ from = 2010-04-01, working_days = 15 }]
        """,
    )
    ni59 = found.definitions.indicator("NI59")
    assert ni59.basis_in(read_period("2010-11")) == "7 working days"
    assert ni59.basis_in(read_period("2011-12")) == "10 working days"
    assert (
        found.definitions.indicator("S47")
        .title_in(read_period("Nov 2010"))
        .endswith("15 working days")
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[outputs]\nfolder = 'x'", 'the key "outputs" is not known ("output" is meant perhaps)'),
        ("[output]\nfolders = 'x'", '"output.folders" is not known ("folder" is meant perhaps)'),
        ("[output]\nplacement = 'the bin'", '"output.placement"'),
        ("[counting]\nconvention = 'day 2'", '"counting.convention"'),
        ("[counting]\namber_within = 'five'", '"counting.amber_within"'),
        ("[counting]\namber_within = -1", "write a number that is not below 0"),
        ("[counting]\namber_within = 'x'", '"counting.amber_within": write a number such as 5.'),
        ("[counting]\nconvention = 5", '"counting.convention": write one of these: "day 0" or'),
        ("[counting]\nclosures = [5.5]", "write a day without a time such as 2010-12-06."),
        ("[counting]\nindicators = [5]", '"counting.indicators.1": write a text in quotation'),
        (
            "[targets.'2010-11']\nNI59 = [1]",
            '"targets.2010-11.NI59": write a number such as 5 or a text in quotation marks.',
        ),
        ("[indicators.NI59]\ngood_is = 'x'", 'write one of these: "high" or "low".'),
        (
            "[counting]\nindicators = ['NI61']",
            '"NI61" is not an indicator: there are NI59, NI60, CF45',
        ),
        ("[counting]\nclosures = ['Christmas']", '"counting.closures.1"'),
        ("[targets.'2010']\nNI59 = 80", '"2010" is not a period'),
        ("[targets.'Nov 2010']\nNI59 = 80", '"Nov 2010" is none'),
        ("[targets.'2010-11']\nNI59 = 0.83", '"targets.2010-11.NI59": write a target in per'),
        ("[targets.'2010-11']\nNI59 = 101", "from 1 to 100 (83 for 83%) or in words"),
        ("[targets.'2010-11']\nNI59 = '101%'", "from 1 to 100 (83 for 83%) or in words"),
        ("[targets.'2010-11']\nNI59 = true", "from 1 to 100 (83 for 83%) or in words"),
        ("[targets.'2010-11']\nNI61 = 80", '"NI61" is not an indicator'),
        ("[indicators.NI59]\nlimit = 7", '"indicators.NI59.limit" is not known ("limits" is meant'),
        (
            "[indicators.NI59]\nlimits = [{ working_days = 7 }]",
            '"indicators.NI59.limits.1.from" is missing',
        ),
        ("[indicators.S47]\nname = 'x'", '"indicators.S47.title" is missing'),
        ("[indicators.A1]\nname = 'x'", "indicators.A1"),
        ("[neighbours]\nset = 'x'", '"neighbours.1": name either its councils or a file'),
        (
            '[assessment_types]\nother = ["Other", "?!"]',
            'assessment_types.other: "?!" has no letter of the English alphabet and no digit',
        ),
        (
            '[indicators.NI59]\nsource = "a\\u0001"',
            '"indicators.NI59.source": write a text without characters that cannot be shown.',
        ),
        (
            '[targets."2010-11"]\nNI59 = "high\\u0000"',
            "write a number such as 5 or a text without characters that cannot be shown.",
        ),
        ("[council]\nname = 'Twice'", "keep one of the two"),
        ("name = ", "at its end"),
        ("[case_lists]\nfile = 'x'", "Head each of several with two brackets on each side"),
        (
            "\n[[case_lists]]\nfile = 'x'\ntype = 'section_47'",
            "not a kind of assessment; there are initial",
        ),
    ],
)
def test_a_wrong_key_or_value_gets_one_sentence_with_its_place(
    tmp_path: Path, text: str, said: str
) -> None:
    message = refusal(tmp_path, text)
    assert message.startswith("council.toml")
    assert said in message
    assert message.endswith((".", ")."))


@pytest.mark.parametrize(
    ("table", "line", "key"),
    [
        ("[output]", r'folder = "S:\timeliness\reports"', "output.folder"),
        ("[output]", r'template = "S:\board.xlsx"', "output.template"),
        ("[benchmarks]", r'files = ["S:\figures.csv"]', "benchmarks.files.1"),
        ("[benchmarks]", r'store = "a\u0000"', "benchmarks.store"),
        ("[[neighbours]]", r'file = "S:\neighbours.csv"', "neighbours.1.file"),
        ("[[case_lists]]", r'file = "S:\new\readings.xlsx"', "case_lists.2.file"),
    ],
)
def test_a_folder_whose_backslashes_became_something_else_is_refused_with_how_to_write_it(
    tmp_path: Path, table: str, line: str, key: str
) -> None:
    # "S:\timeliness\reports" is good TOML for a name with a tab and a line's end in it.
    name = 'set = "A set"\n' if key.startswith("neighbours") else ""
    assert refusal(tmp_path, f"{table}\n{name}{line}") == (
        f'council.toml: "{key}": write it between single quotation marks, as in '
        r"'S:\Performance': between double ones a backslash means something else."
    )


@pytest.mark.parametrize(
    "value", ["9" * 5000, "[" * 5000 + "]" * 5000, "{a=" * 5000 + "1" + "}" * 5000]
)
def test_a_value_without_end_is_answered_in_a_sentence(tmp_path: Path, value: str) -> None:
    assert refusal(tmp_path, f"[counting]\namber_within = {value}") == (
        "council.toml is not written as settings are: start again from the one that comes with "
        "Timeliness."
    )


_KEYS = (
    "council", "council.name", "council.code", "council.team", "case_lists", "case_lists.0",
    "case_lists.0.file", "case_lists.0.sheets", "case_lists.0.columns", "case_lists.0.type",
    "output", "output.folder", "output.template", "output.placement", "counting",
    "counting.convention", "counting.closures", "counting.amber_within", "counting.indicators",
    "neighbours", "neighbours.0", "neighbours.0.set", "neighbours.0.councils",
    "neighbours.0.file", "benchmarks", "benchmarks.files", "benchmarks.store", "report",
    "report.date", "report.subject", "targets", "targets.2010-11", "targets.2010-11.NI60",
    "indicators", "indicators.NI60", "assessment_types", "assessment_types.core",
)  # fmt: skip

_VALUES: tuple[Any, ...] = (
    "", "x", "a\x01", ["a\x00"], True, -1, 0, 0.5, 10**30, "9" * 5000, float("inf"), float("nan"),
    [], [""], [5], [5.5],
    ["x"], [[1]], {}, {"x": "y"}, {"x": [1]}, date(2010, 1, 1), datetime(2010, 1, 1, 9),
    time(9), [time(9)], [datetime(2010, 1, 1, 9)],
)  # fmt: skip
"""What a file of settings can hold where it should not."""


@pytest.mark.parametrize("key", _KEYS)
def test_no_wrong_value_is_answered_in_the_words_of_developers(key: str) -> None:
    for value in _VALUES:
        content: dict[str, Any] = {
            "council": {"name": "Anywhere"},
            "case_lists": [{"file": "list.xlsx"}],
            "neighbours": [{"set": "A set", "councils": ["Barnet"]}],
            "report": {"committee": "Us", "responsible_officer": "Director", "contact": "Us"},
        }
        *tables, last = (int(part) if part.isdigit() else part for part in key.split("."))
        inner: Any = content
        for table in tables:
            inner = inner[table] if isinstance(table, int) else inner.setdefault(table, {})
        inner[last] = value
        try:
            checked(Settings, content, "council.toml")
        except SettingsError as error:
            said = str(error)
            assert WANTED_ELSE not in said, (key, value)
            assert not re.search(
                r"input|valid|pars|string|dict|tuple|integer|instance|constrained|float", said
            ), said


@pytest.mark.parametrize(
    "content",
    [
        {"title": 5}, {"clock_starts": []}, {"clock_starts": ["x"]}, {"clock_starts": 5},
        {"limits": 15}, {"limits": "15"}, {"limits": True}, {"limits": {"working_days": 15}},
        {"limits": date(2010, 4, 1)}, {"limits": [5]},
        {"limits": [{"working_days": 1.5, "from": "x"}]},
        {"limits": [{"working_days": 500, "from": date(2010, 1, 1)}]},
        {"limits": [{"working_days": "x", "from": date(2010, 1, 1)}]},
        {"limits": [{"working_days": 5, "from": [1]}]}, {"good_is": 5}, {"source": 5},
    ],
)  # fmt: skip
def test_a_wrong_definition_is_answered_in_plain_words_too(content: dict[str, Any]) -> None:
    with pytest.raises(SettingsError) as caught:
        published_definitions().with_council({"indicators": {"NI60": content}}, "council.toml")
    said = str(caught.value)
    assert said.startswith('council.toml: "indicators.NI60.')
    assert ": write " in said
    assert WANTED_ELSE not in said


def test_a_problem_that_nobody_foresaw_is_told_without_its_own_words() -> None:
    class Unforeseen(Table):
        link: AnyUrl

    with pytest.raises(SettingsError) as caught:
        checked(Unforeseen, {"link": "nowhere"}, "council.toml")
    assert str(caught.value) == f'council.toml: "link": write {WANTED_ELSE}.'


@pytest.mark.parametrize(
    ("text", "place", "advice"),
    [
        ('[council]\nname = "S:\\Performance"', "line 2", "between single quotation marks"),
        ('[council]\nname = "S:\\Users"', "line 2", "between single quotation marks"),
        ('[council]\nname = "A"\nname = "B"', "line 3", "keep one of the two"),
        ("[council]\n[council]", "line 2", "keep one of the two"),
        ('[council]\nname "Harrow"', "line 2", "After a name come ="),
        ("[council]\nname = Harrow", "line 2", "Write text between quotation marks"),
        ('[council]\nname = "A" town = "B"', "line 2", "says one thing alone"),
        ("[council]\nname = “Harrow”", "line 2", "straight quotation marks"),
        ('[council]\nname = "Harrow”\nteam = "x"', "line 2", "straight quotation marks"),
        ('[targets."2010-11"]\nNI59 = 80%', "line 2", "without its sign: 80 for 80%"),
        ("[case_lists]\n[case_lists]", "line 2", "as in [[case_lists]]"),
        ("[[case_lists]]\n[case_lists]", "line 2", "as in [[case_lists]]"),
        ("[case_lists]\n[[case_lists]]", "line 2", "as in [[case_lists]]"),
        ("[neighbours]\n[neighbours]", "line 2", "two brackets on each side"),
        ("[council]\nname = [1, 2", "at its end", "quotation marks and brackets"),
    ],
)
def test_a_line_that_is_not_written_as_settings_is_told_with_what_mends_it(
    tmp_path: Path, text: str, place: str, advice: str
) -> None:
    path = tmp_path / "council.toml"
    path.write_text(f"{text}\n", encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        read_council(path)
    said = str(error.value)
    assert said.startswith(f"council.toml, {place}: this is not written as settings are. ")
    assert advice in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[zzz]", '"zzz" is not known (known here: council, case_lists, output, counting,'),
        ("zzz = 1", '"case_lists.1.zzz" is not known (known here: file, sheets, tables, type,'),
        ("[output]\nzzz = 1", '"output.zzz" is not known (known here: folder, template,'),
        (
            "[[neighbours]]\nzzz = 1\nset = 'x'\ncouncils = ['Barnet']",
            '"neighbours.1.zzz" is not known (known here: set, councils, file)',
        ),
        (
            "[report]\nzzz = 1\ncommittee = 'x'\nresponsible_officer = 'x'\ncontact = 'x'",
            '"report.zzz" is not known (known here: committee, date, subject,',
        ),
        ("[indicators.NI59]\nzzz = 1", '"indicators.NI59.zzz" is not known (known here: name,'),
        (
            "[indicators.NI59]\nlimits = [{ from = 2010-04-01, working_days = 7, zzz = 1 }]",
            '"indicators.NI59.limits.1.zzz" is not known (known here: working_days, from, until,',
        ),
    ],
)
def test_a_key_like_no_other_is_answered_with_those_of_its_table(
    tmp_path: Path, text: str, said: str
) -> None:
    assert said in refusal(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[council]\nname = 'x'\n[case_lists]\nfile = 'x'",
            '"case_lists": write its heading with two brackets on each side: [[case_lists]].',
        ),
        (
            SMALLEST + "[indicators.NI59.limits]\nworking_days = 7",
            '"indicators.NI59.limits": write its heading with two brackets on each side',
        ),
        (
            SMALLEST + "sheets = { first = 'x' }",
            '"case_lists.1.sheets": write a list in square brackets',
        ),
        (
            "[council]\nname = 'x'\n[[case_list]]\nfile = 'x'",
            'the key "case_list" is not known ("case_lists" is meant perhaps).',
        ),
    ],
)
def test_a_table_that_is_headed_wrongly_is_told_with_its_heading(
    tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "council.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        read_council(path)
    assert said in str(error.value)


def test_settings_that_may_not_be_read_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise PermissionError

    path = tmp_path / "council.toml"
    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(SettingsError) as error:
        read_council(path)
    assert str(error.value) == f"{path} could not be read: check that you have access."


def test_settings_that_are_missing_or_no_text_are_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="was not found"):
        read_council(tmp_path / "none.toml")
    with pytest.raises(SettingsError, match="is a folder"):
        read_council(tmp_path)
    (tmp_path / "old.toml").write_bytes("[council]\nname = 'Café'".encode("utf-16"))
    with pytest.raises(SettingsError, match="UTF-8"):
        read_council(tmp_path / "old.toml")
    for begins in (b"PK\x03\x04\x14\x00\x00\x9c", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        (tmp_path / "list.xlsx").write_bytes(begins)
        with pytest.raises(SettingsError) as error:
            read_council(tmp_path / "list.xlsx")
        assert str(error.value) == "list.xlsx is a workbook: name the council.toml that lists it."
    (tmp_path / "empty.toml").write_text("", encoding="utf-8")
    with pytest.raises(SettingsError, match='"council" is missing'):
        read_council(tmp_path / "empty.toml")


@pytest.mark.parametrize(
    ("share", "good_is_high", "status"),
    [
        (Fraction(83, 100), True, Status.GREEN),
        (Fraction(829_999, 1_000_000), True, Status.AMBER),
        (Fraction(78, 100), True, Status.AMBER),
        (Fraction(779_999, 1_000_000), True, Status.RED),
        (Fraction(83, 100), False, Status.GREEN),
        (Fraction(84, 100), False, Status.AMBER),
        (Fraction(89, 100), False, Status.RED),
        (None, True, Status.NOTHING_COMPLETED),
    ],
)
def test_the_exact_share_is_compared_with_the_target_and_not_the_rounded_one(
    share: Fraction | None, good_is_high: bool, status: Status
) -> None:
    target = Target.of(83)
    found = target.status(share, good_is_high=good_is_high, amber_within=Fraction(5, 100))
    assert found is status


@pytest.mark.parametrize("written", ["83", "83.0", "'83%'", "'83'", "' 83.0 % '"])
def test_a_target_is_the_same_number_however_it_is_written(tmp_path: Path, written: str) -> None:
    found = council(tmp_path, f"[targets.'2010-11']\nNI59 = {written}")
    assert found.target("NI59", read_period("Nov 2010")) == Target(Fraction(83, 100), "83%")


def test_words_as_a_target_have_a_state_of_their_own() -> None:
    target = Target.of("as high as possible")
    assert (
        target.status(Fraction(1), good_is_high=True, amber_within=Fraction(0)) is Status.NO_TARGET
    )


def test_what_a_report_needs_is_asked_for_and_the_rest_is_none(tmp_path: Path) -> None:
    least = '[report]\ncommittee = "Scrutiny"\nresponsible_officer = "Director"\ncontact = "Us"\n'
    found = council(tmp_path, least + 'template = "ours.docx"\ndate = 2011-01-18\n')
    report = found.settings.report
    assert report is not None
    assert (report.enclosures, report.financial, report.risk) == ("None", "None", "None")
    assert report.exempt == "No"
    assert report.meeting == date(2011, 1, 18)
    assert found.report_template == tmp_path / "ours.docx"
    assert council(tmp_path, "").settings.report is None
    assert council(tmp_path, "").report_template is None
    assert 'the key "report.contact" is missing' in refusal(
        tmp_path, '[report]\ncommittee = "Scrutiny"\nresponsible_officer = "Director"\n'
    )
    assert '"background" is meant perhaps' in refusal(tmp_path, least + 'backgound = "x"\n')
    assert '"report.date"' in refusal(tmp_path, least + 'date = "18 January"\n')
