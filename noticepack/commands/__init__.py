"""The commands, one a file: each parses its arguments, calls one function of ours and shows what came back."""
