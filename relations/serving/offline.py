"""Keeps Streamlit from asking a host on the internet for this machine's address there.

It does so as it starts without an address, and whenever a foreign page tries the server's door; no setting forbids it.
To import this file is enough.
"""

from __future__ import annotations

from contextlib import suppress

with suppress(ImportError):  # another Streamlit may keep it elsewhere; the tests notice
    from streamlit import net_util

    net_util.get_external_ip = lambda: None
