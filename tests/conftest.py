"""Settings for all tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("agicodec", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("agicodec")

pytest_plugins = ["agicodec.testing.plugin", "pytester"]
