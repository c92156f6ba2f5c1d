"""Reads of needs, dates, venues and agreements."""
