"""Work out a sentence: its dates and their rules, of nobody in particular. Nothing here is written down."""
