# Generated from spec/applications by `make generate`: change the spec, not this file.

"""The dialplan applications, their results, and values of several parts. Each class is loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.dialplan.destinations import Destination
from agicodec.dialplan.subroutines import Location, Subroutine
from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.applications.access.authenticate import Authenticate
    from agicodec.applications.calls.dial import Dial
    from agicodec.applications.calls.originate import Originate
    from agicodec.applications.calls.page import Page
    from agicodec.applications.channel.answer import Answer
    from agicodec.applications.channel.busy import Busy
    from agicodec.applications.channel.congestion import Congestion
    from agicodec.applications.channel.music_on_hold import MusicOnHold
    from agicodec.applications.channel.progress import Progress
    from agicodec.applications.channel.ringing import Ringing
    from agicodec.applications.channel.set import Set
    from agicodec.applications.channel.start_music_on_hold import StartMusicOnHold
    from agicodec.applications.channel.stop_music_on_hold import StopMusicOnHold
    from agicodec.applications.channel.transfer import Transfer
    from agicodec.applications.channel.wait import Wait
    from agicodec.applications.compounds.announcement import Announcement
    from agicodec.applications.compounds.call_limit import CallLimit
    from agicodec.applications.compounds.connect_digits import ConnectDigits
    from agicodec.applications.conferences.bridge_wait import BridgeWait
    from agicodec.applications.conferences.chan_spy import ChanSpy
    from agicodec.applications.conferences.conf_bridge import ConfBridge
    from agicodec.applications.detection.amd import AMD
    from agicodec.applications.detection.wait_for_silence import WaitForSilence
    from agicodec.applications.events.cel_gen_user_event import CELGenUserEvent
    from agicodec.applications.events.reset_cdr import ResetCDR
    from agicodec.applications.events.user_event import UserEvent
    from agicodec.applications.keys.read import Read
    from agicodec.applications.keys.send_dtmf import SendDTMF
    from agicodec.applications.keys.wait_exten import WaitExten
    from agicodec.applications.monitoring.mix_monitor import MixMonitor
    from agicodec.applications.monitoring.stop_mix_monitor import StopMixMonitor
    from agicodec.applications.playback.back_ground import BackGround
    from agicodec.applications.playback.control_playback import ControlPlayback
    from agicodec.applications.playback.play_tones import PlayTones
    from agicodec.applications.playback.playback import Playback
    from agicodec.applications.playback.say_unix_time import SayUnixTime
    from agicodec.applications.playback.stop_play_tones import StopPlayTones
    from agicodec.applications.queues.add_queue_member import AddQueueMember
    from agicodec.applications.queues.pause_queue_member import PauseQueueMember
    from agicodec.applications.queues.queue import Queue
    from agicodec.applications.queues.remove_queue_member import RemoveQueueMember
    from agicodec.applications.queues.unpause_queue_member import UnpauseQueueMember
    from agicodec.applications.recording.record import Record
    from agicodec.applications.results.answer_detected import AnswerDetected
    from agicodec.applications.results.attended_transferred import AttendedTransferred
    from agicodec.applications.results.audio_exchanged import AudioExchanged
    from agicodec.applications.results.authenticated import Authenticated
    from agicodec.applications.results.backgrounded import Backgrounded
    from agicodec.applications.results.blind_transferred import BlindTransferred
    from agicodec.applications.results.conference_left import ConferenceLeft
    from agicodec.applications.results.control_played import ControlPlayed
    from agicodec.applications.results.dialled import Dialled
    from agicodec.applications.results.digits_read import DigitsRead
    from agicodec.applications.results.done import Done
    from agicodec.applications.results.key_awaited import KeyAwaited
    from agicodec.applications.results.member_added import MemberAdded
    from agicodec.applications.results.member_paused import MemberPaused
    from agicodec.applications.results.member_removed import MemberRemoved
    from agicodec.applications.results.member_unpaused import MemberUnpaused
    from agicodec.applications.results.message_left import MessageLeft
    from agicodec.applications.results.monitored import Monitored
    from agicodec.applications.results.originated import Originated
    from agicodec.applications.results.paged import Paged
    from agicodec.applications.results.parked import Parked
    from agicodec.applications.results.picked_up import PickedUp
    from agicodec.applications.results.played import Played
    from agicodec.applications.results.queued import Queued
    from agicodec.applications.results.recorded import Recorded
    from agicodec.applications.results.signalled import Signalled
    from agicodec.applications.results.silence_awaited import SilenceAwaited
    from agicodec.applications.results.system_ran import SystemRan
    from agicodec.applications.results.time_said import TimeSaid
    from agicodec.applications.results.transferred import Transferred
    from agicodec.applications.servers.audio_socket import AudioSocket
    from agicodec.applications.servers.system import System
    from agicodec.applications.servers.try_system import TrySystem
    from agicodec.applications.transfers.attended_transfer import AttendedTransfer
    from agicodec.applications.transfers.blind_transfer import BlindTransfer
    from agicodec.applications.transfers.park import Park
    from agicodec.applications.transfers.pickup import Pickup
    from agicodec.applications.voicemail.voice_mail import VoiceMail
    from agicodec.applications.voicemail.voice_mail_main import VoiceMailMain

__all__ = [
    "AMD",
    "AddQueueMember",
    "Announcement",
    "Answer",
    "AnswerDetected",
    "AttendedTransfer",
    "AttendedTransferred",
    "AudioExchanged",
    "AudioSocket",
    "Authenticate",
    "Authenticated",
    "BackGround",
    "Backgrounded",
    "BlindTransfer",
    "BlindTransferred",
    "BridgeWait",
    "Busy",
    "CELGenUserEvent",
    "CallLimit",
    "ChanSpy",
    "ConfBridge",
    "ConferenceLeft",
    "Congestion",
    "ConnectDigits",
    "ControlPlayback",
    "ControlPlayed",
    "Destination",
    "Dial",
    "Dialled",
    "DigitsRead",
    "Done",
    "KeyAwaited",
    "Location",
    "MemberAdded",
    "MemberPaused",
    "MemberRemoved",
    "MemberUnpaused",
    "MessageLeft",
    "MixMonitor",
    "Monitored",
    "MusicOnHold",
    "Originate",
    "Originated",
    "Page",
    "Paged",
    "Park",
    "Parked",
    "PauseQueueMember",
    "PickedUp",
    "Pickup",
    "PlayTones",
    "Playback",
    "Played",
    "Progress",
    "Queue",
    "Queued",
    "Read",
    "Record",
    "Recorded",
    "RemoveQueueMember",
    "ResetCDR",
    "Ringing",
    "SayUnixTime",
    "SendDTMF",
    "Set",
    "Signalled",
    "SilenceAwaited",
    "StartMusicOnHold",
    "StopMixMonitor",
    "StopMusicOnHold",
    "StopPlayTones",
    "Subroutine",
    "System",
    "SystemRan",
    "TimeSaid",
    "Transfer",
    "Transferred",
    "TrySystem",
    "UnpauseQueueMember",
    "UserEvent",
    "VoiceMail",
    "VoiceMailMain",
    "Wait",
    "WaitExten",
    "WaitForSilence",
]

_PLACES = {
    "AMD": "detection.amd",
    "AddQueueMember": "queues.add_queue_member",
    "Announcement": "compounds.announcement",
    "Answer": "channel.answer",
    "AnswerDetected": "results.answer_detected",
    "AttendedTransfer": "transfers.attended_transfer",
    "AttendedTransferred": "results.attended_transferred",
    "AudioExchanged": "results.audio_exchanged",
    "AudioSocket": "servers.audio_socket",
    "Authenticate": "access.authenticate",
    "Authenticated": "results.authenticated",
    "BackGround": "playback.back_ground",
    "Backgrounded": "results.backgrounded",
    "BlindTransfer": "transfers.blind_transfer",
    "BlindTransferred": "results.blind_transferred",
    "BridgeWait": "conferences.bridge_wait",
    "Busy": "channel.busy",
    "CELGenUserEvent": "events.cel_gen_user_event",
    "CallLimit": "compounds.call_limit",
    "ChanSpy": "conferences.chan_spy",
    "ConfBridge": "conferences.conf_bridge",
    "ConferenceLeft": "results.conference_left",
    "Congestion": "channel.congestion",
    "ConnectDigits": "compounds.connect_digits",
    "ControlPlayback": "playback.control_playback",
    "ControlPlayed": "results.control_played",
    "Dial": "calls.dial",
    "Dialled": "results.dialled",
    "DigitsRead": "results.digits_read",
    "Done": "results.done",
    "KeyAwaited": "results.key_awaited",
    "MemberAdded": "results.member_added",
    "MemberPaused": "results.member_paused",
    "MemberRemoved": "results.member_removed",
    "MemberUnpaused": "results.member_unpaused",
    "MessageLeft": "results.message_left",
    "MixMonitor": "monitoring.mix_monitor",
    "Monitored": "results.monitored",
    "MusicOnHold": "channel.music_on_hold",
    "Originate": "calls.originate",
    "Originated": "results.originated",
    "Page": "calls.page",
    "Paged": "results.paged",
    "Park": "transfers.park",
    "Parked": "results.parked",
    "PauseQueueMember": "queues.pause_queue_member",
    "PickedUp": "results.picked_up",
    "Pickup": "transfers.pickup",
    "PlayTones": "playback.play_tones",
    "Playback": "playback.playback",
    "Played": "results.played",
    "Progress": "channel.progress",
    "Queue": "queues.queue",
    "Queued": "results.queued",
    "Read": "keys.read",
    "Record": "recording.record",
    "Recorded": "results.recorded",
    "RemoveQueueMember": "queues.remove_queue_member",
    "ResetCDR": "events.reset_cdr",
    "Ringing": "channel.ringing",
    "SayUnixTime": "playback.say_unix_time",
    "SendDTMF": "keys.send_dtmf",
    "Set": "channel.set",
    "Signalled": "results.signalled",
    "SilenceAwaited": "results.silence_awaited",
    "StartMusicOnHold": "channel.start_music_on_hold",
    "StopMixMonitor": "monitoring.stop_mix_monitor",
    "StopMusicOnHold": "channel.stop_music_on_hold",
    "StopPlayTones": "playback.stop_play_tones",
    "System": "servers.system",
    "SystemRan": "results.system_ran",
    "TimeSaid": "results.time_said",
    "Transfer": "channel.transfer",
    "Transferred": "results.transferred",
    "TrySystem": "servers.try_system",
    "UnpauseQueueMember": "queues.unpause_queue_member",
    "UserEvent": "events.user_event",
    "VoiceMail": "voicemail.voice_mail",
    "VoiceMailMain": "voicemail.voice_mail_main",
    "Wait": "channel.wait",
    "WaitExten": "keys.wait_exten",
    "WaitForSilence": "detection.wait_for_silence",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
