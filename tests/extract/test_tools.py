"""Outside programs run in a private folder, without a shell, and never longer or larger than allowed."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from extract.tools import MAX_OUTPUT, ToolFailed, ToolProbe, run


def python(code: str, **options: object) -> bytes:
    """What a small Python program prints."""
    return run([sys.executable, "-c", code], **{"seconds": 20.0, **options})  # type: ignore[arg-type]


def test_a_program_sees_its_files_and_nothing_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """It runs in a folder with the files given, and our environment is not passed on."""
    monkeypatch.setenv("NOTICEPACK_SECRET", "x")
    shown = python(
        "import os; print(open('in.txt').read(), os.environ.get('NOTICEPACK_SECRET'), os.getcwd(), os.environ['A'])",
        files={"in.txt": b"data"},
        environment={"A": "b"},
    )
    data, secret, folder, extra = shown.decode().split()

    assert (data, secret, extra) == ("data", "None", "b")
    assert not Path(folder).exists()


def test_a_file_that_the_program_leaves_can_be_taken() -> None:
    """`result` names the file to bring back; a missing one is a failure."""
    assert python("open('out.pdf','wb').write(b'%PDF')", result="out.pdf") == b"%PDF"
    with pytest.raises(ToolFailed, match=r"left no out\.pdf"):
        python("pass", result="out.pdf")


def test_arguments_are_not_read_by_a_shell() -> None:
    """Signs that mean something to a shell arrive as they are."""
    assert run(["/bin/echo", "$(id); `id` > x"], seconds=10) == b"$(id); `id` > x\n"


def test_a_slow_program_and_its_children_are_killed() -> None:
    """When the time is over the whole group ends, not only the program itself."""
    script = (
        "import subprocess,sys,time;p=subprocess.Popen([sys.executable,'-c','import time;time.sleep(60)']);"
        "open(sys.argv[1],'w').write(str(p.pid));time.sleep(60)"
    )
    record = Path(os.environ.get("PYTEST_TMP", "/tmp")) / f"child-{os.getpid()}"
    started = time.monotonic()
    with pytest.raises(ToolFailed, match="took longer than 2 s"):
        run([sys.executable, "-c", script, str(record)], seconds=2)
    child = int(record.read_text())
    record.unlink()

    assert time.monotonic() - started < 15
    assert _ends(child)


def _ends(process: int) -> bool:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except FileNotFoundError:
            return True
        if state in "ZX":
            return True
    return False


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("import sys; sys.exit('no such page')", "ended with 1: no such page"),
        (f"import sys; sys.stdout.write('x' * {MAX_OUTPUT + 10})", "ended with"),
        ("import os; os.abort()", "ended with -6"),
    ],
)
def test_failure_is_an_exception(code: str, words: str) -> None:
    """An error, too much output or a crash raises and tells the program's last words."""
    with pytest.raises(ToolFailed, match=words):
        python(code)


def test_a_missing_program_has_no_version() -> None:
    """A probe answers None for what is not installed and the version of what is."""
    assert ToolProbe("noticepack-no-such-program").version() is None
    assert ToolProbe(Path(sys.executable).name).path() is not None
    with pytest.raises(ToolFailed, match="cannot be started"):
        run(["/nonexistent/program"], seconds=5)


def test_a_file_name_cannot_leave_the_folder() -> None:
    """A name with a folder in it is refused before anything is written."""
    with pytest.raises(ValueError, match="without any folder"):
        run(["/bin/true"], seconds=5, files={"../x": b""})
