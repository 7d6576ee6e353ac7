"""What `relations new` writes of very many pairs of countries: what is wrong with any, and how long one takes.

Run from the working tree: python bench/pairs.py [SEED]
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

SAMPLE = 300


def main() -> None:
    """Print what is wrong with pairs of post-Soviet states with others, and with a sample of all pairs there are."""
    import pycountry

    from tests.story.made_up import wrong
    from tests.story.test_pairs import OTHERS, POST_SOVIET

    rng = random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
    every = [*sorted(one.alpha_3 for one in pycountry.countries), "XKX"]
    pairs = [*product(POST_SOVIET.split(), OTHERS.split()), *(tuple(rng.sample(every, 2)) for _ in range(SAMPLE))]
    found = 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"RELATIONS_CACHE": f"{folder}/cache", "RELATIONS_SHIPPED": f"{folder}/none"}
        start = time.process_time()
        for one, other in pairs:
            for problem in wrong(Path(folder), one, other):
                found += 1
                print(f"{one} {other}: {problem}")
        took = time.process_time() - start
    print(f"{len(pairs)} pairs, {found} problems, {took / len(pairs):.2f} s of CPU each")
    raise SystemExit(bool(found))


if __name__ == "__main__":
    main()
