"""Renders the templates and formats the output."""

from __future__ import annotations

import json
import subprocess
import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)

from . import endings, matching, pieces, prose, python, reading, writing
from .load import Document
from .model import Spec
from .names import Entry, Own, imported, names_in, write_names
from .places import resolve

__all__ = ["SHIPPED_TEMPLATES", "RenderError", "render", "repeated_patterns"]

SHIPPED_TEMPLATES = resolve(Path(__file__).parent / "templates")
"""The templates that ship with agicodec."""

_FAMILY, _COMMAND, _RESULT = "{family}", "{command}", "{result}"
_APPLICATION_FAMILY, _APPLICATION = "{application_family}", "{application}"
_APPLICATION_RESULT, _COMPOUND, _FUNCTION = "{application_result}", "{compound}", "{function}"
_EACH = (
    _FAMILY,
    _COMMAND,
    _RESULT,
    _APPLICATION_FAMILY,
    _APPLICATION,
    _APPLICATION_RESULT,
    _COMPOUND,
    _FUNCTION,
)
"""Parts of the names of templates that are rendered once for each such entry of the spec."""

_ROOMS = {"environment.py": "model", "facade.py": "calls", "protocol.py": "wire"}
"""The packages of these modules in agicodec itself; a package generated from an overlay has them at its top."""

_FILTERS = {
    name: getattr(module, name)
    for module in (prose, python, matching, reading, writing, pieces, endings)
    for name in module.__all__
    if name[0].islower()
}


class RenderError(Exception):
    """A template is wrong, or its output is not what its file name says."""


def render(spec: Spec, documents: Sequence[Document], templates: Path, package: str) -> Mapping[str, str]:
    """Render all templates, each to the file of its own name without `.j2`.

    The text of a template whose output is only white space is empty; no file is written for it. Directories and files
    that start with `_` contain macros.

    Args:
        spec: the spec to render.
        documents: the files that it was made from.
        templates: the directory of the templates; they may also include and import the shipped ones.
        package: the name by which the generated modules import one another.

    Raises:
        RenderError: a template is wrong, or its output is.
    """
    paths = _paths(templates)
    if not paths:
        raise RenderError(f"{templates}: found no .j2 file, expected a directory of templates")
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(templates), FileSystemLoader(SHIPPED_TEMPLATES)]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters.update(_FILTERS)
    known: dict[str, object] = {"spec": spec, "package": package, "own": Own(), "imported": imported}
    shipped = templates == SHIPPED_TEMPLATES
    places = {name: f"{room}/{name}" for name, room in _ROOMS.items()} if shipped and not spec.overlaid else {}
    rendered: dict[str, str] = {}
    for name in paths:
        try:
            template = environment.get_template(f"{name}.j2", globals=known)
            for target, variables in _targets(name, spec):
                if target in rendered:
                    raise RenderError(f"found {target}, which another template generates too, expected another file")
                about = [None, *variables.values()][-1]
                text = write_names(template.render(variables), names_in(spec, about))
                text.encode("utf-8")
                rendered[places.get(target, target)] = text
        except Exception as error:  # whatever a template of someone's own may do
            raise RenderError(f"{templates / name}.j2{_line_of(error, templates)}: {_reason(error)}") from error
    if shipped:
        rendered["spec.json"] = _merged(documents)
    return _format(rendered, package)


def _line_of(error: Exception, templates: Path) -> str:
    """Return the place of an error within a template, if it is known."""
    if isinstance(error, TemplateSyntaxError):
        return f", line {error.lineno}"
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if Path(frame.filename).is_relative_to(templates)]
    return f": line {lines[-1]}" if lines else ""


def _reason(error: Exception) -> str:
    """Describe an error, of any class, since templates may raise any."""
    if isinstance(error, TemplateNotFound):
        return f"found no template {error.name!r}, expected one of this directory or of the shipped ones"
    return str(error) if isinstance(error, (TemplateError, RenderError)) else f"{type(error).__name__}: {error}"


def repeated_patterns(templates: Path) -> list[str]:
    """Return the patterns of the files that templates generate for each entry, such as `results/*.py`."""
    found: list[str] = []
    for name in _paths(templates):
        pattern = name
        for place in _EACH:
            pattern = pattern.replace(place, "*")
        found += [pattern] * (pattern != name)
    return found


def _paths(templates: Path) -> list[str]:
    """Return the names of the templates that generate files, without `.j2`."""
    names = sorted(path.relative_to(templates).as_posix().removesuffix(".j2") for path in templates.rglob("*.j2"))
    return [name for name in names if not any(_is_private(part) for part in name.split("/"))]


def _is_private(part: str) -> bool:
    return part.startswith("_") and not part.startswith("__")


def _targets(name: str, spec: Spec) -> Iterator[tuple[str, Mapping[str, Entry]]]:
    """Return the files that a template generates, each with the entry of the spec that it is about, last."""
    if any(place in name for place in _EACH[3:]):
        yield from _dialplan_targets(name, spec)
    elif _RESULT in name:
        for result in spec.own_results:
            yield name.replace(_RESULT, result.module), {"result": result}
    elif _FAMILY in name or _COMMAND in name:
        for family in spec.own_families:
            target = name.replace(_FAMILY, family.name)
            if _COMMAND not in name:
                yield target, {"family": family}
                continue
            for command in family.own_commands:
                yield target.replace(_COMMAND, command.method_name), {"family": family, "command": command}
    else:
        yield name, {}


def _dialplan_targets(name: str, spec: Spec) -> Iterator[tuple[str, Mapping[str, Entry]]]:
    """Return the same for a template about applications or functions."""
    if _APPLICATION_RESULT in name:
        for result in spec.own_application_results:
            yield name.replace(_APPLICATION_RESULT, result.module), {"application_result": result}
    elif _COMPOUND in name:
        for compound in spec.own_compounds:
            yield name.replace(_COMPOUND, compound.module), {"compound": compound}
    elif _FUNCTION in name:
        for function in spec.own_functions:
            yield name.replace(_FUNCTION, function.file), {"function": function}
    else:
        for family in spec.own_application_families:
            target = name.replace(_APPLICATION_FAMILY, family.name)
            if _APPLICATION not in name:
                yield target, {"application_family": family}
                continue
            for application in family.own_applications:
                variables: dict[str, Entry] = {"application_family": family, "application": application}
                yield target.replace(_APPLICATION, application.file), variables


def _merged(documents: Sequence[Document]) -> str:
    """Write the files of the spec, or of its overlays, as one JSON object, keyed by their paths."""
    own = {document.name: document.data for document in documents if document.own}
    return json.dumps(own, indent=1, ensure_ascii=False) + "\n"


def _format(rendered: Mapping[str, str], package: str) -> Mapping[str, str]:
    """Format all modules with one run of ruff, and end the other files with one line feed."""
    texts = {name: text.rstrip() + "\n" if text.strip() else "" for name, text in rendered.items()}
    modules = [name for name, text in texts.items() if text and name.endswith(".py")]
    if not modules:
        return texts
    with TemporaryDirectory() as directory:
        paths = {name: Path(directory, name) for name in modules}
        for name, path in paths.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(texts[name], encoding="utf-8")
        for command in (["check", "--select", "F401,I001,PIE790", "--fix-only", "--quiet"], ["format"]):
            complaint = _ruff([*command, *_options(package), "."], Path(directory))
            if complaint:
                broken = ", ".join(name for name in modules if f" {name}:" in complaint)
                raise RenderError(f"{broken}: {complaint}")
        return {**texts, **{name: path.read_text(encoding="utf-8") for name, path in paths.items()}}


def _options(package: str) -> list[str]:
    """Return the options that make ruff write the same wherever it runs."""
    own = {"agicodec", package.partition(".")[0]}
    settings = [
        "src=[]",
        f"lint.isort.known-first-party={json.dumps(sorted(own))}",
        "lint.isort.split-on-trailing-comma=false",
        "format.skip-magic-trailing-comma=true",
    ]
    options = ["--isolated", "--line-length", str(prose.LINE_LENGTH), "--target-version", "py310", "--no-cache"]
    return [*options, *(word for setting in settings for word in ("--config", setting))]


def _ruff(arguments: Sequence[str], directory: Path) -> str:
    """Run ruff in a directory, and return its complaints, such as about a file that is not Python."""
    command = [sys.executable, "-m", "ruff", *arguments]
    run = subprocess.run(command, cwd=directory, capture_output=True, text=True, encoding="utf-8", check=False)
    return run.stderr.strip() if run.returncode else ""
