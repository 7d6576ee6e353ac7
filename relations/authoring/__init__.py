"""What an author needs to write a story: a file to begin with, what there is to draw, and what is wrong with it."""
