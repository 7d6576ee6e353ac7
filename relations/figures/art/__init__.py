"""The pictures of plates: each is drawn in ink into a room of its own, at any size.

`bars` are years, `course` is a line from day to day, `sums` are totals against a limit, `ranking` is who is above whom,
`members` is a distribution with one mark per member. All stand on `axis`.
"""
