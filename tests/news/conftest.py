"""The caches, the clock and the publishers of the refresh's tests."""

from tests.refresh.conftest import folder, publish, today

__all__ = ["folder", "publish", "today"]
