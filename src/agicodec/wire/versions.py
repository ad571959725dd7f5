"""Which Asterisk speaks, and what follows from it."""

from __future__ import annotations

from functools import lru_cache

from attrs import Factory, field, frozen

from agicodec.errors import shown
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.protocol import MAX_LINE_LARGE, MAX_LINE_LARGE_SINCE

__all__ = ["AsteriskVersion", "Release", "require_version"]

Release = tuple[int, ...]
"""A release number, such as `(20, 16)`."""

_PRERELEASES = ("-alpha", "-beta", "-rc", "~alpha", "~beta", "~rc")


_SIGN_EXTENDS_SINCE: tuple[Release, ...] = ((1, 8, 28), (11, 10), (12, 3), (13, 0))
_SIGN_EXTENDS_NO_MORE: tuple[Release, ...] = ((11, 16), (13, 2), (14, 0))
"""The first release of each branch that sign-extends, and that does so no more (`ast_uri_encode` in main/utils.c)."""


_LARGE_LIMITS = Limits(line=MAX_LINE_LARGE)


def _limits_of(version: AsteriskVersion) -> Limits:
    return _LARGE_LIMITS if version.has(*MAX_LINE_LARGE_SINCE) else SAFEST_LIMITS


@frozen
class AsteriskVersion:
    """The version that an Asterisk has in `agi_version`.

    Where something depends on the release, an unknown version has the limits of the oldest and the replies of a recent
    one.
    """

    raw: str
    """The version as it came, such as `22.10.1+dfsg-1`, `certified/20.7-cert1` or `GIT-master-1a2b3c`."""
    release: Release = field(default=(), eq=False)
    """The release number in it; empty when there is none, as in a version built from a repository."""
    prerelease: bool = field(default=False, eq=False)
    """Whether it is an alpha, a beta or a release candidate of that release."""
    limits: Limits = field(init=False, eq=False, repr=False, default=Factory(_limits_of, takes_self=True))
    """How much a command line of this Asterisk may hold; the safest where the version does not say."""

    @staticmethod
    @lru_cache(maxsize=64)
    def parse(raw: str) -> AsteriskVersion:
        """Take a version apart, as `agi_version` has it or as `asterisk -V` prints it; a `v` may precede the number.

        Any text is accepted. One without a release number is of an unknown version: its lines are held to what every
        Asterisk takes, `has` and `lacks` are both False, and replies are read as a recent one means them.
        """
        text = raw.strip().removeprefix("Asterisk ").removeprefix("certified/")
        if text[:1] in ("v", "V"):
            text = text[1:]
        end = next((i for i, char in enumerate(text) if char not in "0123456789."), len(text))
        numbers = text[:end].strip(".").split(".")
        if not all(number.isdigit() and len(number) < 10 for number in numbers):
            return AsteriskVersion(raw)
        return AsteriskVersion(raw, tuple(map(int, numbers)), text[end:].startswith(_PRERELEASES))

    def has(self, *first: Release) -> bool:
        """Return whether this Asterisk has a fact, given the first release of each branch that has it.

        A branch newer than all of those has it too; an older one, one left out between them, and an unknown version
        have it not.
        """
        if not self.release:
            return False
        branch = _branch(self.release)
        for release in first:
            if _branch(release) == branch:
                return self._is_at_least(release)
        return branch > max(map(_branch, first))

    def lacks(self, *first: Release) -> bool:
        """Return whether this Asterisk is known not to have a fact, given the first release of each branch that has it.

        An unknown version is taken for a recent one.
        """
        return bool(self.release) and not self.has(*first)

    @property
    def sign_extends(self) -> bool:
        """Whether its AsyncAGI events have a byte above 0x7F sign-extended, as `%FFFFFFC3`."""
        return self.has(*_SIGN_EXTENDS_SINCE) and not self.has(*_SIGN_EXTENDS_NO_MORE)

    def __str__(self) -> str:
        return self.raw

    def _is_at_least(self, release: Release) -> bool:
        width = max(len(self.release), len(release))
        mine, other = (r + (0,) * (width - len(r)) for r in (self.release, release))
        return mine > other or (mine == other and not self.prerelease)


def require_version(version: object) -> None:
    """Refuse what is no version.

    Raises:
        TypeError: it is something else, such as its text.
    """
    if not isinstance(version, AsteriskVersion):
        raise TypeError(
            f"expected an AsteriskVersion, such as AsteriskVersion.parse('22.10.1'), found {shown(version)}"
        )


def _branch(release: Release) -> Release:
    """Return the branch of a release: 1.8, 1.6.2, 20."""
    if release[0] != 1:
        return release[:1]
    return release[:3] if release[1:2] == (6,) else release[:2]
