# Generated from spec/applications/servers.toml by `make generate`: change the spec, not this file.

"""The application AudioSocket."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.audio_exchanged import AudioExchanged
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.results import ApplicationResult

__all__ = ["AudioSocket"]


@sparse(init=False, eq=False, repr=False)
class AudioSocket(Application[AudioExchanged]):
    """Exchange the audio of the channel with a server over TCP.

    The server gets signed linear audio with 8000 samples a second, and DTMF, in frames of the AudioSocket
    protocol; what it sends is played. The channel must be answered before.

    In the dialplan: `AudioSocket(uuid,service)`. Since Asterisk 18.0, in `app_audiosocket`. On a hangup: the
    connection is closed (`failed`).

    Beware:
        - The end that the server requests is a failure, with -1. (before 20.14, 21.9, 22.4; source:
          apps/app_audiosocket.c, audiosocket_run)
        - Two seconds without a frame of either side are a failure. (20.14, 21.9, 22.4 and later; source:
          apps/app_audiosocket.c, audiosocket_run)
        - DTMF is not sent. (before 20.14, 21.9, 22.4; source: apps/app_audiosocket.c, audiosocket_run)

    Examples:
        `AudioSocket("40325ec2-5efd-4bd3-805f-53576e581d13", "127.0.0.1:9019")` is sent as `EXEC AudioSocket
            40325ec2-5efd-4bd3-805f-53576e581d13,127.0.0.1:9019`.
    """

    title = "AudioSocket"
    module = "app_audiosocket"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("uuid", Plain(nonempty=True))),
        Argument(Part("service", Plain(nonempty=True, refuses=("${", "$["))), raw=True),
    )

    uuid: str = field()
    """The UUID of the call, which the server gets first."""
    service: str = field()
    """The server, as in `127.0.0.1:9019` or `[::1]:9019`."""

    @given_only
    def __init__(self, uuid: str, service: str) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ()

    @classmethod
    def ending(cls) -> type[AudioExchanged]:
        return AudioExchanged

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> AudioExchanged:
        return AudioExchanged.read(ran, values)
