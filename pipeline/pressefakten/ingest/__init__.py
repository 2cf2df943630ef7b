"""Bytes -> Source: one reader a file type, found by content first and by suffix second.

`read(path)` yields the releases of one file, `discover(paths)` the files of folders. Nothing heavy is imported here:
each reader brings its own package, and says which extra installs it where it is absent.
"""

from pressefakten.ingest.files import SUFFIXES, discover
from pressefakten.ingest.reading import parts, read
from pressefakten.ingest.source import Source

__all__ = ["SUFFIXES", "Source", "discover", "parts", "read"]
