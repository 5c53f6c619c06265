"""The template of a document: an officer's own Word file, its fields filled in.

A field is written in double braces, {{ committee }}; a loop over rows or paragraphs as the
supplied template shows. Fields hold text alone, and a template can ask for nothing else: what it
says is worked out in a sandbox.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.exceptions import TemplateError as BrokenTemplateError
from jinja2.exceptions import UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from timeliness.errors import TemplateError
from timeliness.template_files import DOCUMENT, opening, read_template
from timeliness.words import listed


def open_template(path: Path) -> DocxTemplate:
    """Open a template.

    Raises:
        TemplateError: it is missing, or no Word document.
    """
    content = read_template(path, DOCUMENT)
    with opening(path, DOCUMENT, OSError, OpcError, KeyError, ValueError, SyntaxError):
        template = DocxTemplate(io.BytesIO(content))
        template.init_docx()
    return template


def fill(template: DocxTemplate, fields: Mapping[str, Any], name: str) -> None:
    """Put values into the fields of a template.

    Args:
        template: the template.
        fields: what can be filled in.
        name: the template's name, for messages.

    Raises:
        TemplateError: it has a field that is not known, or one that is not whole.
    """
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=_unknown(fields, name))
    try:
        template.render(dict(fields), environment)
    except (BrokenTemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        raise TemplateError(
            f"{name} has a field or a loop that is not whole or cannot be worked out"
            f"{_near(error)}. Compare it with the template that comes with Timeliness: each "
            "{{ and {% needs its }} and %}, each for its endfor."
        ) from None


def _near(error: Exception) -> str:
    """Say near which text of the document it went wrong, where that is known."""
    lines = [" ".join(line.split()) for line in getattr(error, "docx_context", ())]
    said = next((line for line in lines if "{%" in line or "{{" in line), "")
    return f', near "{said[:80]}"' if said else ""


def _unknown(fields: Mapping[str, Any], name: str) -> type[StrictUndefined]:
    """Make what stands for a field that is not known: an error with the fields that are."""

    class Unknown(StrictUndefined):
        def __init__(
            self,
            hint: str | None = None,
            obj: Any = missing,
            name: str | None = None,
            exc: type[UndefinedError] = UndefinedError,
        ) -> None:
            super().__init__(hint, obj, name, exc)
            known = list(fields) if obj is missing else list(obj) if isinstance(obj, dict) else []
            raise TemplateError(_unknown_message(template_name, str(name), known))

    template_name = name
    return Unknown


def _unknown_message(template: str, field: str, known: list[str]) -> str:
    near = get_close_matches(field, known, n=1)
    hint = f'; "{near[0]}" is meant perhaps' if near else ""
    if known and not near:
        hint = f"; known here are {listed(known)}"
    return f'{template}: "{field}" is not a field that can be filled in{hint}.'
