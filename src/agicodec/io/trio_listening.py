"""How a server on trio listens, and accepts connections."""

from __future__ import annotations

from collections.abc import Callable

import trio

from agicodec.io.listening import Address, listen, resolve
from agicodec.serving.admission import ACCEPT_PAUSE

__all__ = ["accept_all", "start_listening"]


async def start_listening(host: str, port: int) -> list[trio.SocketListener]:
    """Listen on every address of a host; a name is looked up in a thread, since that may take seconds.

    Raises:
        OSError: an address is in use, or none is available.
    """
    return [trio.SocketListener(trio.socket.from_stdlib_socket(one)) for one in listen(await _resolve(host, port))]


async def accept_all(
    listener: trio.SocketListener,
    begin: Callable[[trio.SocketStream], None],
    make_room: Callable[[OSError], trio.Event | None],
) -> None:
    """Accept connections until the listener is closed.

    Args:
        listener: where they come from.
        begin: called with each connection.
        make_room: called with the error when none can be accepted, such as EMFILE when no descriptor is left; closes
            another connection, and returns what is set when that is done, None if none can be closed.
    """
    while listener.socket.fileno() >= 0:
        try:
            # Without a descriptor, Linux refuses to accept even when nobody connects.
            await trio.lowlevel.wait_readable(listener.socket)
            stream = await listener.accept()
        except trio.ClosedResourceError:
            return
        except OSError as error:
            made = make_room(error)
            if made is not None:
                await made.wait()
            else:
                await trio.sleep(ACCEPT_PAUSE)
        else:
            begin(stream)


async def _resolve(host: str, port: int) -> list[Address]:
    try:
        return resolve(host, port, numeric=True)
    except OSError:  # a name
        return await trio.to_thread.run_sync(resolve, host, port)
