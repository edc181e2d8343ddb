"""The admin of the record: thin doors into the actions. Nothing here is saved or deleted past them."""

from designations.admin import acts, editions, facts, registry

__all__ = ["acts", "editions", "facts", "registry"]
