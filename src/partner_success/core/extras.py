"""Optional dependencies, imported when they are first needed."""

from __future__ import annotations

from types import TracebackType

import attrs

from partner_success.errors import MissingExtraError

__all__ = ["NeedsExtra"]


@attrs.frozen(kw_only=True)
class NeedsExtra:
    """Guards the lazy import of what an extra brings.

    Attributes:
        extra: The extra of this library that brings the module, such as ``"files"``.
        module: The name that is imported, such as ``"yaml"``.
        purpose: What needs it, as the start of a sentence: ``"reading YAML"``.

    Raises:
        MissingExtraError: The module is not installed; the text says how to install it.

    Examples:
        >>> with NeedsExtra(extra="files", module="nowhere", purpose="reading YAML"):
        ...     import nowhere
        Traceback (most recent call last):
          ...
        partner_success.errors.MissingExtraError: reading YAML needs nowhere, which \
is not installed; install it with: pip install 'partner-success[files]'
    """

    extra: str
    module: str
    purpose: str

    def __enter__(self) -> None:
        """Start the guarded import."""

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        # A module that is there but lacks one of its own is another trouble.
        if isinstance(error, ModuleNotFoundError) and error.name == self.module:
            raise MissingExtraError(self.extra, self.module, self.purpose) from error
