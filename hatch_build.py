"""Adds the generator and the spec, which are outside of src/ in a clone, to the wheel."""

from __future__ import annotations

from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.builders.wheel import WheelBuilderConfig

__all__ = ["GeneratorHook"]

_PACKED = {
    "codegen": ("agicodec/codegen", ("**/*.py", "templates/**/*.j2")),
    "spec": ("agicodec/codegen/spec", ("**/*.toml", "schema.json")),
}
"""For each directory, its place in the wheel and the files to pack."""


class GeneratorHook(BuildHookInterface[WheelBuilderConfig]):
    """The hook that hatchling finds here.

    The directories are not among hatchling's `sources`, since the hook that compiles uses the first of these.
    """

    def initialize(self, version: str, build_data: dict[str, dict[str, str]]) -> None:
        """Add the files, unless the installation is editable and imports them from the clone."""
        if version == "editable":
            return
        for name, (target, patterns) in _PACKED.items():
            source = Path(self.root, name)
            for path in sorted(path for pattern in patterns for path in source.glob(pattern)):
                build_data["force_include"][str(path)] = f"{target}/{path.relative_to(source).as_posix()}"
