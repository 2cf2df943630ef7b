"""Pure functions from German text to values: no spaCy, no clock, no files but the word lists."""
