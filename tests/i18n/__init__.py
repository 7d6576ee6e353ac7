"""The languages: what is said somewhere, what catalogues have of it, and what a figure makes of that."""
