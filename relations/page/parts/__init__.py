"""What the tabs share: the address, the controls, tables, cards, and what only a browser knows."""
