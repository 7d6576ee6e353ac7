"""CSV: UTF-8 without a byte order mark, comma, dates as in ISO 8601, a point before the decimals, LF.

No mark, as RFC 4180 and the Data Package standard have it: with one, the first column is not called `date` for every
reader. For a spreadsheet there is the workbook, which no language's separators can break.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from csv import writer
from io import StringIO

import pandas as pd

# What makes a spreadsheet read a cell as a formula when it begins with it (OWASP, CSV Injection); also after white
# space, and after a semicolon, where a spreadsheet that separates at semicolons begins a cell.
_FORMULA = re.compile(r"(^|;)(?=\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\0])")
_BREAK = re.compile(r"[\r\n]+")  # begins a row, for readers that do not know quotes


def neutral(text: str) -> str:
    """The text in one line, an apostrophe before whatever a spreadsheet would run; a harmless text is as it was."""
    return _FORMULA.sub(r"\1'", _BREAK.sub(" ", text))


def csv(table: pd.DataFrame) -> str:
    """A table as CSV: text cells and headings neutral, numbers in their shortest exact form, never touched."""
    texts = table.select_dtypes(exclude=["number", "datetime"]).columns
    safe = table.assign(
        **{name: table[name].map({one: neutral(one) for one in table[name].unique()}) for name in texts}
    )
    safe.columns = pd.Index([neutral(name) for name in table.columns])
    return safe.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n")


def lines(columns: Sequence[str], rows: Iterable[Sequence[str | float | int | None]]) -> str:
    """Rows of cells as CSV, like `csv`; nothing stands where there is None."""
    out = StringIO()
    safe = ([neutral(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    writer(out, lineterminator="\n").writerows([columns, *safe])
    return out.getvalue()
