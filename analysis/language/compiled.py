"""How kernels are compiled: without the interpreter's lock, and kept for later processes where a folder allows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numba import njit


def compiled(signatures: Any = None) -> Callable[[Callable[..., Any]], Any]:
    """A decorator: `njit` for these signatures (by default for whatever comes), cached.

    Where neither the package's folder nor the user's can be written numba refuses to cache; then each process compiles
    anew, which takes it half a minute.
    """

    def compile_(function: Callable[..., Any]) -> Any:
        try:
            return njit(signatures, cache=True, nogil=True)(function)
        except RuntimeError:
            return njit(signatures, nogil=True)(function)

    return compile_
