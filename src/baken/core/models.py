"""The abstract row that all guarded tables share."""

from uuid import uuid4

from django.db import models


class Row(models.Model):
    """A row with a random key, made in Python: a resident may not read what it inserts."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)

    class Meta:
        abstract = True
