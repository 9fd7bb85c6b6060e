"""From a source to a parsed message: keep every original, unwrap forwards, judge authenticity."""
