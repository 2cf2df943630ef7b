"""Records -> what other systems read: CSV and Parquet tables, SQLite and DuckDB databases, JSON-LD, JSON Lines.

`export(records, to, out)` is the whole surface. Records stream through it, the output appears when it is complete.
"""

from pressefakten.export.reading import releases
from pressefakten.export.writing import FORMATS, default_out, export

__all__ = ["FORMATS", "default_out", "export", "releases"]
