"""Finding things on a page by the words that a person sees."""
