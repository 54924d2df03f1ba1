"""Pages from the web: fetched within limits, made into pair folders, fetched again.

Nothing here is loaded, and nothing is fetched, unless a person asks for a page.
"""
