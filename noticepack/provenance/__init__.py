"""The page for people that shows a notice, what was read from it, and where each fact stands."""
