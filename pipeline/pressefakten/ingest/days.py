"""Days in metadata: whatever a mail, feed, PDF or table states -> an ISO day or None."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

ISO = re.compile(r"\s*(?:D:)?(\d{4})-?(\d{2})-?(\d{2})")


def iso_day(stated: object) -> str | None:
    """The calendar day of a date, a datetime, `2025-09-16T…`, `D:20250916…` or `Tue, 16 Sep 2025 …`."""
    if isinstance(stated, date | datetime):
        return stated.isoformat()[:10]
    if not isinstance(stated, str) or not stated.strip():
        return None
    if match := ISO.match(stated):
        try:
            return date(*map(int, match.groups())).isoformat()
        except ValueError:
            return None
    try:
        return parsedate_to_datetime(stated).date().isoformat()
    except (ValueError, TypeError):
        return None
