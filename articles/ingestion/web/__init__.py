"""Fetching from the web: feeds, sitemaps, lists of addresses, and the pages that they name.

    Visit.read(address) ─ Fetcher.get ─▶ leads (feeds, sitemaps, lists) ─ Fetcher.get ─▶ RawArticle

Nothing that comes from outside is trusted: every address is checked after its name
was resolved, every size is bounded before it fills the memory, every wait ends.
"""
