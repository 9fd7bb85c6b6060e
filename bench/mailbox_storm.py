"""A thousand messages come into a mailbox while a watch runs and everything breaks: what was lost, what done twice?

    python bench/mailbox_storm.py [MESSAGES] [SEED]

Starts Debian's dovecot on loopback, delivers messages (notices, newsletters, imitations, blank ones, repeats), and
meanwhile cuts connections, restarts the server, numbers the mailbox anew, makes the password wrong for a while, removes
the folder that notices are moved to, and kills the watch. See tests/services/storm.py.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.services.dovecot import dovecot_server
from tests.services.storm import Storm, count


def main(messages: int, seed: int) -> int:
    """Run the storm and print the counts; 1 when something was lost or done twice."""
    with tempfile.TemporaryDirectory(prefix="storm-") as folder:
        Path(folder).chmod(0o755)
        with dovecot_server(Path(folder) / "d") as server:
            storm, begun = Storm(server, Path(folder) / "storm", seed), time.monotonic()
            storm.blow(messages, pause=0.15)
            found = count(storm)
    for name in ("sent", "archived", "duplicate", "unrelated", "quarantined", "lost", "double"):
        print(f"{name:12}{getattr(found, name):6}")
    print("broken      ", ", ".join(f"{number} {what}" for what, number in found.broken.items()))
    print(f"in {time.monotonic() - begun:.0f} seconds, seed {seed}")
    return 1 if found.lost or found.double else 0


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    sys.exit(main(given[0] if given else 1000, given[1] if len(given) > 1 else 1))
