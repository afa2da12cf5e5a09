"""The risk desk: assessments of the risk of serious harm, and the plan to manage it."""
