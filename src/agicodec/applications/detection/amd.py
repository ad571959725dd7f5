# Generated from spec/applications/detection.toml by `make generate`: change the spec, not this file.

"""The application AMD."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.answer_detected import AnswerDetected
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.arguments import Integer
from agicodec.results import ApplicationResult

__all__ = ["AMD"]


@sparse(init=False, eq=False, repr=False)
class AMD(Application[AnswerDetected]):
    """Find out whether a person or an answering machine has answered.

    Arguments that are not passed have the values of amd.conf.

    In the dialplan:
    `AMD([initialSilence],[greeting],[afterGreetingSilence],[totalAnalysisTime],[miniumWordLength],[betweenWordSilence],[maximumNumberOfWords],[silenceThreshold],[maximumWordLength],[audioFile])`.
    Since Asterisk 1.4, in `app_amd`. On a hangup: the application ends (`hung up`).

    Beware:
        - AMDSTATUS is empty if the channel cannot be used for it. (all; source: apps/app_amd.c,
          isAnsweringMachine)
        - The argument for the minimal length of a word is documented as miniumWordLength. (all; source:
          apps/app_amd.c, isAnsweringMachine)

    Examples:
        `AMD()` is sent as `EXEC AMD`.
        `AMD(initial_silence=2500, maximum_words=4)` is sent as `EXEC AMD 2500,,,,,,4`.
    """

    title = "AMD"
    module = "app_amd"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("initial_silence", Integer(0))),
        Argument(Part("greeting", Integer(0))),
        Argument(Part("after_greeting", Integer(0))),
        Argument(Part("total_time", Integer(0))),
        Argument(Part("shortest_word", Integer(0))),
        Argument(Part("between_words", Integer(0))),
        Argument(Part("maximum_words", Integer(0))),
        Argument(Part("silence_threshold", Integer(0))),
        Argument(Part("longest_word", Integer(0))),
        Argument(
            Part(
                "file",
                Plain(nonempty=True, refuses=("${", "$[")),
                since=((16, 30), (18, 16), (19, 8), (20, 1), (21, 0)),
            ),
            raw=True,
        ),
    )

    initial_silence: int | None = field(default=None)
    """How much silence before the greeting is that of a machine, in milliseconds. If omitted: that of amd.conf."""
    greeting: int | None = field(default=None)
    """How long a greeting is that of a machine, in milliseconds. If omitted: that of amd.conf."""
    after_greeting: int | None = field(default=None)
    """How much silence after the greeting is that of a person, in milliseconds. If omitted: that of amd.conf."""
    total_time: int | None = field(default=None)
    """How long it may take, in milliseconds. If omitted: that of amd.conf."""
    shortest_word: int | None = field(default=None)
    """How much voice is a word, in milliseconds. If omitted: that of amd.conf."""
    between_words: int | None = field(default=None)
    """How much silence ends a word, in milliseconds. If omitted: that of amd.conf."""
    maximum_words: int | None = field(default=None)
    """How many words are a greeting of a person at most. If omitted: that of amd.conf."""
    silence_threshold: int | None = field(default=None)
    """How loud silence is at most, from 0 to 32767. If omitted: that of amd.conf."""
    longest_word: int | None = field(default=None)
    """How much voice without silence is that of a machine, in milliseconds. If omitted: that of amd.conf."""
    file: str | None = field(default=None)
    """A file that is played meanwhile. Since Asterisk 16.30, 18.16, 19.8, 20.1, 21.0. If omitted: that of amd.conf."""

    @given_only
    def __init__(
        self,
        *,
        initial_silence: int | None = None,
        greeting: int | None = None,
        after_greeting: int | None = None,
        total_time: int | None = None,
        shortest_word: int | None = None,
        between_words: int | None = None,
        maximum_words: int | None = None,
        silence_threshold: int | None = None,
        longest_word: int | None = None,
        file: str | None = None,
    ) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ("AMDSTATUS", "AMDCAUSE")

    @classmethod
    def ending(cls) -> type[AnswerDetected]:
        return AnswerDetected

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> AnswerDetected:
        return AnswerDetected.read(ran, values)
