"""Areas, addresses and the files they came from."""

import uuid
from typing import Any, ClassVar

import django.db.models.deletion
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


def link(to: str, name: str, *, null: bool = False) -> Any:
    return models.ForeignKey(
        null=null, on_delete=django.db.models.deletion.DO_NOTHING, related_name=name, to=to
    )


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = []

    operations: ClassVar = [
        TrigramExtension(),
        migrations.CreateModel(
            name="SourceFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("name", models.CharField(max_length=200)),
                ("vintage", models.CharField(max_length=40)),
                ("credit", models.CharField(max_length=200)),
                ("licence", models.CharField(max_length=80)),
                ("sha256", models.CharField(max_length=64)),
                ("rows", models.PositiveIntegerField()),
                ("loaded_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "sha256"), name="one_row_per_source_file"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Area",
            fields=[
                ("code", models.CharField(max_length=10, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
                ("kind", models.CharField(max_length=12)),
                ("geometry", models.JSONField()),
                ("label_lat", models.FloatField()),
                ("label_lon", models.FloatField()),
                ("area_m2", models.PositiveIntegerField()),
                ("current", models.BooleanField(default=True)),
                ("parent", link("geo.area", "children", null=True)),
                ("source", link("geo.sourcefile", "areas")),
            ],
        ),
        migrations.CreateModel(
            name="Address",
            fields=[
                ("bag_id", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("street", models.CharField(max_length=80)),
                ("street_key", models.CharField(max_length=80)),
                ("number", models.PositiveIntegerField()),
                ("letter", models.CharField(blank=True, max_length=1)),
                ("addition", models.CharField(blank=True, max_length=4)),
                ("postcode", models.CharField(max_length=6)),
                ("lat", models.FloatField()),
                ("lon", models.FloatField()),
                ("fictional", models.BooleanField(default=False)),
                ("current", models.BooleanField(default=True)),
                ("buurt", link("geo.area", "addresses")),
                ("source", link("geo.sourcefile", "addresses")),
            ],
            options={
                "indexes": [
                    GinIndex(
                        fields=["street_key"],
                        name="geo_address_street",
                        opclasses=["gin_trgm_ops"],
                    ),
                    models.Index(fields=["postcode", "number"], name="geo_address_postcode"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(bag_id__regex=r"^[0-9]{4}20[0-9]{10}$"),
                        name="bag_id_of_an_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(lat__range=(-90, 90), lon__range=(-180, 180)),
                        name="address_in_degrees",
                    ),
                ],
            },
        ),
    ]
