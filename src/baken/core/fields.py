"""Model fields of our own."""

from typing import Any

from django.db import models

from baken.core import crypto


class EncryptedTextField(models.BinaryField):  # type: ignore[type-arg]
    """Text that is sealed in the database. Never searchable, never sortable.

    The context binds the value to its table and column.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    @property
    def context(self) -> str:
        """What its values are sealed for."""
        return f"{self.model._meta.db_table}.{self.name}"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: Any = None) -> Any:
        if isinstance(value, str):
            value = crypto.seal(value.encode(), self.context)
        return super().get_db_prep_value(value, connection, bool(prepared))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        return None if value is None else crypto.unseal(value, self.context).decode()

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: Any) -> str:
        raise TypeError("sealed fields are not serialised")
