"""Settings for all tests."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

collect_ignore = [] if "AGICODEC_LIVE" in os.environ else ["live"]

settings.register_profile("agicodec", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("agicodec")

pytest_plugins = ["agicodec.testing.plugin", "pytester"]
