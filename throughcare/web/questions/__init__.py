"""Questions over everybody: what if a standard were read otherwise, what was known on a day, how late things come."""
