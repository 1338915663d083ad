"""The three looks: dark, light and high contrast.

Colours carry no meaning alone: every state is a word and a sign too.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="seminar-dark",
    primary="#7aa2d6",
    secondary="#9db4cf",
    accent="#e0b15e",
    foreground="#e8e6e1",
    background="#14171c",
    surface="#1b2027",
    panel="#242a33",
    success="#7fc48f",
    warning="#e8b04b",
    error="#f07f74",
    dark=True,
    variables={"footer-key-foreground": "#e0b15e", "border": "#3b4654"},
)
LIGHT = Theme(
    name="seminar-light",
    primary="#1f4e86",
    secondary="#44607f",
    accent="#7a4d00",
    foreground="#1a1c1f",
    background="#f7f5f0",
    surface="#ffffff",
    panel="#e9e5dc",
    success="#1d6b35",
    warning="#8a5300",
    error="#a8231a",
    dark=False,
    variables={"footer-key-foreground": "#7a4d00", "border": "#b9b3a6"},
)
CONTRAST = Theme(
    name="seminar-contrast",
    primary="#ffffff",
    secondary="#ffffff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    success="#00ff66",
    warning="#ffff00",
    error="#ff8080",
    dark=True,
    variables={
        "footer-key-foreground": "#ffff00",
        "border": "#ffffff",
        "text-muted": "#d0d0d0",
        "block-cursor-background": "#ffff00",
        "block-cursor-foreground": "#000000",
    },
)
LOOKS = (DARK, LIGHT, CONTRAST)


def next_look(name: str) -> str:
    """Return the look after this one."""
    names = [look.name for look in LOOKS]
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
