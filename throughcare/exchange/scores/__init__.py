"""Scores and dates for whole files, with inputs and answers as the Ministry of Justice's own interfaces write them."""
