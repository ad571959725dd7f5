"""Answer, play a file, and exit: with agicodec."""

from agicodec.io.script import ScriptCall, run


def flow(call: ScriptCall) -> None:
    call.answer()
    call.stream_file("welcome")


run(flow)
