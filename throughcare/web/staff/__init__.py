"""The staff desk: grade, qualification, training and protected caseloads."""
