"""`heard keys tls`: an authority of our own, and what it certifies: the processes that others call inside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from heard.key_writing import replace, write_once
from wire.tls import AUTHORITY, tls_folder

SERVERS = ("actions", "rasa")
HERE = ("127.0.0.1", "localhost")
AUTHORITY_KEY = Path("authority", "authority.key")
"""In a folder of its own: only making certificates needs it, no process that runs does."""
AUTHORITY_LASTS = timedelta(days=3650)
LASTS = timedelta(days=397)
HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
WARN = timedelta(days=30)
CLOCKS = timedelta(hours=1)
"""Machines' clocks may differ by that much."""


class CertificateError(Exception):
    """No certificate could be made or read; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Authority:
    """What signs our certificates."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def make_tls(home: Path, now: datetime, hosts: Sequence[str] = (), key: Path | None = None) -> Path:
    """Certificates for every server that others call, made anew; and the authority, if there is none yet.

    `hosts`: the names they are called by; those of the present certificate if none are given. `key`: where the
    authority's key is. Returns where it is. Raises `CertificateError`.
    """
    folder = tls_folder(home)
    place = key or folder / AUTHORITY_KEY
    if not (folder / AUTHORITY).exists():
        _found(folder, place, now)
    authority = Authority(_read(folder / AUTHORITY), _key(place))
    if _public(authority.certificate.public_key()) != _public(authority.key.public_key()):
        raise CertificateError(f"The key in {place} is of another authority: say where ours is with --authority FILE.")
    for server in SERVERS:
        present = folder / f"{server}.pem"
        names = tuple(hosts) or (_names(_read(present)) if present.exists() else HERE)
        private = ec.generate_private_key(ec.SECP256R1())
        certificate = _certified(authority, server, private.public_key(), names, now)
        # The key follows the certificate: a server that starts in between refuses, and never shows a wrong one.
        replace(present, _pem(certificate))
        replace(folder / f"{server}.key", _private_pem(private))
    return place


def make_development_tls(home: Path, now: datetime) -> None:
    """Certificates for this machine, where they are missing or soon at their end and can be made anew."""
    folder = tls_folder(home)
    complete = all((folder / f"{server}.{kind}").exists() for server in SERVERS for kind in ("pem", "key"))
    if complete and not list(expiring(home, now)):
        return
    if not (folder / AUTHORITY).exists() or (folder / AUTHORITY_KEY).exists():
        make_tls(home, now)


def expiring(home: Path, now: datetime) -> Iterable[str]:
    """A sentence for each certificate that ends within 30 days, or has ended."""
    for path in sorted(tls_folder(home).glob("*.pem")):
        left = _read(path).not_valid_after_utc - now
        if left < WARN:
            ends = f"ends in {left.days} days" if left > timedelta(0) else "has ended: the processes refuse each other"
            remedy = "move it away and run" if path.name == AUTHORITY else "run"
            yield f"{path} {ends}: {remedy} `heard keys tls`, and start the processes again."


def _found(folder: Path, place: Path, now: datetime) -> None:
    """A new authority. Its key is on the disk before its certificate is believed."""
    write_once(place, _private_pem(ec.generate_private_key(ec.SECP256R1())))
    key, name = _key(place), _name("Heard's own authority")
    usage = x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        _builder(name, name, key.public_key(), now, AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    write_once(folder / AUTHORITY, _pem(certificate))


def _certified(
    authority: Authority, server: str, key: ec.EllipticCurvePublicKey, names: Iterable[str], now: datetime
) -> x509.Certificate:
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    return (
        _builder(_name(f"Heard {server}"), authority.certificate.subject, key, now, LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([_general(name) for name in names]), critical=False)
        .add_extension(issuer, critical=False)
        .sign(authority.key, hashes.SHA256())
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder(issuer, subject, key, x509.random_serial_number(), now - CLOCKS, now + lasts)
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)


def _key(place: Path) -> ec.EllipticCurvePrivateKey:
    try:
        key = load_pem_private_key(place.read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        key = None
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise CertificateError(f"The authority's key is not at {place}: say where it is with --authority FILE.")
    return key


def _read(path: Path) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificate(path.read_bytes())
    except (OSError, ValueError):
        raise CertificateError(f"{path} is not a certificate: move it away and run `heard keys tls`.") from None


def _names(certificate: x509.Certificate) -> tuple[str, ...]:
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return tuple(str(each.value) for each in names)


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        if not HOST.fullmatch(name):
            raise CertificateError("A --host is a name like actions.internal or an address like 10.0.0.5.") from None
        return x509.DNSName(name)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _public(key: CertificatePublicKeyTypes) -> bytes:
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode()


def _private_pem(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
