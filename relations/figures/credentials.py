"""Content Credentials (C2PA) inside a PNG or an SVG: who published it, for programs that are not ours.

They are put in between the figure's bytes, so `core` takes them out again and the figure is as it was drawn.
No network: neither manifests nor certificates are looked for elsewhere, and no authority is asked for the time.
"""

from __future__ import annotations

import io
import re
import struct
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from relations.figures.files import png
from relations.figures.files.passport import TOOL
from relations.figures.signature import KeyRefused, private_pem, read

if TYPE_CHECKING:
    from c2pa import Context
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KINDS = {"png": "image/png", "svg": "image/svg+xml"}  #: a PDF would be written anew, so its seal would not hold
LARGEST = 1_000_000  #: bytes of a manifest that is taken out
CERTIFICATE = b"-----BEGIN CERTIFICATE-----"
_SPACE = b' xmlns:c2pa="http://c2pa.org/manifest"'
_ELEMENT = re.compile(rb"<c2pa:manifest>[A-Za-z0-9+/=]*</c2pa:manifest>")
_MADE = "http://cv.iptc.org/newscodes/digitalsourcetype/dataDrivenMedia"

State = Literal["trusted", "another's", "forged", "none"]


def core(data: bytes, kind: str) -> bytes:
    """The figure without Content Credentials, as it was before it got them; the same bytes if it has none."""
    if kind == "png" and data[png.HEADER + 4 : png.HEADER + 8] == b"caBX":
        (length,) = struct.unpack_from(">I", data, png.HEADER)
        return data[: png.HEADER] + data[png.HEADER + 12 + length :] if length < LARGEST else data
    if kind == "svg" and (found := _ELEMENT.search(data)) and len(found[0]) < LARGEST:
        return data[: found.start()].replace(_SPACE, b"", 1) + data[found.end() :]
    return data


def signed(data: bytes, kind: str, certificates: bytes, key: Ed25519PrivateKey) -> bytes:
    """A PNG or SVG with new Content Credentials by the first of the certificates; KeyRefused if they do not serve."""
    from c2pa import Builder, C2paError, C2paSignerInfo, Signer

    manifest = {
        "claim_generator_info": [{"name": TOOL, "version": version(TOOL)}],
        "assertions": [
            {"label": "c2pa.actions", "data": {"actions": [{"action": "c2pa.created", "digitalSourceType": _MADE}]}}
        ],
    }
    out = io.BytesIO()
    try:
        info = C2paSignerInfo("ed25519", certificates, private_pem(key), None)
        with Signer.from_info(info) as signer, Builder(manifest, _context("")) as builder:
            builder.sign(signer, KINDS[kind], io.BytesIO(core(data, kind)), out)
    except C2paError as error:
        raise KeyRefused(f"the certificates do not serve for Content Credentials: {error}") from error
    if core(out.getvalue(), kind) != core(data, kind):
        raise KeyRefused("this version of c2pa-python changes the figure itself; nothing was written")
    return out.getvalue()


def state(data: bytes, kind: str, anchors: str) -> tuple[State, str]:
    """Whether a file's Content Credentials lead to these certificates, and who signed or what is wrong with them."""
    from c2pa import C2paError, Reader

    if kind not in KINDS or core(data, kind) == data:
        return "none", "it has no Content Credentials"
    try:
        with Reader(KINDS[kind], io.BytesIO(data), context=_context(anchors)) as reader:
            results = (reader.get_validation_results() or {}).get("activeManifest", {})
            signer = (reader.get_active_manifest() or {}).get("signature_info", {})
            valid = reader.get_validation_state()
    except C2paError as error:
        return "forged", f"its Content Credentials cannot be read: {error}"
    name = ", ".join(signer[one] for one in ("issuer", "common_name") if signer.get(one))
    if valid == "Trusted":
        return "trusted", name
    codes = [one["code"] for one in results.get("failure", ())]
    ours = any(one["code"] == "signingCredential.trusted" for one in results.get("success", ()))
    return ("forged", f"it is not what {name} has signed: {', '.join(codes)}") if ours else ("another's", name)


def certificates(path: Path) -> bytes:
    """Certificates in a PEM file, the signer's first; KeyRefused, or OSError if it cannot be read."""
    found = read(path, 65_536)
    if CERTIFICATE not in found:
        raise KeyRefused(f"{path.name} is no certificate in PEM form")
    return found


@lru_cache
def _context(anchors: str) -> Context:
    from c2pa import Context

    settings: dict[str, Any] = {
        "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False},
        "builder": {"thumbnail": {"enabled": False}},
    }
    return Context.from_dict(settings | ({"trust": {"trust_anchors": anchors}} if anchors else {}))
