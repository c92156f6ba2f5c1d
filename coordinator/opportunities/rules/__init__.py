"""The rules of calls: plain Python, no clock. practice.md 2.1, 2.2 and RN1 to RN9 say why."""
