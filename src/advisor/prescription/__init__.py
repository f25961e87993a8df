"""From findings to a plan (DESIGN section 8). Takes verdicts and what safety allows; never looks at answers or rules itself."""
