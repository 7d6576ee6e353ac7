"""The page for any ASGI server: `uvicorn relations.serving.asgi:app`."""

from __future__ import annotations

from relations.serving import application

app = application()
