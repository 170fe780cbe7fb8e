"""Answers of residents that come by mail land in the report that they are about."""
