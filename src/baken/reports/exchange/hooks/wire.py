"""Bringing a message to an address of others: signed, and never to an address within a house."""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import secrets
import socket
import ssl
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

PREFIX = "whsec_"
SECONDS = 10
LONGEST = 300
OURS = "Baken-Webhooks/1"


class Undelivered(Exception):
    """It did not arrive; the text says why, in a few words, without what the other side said."""


def new_secret() -> str:
    """As Standard Webhooks writes it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signed(secret: str, message_id: str, moment: int, body: bytes) -> dict[str, str]:
    """The headers by which the other side knows that it came from here, and when."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    digest = hmac.new(key, f"{message_id}.{moment}.".encode() + body, hashlib.sha256).digest()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(moment),
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }


def check_url(url: str) -> SplitResult:
    """An address to which we may bring something. ValidationError says why not."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise ValidationError(_("Dit is geen adres, zoals https://voorbeeld.nl/haak.")) from None
    if len(url) > LONGEST or not host or not url.isascii() or any(c.isspace() for c in url):
        raise ValidationError(_("Dit is geen adres, zoals https://voorbeeld.nl/haak."))
    if parts.username or parts.password or parts.fragment:
        raise ValidationError(_("Zet geen naam, wachtwoord of # in het adres."))
    if parts.scheme != "https" and not _is_loopback(host):
        raise ValidationError(_("Het adres moet met https:// beginnen."))
    if _is_address(host) and not _may_reach(host):
        raise ValidationError(_("Dit adres ligt niet op het openbare internet."))
    return parts


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    """For tests on one machine only, when it was set."""
    return bool(settings.BAKEN_WEBHOOK_LOOPBACK) and host == "127.0.0.1"


def _may_reach(address: str) -> bool:
    found = ip_address(address)
    mapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    public = found.is_global and not found.is_multicast and (mapped is None or mapped.is_global)
    return public or _is_loopback(address)


def bring(url: str, body: bytes, headers: dict[str, str]) -> str:
    """Post it. Returns what the other side answered ('204'). Raises Undelivered.

    The name is looked up once, and the very address that was judged is the one we speak with: a
    name that points elsewhere a moment later changes nothing. A redirect is not followed.
    """
    try:
        parts = check_url(url)
    except ValidationError as error:
        raise Undelivered(str(error.messages[0])[:80]) from error
    connection = _connection(parts)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    told = {"Content-Type": "application/json", "User-Agent": OURS, **headers}
    try:
        connection.request("POST", path, body, told)
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise Undelivered(type(error).__name__[:80]) from error
    finally:
        connection.close()
    if not 200 <= status < 300:
        raise Undelivered(str(status))
    return str(status)


def _connection(parts: SplitResult) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    address = _looked_up(host, port)
    try:
        plain = socket.create_connection((address, port), SECONDS)
    except OSError as error:
        raise Undelivered(type(error).__name__) from error
    connection = http.client.HTTPConnection(host, port, timeout=SECONDS)
    try:
        connection.sock = _wrapped(plain, host) if secure else plain
    except OSError as error:
        plain.close()
        raise Undelivered(type(error).__name__) from error
    return connection


def _wrapped(plain: socket.socket, host: str) -> socket.socket:
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


def _looked_up(host: str, port: int) -> str:
    """The first address of the name, if all of them lie on the public internet."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise Undelivered("gaierror") from error
    addresses = [str(one[4][0]).partition("%")[0] for one in found]
    if not addresses or not all(_may_reach(one) for one in addresses):
        raise Undelivered("not public")
    return addresses[0]
