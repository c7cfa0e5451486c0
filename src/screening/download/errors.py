"""Why a download failed, and whether it is worth trying again."""

from __future__ import annotations

from screening.errors import ListError


class DownloadError(ListError):
    """A list could not be downloaded. ``passing`` failures may be gone when it is tried again.

    ``after`` is the number of seconds that the server asks to wait, where it does.
    """

    def __init__(
        self, message: str, *, url: str, code: str, hint: str | None = None, passing: bool = False,
        after: float | None = None,
    ) -> None:  # fmt: skip
        super().__init__(message, file=url, hint=hint, code=code)
        self.passing = passing
        self.after = after
