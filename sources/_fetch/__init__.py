"""What publishers share: requests, the cells of their answers, and codes of countries and currencies."""
