# What only the report for a terminal says.

text-pattern = the pattern "{ $pattern }"
text-weaker = { $number ->
    [one] One more is marked on the body map, with weaker signs.
   *[other] { $number } more are marked on the body map, with weaker signs.
}
text-in-full =
    This is the short form. Add --full for every reason in words, your test results, how to do the steps of later weeks, how each
    number came about, and the sources.
