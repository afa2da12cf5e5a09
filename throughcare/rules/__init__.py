"""What the field decides and calculates, with its reasons: facts and a request in; a decision, or a refusal, out.

Pure: no clock (the day is an argument), no files, no database. Stands below the standards and knows none of them.
"""
