"""`relations sign` and `verify --trust`: a signature is beside a figure or inside it, and the figure stays as drawn."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from typer.testing import CliRunner, Result

import relations.__main__ as command_line
from relations.figures.signature import core, state
from relations.figures.verify import verify
from tests.figures.forged import file, forgeries, run


def test_a_forgery_is_never_identical_and_with_a_key_it_is_called_one(tmp_path: Path) -> None:
    key, public = keys(tmp_path)
    for kind, count in (("svg", 5), ("png", 1)):
        path = tmp_path / f"trade.{kind}"
        path.write_bytes(file(kind))
        assert sign(path, "--key", key).stdout == f"{path}.sig\n"
        assert path.read_bytes() == file(kind), "the file itself is as it was"
        assert run(path, "--trust", public).stdout == f"{path}: identical; signed by that key\n"
        for forged in forgeries(file(kind), kind, count):
            found = verify(forged, kind)
            assert found.status in ("the data have changed since", "drawn by another version")
            path.write_bytes(forged)
            answer = run(path, "--trust", public)
            assert (answer.exit_code, answer.stdout) == (5, f"{path}: forged; it is not what that key has signed\n")


def test_who_has_not_signed_a_file_is_not_believed(tmp_path: Path) -> None:
    key, public = keys(tmp_path)
    (tmp_path / "other").mkdir()
    other, _ = keys(tmp_path / "other")
    path = tmp_path / "trade.svg"
    path.write_bytes(file("svg"))
    assert "not signed by that key; there is no trade.svg.sig" in run(path, "--trust", public).stdout
    sign(path, "--key", other)
    answer = run(path, "--trust", public)
    assert (answer.exit_code, "not signed by that key" in answer.stdout) == (5, True)
    beside = tmp_path / "trade.svg.sig"
    for text in (b"", b"{}", b"[" * 4000, b'{"signature": 1}', beside.read_bytes()[:-9], b"\xff"):
        beside.write_bytes(text)
        assert run(path, "--trust", public).exit_code == 5, text
    assert run(path, "--trust", key).exit_code == 2, "a private key is no public one"
    assert sign(path, "--key", public).exit_code == 2
    path.write_bytes(file("svg") + b" ")
    assert sign(path, "--key", key).exit_code == 1, "what is not whole is not vouched for"


def keys(folder: Path) -> tuple[Path, Path]:
    """A private and a public key, in files."""
    key = Ed25519PrivateKey.generate()
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (folder / "key.pem").write_bytes(secret)
    (folder / "public.pem").write_bytes(public)
    return folder / "key.pem", folder / "public.pem"


def sign(*arguments: object) -> Result:
    return CliRunner().invoke(command_line.app, ["sign", *map(str, arguments)])


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_content_credentials_leave_the_figure_as_it_was_drawn_and_a_forgery_is_called_one(
    tmp_path: Path, kind: str
) -> None:
    key, _ = keys(tmp_path)
    chain, root = certified(tmp_path, "Newsroom")
    (tmp_path / "other").mkdir()
    keys(tmp_path / "other")
    _, stranger = certified(tmp_path / "other", "Others")
    path = tmp_path / f"trade.{kind}"
    path.write_bytes(file(kind))
    for _ in range(2):  # a second signature takes the place of the first
        assert sign(path, "--key", key, "--c2pa", chain).exit_code == 0
    published = path.read_bytes()
    assert core(published, kind) == file(kind) != published, "nobody needs a certificate to verify what was drawn"
    assert state(published, kind, root.read_text()) == ("trusted", "Newsroom, Figures")
    assert state(published, kind, stranger.read_text()) == ("another's", "Newsroom, Figures")
    assert state(file(kind), kind, root.read_text())[0] == "none"
    for forged in forgeries(published, kind, 1):
        assert state(forged, kind, root.read_text())[0] == "forged"


def test_the_command_says_whom_certificates_name(tmp_path: Path) -> None:
    key, _ = keys(tmp_path)
    chain, root = certified(tmp_path, "Newsroom")
    path = tmp_path / "trade.svg"
    path.write_bytes(file("svg"))
    assert "not signed by that key; it has no Content Credentials" in run(path, "--trust", root).stdout
    sign(path, "--key", key, "--c2pa", chain)
    told = f"{path}: identical; signed by Newsroom, Figures, whom these certificates name\n"
    assert run(path, "--trust", root).stdout == told
    path.write_bytes(next(forgeries(path.read_bytes(), "svg", 1)))
    answer = run(path, "--trust", root)
    assert (answer.exit_code, "forged; it is not what Newsroom, Figures has signed" in answer.stdout) == (5, True)


def test_a_key_without_its_certificate_writes_nothing(tmp_path: Path) -> None:
    key, public = keys(tmp_path)
    chain, root = certified(tmp_path, "Newsroom")
    path = tmp_path / "trade.svg"
    path.write_bytes(file("svg"))
    for wrong in (root, public, key, tmp_path / "none.pem"):
        assert sign(path, "--key", key, "--c2pa", wrong).exit_code in (1, 2), wrong
    (tmp_path / "other").mkdir()
    assert sign(path, "--key", keys(tmp_path / "other")[0], "--c2pa", chain).exit_code == 2, "another's certificate"
    assert path.read_bytes() == file("svg")
    assert not (tmp_path / "trade.svg.sig").exists()


def certified(folder: Path, house: str) -> tuple[Path, Path]:
    """Certificates of the key in a folder: the key's own with its authority's, and the authority's alone."""
    authority, own = Ed25519PrivateKey.generate(), (folder / "key.pem").read_bytes()
    key = load_pem_private_key(own, None)
    assert isinstance(key, Ed25519PrivateKey)
    root = _certificate(house, "Root", authority, authority, is_authority=True)
    leaf = _certificate(house, "Figures", key, authority, is_authority=False)
    (folder / "chain.pem").write_bytes(leaf + root)
    (folder / "root.pem").write_bytes(root)
    return folder / "chain.pem", folder / "root.pem"


def _certificate(
    house: str, name: str, key: Ed25519PrivateKey, authority: Ed25519PrivateKey, *, is_authority: bool
) -> bytes:
    now = datetime.now(UTC)
    usage = dict.fromkeys(
        (
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    built = (
        x509.CertificateBuilder()
        .subject_name(_name(house, name))
        .issuer_name(_name(house, "Root"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not is_authority, key_cert_sign=is_authority, crl_sign=is_authority, **usage
            ),
            critical=True,
        )
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key()), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if not is_authority:
        built = built.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=True)
    return built.sign(authority, None).public_bytes(Encoding.PEM)


def _name(house: str, name: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, house), x509.NameAttribute(NameOID.COMMON_NAME, name)]
    )
