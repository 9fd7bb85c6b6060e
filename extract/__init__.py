"""From a message to facts: text with positions, the spaCy pipeline, deadline arithmetic."""
