"""Replies of the World Bank, in turn and without a network."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests


def replies(monkeypatch: pytest.MonkeyPatch, *bodies: bytes | str) -> list[str]:
    """Let the World Bank answer with these bytes; the addresses asked for, each with its span, come into the list.

    A text in place of bytes is the `Retry-After` of a 429, too many requests.
    """
    asked, left = list[str](), [*bodies]

    def get(url: str, *, hooks: dict[str, Any], **_: object) -> requests.Response:
        parts = urlsplit(url)
        span = parse_qs(parts.query).get("date", [""])[0]
        asked.append(f"https://{parts.netloc}{parts.path.replace('/v2/en/', '/v2/')}?{span}")
        response = requests.Response()
        body = left.pop(0)
        if isinstance(body, str):
            response.headers["Retry-After"], response.status_code, body = body, 429, b""
        else:
            response.status_code = 200
        response.url, response.raw = url, io.BytesIO(body)
        hooks["response"](response)
        return response

    monkeypatch.setattr(requests, "get", get)
    return asked
