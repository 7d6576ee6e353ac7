"""Whether `relations verify` can be fooled or hurt: a thousand changed bytes, fifty forgeries, and files made to hurt.

    python bench/verifying.py [CHANGES]       1000, if not given

A change is one byte of a figure, another value at a seeded place; a forgery has other numbers, words or pixels and a
seal made anew, which anybody can. Goals: none called identical; with a key none called signed; no file takes 500 MB
or 10 s of computing.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from relations import story as stories
from relations.figures import draw
from relations.figures.export import export
from relations.figures.files import FORMATS
from relations.figures.signature import signature, vouches
from relations.figures.verify import Finding, verify
from tests.figures.forged import forgeries, hurtful, vast

FIGURES = ("trade", "money-and-oil")


def changed(data: bytes, count: int, seed: int) -> Iterator[bytes]:
    """The file with one byte of it another, so many times."""
    dice = random.Random(seed)
    for _ in range(count):
        whole = bytearray(data)
        place = dice.randrange(len(whole))
        whole[place] = (whole[place] + dice.randrange(1, 256)) % 256
        yield bytes(whole)


def timed(data: bytes, kind: str) -> tuple[Finding, float]:
    """What is said of a file, and after how many seconds of computing."""
    start = time.process_time()
    return verify(data, kind), time.process_time() - start


def commanded(data: bytes, kind: str) -> tuple[str, float]:
    """What the command says of a file, and how many seconds all of its processes computed."""
    before = os.times()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file.{kind}"
        path.write_bytes(data)
        ran = subprocess.run(
            [sys.executable, "-m", "relations", "verify", path, "--json"], capture_output=True, text=True, check=False
        )
    (record,) = json.loads(ran.stdout)
    after = os.times()
    return record["status"], sum(after[2:4]) - sum(before[2:4])


def main(count: int) -> None:
    """Change, forge, hurt, and count what is said."""
    story = stories.load("kazakhstan-russia")
    files = {(name, kind): export(draw(story, name), kind) for name in FIGURES for kind in FORMATS}
    key = Ed25519PrivateKey.generate()
    said: dict[str, Counter[str]] = {"changed": Counter(), "forged": Counter(), "made to hurt": Counter()}
    slowest, believed, forged = 0.0, 0, 0
    for seed, ((_, kind), data) in enumerate(files.items()):
        beside = signature(data, key).encode()
        for one in changed(data, count // len(files), seed):
            found, seconds = timed(one, kind)
            said["changed"][found.status] += 1
            slowest = max(slowest, seconds)
        for one in forgeries(data, kind, 5):
            found, seconds = timed(one, kind)
            said["forged"][found.status] += 1
            believed += vouches(beside, one, key.public_key())
            forged += 1
            slowest = max(slowest, seconds)
    for kind, one in (*hurtful(), *vast()):
        status, seconds = commanded(one, kind)
        said["made to hurt"][status] += 1
        slowest = max(slowest, seconds)
    for what, counts in said.items():
        print(f"{what}: {counts.total()}, of which called", ", ".join(f"{name} {n}" for name, n in counts.items()))
    print(f"forgeries believed with a key: {believed} of {forged}")
    peak, hurt = (resource.getrusage(one).ru_maxrss / 1000 for one in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"slowest: {slowest:.1f} s of computing (goal < 10 for a file; of a command its beginning is in it)")
    print(f"peak memory: {peak:,.0f} MB here, {hurt:,.0f} MB of the command (goal < 500)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
