"""One made-up life, from the court to the end of the order, written stage by stage."""
