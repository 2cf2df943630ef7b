"""The few exceptions of the package: each message is a whole sentence that names place, reason and remedy."""


class PressefaktenError(Exception):
    """Base of all errors that a user can mend; the command line prints it to stderr and exits with 2."""


class InputError(PressefaktenError):
    """A document cannot be read: missing, empty, binary, too large, wrong encoding."""


class PatternError(PressefaktenError):
    """A file under patterns/ is wrong: unknown key, duplicate id, failing example."""


class GoldError(PressefaktenError):
    """A gold record is wrong: offset, label, slot or reference."""


class UsageError(PressefaktenError):
    """The call itself is wrong: options that exclude each other, an unknown date."""
