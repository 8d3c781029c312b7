"""Where a book lies: network drives are refused, synchronised folders are warned of; nothing else is put into a book.

SQLite's locks cannot be relied on over a network (sqlite.org/howtocorrupt.html), and a synchroniser may put an older
file back or make "conflicted copies".
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from pathlib import Path

from program.trouble import Trouble

SUFFIX = ".rotunda"  # of a book's folder

_NETWORK = re.compile(
    r"nfs4?|cifs|smb\w*|afpfs|webdav|davfs|afs|ceph|glusterfs|lustre|ncpfs|coda|gpfs|beegfs"
    r"|fuse\.(davfs2|sshfs|rclone|smbnetfs|ceph|glusterfs)",
    re.IGNORECASE,
)

# The names these services give their folders, lower case; a trailing * stands for more ("OneDrive - Firm").
_SYNCHRONISED = {
    "dropbox*": "Dropbox",
    "onedrive*": "OneDrive",
    "google drive*": "Google Drive",
    "googledrive*": "Google Drive",
    "mobile documents": "iCloud Drive",
    "icloud drive*": "iCloud Drive",
    "iclouddrive": "iCloud Drive",
    "cloudstorage": "a cloud service",
    "box sync": "Box",
    "nextcloud*": "Nextcloud",
    "owncloud*": "ownCloud",
    "pcloud*": "pCloud",
    "megasync*": "MEGA",
    "proton drive*": "Proton Drive",
    "seafile*": "Seafile",
    "creative cloud files*": "Creative Cloud",
}
_MARKERS = {".stfolder": "Syncthing", ".dropbox.cache": "Dropbox", ".sync": "Resilio Sync"}
_CONFLICT = ("conflicted copy", "sync-conflict", "(conflict", "case conflict")


def refuse_book(path: Path) -> None:
    """Raises Trouble when `path` is a book or lies in one, also by way of a link: what is there is the book's own."""
    for place in (path.absolute(), path.resolve()):
        if any(part.lower().endswith(SUFFIX) for part in place.parts):
            raise Trouble(
                "That place is in a book, where only Rotunda's own files may be.",
                "Nothing was written.",
                "Choose a folder outside the book.",
            )


def refuse_network(path: Path) -> None:
    """Raises Trouble when `path` lies on a network drive."""
    refuse(_file_system(_existing(path)))


def sentence_for(kind: str) -> str:
    """A sentence when this kind of file system is a network's, else ""."""
    if not _NETWORK.fullmatch(kind):
        return ""
    return f"This folder lies on a network drive ({kind}), where a book cannot be locked safely."


def refuse(kind: str) -> None:
    """Raises Trouble when this kind of file system is a network's."""
    if warning := sentence_for(kind):
        raise Trouble(warning, "Nothing was changed.", "Keep the book on this computer's own disk.")


def cloud_warning(path: Path) -> str:
    """A sentence when `path` lies in a folder that a service synchronises, else ""."""
    place = path.absolute()
    for folder in (place, *place.parents):
        service = _service(folder)
        if service:
            return (
                f"This folder seems to be synchronised by {service}. An older copy may come back over newer work; keep "
                "the book outside it, and let only its backups be synchronised."
            )
    return ""


def conflict_copies(path: Path) -> tuple[Path, ...]:
    """Files in a book that a synchroniser made because two computers wrote."""
    return tuple(sorted(entry for entry in path.iterdir() if any(mark in entry.name.lower() for mark in _CONFLICT)))


def conflicts(path: Path) -> list[str]:
    """A sentence when there are such copies in a book, else none."""
    try:
        count = len(conflict_copies(path))
    except OSError:
        return []
    if not count:
        return []
    files = "a file" if count == 1 else f"{count} files"
    return [
        f"A cloud service has left a second copy of {files} in the book's folder: two computers wrote to it. Compare "
        "the journal's number on both, go on with the newer one, and move the copies out of the folder."
    ]


def _service(folder: Path) -> str:
    name = folder.name.lower()
    for pattern, service in _SYNCHRONISED.items():
        if name == pattern or (pattern.endswith("*") and name.startswith(pattern[:-1])):
            return service
    return next((service for marker, service in _MARKERS.items() if (folder / marker).exists()), "")


def _existing(path: Path) -> Path:
    place = path.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    return place.resolve()


def _file_system(place: Path) -> str:
    """The name of the file system's kind, "" where the platform does not tell."""
    if sys.platform == "win32":
        import ctypes

        drive = os.path.splitdrive(place)[0]
        remote = drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == 4  # DRIVE_REMOTE
        return "smb" if remote else ""
    else:  # noqa: RET505 (mypy reads platform branches only in this form)
        return kind_of_mount(place, _mounts())


def _mounts() -> dict[str, str]:
    with contextlib.suppress(OSError):
        return mounts_linux(Path("/proc/self/mountinfo").read_text(errors="surrogateescape"))
    with contextlib.suppress(OSError):
        return mounts_bsd(subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout)
    return {}


def kind_of_mount(place: Path, mounts: dict[str, str]) -> str:
    """The kind of the innermost of `mounts` (mount point to kind) that holds `place`."""
    for folder in (place, *place.parents):
        if str(folder) in mounts:
            return mounts[str(folder)]
    return ""


def mounts_linux(text: str) -> dict[str, str]:
    """proc(5), mountinfo: field 5 is the mount point with octal escapes; after the lone "-" comes the kind."""
    mounts = {}
    for line in text.splitlines():
        before, _, after = line.partition(" - ")
        point = before.split(" ")[4]
        for code, sign in ((r"\040", " "), (r"\011", "\t"), (r"\012", "\n"), (r"\134", "\\")):
            point = point.replace(code, sign)
        mounts[point] = after.split(" ")[0]
    return mounts


def mounts_bsd(text: str) -> dict[str, str]:
    """mount(8) prints `device on /point (kind, option, …)`."""
    mounts = {}
    for line in text.splitlines():
        head, _, options = line.rpartition(" (")
        mounts[head.partition(" on ")[2]] = options.rstrip(")").split(",")[0]
    return mounts
