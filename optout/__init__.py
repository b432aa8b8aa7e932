"""Find the switch by which a platform uses people's data, turn it off, and prove that it is off."""

__version__ = "0.1.0"
