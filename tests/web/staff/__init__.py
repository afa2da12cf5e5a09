"""The pages of staff: who needs what, one member, the forms, the grid."""
