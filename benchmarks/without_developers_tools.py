"""Packages that some library loads where they happen to be installed, and that only developers have.

What is measured is what people run, so on both sides they are as absent as there.
"""

import sys

for name in ("rich", "pygments", "greenlet"):
    sys.modules[name] = None  # type: ignore[assignment]
