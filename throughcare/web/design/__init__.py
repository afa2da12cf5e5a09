"""The design system: fields, lists and words that every page shares, so that one desk looks like every other."""
