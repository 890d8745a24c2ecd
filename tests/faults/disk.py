"""A disk of our own under a server: `disk.c` logs what is written and synced, or is full at will."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("disk.c")
FLAGS = ("-std=gnu11", "-Wall", "-Wextra", "-Werror", "-O2", "-shared", "-fPIC")
MISSING = (
    "No C compiler was found, so nothing was proved about power cuts and full disks. "
    "On Debian: apt install gcc libc6-dev"
)


class NoCompiler(RuntimeError):
    """The disk cannot be built. The message says why."""


@dataclass(frozen=True)
class Disk:
    """The built library, in a folder that everyone may read: PostgreSQL's user too."""

    library: Path

    def logged(self, under: Path, log: Path) -> dict[str, str]:
        """The environment of a server whose writes to files that begin with `under` go into a log."""
        return {"LD_PRELOAD": str(self.library), "DISK_UNDER": str(under), "DISK_LOG": str(log)}

    def limited(self, under: Path, full: Path) -> dict[str, str]:
        """The environment of a server whose disk is full while the file `full` exists."""
        return {"LD_PRELOAD": str(self.library), "DISK_UNDER": str(under), "DISK_FULL": str(full)}


def build(folder: Path) -> Disk:
    """Compile it into a folder. Raises NoCompiler."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        raise NoCompiler(MISSING)
    library = folder / "disk.so"
    command = [compiler, *FLAGS, "-o", str(library), str(SOURCE), "-ldl"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoCompiler(f"{MISSING}\n{done.stderr}")
    folder.chmod(0o755)
    return Disk(library)
