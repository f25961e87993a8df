# Small parts of sentences, used everywhere. How to translate: docs/translating.md

language-name = English
side = { $side ->
    [left] left side
    [right] right side
   *[both] both sides
}
# After a slot's words: "on the ball on the left".
on-side = { $side ->
    [left] { $words } on the left
    [right] { $words } on the right
   *[both] { $words } on both sides
}
# A place after a name: "big glute (left side)", "big glute, left side".
in-brackets = { $words } ({ $place })
after-comma = { $words }, { $place }
more-of = { $number } more
no-answer = no answer
none-ticked = none
yes = yes
no = no

# Numbers with their units. $amount is the number in words ("2.5", "8 to 10"), $n the number the plural hangs on.
count-minute = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
count-second = { $n ->
    [one] { $n } second
   *[other] { $n } seconds
}
count-set = { $n ->
    [one] { $n } set
   *[other] { $n } sets
}
count-exercise = { $n ->
    [one] { $n } exercise
   *[other] { $n } exercises
}
count-self-test = { $n ->
    [one] { $n } self-test
   *[other] { $n } self-tests
}
count-other-pattern = { $n ->
    [one] { $n } other picture fits
   *[other] { $n } other pictures fit
}
unit-s = { $n ->
    [one] { $amount } second
   *[other] { $amount } seconds
}
unit-min = { $n ->
    [one] { $amount } minute
   *[other] { $amount } minutes
}
unit-h = { $n ->
    [one] { $amount } hour
   *[other] { $amount } hours
}
unit-weeks = { $n ->
    [one] { $amount } week
   *[other] { $amount } weeks
}
unit-years = { $n ->
    [one] { $amount } year
   *[other] { $amount } years
}
unit-reps = { $n ->
    [one] { $amount } repetition
   *[other] { $amount } repetitions
}
unit-deg = { $n ->
    [one] { $amount } degree
   *[other] { $amount } degrees
}
unit-points = { $n ->
    [one] { $amount } point
   *[other] { $amount } points
}
unit-metres = { $n ->
    [one] { $amount } metre
   *[other] { $amount } metres
}
unit-breaths = { $n ->
    [one] { $amount } breath
   *[other] { $amount } breaths
}
unit-of-ten = { $amount } out of 10
# A unit without words of its own (km, cm): number and sign.
unit-sign = { $amount } { $unit }
span = { $low } to { $high }

# What a muscle does, how sure we are.
role = { $role ->
    [dominant] doing more than its share
    [dormant] doing less than its share
   *[unclear] unclear
}
role-title = { $role ->
    [dominant] Doing more than its share
    [dormant] Doing less than its share
   *[unclear] Unclear, test again
}
band = { $band ->
    [possible] possible
    [likely] likely
    [strong] strong
   *[unclear] unclear
}
band-means = { $band ->
    [possible] some signs point to it
    [likely] clearer signs point to it, but it is not sure
    [strong] many signs and at least two self-tests point to it, but it is not certain
   *[unclear] signs point both ways, test again
}
maybe = { $band ->
    [possible] possibly
    [likely] likely
   *[strong] strong signs of
}

# A sentence that holds for one side only.
side-before = { $side ->
    [left] Left: { $words }
   *[right] Right: { $words }
}
