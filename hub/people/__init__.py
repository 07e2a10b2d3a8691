"""Head office's people: accounts, sign-in and what each role may do."""

from hub.people.roles import PERMISSIONS
from hub.people.sessions import Person, person_of

__all__ = ["PERMISSIONS", "Person", "person_of"]
