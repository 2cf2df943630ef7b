"""German-language press releases become checked, typed facts.

>>> import pressefakten
>>> nlp = pressefakten.load()
>>> release = pressefakten.extract("Bern, 3. November 2025. Der Umsatz stieg auf 5 Mio. Franken.", nlp)
>>> release.facts[0].value.value
Decimal('5000000')
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Release", "__version__", "extract", "extract_many", "load"]

if TYPE_CHECKING:
    from pressefakten.assemble import extract
    from pressefakten.engine import extract_many
    from pressefakten.pipeline import load
    from pressefakten.records import Release

_HOMES = {"extract": "assemble", "extract_many": "engine", "load": "pipeline", "Release": "records"}


def __getattr__(name: str) -> Any:
    """Import the public names when they are used: the command line starts without spaCy."""
    if name not in _HOMES:
        raise AttributeError(f"module 'pressefakten' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"pressefakten.{_HOMES[name]}"), name)
