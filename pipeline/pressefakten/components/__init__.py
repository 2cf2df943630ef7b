"""The registered spaCy components, one factory a file: a stage's file, factory and word in `explain` are the same."""
