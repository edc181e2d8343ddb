"""Which account PostgreSQL runs as. It refuses root, so root lends it another one."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from config.local.folders import CannotStart

# Inside such a namespace PostgreSQL sees user 1000; outside its files are root's, even in root's closed home.
NAMESPACE = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
ACCOUNTS = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """`prefix` goes before PostgreSQL's commands; `owner` (uid, gid), if any, must own its folders."""

    prefix: tuple[str, ...] = ()
    owner: tuple[int, int] | None = None

    def own(self, folder: Path) -> None:
        """Make a folder that PostgreSQL may use, for it alone."""
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.owner:
            os.chown(folder, *self.owner)

    def check(self, program: Path, *folders: Path) -> None:
        """Raises CannotStart, with what to do, where this account cannot reach a program or a folder."""
        for path in (program, *folders):
            if self.owner and subprocess.run([*self.prefix, "test", "-x", path], check=False).returncode:
                raise CannotStart(
                    "PostgreSQL does not run as root, this machine allows no user namespaces, and the "
                    f"account '{pwd.getpwuid(self.owner[0]).pw_name}' cannot reach {path}. Do one of these: "
                    "run as an ordinary user; move the checkout to a folder that everyone may enter, such as "
                    "/srv; or set DATABASE_URL to a PostgreSQL server."
                )


def choose() -> Account:
    """The caller's own; for root a user namespace, else an unprivileged account. Raises CannotStart."""
    if os.geteuid() != 0:
        return Account()
    if namespaces_allowed():
        return Account(prefix=NAMESPACE)
    return unprivileged()


def namespaces_allowed() -> bool:
    """Whether this machine lets root open a user namespace."""
    return (
        shutil.which(NAMESPACE[0]) is not None
        and subprocess.run([*NAMESPACE, "true"], stderr=subprocess.DEVNULL, check=False).returncode == 0
    )


def unprivileged() -> Account:
    """An account of the system that is not root's. Raises CannotStart where there is none to lend."""
    for name in ACCOUNTS:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        switch = ("setpriv", f"--reuid={found.pw_uid}", f"--regid={found.pw_gid}", "--clear-groups")
        if shutil.which("setpriv"):
            return Account(prefix=switch, owner=(found.pw_uid, found.pw_gid))
    raise CannotStart(
        "PostgreSQL does not run as root, and this machine has neither user namespaces nor an account to "
        "lend. Run as an ordinary user, or set DATABASE_URL to a PostgreSQL server."
    )
