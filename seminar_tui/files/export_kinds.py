"""What can be exported, in the order it is offered."""

EXPORTS = (
    "people",
    "arrivals",
    "plan",
    "visits",
    "timing",
    "entries",
    "stands",
    "follow-ups",
    "everything",
)
