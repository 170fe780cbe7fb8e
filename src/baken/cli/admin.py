"""`baken admin invite`: a one-time link for the first administrator."""

from argparse import Namespace
from datetime import timedelta
from typing import Any

from baken.cli.place import Problem, add_data_option, database, django, say


def add_to(commands: Any) -> None:
    admin = commands.add_parser("admin", help="beheer vanaf de opdrachtregel")
    what = admin.add_subparsers(dest="what", metavar="WAT", required=True)
    invite = what.add_parser(
        "invite",
        help="maak een link voor de eerste functioneel beheerder",
        epilog="voorbeeld:\n  baken admin invite u@gemeente.nl --url https://baken.gemeente.nl\n\n"
        "De beheerder nodigt daarna iedereen uit, en ziet zelf geen casussen.",
    )
    invite.add_argument("email", metavar="E-MAIL")
    invite.add_argument(
        "--url", default="http://127.0.0.1:8000", metavar="ADRES", help="adres van deze Baken"
    )
    add_data_option(invite)
    invite.set_defaults(run=run_invite)


def run_invite(options: Namespace) -> int:
    with database(options, "keeper", "keeper"):
        django()
        from django.core.exceptions import ValidationError
        from django.core.validators import validate_email

        try:
            validate_email(options.email)
        except ValidationError as error:
            raise Problem(f"{options.email} is geen e-mailadres.") from error
        token = _invite(options.email)
    say(f"{options.url.rstrip('/')}/uitnodiging/{token}/")
    say("Deze link werkt één keer, 7 dagen lang.")
    return 0


def _invite(email: str) -> str:
    import secrets

    from django.conf import settings
    from django.utils import timezone

    from baken.access.actions import INVITATION_DAYS, fingerprint
    from baken.access.models import Invitation, Organisation

    municipality, _made = Organisation.objects.get_or_create(
        kind="municipality", defaults={"name": f"Gemeente {settings.MUNICIPALITY.name}"}
    )
    token = secrets.token_urlsafe(24)
    Invitation.objects.create(
        email=email.lower(), token_hash=fingerprint(token), organisation=municipality,
        capacity="administrator", purpose="administration",
        expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
    )  # fmt: skip
    return token
