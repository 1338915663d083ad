"""What comes in and goes out: registrations, badges, programme, reports."""
