"""What kind of disk a store's file lies on.

Write-ahead logging needs memory that all processes share, which a network drive does not
give between machines, and its locks are not to be relied on: a day there may be damaged.
"""

from __future__ import annotations

from pathlib import Path

MOUNTS = Path("/proc/mounts")
"""Where the system lists its disks; a system without it tells nothing."""
NETWORK_SYSTEMS = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb", "smbfs", "smb2", "smb3", "9p", "afs", "afpfs", "ceph"),
        *("webdav", "davfs", "fuse.davfs2", "fuse.sshfs", "fuse.rclone", "fuse.glusterfs"),
        *("fuse.gvfsd-fuse", "vboxsf", "fuse.vmhgfs-fuse", "prl_fs"),
    }
)
"""Network drives, and folders that a virtual machine borrows from its host."""


def file_system(path: Path, mounts: Path | None = None) -> str:
    """Return the kind of file system a path lies on, or nothing where the system tells none."""
    try:
        lines = (mounts or MOUNTS).read_text(encoding="utf-8", errors="replace").splitlines()
        where = str(path.resolve())
    except OSError:
        return ""
    best, kind = "", ""
    for line in lines:
        parts = line.split()
        if len(parts) < 3:
            continue
        point = parts[1].replace("\\040", " ")
        inside = where == point or where.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, parts[2]
    return kind


def network_system(path: Path) -> str:
    """Return the kind of network drive a path lies on, or nothing where it lies on none."""
    found = file_system(path)
    return found if found in NETWORK_SYSTEMS else ""
