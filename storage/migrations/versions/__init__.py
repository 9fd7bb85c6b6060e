"""One module a revision; see storage/revisions.py."""
