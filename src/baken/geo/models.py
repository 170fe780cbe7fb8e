"""Areas and addresses of the municipality: public reference data, no persons."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from baken.core.models import Row


class SourceFile(Row):
    """A file that was loaded: what it was, how old, and whom to credit under each map."""

    AREAS, ADDRESSES = "areas", "addresses"

    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    vintage = models.CharField(max_length=40)
    credit = models.CharField(max_length=200)
    licence = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "sha256"], name="one_row_per_source_file")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.vintage})"


class Area(models.Model):
    """An area with its CBS code, or a water or road that is only a name on the map.

    `geometry` is a GeoJSON geometry in WGS84. An area that a newer file leaves out stays, not
    `current`: what happened there keeps its place.
    """

    code = models.CharField(primary_key=True, max_length=10)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12)
    parent = models.ForeignKey("self", models.DO_NOTHING, null=True, related_name="children")
    geometry = models.JSONField()
    label_lat = models.FloatField()
    label_lon = models.FloatField()
    area_m2 = models.PositiveIntegerField()
    current = models.BooleanField(default=True)
    source = models.ForeignKey(SourceFile, models.DO_NOTHING, related_name="areas")

    def __str__(self) -> str:
        return self.name


class Address(models.Model):
    """An address by its BAG number. `fictional` ones are only in demo databases."""

    bag_id = models.CharField(primary_key=True, max_length=16)
    street = models.CharField(max_length=80)
    street_key = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    letter = models.CharField(max_length=1, blank=True)
    addition = models.CharField(max_length=4, blank=True)
    postcode = models.CharField(max_length=6)
    buurt = models.ForeignKey(Area, models.DO_NOTHING, related_name="addresses")
    lat = models.FloatField()
    lon = models.FloatField()
    fictional = models.BooleanField(default=False)
    current = models.BooleanField(default=True)
    source = models.ForeignKey(SourceFile, models.DO_NOTHING, related_name="addresses")

    class Meta:
        indexes: ClassVar = [
            GinIndex(fields=["street_key"], opclasses=["gin_trgm_ops"], name="geo_address_street"),
            models.Index(fields=["postcode", "number"], name="geo_address_postcode"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(bag_id__regex=r"^[0-9]{4}20[0-9]{10}$"), name="bag_id_of_an_address"
            ),
            models.CheckConstraint(
                condition=Q(lat__range=(-90, 90), lon__range=(-180, 180)), name="address_in_degrees"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.street} {self.number}{self.letter}"
