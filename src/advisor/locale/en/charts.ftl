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
chart-fall-symptom-cap = Without tests this counts for { $cap } at most
chart-fall-symptom-factor = What you feel weighs less (× { $factor }): { $rule }
chart-fall-discount = Another explanation (× { $factor }): { $rule }
chart-fall-cap = Held at { $cap }: { $tests } behind it
chart-fall-cap-none = Held at { $cap }: no self-test behind it
chart-fall-cap-most = Held at { $cap }: we never say more
chart-fall-excluded = Set aside: { $rule }
chart-fall-rival = A stronger pattern: { $rule }
chart-fall-opposite = What says the opposite: { $role } { $amount }
chart-fall-smaller = { $number } smaller ones together
