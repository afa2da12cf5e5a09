"""What ought to happen: the language of standards, its packs, and the two engines that read it. Pure."""
