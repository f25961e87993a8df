"""The types the stages meet in: frozen, no input or output. Imports nothing but the standard library and pydantic."""
