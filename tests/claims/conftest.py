"""The small series of the transforms, for this room too."""

from tests.transforms.conftest import series

__all__ = ["series"]
