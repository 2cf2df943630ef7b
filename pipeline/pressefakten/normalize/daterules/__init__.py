"""The rules of the time grammar: what each form of a German time expression says.

Importing a module registers its rules; of two equally long readings that of the earlier module is taken.
"""

# isort: off
from pressefakten.normalize.daterules import days, periods, years, relative, lengths, clocks

__all__ = ["clocks", "days", "lengths", "periods", "relative", "years"]
