"""Where things are kept: object stores, vault, OCFL archive, catalog. Imports no stage."""
