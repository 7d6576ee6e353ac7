"""Logs for a machine, when somebody asks for them: one JSON object a line on standard error.

Without a wish nothing is set up, and a library's warnings go where Python puts them.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

JSON = "json"
_OWN = vars(logging.makeLogRecord({})).keys() | {"message", "asctime", "taskName"}  #: what every record has


class Line(logging.Formatter):
    """A record as one line of JSON: time, level, logger, message, what was given as `extra`, a traceback if any."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        said: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        said |= {name: value for name, value in vars(record).items() if name not in _OWN}
        if record.exc_info:
            said["exception"] = self.formatException(record.exc_info)
        return json.dumps(said, default=str, ensure_ascii=False)


def as_json() -> None:
    """From here on every record of level `info` and above is a line of JSON on standard error, Streamlit's too."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Line())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("relations").setLevel(logging.INFO)  # Streamlit sets the root's level as its settings say
    for chatty in ("httpx", "httpcore", "fontTools", "watchdog"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def servers_too() -> None:
    """Let Streamlit and uvicorn, which write by themselves, pass their records on to ours."""
    from streamlit import logger as theirs
    from uvicorn.config import LOGGING_CONFIG

    def passed_on(logger: logging.Logger) -> None:
        logger.handlers.clear()
        logger.propagate = True

    LOGGING_CONFIG.update(handlers={}, loggers={})
    theirs.setup_formatter = passed_on
    for name in [one for one in logging.root.manager.loggerDict if one.startswith("streamlit")]:
        passed_on(logging.getLogger(name))
