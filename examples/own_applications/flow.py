"""A call flow that asks a question with UniMRCP, whose applications are not Asterisk's own."""

from __future__ import annotations

from agicodec import Commands
from examples.own_applications.agi.applications import MRCPSynth, SynthAndRecog
from examples.own_applications.agi.functions import RECOG_CONFIDENCE, RECOG_INPUT

__all__ = ["ask"]


def ask(call: Commands, question: str, grammar: str) -> str | None:
    """Ask a question, and return the answer if the server is confident of it."""
    heard = call.run(SynthAndRecog(question, grammar, language="en-GB", no_input_timeout=5000, barge_in="yes"))
    if not heard or heard.cause != "000":
        return None
    confidence = call.get_full_variable(RECOG_CONFIDENCE().expression).value
    if float(confidence or 0) < 0.5:
        call.run(MRCPSynth("Pardon?", volume="loud"))
        return None
    return call.get_full_variable(RECOG_INPUT().expression).value
