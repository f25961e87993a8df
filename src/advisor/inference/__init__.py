"""From answers to findings: experta matches, the plan gives meaning, everything is recorded."""
