"""The risk of serious harm (RoSH): screening, full analysis, exemption, and the plan that manages the risk."""
