"""Who holds which role, until when."""
