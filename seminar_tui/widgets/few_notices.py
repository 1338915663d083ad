"""The notices shown at once: few enough that what lies below them can be read and worked on."""

from __future__ import annotations

from typing import Self

from textual.notifications import Notification, Notifications

AT_ONCE = 2
"""Notices shown at once, errors not counted."""


class FewNotices(Notifications):
    """Keeps the newest `AT_ONCE` notices, and every error until its time is up.

    What is said again stands once, as the newest.
    """

    def add(self, notification: Notification) -> Self:
        """Add a notice; older ones make room for it."""
        for one in list(self):
            if (one.message, one.severity) == (notification.message, notification.severity):
                del self[one]
        super().add(notification)
        plain = [one for one in self if one.severity != "error"]
        for one in plain[:-AT_ONCE]:
            del self[one]
        return self
