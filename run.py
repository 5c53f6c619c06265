"""Set Timeliness up and run it: ``python run.py demo`` or ``python run.py test``.

Either command makes a virtual environment, ``.venv`` beside this file, when there is none that
fits, and needs nothing but Python 3.11 or newer. What follows the command is handed on: to the
demo, or to pytest.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent
VENV = HOME / ".venv"
SCRIPTS, SUFFIX = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
PYTHON = VENV / SCRIPTS / f"python{SUFFIX}"
COMMAND = VENV / SCRIPTS / f"timeliness{SUFFIX}"
STAMP = VENV / "timeliness-installed.txt"
PINS = HOME / "constraints.txt"

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("pytest",),
)
PYTHON_FITS = """
import importlib.util, sys
sys.exit(sys.version_info < (3, 11) or importlib.util.find_spec("pip") is None)
"""


def main(command: str = "", *arguments: str) -> int:
    """Run one command; give its exit code."""
    if command == "demo":
        set_up("demo", ".")
        return subprocess.call([COMMAND, "demo", *arguments])
    if command == "test":
        set_up("test", ".[dev]")
        return run_checks(*arguments)
    print("Write: python run.py demo, or: python run.py test", file=sys.stderr)
    return 2


def run_checks(*pytest_arguments: str) -> int:
    """Run every check, also after one that failed; give 1 when any did."""
    failed = []
    for check in CHECKS:
        more = pytest_arguments if check == ("pytest",) else ()
        if subprocess.call([PYTHON, "-m", *check, *more], cwd=HOME) != 0:
            failed.append(" ".join(check))
    if failed:
        print(f"Failed: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


def set_up(purpose: str, package: str) -> None:
    """Install the package into the virtual environment, unless that is done already.

    It is installed to run from the files beside this one, so that a later version of them needs
    no new installation until what they depend on changes.
    """
    dependencies = (HOME / "pyproject.toml").read_bytes() + PINS.read_bytes()
    fingerprint = hashlib.sha256(dependencies + str(HOME).encode()).hexdigest()
    fits = PYTHON.exists() and subprocess.call([PYTHON, "-c", PYTHON_FITS]) == 0
    # What the tests need holds all that the demo needs, so a demo after a test installs nothing.
    enough = {f"{purpose} {fingerprint}", f"test {fingerprint}"}
    if fits and STAMP.exists() and STAMP.read_text() in enough:
        return
    print("Setting up .venv; the first time takes a minute or two.", file=sys.stderr, flush=True)
    if not fits:
        make_environment()
    STAMP.unlink(missing_ok=True)
    # The pinned versions come ready-made for Python up to 3.14; a newer one takes newer versions.
    pins = ("--constraint", PINS.name) if sys.version_info < (3, 15) else ()
    install = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    if subprocess.call([PYTHON, *install, *pins, "--editable", package], cwd=HOME) != 0:
        sys.exit(
            "The packages that Timeliness needs could not be installed; the reason stands above. "
            "If it speaks of a connection, this computer does not reach a Python package index: "
            "connect it, or ask IT for the proxy or the index to use (pip reads HTTPS_PROXY and "
            "PIP_INDEX_URL), then run this command again."
        )
    STAMP.write_text(f"{purpose} {fingerprint}")


def make_environment() -> None:
    """Make the virtual environment anew."""
    try:
        import ensurepip  # noqa: F401, PLC0415 - Debian ships Python without it
    except ImportError:
        sys.exit(
            "This Python cannot make a virtual environment. On Debian or Ubuntu install the "
            "package python3-venv, elsewhere Python from its own installer, then run this again."
        )
    if subprocess.call([sys.executable, "-m", "venv", "--clear", VENV]) != 0:
        sys.exit(f"The folder {VENV} could not be made; the reason stands above.")


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older Python is told so
        sys.exit(
            "Timeliness needs Python 3.11 or newer, and this is Python "
            f"{sys.version_info[0]}.{sys.version_info[1]}: install a newer one and run this again."
        )
    try:
        sys.exit(main(*sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Stopped.")
