"""A refusal that a person can mend or at least understand: shown on the page it came from."""


class Refusal(Exception):
    """Why something was not done, in one plain sentence; `by_field` says it beside each field, where it can."""

    def __init__(self, message: str, by_field: dict[str, list[str]] | None = None) -> None:
        super().__init__(message)
        self.by_field = by_field or {}
