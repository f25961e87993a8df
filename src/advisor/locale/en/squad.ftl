# The page about a squad, for its coach (advisor batch --report).

squad-brand = Advisor · for the coach
squad-title = The squad
squad-people = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
squad-left-out = { $n ->
    [one] { $n } row could not be read. The rejects file says why.
   *[other] { $n } rows could not be read. The rejects file says why.
}
squad-private = These are health data. Keep this page to yourself. Show each runner only their own part.

squad-glance = Who may train today
squad-group = { $group ->
    [ended] Must not train yet
    [waiting] Must answer safety questions first
    [care] May train, within limits
   *[clear] No warning sign raised
}
squad-no-clearance = “No warning sign raised” means: none of the signs we asked about. It does not mean that all is well.
squad-no-column = { $n ->
    [one] Your table has no column for { $n } safety question. Whoever it applies to has not answered it.
   *[other] Your table has no column for { $n } safety questions. Whoever they apply to has not answered them.
}
squad-and-more = and { $n } more

squad-not = Who must not train yet
squad-not-why = A warning sign was raised. Advisor says nothing about muscles and gives no exercises until a doctor has had a look.
squad-not-nobody = Nobody raised an emergency or urgent sign.
squad-waiting-why = Safety answers are missing. Until they are here, these people do not count as safe, and get no exercises.
squad-care-why = Something calls for care. Each plan keeps to these limits by itself.
squad-level = { $level ->
    [emergency] Emergency: get help now
    [urgent] Urgent: see a doctor today
    [soon] See a doctor soon
    [caution] Take care
    [unanswered] Not answered yet
   *[none] No warning sign raised
}
squad-limits = Limits: { $names }
squad-unsure = Not sure about: { $names }
squad-to-ask = Still to ask: { $names }
squad-only-first = Only the first { $n } are named. The results file has all.

squad-patterns = Who shares a pattern
squad-patterns-why = A pattern is several muscles that often change together. Advisor says nothing about people with an urgent sign, so they are not here.
squad-patterns-none = No pattern stands in anybody.
squad-of = { $count } of { $total }
squad-band = { $band ->
    [strong] Strong
    [likely] Likely
   *[possible] Possible
}
squad-names = { $n ->
    [one] { $n } name
   *[other] { $n } names
}
squad-side = { $side ->
    [left] left
    [right] right
   *[both] both
}

squad-sides = Left against right
squad-sides-why = Likely or strong on one side, and not on the other. The bars count people. { $dormant } means the muscle does too little, { $dominant } that it does too much.
squad-sides-none = Nobody has a muscle that stands out on one side only.
squad-count-left = left { $n }
squad-count-right = { $n } right
squad-left-are = Left: { $names }
squad-right-are = Right: { $names }

squad-open = What was not answered
squad-open-safety = { $n ->
    [one] Safety questions still open: { $n } person
   *[other] Safety questions still open: { $n } people
}
squad-open-none = Everybody answered every safety question that applies to them.
squad-tests = Self-tests done
squad-tests-why = Advisor says “strong” only with two self-tests behind it. The tests that fewest people did come first.
squad-tests-rest = The other tests

squad-footer = Advisor reads likely causes from answers and home tests. This is not medical advice, and a list cannot examine anybody.
squad-rules = Rules: { $rules }
