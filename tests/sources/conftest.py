"""Recorded answers are another's: their tests are there only if the answers are."""

from pathlib import Path

RECORDED = Path(__file__).parents[3] / "shared" / "recorded"
collect_ignore = [] if RECORDED.is_dir() else ["test_recorded.py"]
