"""The WSGI application that gunicorn serves."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coordinator.settings")
application = get_wsgi_application()

# Every page is loaded before the first visitor comes, and what is loaded now stays for good: the collector of garbage
# need not walk through it again and again.
import_module("coordinator.urls")
gc.collect()
gc.freeze()
