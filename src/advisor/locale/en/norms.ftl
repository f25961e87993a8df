# What is usual in a self-test: the interview's help and the report's "What you tested". $amount is a number with its unit.

norm-no-age = You did not tell us your age, so we cannot say what is usual for you.
norm-other-age = We have no usual range for your age ({ $age }).
norm-bound = { $bound ->
    [at_least] Usual is { $amount } or more.
    [more_than] Usual is more than { $amount }.
    [at_most] Usual is { $amount } or less.
   *[less_than] Usual is less than { $amount }.
}
norm-bound-women = { $bound ->
    [at_least] For women, usual is { $amount } or more.
    [more_than] For women, usual is more than { $amount }.
    [at_most] For women, usual is { $amount } or less.
   *[less_than] For women, usual is less than { $amount }.
}
norm-bound-men = { $bound ->
    [at_least] For men, usual is { $amount } or more.
    [more_than] For men, usual is more than { $amount }.
    [at_most] For men, usual is { $amount } or less.
   *[less_than] For men, usual is less than { $amount }.
}
norm-both = You told us neither, so we only mark what falls outside both.
norm-all = Usual is all of them: { $amount }.
norm-quoted = "{ $words }"
norm-answers = Usual is { $words }.
norm-ticks = Usual is to tick all of these: { $words }.
norm-gap = { $bound ->
    [less_than] One side may be worse than the other by less than { $amount }.
   *[at_most] One side may be worse than the other by up to { $amount }.
}
norm-percent = { $number } %
norm-ratio = It should reach { $number } % of this other result: { $test }.
norm-typical = { $who } reached about { $amount }.
norm-typical-spread = { $who } reached about { $amount }, give or take { $spread }.
norm-from-memory = We quote this from memory.
norm-line = { $line ->
    [study] This limit comes from a study.
    [from_study] We set this limit ourselves, going by a study.
    [tradition] Coaches and therapists have long taught this limit. No study gives it.
   *[ours] This limit is our own. No study gives it.
}
heading-tested = What you tested
heading-left-out = Left out for your safety
norm-stopped = stopped for pain: no result
norm-why-unsure = You were not sure about a safety question: { $title }.
norm-why-region = This part of your body should rest first.
norm-left-out = Left out for your safety:
norm-left-out-more = and { $number } more
norm-instead = This one you can do: { $test }.
norm-trust = { $trust ->
    [well] For a home test, we trust this one well.
    [fair] We trust this test to some degree.
   *[little] We trust this test only a little.
}
