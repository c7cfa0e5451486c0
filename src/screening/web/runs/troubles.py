"""Why a run has failed, in words for those who sent it."""

from __future__ import annotations

from screening.errors import ConfigError, ListError, OutputError, ScreeningError
from screening.web.runs.model import Trouble


def trouble_of(error: ScreeningError) -> Trouble:
    """The words of an error for those who are not to learn where the server has its files.

    What is told of a user's own file says where in it; of the server's own files, only what is wrong.
    """
    ours = isinstance(error, OutputError | ListError | ConfigError)
    hint = f" ({error.hint})" if error.hint else ""
    message = error.message if ours else str(error).removesuffix(hint)
    whole = message.encode("utf-8", "replace").decode()  # a broken workbook has sheets with halves of characters
    return Trouble(message=whole, code=error.code, hint=error.hint)


def interrupted(hint: str) -> Trouble:
    """The server was stopped while the run waited or ran."""
    return Trouble(message="the server was stopped while it was screened", code="interrupted", hint=hint)


def not_started(error: OSError) -> Trouble:
    """Its process could not be started."""
    reason = (error.strerror or type(error).__name__).lower()
    hint = "screen it again later, or tell who keeps the server"
    return Trouble(message=f"the screening could not be started: {reason}", code="no_process", hint=hint)


def crashed(status: int | None) -> Trouble:
    """Its process has ended without a word."""
    if status == OutputError.exit_status:
        hint = "tell who keeps the server: its disk may be full"
        return Trouble(message="its report could not be stored", code="write_failed", hint=hint)
    message = f"the process that screened it came to a sudden end (status {status})"
    return Trouble(message=message, code="crashed", hint="upload a smaller file, or tell who keeps the server")


def too_long(minutes: int) -> Trouble:
    """It was stopped in the end."""
    hint = "send it in parts, or raise max_minutes in [web]"
    return Trouble(message=f"it took longer than {minutes} minutes", code="timed_out", hint=hint)


def no_memory() -> Trouble:
    """Its process may not use as much memory as it needs."""
    hint = "send it in parts, or raise max_memory in [web]"
    return Trouble(message="it needs more memory than a screening may use", code="too_large", hint=hint)


def no_screener(error: ScreeningError) -> ConfigError:
    """The lists or the configuration have become unreadable: whatever it is, it names files of the server's."""
    hint = "tell who keeps the server"
    return ConfigError("the lists or the configuration of the server cannot be read", hint=hint, code=error.code)
