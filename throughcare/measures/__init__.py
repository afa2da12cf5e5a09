"""What is counted over many people: shares with their numerator, denominator and interval. No Django, no files."""
