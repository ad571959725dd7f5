"""Puts the generator and the spec into the wheel, beside which they stand in a clone."""

from __future__ import annotations

from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.builders.wheel import WheelBuilderConfig

__all__ = ["GeneratorHook"]

_PACKED = {
    "codegen": ("agicodec/codegen", ("**/*.py", "templates/**/*.j2")),
    "spec": ("agicodec/codegen/spec", ("**/*.toml", "schema.json")),
}
"""For each directory, where it goes and which of its files: only what is meant to be packed."""


class GeneratorHook(BuildHookInterface[WheelBuilderConfig]):
    """The hook that hatchling finds here.

    It is none of hatchling's `sources`, since the hook that compiles takes the first of those for its own.
    """

    def initialize(self, version: str, build_data: dict[str, dict[str, str]]) -> None:
        """Name the files; none for an editable installation, which imports them from where they are."""
        if version == "editable":
            return
        for name, (target, patterns) in _PACKED.items():
            source = Path(self.root, name)
            for path in sorted(path for pattern in patterns for path in source.glob(pattern)):
                build_data["force_include"][str(path)] = f"{target}/{path.relative_to(source).as_posix()}"
