"""Many documents: a stream (`extract_many`), a batch that can be killed and resumed (`run`, `run_on_ray`), `watch`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pressefakten.engine.batch import run
    from pressefakten.engine.cluster import run_on_ray
    from pressefakten.engine.stream import extract_many, extract_source
    from pressefakten.engine.summary import Summary
    from pressefakten.engine.watching import watch

__all__ = ["Summary", "extract_many", "extract_source", "run", "run_on_ray", "watch"]
_HOMES = {
    "Summary": "summary", "extract_many": "stream", "extract_source": "stream", "run": "batch",
    "run_on_ray": "cluster", "watch": "watching",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import what is used when it is used: the command line starts without spaCy."""
    if name not in _HOMES:
        raise AttributeError(f"module 'pressefakten.engine' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"pressefakten.engine.{_HOMES[name]}"), name)
