"""Walking a flow, setting its control, and judging what came of it."""
