"""A stand-in for the publishers: every request this machine would send them is answered here, in their own formats.

    with StandIn(scenario="ok", today=date(2019, 1, 31)) as standin:
        subprocess.run(command, env=standin.env)     # or put `env` into os.environ
        standin.play("x1000", {"fred"})              # the others go on as in `live`
        standin.requests                             # what was asked: time, method, url, status, bytes, scenario

A publisher of ours is a file here of the same name as in `sources`, with `HOSTS`, `numbers(code)`, which gives what it
would publish without a fault, and `answer(request, series)`. `_scenarios.py` lists what can go wrong. The numbers are
the shipped copies, where there is one, gone on with by a random walk with a seed: made up, but never at odds with them.
"""

from tests.publishers._scenarios import SCENARIOS
from tests.publishers._server import PUBLISHERS, StandIn

__all__ = ["PUBLISHERS", "SCENARIOS", "StandIn"]
