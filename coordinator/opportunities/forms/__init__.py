"""Forms of calls; the API validates with the same."""
