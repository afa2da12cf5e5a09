"""The tier of a person's case: how closely the service is to supervise it, by two published rule sets in force at once.

`second`: a letter for protecting the public and a digit for change (A3 … D0, with S where supervision has stopped).
`third`: one letter from A to G. `registers`: what the register of flags says for both.
"""
