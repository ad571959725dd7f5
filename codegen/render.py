"""Renders the templates and formats what comes out."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

from codegen import python
from codegen.load import Document
from codegen.model import Spec

__all__ = ["SHIPPED_TEMPLATES", "FormatError", "render"]

SHIPPED_TEMPLATES = Path(__file__).parent / "templates"
"""The templates that ship with agicodec."""

_FAMILY = "{family}"
"""Stands in the name of a template that is rendered once for each family."""

_FILTERS = [getattr(python, name) for name in python.__all__ if name[0].islower()]

_ISORT = [
    *("--config", 'lint.isort.known-first-party=["agicodec"]'),
    *("--config", "lint.isort.split-on-trailing-comma=false"),
]


class FormatError(Exception):
    """What a template gave is not what its file name says."""


def render(spec: Spec, documents: Sequence[Document], templates: Path, package: str) -> Mapping[str, str]:
    """Render all templates, each to the file of its own name without `.j2`.

    A template that gives nothing but white space makes no file. Directories and files that start with `_` hold macros.

    Args:
        spec: the spec to render.
        documents: the files that it was made of.
        templates: the directory of the templates; what they include may also be one of the shipped ones.
        package: the name by which the generated modules import one another.
    """
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(templates), FileSystemLoader(SHIPPED_TEMPLATES)]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters.update({function.__name__: function for function in _FILTERS})
    known: dict[str, object] = {"spec": spec, "package": package}
    rendered: dict[str, str] = {}
    for path in sorted(templates.rglob("*.j2")):
        name = path.relative_to(templates).as_posix()
        if any(part.startswith("_") and not part.startswith("__") for part in name.split("/")):
            continue
        template = environment.get_template(name, globals=known)
        for target, variables in _targets(name.removesuffix(".j2"), spec):
            text = template.render(variables)
            if text.strip():
                rendered[target] = _format(target, text)
    if templates == SHIPPED_TEMPLATES:
        rendered["spec.json"] = _merged(documents)
    return rendered


def _targets(name: str, spec: Spec) -> Iterator[tuple[str, Mapping[str, object]]]:
    if _FAMILY not in name:
        yield name, {}
        return
    for family in spec.own_families:
        yield name.replace(_FAMILY, family.name), {"family": family}


def _merged(documents: Sequence[Document]) -> str:
    """Write all files of the spec as one JSON object, keyed by their paths."""
    return json.dumps({document.name: document.data for document in documents}, indent=1, ensure_ascii=False) + "\n"


def _format(target: str, text: str) -> str:
    if not target.endswith(".py"):
        return text.rstrip() + "\n"
    options = ["--isolated", "--line-length", str(python.LINE_LENGTH), "--target-version", "py310", "--no-cache"]
    lint = ["check", "--select", "F401,I001,PIE790", "--fix-only", "--quiet", *options, *_ISORT]
    for command in (lint, ["format", *options, "--config", "format.skip-magic-trailing-comma=true"]):
        arguments = [sys.executable, "-m", "ruff", *command, "--stdin-filename", target, "-"]
        run = subprocess.run(arguments, input=text, capture_output=True, text=True, encoding="utf-8", check=False)
        if run.returncode:
            raise FormatError(f"{target}: {run.stderr.strip()}")
        text = run.stdout
    return text
