"""One mail over real SMTP, and what the answer means."""

import re
import smtplib
from email.utils import parseaddr
from html import unescape

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend

WAY_OUT = re.compile(r'<a rel="unsubscribe" href="(https?://[^"\s<>]+)">')


class NotNow(Exception):
    """It did not work this time; later it may. The text is a code, never an address."""


class Never(Exception):
    """The receiving side says that it never will."""


def configured() -> bool:
    """Is there a mail server to send by?"""
    return bool(settings.EMAIL_HOST)


def compose(
    key: str, to: str, subject: str, text: str, html: str, *, reply_to: str = "", returns: str = ""
) -> EmailMultiAlternatives:
    """The mail: plain text with an HTML alternative and a Message-ID that stays the same.

    `returns` is the address of its envelope: there it comes back when it cannot be delivered.
    """
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    headers = {"Message-ID": f"<{key}@{domain}>", "Auto-Submitted": "auto-generated"}
    headers |= {"From": settings.DEFAULT_FROM_EMAIL, **_way_out(html)}
    mail = EmailMultiAlternatives(
        subject, text, returns or settings.DEFAULT_FROM_EMAIL, [to], headers=headers,
        reply_to=[reply_to] if reply_to else None,
    )  # fmt: skip
    if html:
        mail.attach_alternative(html, "text/html")
    return mail


def _way_out(html: str) -> dict[str, str]:
    """A mail that one subscribed to shows its way out, also to the mail program (RFC 8058).

    Only our own templates write such a link: words of others stand in a mail escaped.
    """
    found = WAY_OUT.search(html)
    if not found:
        return {}
    return {
        "List-Unsubscribe": f"<{unescape(found[1])}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def deliver(mail: EmailMultiAlternatives) -> None:
    """Hand the mail to the server. Raises NotNow or Never; after 20 s of silence NotNow."""
    try:
        mail.connection = EmailBackend(fail_silently=False)
        mail.send()
    except smtplib.SMTPRecipientsRefused as error:
        code = max((answer[0] for answer in error.recipients.values()), default=0)
        raise _meaning(code) from error
    except smtplib.SMTPDataError as error:
        raise _meaning(error.smtp_code) from error
    except smtplib.SMTPResponseException as error:
        raise NotNow(str(error.smtp_code)) from error
    except (smtplib.SMTPException, OSError) as error:
        raise NotNow("geen verbinding") from error


def _meaning(code: int) -> Exception:
    """5xx about this receiver or this mail is for ever; 4xx is for now (RFC 5321, 4.2.1)."""
    return Never(str(code)) if 500 <= code < 600 else NotNow(str(code))
