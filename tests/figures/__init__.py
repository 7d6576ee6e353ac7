"""Figures as they are laid out, drawn and written to files."""

#: One of the shipped story's figures for each way to draw: lines in panels of their own, one line that is made of two,
#: bars with steps below, and what came later pale. Where every figure is tried in every size, these stand for all.
KINDS = ("money-and-oil", "tenge-per-rouble", "trade", "then-and-now")
