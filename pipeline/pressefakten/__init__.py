"""German-language press releases become checked, typed facts."""

__version__ = "0.1.0"
