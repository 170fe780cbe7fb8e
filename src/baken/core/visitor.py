"""Where a request comes from, for counting only: the address is never kept."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def address(request: HttpRequest) -> str:
    """The visitor's address, as the outermost of our own proxies saw it.

    Each proxy adds to `X-Forwarded-For` whom it spoke to; all that stands before our
    `BAKEN_TRUSTED_PROXIES` last ones was written by the visitor, who may write anything.
    """
    direct: str = request.META.get("REMOTE_ADDR", "")
    count: int = settings.BAKEN_TRUSTED_PROXIES
    seen = request.headers.get("X-Forwarded-For", "").split(",")
    if not count or len(seen) < count:
        return direct
    try:
        return str(ip_address(seen[-count].strip()))
    except ValueError:
        return direct
