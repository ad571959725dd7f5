"""The caller's audio of scripts under EAGI."""

from __future__ import annotations

import sys
from array import array

import pytest

from agicodec.io import script as module
from agicodec.io.audio import FORMATS, Audio
from agicodec.testing import Asterisk, call_script
from tests.io.scripts import BLOCK, program, script


def test_eagi_brings_the_audio(asterisk: Asterisk) -> None:
    samples = array("h", range(1000)).tobytes()
    flow = """
        def flow(call):
            audio = call.audio
            assert audio is call.audio
            assert os.get_inheritable(3) is False
            call.verbose(f"{audio.format} {audio.rate} {audio.width} {audio.byteorder}")
            read = audio.read(320) + audio.read()
            call.verbose(f"{len(read)} {sum(read)} {audio.read(2)}")
        run(flow)
    """
    assert call_script(asterisk, program(flow), audio=samples) == 0
    assert asterisk.messages == [f"slin 8000 2 {sys.byteorder}", f"2000 {sum(samples)} b''"]


@pytest.mark.parametrize("read", ["audio.read(6) + b' ' + audio.read(6)", "audio.read()", "audio.readall()"])
def test_audio_that_does_not_block_is_waited_for(read: str, asterisk: Asterisk) -> None:
    flow = f"""
        def flow(call):
            ours, theirs = os.pipe()
            os.dup2(ours, 3)
            os.set_blocking(3, False)
            def speak():
                for _ in range(4):
                    time.sleep(0.02)
                    os.write(theirs, b"ab")
                os.close(theirs)
            threading.Thread(target=speak).start()
            audio = call.audio
            call.verbose(({read}).replace(b" ", b"").decode())
        run(flow)
    """
    assert call_script(asterisk, program(flow), audio=b"") == 0
    assert asterisk.messages == ["abababab"]


def test_the_format_of_the_audio_is_named(asterisk: Asterisk) -> None:
    flow = "run(lambda call: call.verbose(f'{call.audio.rate} {call.audio.width}'), audio_format='slin16')"
    assert call_script(asterisk, program(flow), audio=b"") == 0
    assert asterisk.messages == ["16000 2"]
    assert all(rate >= 8000 and width in (1, 2) for rate, width in FORMATS.values())
    with pytest.raises(ValueError, match=r"^format 'mp3': expected one of slin, slin12"):
        Audio("mp3")


def test_agi_has_no_audio(asterisk: Asterisk) -> None:
    assert call_script(asterisk, program("run(lambda call: call.audio)")) == module.FAILED
    assert any("write EAGI(...) in the dialplan, not AGI(...)" in line for line in asterisk.caller.conversation.lines)


def test_the_streams_are_not_taken_for_audio() -> None:
    block = BLOCK.replace(b"agi_enhanced: 0.0", b"agi_enhanced: 1.0")
    with script("run(lambda call: call.audio)", block) as running:
        assert running.end() == module.FAILED
        assert "OSError: [Errno 9] Bad file descriptor" in running.rest()
