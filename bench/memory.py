"""How much memory a page's server takes when one viewer tries hundreds of addresses, each another figure to keep.

    python bench/memory.py [ADDRESSES]       300, if none is given

The page keeps at most `relations.page.parts.store.LIMIT` bytes; the rest is what libraries keep   goal ≤ 160 MB more
"""

from __future__ import annotations

import asyncio
import sys
from collections import defaultdict
from datetime import date, timedelta
from urllib.parse import urlencode

from load import resident
from page import FIGURE, ROOT, server
from viewers import Met, Viewer, session


async def grown(address: str, pid: int, addresses: int) -> list[float]:
    """MB of the server after the first view, after each tenth of the addresses, and after all."""
    async with session(address) as stream:
        met = Met()
        viewer = Viewer(stream, met, defaultdict(frozenset), 0)
        await viewer.open(FIGURE, then=False)
        found = [resident(pid)]
        for number in range(addresses):
            asked = viewer.request(FIGURE, then=False)
            window = f"{date(2013, 1, 1) + timedelta(number)}..2016-01-01"
            asked.rerun_script.query_string = urlencode({"figure": FIGURE, "window": window})
            await stream.send(asked.SerializeToString())
            assert [spec async for spec in viewer.answers()], "no chart"
            if (number + 1) % max(addresses // 10, 1) == 0:
                found.append(resident(pid))
        assert not met.errors, met.errors[0]
        return found


def main(addresses: int) -> None:
    """Print the memory as it grows, and by how much it is more at the end."""
    with server(ROOT / "dashboard.py") as (address, pid):
        found = asyncio.run(grown(address, pid, addresses))
    print(" → ".join(f"{one:.0f}" for one in found), "MB")
    print(f"{addresses} addresses: {max(found) - found[0]:.0f} MB more than after the first view   goal ≤ 160 MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2] or ["300"]))
