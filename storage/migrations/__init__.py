"""The way of the catalog's tables from one version of noticepack to the next, for Alembic."""
