"""Every read, named by the stages of a case. What is about a person goes through `cases.cases_visible_to`."""
