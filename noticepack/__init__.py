"""The face: command line, runners, bootstrap. Imports all; nothing imports it."""
