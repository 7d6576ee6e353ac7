"""Replies of the World Bank, in turn and without a network."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests


def replies(monkeypatch: pytest.MonkeyPatch, *bodies: bytes) -> list[str]:
    """Let the World Bank answer with these bytes; the addresses asked for, each with its span, come into the list."""
    asked, left = list[str](), list(bodies)

    def get(url: str, *, hooks: dict[str, Any], **_: object) -> requests.Response:
        parts = urlsplit(url)
        span = parse_qs(parts.query).get("date", [""])[0]
        asked.append(f"https://{parts.netloc}{parts.path.replace('/v2/en/', '/v2/')}?{span}")
        response = requests.Response()
        response.status_code, response.url, response.raw = 200, url, io.BytesIO(left.pop(0))
        hooks["response"](response)
        return response

    monkeypatch.setattr(requests, "get", get)
    return asked
