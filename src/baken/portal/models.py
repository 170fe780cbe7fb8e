"""What the portal keeps itself."""

from baken.portal.languages.models import *  # noqa: F403
