"""Asterisk's version."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec import AsteriskVersion, RawReply
from agicodec.commands import StreamFile
from agicodec.results import Playback
from agicodec.wire.protocol import MAX_LINE, MAX_LINE_LARGE, MAX_LINE_LARGE_SINCE


@pytest.mark.parametrize(
    ("raw", "release", "prerelease"),
    [
        ("22.10.1+dfsg+~cs6.17.60671434-1", (22, 10, 1), False),
        ("16.28.0~dfsg-0+deb11u4", (16, 28, 0), False),
        ("1.8.0-beta4", (1, 8, 0), True),
        ("1.8.0-beta5", (1, 8, 0), True),
        ("20.16.0-rc1", (20, 16, 0), True),
        ("certified/20.7-cert1", (20, 7), False),
        ("13.1-cert8", (13, 1), False),
        ("1.4.44", (1, 4, 44), False),
        ("23", (23,), False),
        ("Asterisk 1.4.44", (1, 4, 44), False),
        ("Asterisk 22.10.1~dfsg+~cs6.17-1\n", (22, 10, 1), False),
        ("Asterisk certified/20.7-cert1", (20, 7), False),
        ("Asterisk GIT-master-1a2b3cM", (), False),
        ("v22.10.1", (22, 10, 1), False),
        ("v", (), False),
        ("GIT-master-1a2b3cM", (), False),
        ("SVN-branch-1.8-r1234", (), False),
        ("", (), False),
        ("...", (), False),
        ("1..2", (), False),
        ("9" * 5000, (), False),
        ("²³", (), False),
    ],
)
def test_a_version_is_taken_apart(raw: str, release: tuple[int, ...], prerelease: bool) -> None:
    version = AsteriskVersion.parse(raw)
    assert (version.raw, version.release, version.prerelease) == (raw, release, prerelease)
    assert str(version) == raw


@pytest.mark.parametrize(
    ("raw", "large"),
    [
        ("20.15.9", False),
        ("20.16.0-rc1", False),
        ("20.16.0", True),
        ("20.16", True),
        ("20.17.0", True),
        ("certified/20.7-cert1", False),
        ("21.10.2", False),
        ("21.11.0", True),
        ("22.5.9", False),
        ("22.6.0", True),
        ("22.10.1+dfsg-1", True),
        ("23.0.0-rc1", False),
        ("23.0.0", True),
        ("24.1.0", True),
        ("19.99", False),
        ("18.26.4", False),
        ("1.8.32", False),
        ("1.6.2.24", False),
        ("GIT-master-1a2b3c", False),
    ],
)
def test_the_line_limit_follows_the_branch(raw: str, large: bool) -> None:
    assert AsteriskVersion.parse(raw).has(*MAX_LINE_LARGE_SINCE) is large
    assert AsteriskVersion.parse(raw).limits.line == (MAX_LINE_LARGE if large else MAX_LINE)


@pytest.mark.parametrize(
    ("raw", "has"),
    [("1.6.0.5", False), ("1.6.0.6", True), ("1.4.22", False), ("1.4.23", True), ("1.6.1.0", True), ("1.8.0", True)],
)
def test_branches_before_10_have_more_than_one_number(raw: str, has: bool) -> None:
    assert AsteriskVersion.parse(raw).has((1, 4, 23), (1, 6, 0, 6)) is has


def test_an_unknown_version_has_the_limits_of_the_oldest_and_the_replies_of_a_recent_one() -> None:
    unknown, old = AsteriskVersion.parse("GIT-master-1a2b3c"), AsteriskVersion.parse("Asterisk 1.4.44")
    nothing = RawReply.decode(b"200 result=0 endpos=0\n")
    assert unknown.limits.line == MAX_LINE
    assert not unknown.has((1, 8))
    assert not unknown.lacks((1, 8))
    assert (
        StreamFile("x").interpret(nothing, unknown)
        == StreamFile("x").interpret(nothing)
        == Playback("finished", endpos=0)
    )
    assert StreamFile("x").interpret(nothing, old) == Playback("not played")


@given(st.text())
def test_any_text_is_a_version(raw: str) -> None:
    version = AsteriskVersion.parse(raw)
    assert version.raw == raw
    assert version.limits.line in (MAX_LINE, MAX_LINE_LARGE)
