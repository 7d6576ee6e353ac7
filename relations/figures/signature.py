"""Who vouches for a file: an Ed25519 signature of its bytes, in a small file beside it, `<file>.sig`.

The file itself stays as it was drawn, so whoever has no key verifies it as before.
"""

from __future__ import annotations

import hashlib
import json
import os
from base64 import b64decode, b64encode
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
