"""Something that takes a moment to make, begun while the runner is busy with something else."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

__all__ = ["Background"]

T = TypeVar("T")


class Background(Generic[T]):
    """``begin`` starts making it on a thread of its own; a call gives it, made by then or made now. Errors come with the call.

    ``ahead``: what is done to it besides on that thread; left out where a call makes it, for then somebody waits.
    """

    def __init__(self, make: Callable[[], T], ahead: Callable[[T], None] = lambda made: None) -> None:
        self._make, self._ahead = make, ahead
        self._lock = threading.Lock()
        self._made: list[T] = []
        self._error: list[Exception] = []
        self._begun = False

    def begin(self) -> None:
        """Starts it once; ends with the program, whatever it is doing."""
        if not self._begun:
            self._begun = True
            threading.Thread(target=self._finish, args=(self._ahead,), daemon=True).start()

    @property
    def ready(self) -> bool:
        """Whether a call gives it at once."""
        return bool(self._made or self._error) and not self._lock.locked()

    def __call__(self) -> T:
        """The thing itself. Raises what making it raised."""
        self._begun = True
        self._finish()
        if self._error:
            raise self._error[0]
        return self._made[0]

    def _finish(self, ahead: Callable[[T], None] = lambda made: None) -> None:
        with self._lock:
            if not self._made and not self._error:
                try:
                    self._made.append(self._make())
                    ahead(self._made[0])
                except Exception as error:
                    self._error.append(error)
