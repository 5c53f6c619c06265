"""The one settings file: what Excel's side reads, and what a spoilt or hostile one cannot do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeliness.errors import SettingsError
from timeliness.excel.user_settings import (
    KEYS,
    UserSettings,
    dll_bits,
    dll_version,
    read_user_settings,
    unknown_lines,
    user_settings_bytes,
)

PYTHON = r"C:\Users\Zoë O'Brien\Time li ness\.venv\Scripts\pythonw.exe"
DLL = r"C:\Users\Zoë O'Brien\Time li ness\.venv\xlwings64-0.37.8.dll"
COUNCIL = r"\\server\Children's\council.toml"
SETTINGS = UserSettings(PYTHON, DLL, COUNCIL)


def conf(folder: Path, *lines: str) -> Path:
    path = folder / "timeliness.conf"
    path.write_bytes(b"\xff\xfe" + "".join(f"{line}\r\n" for line in lines).encode("utf-16-le"))
    return path


def test_the_file_is_byte_for_byte_what_excels_side_reads() -> None:
    text = f"interpreter={PYTHON}\r\ndll={DLL}\r\ncouncil={COUNCIL}\r\n"
    assert user_settings_bytes(SETTINGS) == b"\xff\xfe" + text.encode("utf-16-le")


def test_a_council_may_be_left_empty() -> None:
    content = user_settings_bytes(UserSettings(PYTHON, DLL)).decode("utf-16")
    assert content.endswith("\r\ncouncil=\r\n")


FOLDERS = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters='"<>|*?\\/:'), min_size=1
).filter(lambda name: name.strip(". ") == name)


@given(st.lists(FOLDERS, min_size=1, max_size=4))
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, folders: list[str]
) -> None:
    place = "\\".join(("D:", *folders))
    settings = UserSettings(rf"{place}\pythonw.exe", rf"{place}\xlwings32-1.2.dll", place)
    path = tmp_path_factory.getbasetemp() / "read back.conf"
    path.write_bytes(user_settings_bytes(settings))
    assert read_user_settings(path) == settings
    assert unknown_lines(path) == ()


def test_lines_that_are_not_ours_are_passed_over_and_told_by_their_numbers(tmp_path: Path) -> None:
    path = conf(
        tmp_path,
        f"interpreter={PYTHON}",
        r"pythonpath=C:\evil",
        f"dll={DLL}",
        "UDF modules=evil",
        "no key at all",
        f"council={COUNCIL}",
        "",
    )
    assert read_user_settings(path) == SETTINGS
    assert unknown_lines(path) == (2, 4, 5)


def test_settings_hold_three_paths_and_nothing_that_could_add_a_folder() -> None:
    assert KEYS == ("interpreter", "dll", "council")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ('interpreter=C:\\a\\pythonw.exe" -c "import evil', "no path may have"),
        ("interpreter=C:\\a\\pythonw.exe\nPYTHONPATH=C:\\evil", "no path may have"),
        ("interpreter=pythonw.exe", "not a full path"),
        (r"interpreter=..\evil\pythonw.exe", "not a full path"),
        (r"interpreter=C:\Windows\System32\cmd.exe", "not a pythonw.exe"),
        ("interpreter=", "not a full path"),
        (r"dll=C:\evil\evil.dll", "not a library of xlwings"),
        (r"dll=C:\x\xlwings64-0.37.8.dll.exe", "not a library of xlwings"),
        ("dll=xlwings64-0.37.8.dll", "not a full path"),
        ("council=council.toml", "not a full path"),
    ],
)
def test_a_hostile_value_is_refused_and_never_repeated(
    tmp_path: Path, changed: str, said: str
) -> None:
    key, _, value = changed.partition("=")
    lines = {"interpreter": PYTHON, "dll": DLL, "council": COUNCIL} | {key: value}
    path = conf(tmp_path, *(f"{name}={text}" for name, text in lines.items()))
    with pytest.raises(SettingsError, match=said) as error:
        read_user_settings(path)
    assert "timeliness addin install" in str(error.value)
    assert f'timeliness.conf: "{key}"' in str(error.value)
    assert not value or value not in str(error.value)


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = conf(tmp_path, f"interpreter={PYTHON}", f"dll={DLL}", r"interpreter=D:\pythonw.exe")
    with pytest.raises(SettingsError, match='"interpreter" stands there twice'):
        read_user_settings(path)


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r'the key "dll" is missing\. Run "timeliness addin'):
        read_user_settings(conf(tmp_path, f"interpreter={PYTHON}"))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"interpreter=C:\\pythonw.exe\r\n",
        b"\xff\xfeabc",
        b"\xff\xfe\x00\xd8",
        b"\xff\xfe" + b"a\x00" * 40_000,
        bytes(range(256)),
    ],
)
def test_a_file_that_is_not_ours_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "timeliness.conf"
    path.write_bytes(content)
    for read in (read_user_settings, unknown_lines):
        with pytest.raises(SettingsError, match="is not as Timeliness wrote it"):
            read(path)


@given(st.binary(max_size=200))
def test_no_bytes_end_in_anything_but_settings_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any bytes.conf"
    path.write_bytes(b"\xff\xfe" + content)
    try:
        read_user_settings(path)
    except SettingsError as error:
        assert str(error).endswith(".")  # noqa: PT017  (either end is right)


def test_a_missing_file_and_a_folder_in_its_place_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="so the add-in is not installed for you"):
        read_user_settings(tmp_path / "timeliness.conf")
    with pytest.raises(SettingsError, match="could not be read"):
        read_user_settings(tmp_path)


@pytest.mark.parametrize(
    "settings",
    [
        UserSettings("pythonw.exe", DLL),
        UserSettings(PYTHON, DLL, "C:\\a\r\ninterpreter=C:\\evil\\pythonw.exe"),
        UserSettings(PYTHON, r"C:\x\other.dll"),
    ],
)
def test_what_would_be_refused_is_not_written(settings: UserSettings) -> None:
    with pytest.raises(SettingsError):
        user_settings_bytes(settings)


def test_a_letter_that_cannot_be_written_is_told() -> None:
    with pytest.raises(SettingsError, match="holds a character that cannot be written"):
        user_settings_bytes(UserSettings(PYTHON, DLL, "C:\\\udcff\\council.toml"))


@pytest.mark.parametrize(
    ("path", "version", "bits"),
    [
        (DLL, "0.37.8", 64),
        (r"C:\XLWINGS32-1.0.0.DLL", "1.0.0", 32),
        (r"C:\xlwings64-dev.dll", None, None),
        (r"C:\xlwings.dll", None, None),
    ],
)
def test_the_librarys_name_gives_its_version_and_bits(
    path: str, version: str | None, bits: int | None
) -> None:
    assert (dll_version(path), dll_bits(path)) == (version, bits)
