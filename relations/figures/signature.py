"""Who vouches for a figure: an Ed25519 signature in a file beside it, and Content Credentials (C2PA) inside it.

The signature leaves the file as it was drawn. Credentials are put in between its bytes, so `core` takes them out again.
No network: neither manifests nor certificates are looked for elsewhere, and no authority is asked for the time.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import struct
from base64 import b64decode, b64encode
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from relations.figures.files import png
from relations.figures.files.passport import TOOL

if TYPE_CHECKING:
    from c2pa import Context
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


SUFFIX, LARGEST = ".sig", 4096  #: bytes of such a file, and of a key
PASSWORD = "RELATIONS_KEY_PASSWORD"  # noqa: S105 (where it stands)
_PURPOSE = b"relations signature 1\n"


class KeyRefused(ValueError):
    """A key cannot be used; the text says why and what is wanted."""


def private_key(path: Path) -> Ed25519PrivateKey:
    """The key in a PEM file; KeyRefused, or OSError if it cannot be read."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    password = os.environ.get(PASSWORD)
    try:
        key = load_pem_private_key(read(path), password.encode() if password else None)
    except (ValueError, TypeError) as error:
        raise KeyRefused(f"{path.name} is no private key in PEM form, or ${PASSWORD} is not its password") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyRefused(f"{path.name} is no Ed25519 key; `openssl genpkey -algorithm ed25519` makes one")
    return key


def public_key(path: Path) -> Ed25519PublicKey:
    """The key in a PEM file; KeyRefused, or OSError if it cannot be read."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        key = load_pem_public_key(read(path))
    except (ValueError, TypeError) as error:
        raise KeyRefused(f"{path.name} is no public key in PEM form") from error
    if not isinstance(key, Ed25519PublicKey):
        raise KeyRefused(f"{path.name} is no Ed25519 key")
    return key


def private_pem(key: Ed25519PrivateKey) -> bytes:
    """The key in PEM form, without a password, for a library that signs."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def read(path: Path, largest: int = LARGEST) -> bytes:
    """No more than so many bytes of a file; OSError if it cannot be read."""
    with path.open("rb") as file:
        return file.read(largest)


def signature(data: bytes, key: Ed25519PrivateKey) -> str:
    """What stands beside a file: the signature of its bytes, and the fingerprint of the key that checks it."""
    signed = {"signature": b64encode(key.sign(_message(data))).decode(), "key": fingerprint(key.public_key())}
    return json.dumps(signed, indent=1) + "\n"


def vouches(text: bytes, data: bytes, key: Ed25519PublicKey) -> bool:
    """Whether what stands beside a file is that key's signature of its bytes; False for anything else."""
    from cryptography.exceptions import InvalidSignature

    try:
        key.verify(b64decode(json.loads(text)["signature"], validate=True), _message(data))
    except (InvalidSignature, ValueError, TypeError, KeyError, RecursionError):
        return False
    return True


def names(text: bytes, key: Ed25519PublicKey) -> bool:
    """Whether what stands beside a file says that this key has signed it."""
    try:
        return bool(json.loads(text)["key"] == fingerprint(key))
    except (ValueError, TypeError, KeyError, RecursionError):
        return False


def fingerprint(key: Ed25519PublicKey) -> str:
    """A sha256 of a public key."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()


def _message(data: bytes) -> bytes:
    return _PURPOSE + hashlib.sha256(data).digest()


KINDS = {"png": "image/png", "svg": "image/svg+xml"}  #: a PDF would be written anew, so its seal would not hold
_MANIFEST = 1_000_000  #: bytes of a manifest that is taken out
CERTIFICATE = b"-----BEGIN CERTIFICATE-----"
_SPACE = b' xmlns:c2pa="http://c2pa.org/manifest"'
_ELEMENT = re.compile(rb"<c2pa:manifest>[A-Za-z0-9+/=]*</c2pa:manifest>")
_MADE = "http://cv.iptc.org/newscodes/digitalsourcetype/dataDrivenMedia"

State = Literal["trusted", "another's", "forged", "none"]


def core(data: bytes, kind: str) -> bytes:
    """The figure without Content Credentials, as it was before it got them; the same bytes if it has none."""
    if kind == "png" and data[png.HEADER + 4 : png.HEADER + 8] == b"caBX":
        (length,) = struct.unpack_from(">I", data, png.HEADER)
        return data[: png.HEADER] + data[png.HEADER + 12 + length :] if length < _MANIFEST else data
    if kind == "svg" and (found := _ELEMENT.search(data)) and len(found[0]) < _MANIFEST:
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
