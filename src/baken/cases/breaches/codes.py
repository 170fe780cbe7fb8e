"""Why people are not told of a breach."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NotTold(models.TextChoices):
    """The grounds of AVG art. 34; what was not read in the text of the law says so."""

    NO_HIGH_RISK = "low", _("er is geen hoog risico voor mensen (AVG art. 34 lid 1)")
    PROTECTED = "protected", _("niemand kon de gegevens lezen (AVG art. 34 lid 3 onder a)")
    MENDED = "mended", _("het hoge risico is weggenomen (AVG art. 34 lid 3 onder b)")
    PUBLIC = "public", _("het is in het openbaar gemeld (AVG art. 34 lid 3 onder c)")
    RESTRICTED = "restricted", _("een uitzondering van UAVG art. 41 (niet geverifieerd)")
