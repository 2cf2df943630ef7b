"""One-to-one character folding: recognisers read a working copy whose offsets are those of the text."""

_SPACES = "\u00a0\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_APOSTROPHES = "\u2019\u2018\u00b4\u02bc\u2032`"
_FOLD = str.maketrans({**dict.fromkeys(_SPACES, " "), **dict.fromkeys(_APOSTROPHES, "'")})


def fold(text: str) -> str:
    """Replace odd spaces by a space and apostrophe-like marks by `'`; the length stays the same."""
    return text.translate(_FOLD)
