# The drawings of the report: titles, labels, and the same in words.

chart-fall-title = How { $certainty } came about: { $finding }
chart-fall-step = { $label }: { $change }, makes { $height }.
chart-fall-end = { $end }: { $number }.
chart-fall-sum = Certainty, { $band }
chart-fall-note =
    Each bar starts where the last one ended. Signs that say the same share the room that is left. So each adds less than its own
    number.
chart-fall-pattern = Pattern: { $pattern }
chart-fall-answers = from { $n ->
    [one] { $n } of your answers
   *[other] { $n } of your answers
}
chart-fall-more = { $answer } (and { $number } more)
chart-fall-symptom-cap = What you feel and do counts for { $cap } at most
chart-fall-symptom-factor = What you feel weighs less (× { $factor }): { $rule }
chart-fall-discount = Another explanation (× { $factor }): { $rule }
chart-fall-cap = Held at { $cap }: { $tests } behind it
chart-fall-cap-none = Held at { $cap }: no self-test behind it
chart-fall-cap-most = Held at { $cap }: we never say more
chart-fall-excluded = Set aside: { $rule }
chart-fall-rival = A stronger pattern: { $rule }
chart-fall-opposite = What says the opposite: { $role } { $amount }
chart-fall-smaller = { $number } smaller ones together

chart-bands-title = How sure we are, finding by finding
chart-bands-role = { $role }: { $rows }.
chart-bands-more = And { $number } more with weaker signs.
chart-bands-reading = { $role ->
    [dominant] { $number } for more
   *[dormant] { $number } for less
}

chart-sides-title = { $test }: { $ask }
chart-sides-row = { $side ->
    [left] Left: { $words }
    [right] Right: { $words }
   *[whole] You: { $words }
}
chart-sides-none = no result
chart-sides-usual = { $than ->
    [less] less than usual
    [more] more than usual
   *[usual] usual
}
chart-sides-worse = worse side
chart-sides-limit = { $bound ->
    [at_least] usual from { $amount }
    [more_than] usual above { $amount }
    [at_most] usual up to { $amount }
   *[less_than] usual below { $amount }
}
chart-sides-limit-sex = { $sex ->
    [female] women: { $limit }
   *[male] men: { $limit }
}
chart-sides-equal = Both sides are the same.
chart-sides-gap = The sides differ by { $amount }.
chart-sides-gap-usual = The sides differ by { $amount }. That much is usual.
chart-sides-gap-outside = The sides differ by { $amount }. That is more than usual.
chart-sides-ratio = { $side ->
    [left] Left: too few beside the other result ({ $test }).
    [right] Right: too few beside the other result ({ $test }).
   *[whole] Too few beside the other result ({ $test }).
}

chart-weeks-title = Your weeks at a glance
chart-weeks-then = From week { $number }: { $exercise }
chart-weeks-more = And { $number } more.
chart-weeks-change = { $change ->
    [new] new
    [harder] harder
   *[more] more
}
chart-weeks-lane = { $exercise }: { $weeks }
chart-weeks-span = { $n ->
    [one] week { $first }
   *[other] weeks { $first } to { $last }
}
chart-weeks-in = { $change } in week { $number }
chart-weeks-retest = Test again: { $day }
