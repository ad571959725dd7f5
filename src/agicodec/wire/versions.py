"""Releases of Asterisk, and what depends on them."""

from __future__ import annotations

from functools import lru_cache

from attrs import Factory, field, frozen

from agicodec.errors import shown
from agicodec.values import Value
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.protocol import MAX_LINE_LARGE, MAX_LINE_LARGE_SINCE

__all__ = ["AsteriskVersion", "Release", "require_version"]

Release = tuple[int, ...]
"""A release number, such as `(20, 16)`."""

_PRERELEASES = ("-alpha", "-beta", "-rc", "~alpha", "~beta", "~rc")


_SIGN_EXTENDS_SINCE: tuple[Release, ...] = ((1, 8, 28), (11, 10), (12, 3), (13, 0))
_SIGN_EXTENDS_NO_MORE: tuple[Release, ...] = ((11, 16), (13, 2), (14, 0))
"""The first release of each branch that sign-extends, and that no longer does so (`ast_uri_encode` in main/utils.c)."""


_LARGE_LIMITS = Limits(line=MAX_LINE_LARGE)


def _limits_of(version: AsteriskVersion) -> Limits:
    return _LARGE_LIMITS if version.has(*MAX_LINE_LARGE_SINCE) else SAFEST_LIMITS


@frozen(eq=False, repr=False)
class AsteriskVersion(Value):
    """The version that Asterisk sends as `agi_version`.

    If something depends on the release, an unknown version has the limits of the oldest release and the replies of a
    recent one.
    """

    raw: str
    """The version as it was sent, such as `22.10.1+dfsg-1`, `certified/20.7-cert1` or `GIT-master-1a2b3c`."""
    release: Release = field(default=(), eq=False)
    """The release number in it; empty if there is none, as in a version built from a repository."""
    prerelease: bool = field(default=False, eq=False)
    """Whether it is an alpha, a beta or a release candidate of that release."""
    limits: Limits = field(init=False, eq=False, repr=False, default=Factory(_limits_of, takes_self=True))
    """The limits of a command line of this Asterisk; the safest ones for an unknown version."""

    @staticmethod
    @lru_cache(maxsize=64)  # a server hears from few Asterisks; to read its version anew adds 32 % to an environment
    def parse(raw: str) -> AsteriskVersion:
        """Parse a version as in `agi_version` or as printed by `asterisk -V`; a `v` may precede the number.

        Any text is accepted. A text without a release number is an unknown version: its command lines have the limits
        that every Asterisk accepts, `has` and `lacks` return False, and replies are read as those of a recent release.
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
        """Return whether something applies to this Asterisk, from the first release of each branch to which it applies.

        It also applies to branches newer than all of these. It does not apply to older branches, to branches between
        them that are not listed, and to unknown versions.
        """
        if not self.release:
            return False
        branch = _branch(self.release)
        for release in first:
            if _branch(release) == branch:
                return self._is_at_least(release)
        return branch > max(map(_branch, first))

    def lacks(self, *first: Release) -> bool:
        """Return whether something is known not to apply to this Asterisk, from the same releases as for `has`.

        An unknown version counts as a recent one.
        """
        return bool(self.release) and not self.has(*first)

    @property
    def sign_extends(self) -> bool:
        """Whether its AsyncAGI events contain bytes above 0x7F sign-extended, as in `%FFFFFFC3`."""
        return self.has(*_SIGN_EXTENDS_SINCE) and not self.has(*_SIGN_EXTENDS_NO_MORE)

    def __str__(self) -> str:
        return self.raw

    def _is_at_least(self, release: Release) -> bool:
        width = max(len(self.release), len(release))
        mine, other = (r + (0,) * (width - len(r)) for r in (self.release, release))
        return mine > other or (mine == other and not self.prerelease)


def require_version(version: object) -> None:
    """Refuse anything but a version.

    Raises:
        TypeError: the value is something else, such as the text of a version.
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
