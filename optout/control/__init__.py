"""Reading the state of a control: one small module a kind of widget."""
