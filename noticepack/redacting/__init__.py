"""`noticepack redact`: one file as an audience may see it, and a page that shows what goes and why."""
