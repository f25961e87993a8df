"""The command line: thin verbs over the pipeline. Exit codes: 0 good, 1 the answer is no, 2 could not run."""

GOOD, NO, COULD_NOT_RUN = 0, 1, 2
