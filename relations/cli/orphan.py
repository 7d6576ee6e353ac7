"""A process that ends with the one that began it, whatever ended that: a kill lets nobody end the others."""

from __future__ import annotations

import multiprocessing
import os
import threading
from multiprocessing.context import ForkServerProcess


class Worker(ForkServerProcess):
    """One of several at work; alone it would wait for ever for what there is to do next."""

    def run(self) -> None:
        """Work, and look out for the end of the process that this one works for."""
        threading.Thread(target=_follow, daemon=True).start()
        super().run()


def _follow() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
    os._exit(1)
