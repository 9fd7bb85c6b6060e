"""Where items come from: one port (`ingest.sources.port`), one implementation a file, `open_source` to choose.

Every `RawItem` that a source yields ends in exactly one outcome; a `Container` (a zip that was opened) is kept and has
none of its own.
"""

from ingest.sources.opening import open_source
from ingest.sources.port import Clock, Source, Watchable

__all__ = ["Clock", "Source", "Watchable", "open_source"]
