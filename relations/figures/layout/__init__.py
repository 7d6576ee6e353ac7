"""Where everything in a figure stands: no text over a text, no rule through a text, and nothing lost.

`compose` puts a figure together: `plan` measures what has a size of its own and says what leaves where there is too
little height, `frame` sets what stands around the panels, `lane` the names of events above them, `ticks` all events
below the first, `annotate`, `remarks` and `writing` what stands in each of them. All of it is `ink` at pixel positions
in a `geometry`; `placement` and `space` find the positions.
"""
