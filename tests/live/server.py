"""Starts the Asterisks of the folders, with a configuration of their own, and stops them."""

from __future__ import annotations

import math
import os
import shutil
import socket
import struct
import subprocess
import time
import wave
from pathlib import Path
from typing import Final

from attrs import frozen

__all__ = ["RunningServer", "ServerAddress", "start"]

USER, SECRET = "agicodec", "agicodec"

PATIENCE: Final = 60
"""How many seconds a server may take to boot."""

RATE: Final = 8000
"""Samples a second."""

_MODULES: Final = (
    "app_dial app_echo app_exec app_playback app_senddtmf app_sendtext app_stack app_verbose bridge_builtin_features "
    "bridge_simple bridge_softmix codec_alaw codec_ulaw format_pcm format_wav func_base64 func_callerid func_channel "
    "func_db func_logic func_strings func_uri pbx_config res_agi res_clioriginate res_indications res_musiconhold "
    "res_speech res_timing_timerfd"
)
"""What is loaded: AGI, a dialplan, callers, and functions to look at values with."""

_DIALPLAN: Final = """\
[live]
exten => fastagi,1,AGI(agi://127.0.0.1:${AGI_PORT}/${AGI_SCRIPT},one,,three)
 same => n,Hangup()
exten => answered,1,Answer()
 same => n,Goto(fastagi,1)
exten => script,1,AGI(${AGI_SCRIPT})
exten => eagi,1,Answer()
 same => n,EAGI(${AGI_SCRIPT})
exten => async,1,Answer()
 same => n,AGI(agi:async,one,,three)
 same => n,Hangup()
exten => sub,1,Return(5)
exten => leaves,1,Hangup()
exten => 100,1(start),NoOp()
 same => n(again),NoOp()

[caller]
exten => waits,1,Wait(900)
exten => dials,1,Wait(${DELAY})
 same => n,SendDTMF(${KEYS},100)
 same => n,Wait(120)
exten => leaves,1,Wait(${DELAY})
 same => n,Hangup()
exten => texts,1,Wait(${DELAY})
 same => n,SendText(${TEXT})
 same => n,Wait(120)
"""

SOUNDS: Final[dict[str, float]] = {
    "short": 0.3,
    "long": 30.0,
    "beep": 0.1,
    **dict.fromkeys(("enter-pin", "your-balance-is", "wrong-pin", "goodbye"), 0.3),
    **{f"digits/{name}": 0.05 for name in (*map(str, range(21)), "30", "40", "50", "hundred", "thousand", "minus")},
    **{f"digits/{name}": 0.05 for name in (*(f"day-{n}" for n in range(7)), *(f"mon-{n}" for n in range(12)))},
    **{
        f"digits/{name}": 0.05
        for name in ("a-m", "p-m", "at", "oclock", "oh", "2-thousand", *(f"h-{n}" for n in range(32)))
    },
    **{f"letters/{chr(code)}": 0.05 for code in range(ord("a"), ord("z") + 1)},
    **{f"phonetic/{chr(code)}_p": 0.05 for code in range(ord("a"), ord("z") + 1)},
}
"""The sounds that the server has, with their seconds."""


@frozen
class ServerAddress:
    """Where a server listens, and whose folder it runs in."""

    name: str
    host: str
    port: int
    user: str
    secret: str
    root: str = ""
    """The folder that it runs in; empty for a server that was named, which may be anywhere."""


@frozen
class RunningServer:
    """A server that was started here."""

    address: ServerAddress
    process: subprocess.Popen[bytes]
    home: Path
    """Its configuration and all that it writes."""

    def stop(self) -> None:
        """Stop it, and take away what it wrote."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.home, ignore_errors=True)


def start(suite: str, root: Path) -> RunningServer:
    """Start the server of a folder, and wait until it has booted.

    Raises:
        RuntimeError: it does not boot.
    """
    inside = Path(f"/agicodec-{os.getpid()}")
    home = root / inside.relative_to("/")
    shutil.rmtree(home, ignore_errors=True)
    port = _free_port()
    modules = next(path.parent for path in (root / "usr" / "lib").rglob("res_agi.so"))
    _configure(home, inside, "/" / modules.relative_to(root), port)
    _make_sounds(home / "data" / "sounds" / "en")
    (home / "data" / "documentation").symlink_to("/usr/share/asterisk/documentation")
    log = (home / "log" / "console").open("wb")
    arguments = ["chroot", str(root), "asterisk", "-f", "-C", str(inside / "etc" / "asterisk.conf")]
    process = subprocess.Popen(arguments, stdout=log, stderr=subprocess.STDOUT)
    running = RunningServer(ServerAddress(suite, "127.0.0.1", port, USER, SECRET, str(root)), process, home)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        if b"Asterisk Ready" in (home / "log" / "full").read_bytes() and _listens(port):
            return running
        time.sleep(0.1)
    output = (home / "log" / "console").read_text("utf-8", "replace")[-2000:]
    running.stop()
    raise RuntimeError(f"the Asterisk of {root} does not boot: {output}")


def _configure(home: Path, inside: Path, modules: Path, port: int) -> None:
    for name in ("etc", "lib", "spool", "run", "log", "data", "data/agi-bin", "data/sounds/en", "spool/tmp"):
        (home / name).mkdir(parents=True, exist_ok=True)
    (home / "log" / "full").touch()
    folders = {
        "astetcdir": inside / "etc",
        "astmoddir": modules,
        "astvarlibdir": inside / "lib",
        "astdbdir": inside / "lib",
        "astkeydir": inside / "lib",
        "astdatadir": inside / "data",
        "astagidir": inside / "data" / "agi-bin",
        "astspooldir": inside / "spool",
        "astrundir": inside / "run",
        "astlogdir": inside / "log",
    }
    files = {
        "asterisk.conf": "[directories]\n"
        + "".join(f"{name} => {path}\n" for name, path in folders.items())
        + "[options]\nverbose = 3\n",
        "modules.conf": "[modules]\nautoload = no\n" + "".join(f"load = {name}.so\n" for name in _MODULES.split()),
        "manager.conf": f"[general]\nenabled = yes\nbindaddr = 127.0.0.1\nport = {port}\n"
        f"[{USER}]\nsecret = {SECRET}\nread = all\nwrite = all\n",
        "logger.conf": "[general]\n[logfiles]\nfull = notice,warning,error,verbose\n",
        "extensions.conf": _DIALPLAN,
        "indications.conf": "[general]\ncountry = us\n[us]\ndescription = United States\nringcadence = 2000,4000\n"
        "dial = 350+440\nbusy = 480+620/500,0/500\nring = 440+480/2000,0/4000\n",
        "musiconhold.conf": "[default]\nmode = files\ndirectory = moh\n",
        **dict.fromkeys(("features.conf", "cdr.conf", "cel.conf", "ccss.conf", "acl.conf"), ""),
        **dict.fromkeys(("udptl.conf", "stasis.conf", "http.conf", "codecs.conf", "dnsmgr.conf", "users.conf"), ""),
    }
    for name, text in files.items():
        (home / "etc" / name).write_text(text, "utf-8")


def _make_sounds(directory: Path) -> None:
    """Write each sound: a quiet tone of its length."""
    for name, seconds in SOUNDS.items():
        path = directory / f"{name}.wav"
        path.parent.mkdir(parents=True, exist_ok=True)
        samples = (int(1000 * math.sin(index * 440 * math.tau / RATE)) for index in range(int(seconds * RATE)))
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address: tuple[str, int] = server.getsockname()
        return address[1]


def _listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0
