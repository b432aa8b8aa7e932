"""Finding, starting and fencing in the browser."""
