"""What other practices may use of the roles."""

from __future__ import annotations


def role_title(role: str) -> str:
    """Return a role's id as people read it."""
    return role.replace("-", " ").replace("_", " ")
