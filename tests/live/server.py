"""Starts the Asterisks of the folders, with a configuration of their own, and stops them."""

from __future__ import annotations

import itertools
import math
import os
import re
import shutil
import socket
import struct
import subprocess
import time
import wave
from pathlib import Path
from typing import Final

from attrs import frozen

from tests.live.configuration import DIALPLAN, configuration

__all__ = ["APPLICATION_MODULES", "RATE", "SIP_MODULES", "RunningServer", "ServerAddress", "prepare", "start"]

USER, SECRET = "agicodec", "agicodec"

PATIENCE: Final = 60
"""How many seconds a server may take to boot."""

_STARTED: Final = itertools.count(1)
"""Numbers for the servers that this process starts."""

RATE: Final = 8000
"""Samples a second."""

MODULES: Final = tuple(sorted(Path(__file__).parent.glob("*.c")))
"""Modules with what no Asterisk has by itself: a speech engine, and an application that returns what it is told to."""

RELAY: Final = Path(__file__).parent / "relay.py"
"""An AGI process that a test speaks through."""

DOCUMENTATION: Final = "usr/share/asterisk/documentation"
"""Where Debian's package has Asterisk's documentation, within a folder."""

_MODULES: Final = (
    "app_controlplayback app_dial app_echo app_exec app_playback app_queue app_returns_agicodec app_senddtmf "
    "app_sendtext app_stack app_userevent app_verbose bridge_builtin_features bridge_simple bridge_softmix chan_rtp "
    "codec_alaw codec_resample codec_ulaw format_pcm "
    "format_wav func_base64 func_callerid func_channel func_db func_global func_logic func_shell func_strings func_uri "
    "pbx_config "
    "res_agi res_clioriginate res_indications res_musiconhold res_rtp_multicast res_speech res_speech_agicodec "
    "res_timing_timerfd"
)
"""What is loaded, where the server has such a module: AGI, a dialplan, callers, and functions to look at values."""

SIP_MODULES: Final = [
    "res_sorcery_config",
    "res_sorcery_memory",
    "res_sorcery_astdb",
    "res_pjproject",
    "res_rtp_asterisk",
    "res_pjsip",
    "res_pjsip_session",
    "res_pjsip_sdp_rtp",
    "res_pjsip_pubsub",
    "res_pjsip_messaging",
    "res_pjsip_endpoint_identifier_user",
    "res_pjsip_header_funcs",
    "res_pjsip_refer",
    "func_pjsip_aor",
    "func_pjsip_contact",
    "func_pjsip_endpoint",
    "chan_pjsip",
]
"""What a test of SIP loads, in this order."""

APPLICATION_MODULES: Final = [
    "bridge_holding",
    "res_audiosocket",
    "res_parking",
    "app_amd",
    "app_attended_transfer",
    "app_audiosocket",
    "app_authenticate",
    "app_blind_transfer",
    "app_bridgewait",
    "app_cdr",
    "app_celgenuserevent",
    "app_chanspy",
    "app_confbridge",
    "app_directed_pickup",
    "app_mixmonitor",
    "app_originate",
    "app_page",
    "app_playtones",
    "app_read",
    "app_record",
    "app_sayunixtime",
    "app_system",
    "app_transfer",
    "app_voicemail",
    "app_waitforsilence",
    "func_devstate",
    "func_dialplan",
    "func_extstate",
    "func_groupcount",
    "func_hangupcause",
    "func_timeout",
    "func_volume",
    "func_presencestate",
    "func_cdr",
]
"""What a test of applications and functions loads, besides what is loaded anyway."""

_SPOKEN: Final = (
    *(f"digits/{name}" for name in (*map(str, range(21)), "30", "40", "50", "hundred", "thousand", "minus")),
    *(f"digits/{name}" for name in (*(f"day-{n}" for n in range(7)), *(f"mon-{n}" for n in range(12)))),
    *(f"digits/{name}" for name in ("a-m", "p-m", "at", "oclock", "oh", "2-thousand", *(f"h-{n}" for n in range(32)))),
    *(f"letters/{chr(code)}" for code in range(ord("a"), ord("z") + 1)),
    *(f"phonetic/{chr(code)}_p" for code in range(ord("a"), ord("z") + 1)),
)

SOUNDS: Final[dict[str, float]] = {
    "en/short": 0.3,
    "en/half": 0.5,
    "en/second": 1.0,
    "en/long": 30.0,
    "en/vm-intro": 5.0,
    **dict.fromkeys(
        (f"en/{name}" for name in ("enter-pin", "your-balance-is", "wrong-pin", "goodbye", "auth-thankyou")), 0.3
    ),
    **dict.fromkeys((f"en/{name}" for name in _SPOKEN), 0.05),
    **dict.fromkeys((f"slow/{name}" for name in (*_SPOKEN, "beep", "uppercase", "lowercase")), 1.0),
}
"""The sounds that the server has, with their seconds: those of the language `slow` leave time for a key or a hangup.

There is no beep but in that language."""

WIDE: Final = "en/wide.wav16"
"""A sound of 16,000 samples a second."""

SILENCE: Final = "en/silence-60"
"""A sound of a minute in which there is nothing to be heard."""


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
    home: str = ""
    """What it has of its own in there: its configuration and all that it writes."""


@frozen
class RunningServer:
    """A server that was started here."""

    address: ServerAddress
    process: subprocess.Popen[bytes]

    def stop(self, patience: float = 20) -> None:
        """Stop it, after so many seconds by force, and take away what it wrote."""
        self.process.terminate()
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.address.home, ignore_errors=True)


def prepare(directory: Path) -> None:
    """Write what a server must have that is not started here: the dialplan, and the sounds."""
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "extensions.conf").write_text(DIALPLAN, "utf-8")
    _make_sounds(directory / "sounds")


def start(suite: str, root: Path, *, documented: bool = True) -> RunningServer:
    """Start the server of a folder, and wait until it has booted; one that is not documented has no usage of commands.

    Raises:
        RuntimeError: it does not boot.
    """
    inside = Path(f"/agicodec-{os.getpid()}-{next(_STARTED)}")
    home = root / inside.relative_to("/")
    shutil.rmtree(home, ignore_errors=True)
    port = _free_port()
    modules = next(path.parent for path in (root / "usr" / "lib").rglob("res_agi.so"))
    home.mkdir()
    for source in MODULES:
        _compile(source, home, modules)
    _configure(home, inside, modules, "/" / modules.relative_to(root), port)
    _make_sounds(home / "data" / "sounds")
    shutil.copy(RELAY, home / "data" / "agi-bin")
    _document(home / "data" / "documentation", root / DOCUMENTATION, documented)
    arguments = ["chroot", str(root), "asterisk", "-f", "-C", str(inside / "etc" / "asterisk.conf")]
    with (home / "log" / "console").open("wb") as log:
        process = subprocess.Popen(arguments, stdout=log, stderr=subprocess.STDOUT)
    running = RunningServer(ServerAddress(suite, "127.0.0.1", port, USER, SECRET, str(root), str(home)), process)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        if b"Asterisk Ready" in (home / "log" / "full").read_bytes() and _listens(port):
            return running
        time.sleep(0.1)
    output = (home / "log" / "console").read_text("utf-8", "replace")[-2000:]
    running.stop()
    raise RuntimeError(f"the Asterisk of {root} does not boot: {output}")


def _compile(source: Path, home: Path, modules: Path) -> None:
    """Compile a module inside the folder of the server, and put it beside the server's own."""
    inside = Path("/", home.name)
    shutil.copy(source, home)
    output = inside / f"{source.stem}.so"
    compile_it = ["gcc", "-Wall", "-shared", "-fPIC", "-o", str(output), str(inside / source.name)]
    subprocess.run(["chroot", str(home.parent), *compile_it], check=True)
    shutil.move(home / output.name, modules / output.name)


def _configure(home: Path, inside: Path, modules: Path, modules_inside: Path, port: int) -> None:
    loaded = [f"load = {name}.so\n" for name in _MODULES.split() if (modules / f"{name}.so").exists()]
    for name in ("etc", "lib", "spool", "run", "log", "data", "data/agi-bin", "spool/tmp"):
        (home / name).mkdir(parents=True, exist_ok=True)
    (home / "log" / "full").touch()
    folders = {
        "astetcdir": inside / "etc",
        "astmoddir": modules_inside,
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
        "modules.conf": "[modules]\nautoload = no\n" + "".join(loaded),
        "manager.conf": f"[general]\nenabled = yes\nbindaddr = 127.0.0.1\nport = {port}\n"
        f"[{USER}]\nsecret = {SECRET}\nread = all\nwrite = all\n",
        "logger.conf": "[general]\n[logfiles]\nfull = notice,warning,error,verbose\n",
        "extensions.conf": DIALPLAN,
        **configuration(port),
    }
    for name, text in files.items():
        (home / "etc" / name).write_text(text, "utf-8")


def _document(directory: Path, source: Path, documented: bool) -> None:
    shutil.copytree(source, directory)
    if not documented:
        for path in directory.glob("core-*.xml"):
            path.write_text(re.sub("<agi .*?</agi>", "", path.read_text("utf-8"), flags=re.DOTALL), "utf-8")


def _make_sounds(directory: Path) -> None:
    """Write each sound: a quiet tone of its length."""
    samples = (int(1000 * math.sin(index * 440 * math.tau / RATE)) for index in range(int(max(SOUNDS.values()) * RATE)))
    tone = b"".join(struct.pack("<h", sample) for sample in samples)
    for name, seconds in SOUNDS.items():
        _write_sound(directory / f"{name}.wav", RATE, tone[: int(seconds * RATE) * 2])
    _write_sound(directory / WIDE, 2 * RATE, tone)
    _write_sound(directory / f"{SILENCE}.wav", RATE, bytes(60 * RATE * 2))


def _write_sound(path: Path, rate: int, samples: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address: tuple[str, int] = server.getsockname()
        return address[1]


def _listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0
