"""Pages as they are shown: a picture of the page and what can be read on it, redacted and written anew.

PDF pages and pictures take the same way: a `Sheet` is read, searched in several orders, painted, and given a layer of
the text that survives. Nothing of the original file is carried over but pixels and characters.
"""
