"""Many queries at a time: a list of them goes in, a table of what each finds comes out.

The list is kept in the database with what was found so far, and every request for its page
or its progress carries out some more of it for about a second. So it needs no process of
its own, goes on only while somebody waits for it, and whatever stops it costs nothing.
"""
