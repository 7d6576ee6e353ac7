"""Keeps Streamlit from asking a host on the internet for this machine's address there.

It does so as it starts without an address, and whenever a foreign page tries the server's door; no setting forbids it.
To import this file is enough. Where nobody stands before the server, it says so.
"""

from __future__ import annotations

import logging
from contextlib import suppress

from streamlit import runtime

with suppress(ImportError):  # another Streamlit may keep it elsewhere; the tests notice
    from streamlit import net_util

    net_util.get_external_ip = lambda: None

if runtime.exists():  # the server was there before us: `streamlit run`, not ours
    logging.getLogger(__name__).warning(
        "This is Streamlit's own server, without the gate of `relations dashboard`: let in only whom you trust."
    )
