"""Many cases to many practitioners at once: what it costs, what may not be, the best that was found, and its proof.

Pure: numbers in, numbers out. `problem` says it in the words of the field, `costs` as arrays, `solving` finds the
assignment with a bound that nothing can beat, and `told` says why what could not be placed was not.
"""

from throughcare.rules.assignment.problem import CaseToPlace, Receiver
from throughcare.rules.assignment.solving import Assignment, assign

__all__ = ["Assignment", "CaseToPlace", "Receiver", "assign"]
