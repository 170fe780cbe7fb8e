"""The web process's entry."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baken.portal.settings")
application = get_wsgi_application()

# What is loaded now stays: the garbage collector need not look through it at every page, nor so
# often. A list of cases costs 5 to 10 % less (docs/performance.md).
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
