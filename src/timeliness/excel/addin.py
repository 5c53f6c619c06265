"""The add-in, packed from text: modules, wrappers and ribbon become Timeliness.xlam.

Only text is kept; the file is built on the computer that it is for, so that the name of xlwings'
library in it is the one that is installed there. The same text gives the same bytes.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from pyopenvba import ExcelFile
from pyopenvba.vba import VBAModuleKind

from timeliness.archives import packed, parts_of
from timeliness.excel.catalogue import functions_of
from timeliness.excel.wrappers import MODULE_NAME, wrappers_source
from timeliness.indicators import Definitions
from timeliness.shipped import shipped_file

ADDIN_TITLE = "Timeliness"
"""What Excel's list of add-ins shows."""

STANDARD_MODULES = ("UserSettings", "Bridge", "Exchange", "Faults", "Links", "Ribbon")
"""The modules of ``addin/``, one .bas file each."""

CLASS_MODULES = ("Listener",)
"""The class modules of ``addin/``, one .cls file each."""

_DOCUMENT = "ThisWorkbook"
_EMPTY_MODULE = "Module1"
_RIBBON_PART = "customUI/customUI14.xml"
_RIBBON_RELATIONSHIP = (
    '<Relationship Id="timelinessRibbon" '
    'Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility" '
    f'Target="{_RIBBON_PART}"/>'
)
_CORE_PART = "docProps/core.xml"
_NAMESPACES = (
    ("cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("xsi", "http://www.w3.org/2001/XMLSchema-instance"),
)
_DESCRIPTION = (
    "Timeliness of children's social care assessments: formulas and buttons. Nothing leaves the "
    "computer."
)


def module_sources(definitions: Definitions) -> dict[str, str]:
    """Give the VBA of each module by its name, as it stands in the add-in.

    Args:
        definitions: the indicators that get functions.

    Raises:
        ValueError: a council's indicator makes a name that Excel does not take.
    """
    sources = {name: _text(f"{name}.bas") for name in STANDARD_MODULES}
    number = version("xlwings")
    sources["Bridge"] = (
        sources["Bridge"]
        .replace("{dll64}", f"xlwings64-{number}.dll")
        .replace("{dll32}", f"xlwings32-{number}.dll")
    )
    sources[MODULE_NAME] = wrappers_source(functions_of(definitions))
    sources |= {name: _text(f"{name}.cls") for name in (*CLASS_MODULES, _DOCUMENT)}
    return sources


def ribbon_xml() -> str:
    """Give the ribbon as it stands in the add-in."""
    return _text("ribbon.xml")


def build_addin(definitions: Definitions) -> bytes:
    """Pack the add-in.

    Args:
        definitions: the indicators, a council's own among them.

    Returns:
        The bytes of Timeliness.xlam.

    Raises:
        ValueError: a council's indicator makes a name that Excel does not take.
    """
    sources = module_sources(definitions)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Timeliness.xlam"
        with ExcelFile.create_new(path) as file:
            project = file.vba_project()
            project.delete_module(_EMPTY_MODULE)
            for name, source in sources.items():
                text = source.replace("\n", "\r\n")
                if name == _DOCUMENT:
                    project.get_module(name).body = text
                    continue
                kind = VBAModuleKind.other if name in CLASS_MODULES else VBAModuleKind.standard
                project.add_module(name, text, kind=kind)
            file.save(path)
        return packed(_with_ribbon(path.read_bytes()), compressed=False)


def _with_ribbon(package: bytes) -> Iterator[tuple[str, bytes]]:
    """Give a package's parts with the ribbon and the add-in's own title among them."""
    for name, content in parts_of(package):
        if name == "_rels/.rels":
            end = b"</Relationships>"
            yield name, content.replace(end, _RIBBON_RELATIONSHIP.encode() + end)
        elif name == _CORE_PART:
            yield name, _core_properties().encode("utf-8")
        else:
            yield name, content
    yield _RIBBON_PART, ribbon_xml().encode("utf-8")


def _core_properties() -> str:
    """Write what the file says of itself, in place of the author and times of the pattern."""
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in _NAMESPACES)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<cp:coreProperties {spaces}><dc:title>{ADDIN_TITLE}</dc:title>"
        f"<dc:creator>{ADDIN_TITLE}</dc:creator><dc:description>{_DESCRIPTION}</dc:description>"
        "<dc:language>en-GB</dc:language>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:created>'
        "</cp:coreProperties>"
    )


def _text(name: str) -> str:
    return shipped_file("addin", name).read_text(encoding="utf-8")
