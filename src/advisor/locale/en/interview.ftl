# The interview in the terminal: what is said before, between and after the questions.

emergency-notice =
    Stop here and call your local emergency number if you have any of these now. Your chest hurts. You have trouble breathing. You
    faint, or you are confused. Your face droops, one arm is weak, or your speech is slurred. An arm or leg is cold and blue. You
    feel numb between the legs, or you cannot pass urine.
welcome =
    Advisor asks about your trouble and your running. It says which muscles may do too much and which too little, and gives you a
    plan of exercises. It is no diagnosis and does not replace a doctor or physiotherapist.
welcome-time =
    It takes about 15 minutes. Self-tests come after that, if you like. Stop at any time: every answer is saved.
heading = == { $title } ==

# Why a question is asked.
why-warning = It can show a warning sign: { $names }.
why-care = It decides how carefully you should train: { $names }.
why-leave-out = It decides which self-tests you should leave out.
why-patterns = It speaks for or against: { $names }.
why-muscles = Muscles it can tell us about: { $names }.
why-other = It can show that something else explains your trouble better.
why-next = It decides which other questions you are asked.
why-exercises = Some exercises are left out because of it.
why-exercises-other = Some exercises are done in another way because of it.
why-nothing = No conclusion hangs on it. It fits the plan to you.
why-more = and { $number } more
moves-alone = Your answer can move these:
moves-together = Not by itself. Together with answers still to come it can move these:
moves-more = - and { $number } more
moves-line = { $name }: now { $now }; it could be { $then }
moves-between = { $name }: now { $now }; it could end anywhere from { $low } to { $high }
moves-side = { $side ->
    [left] { $name }, left
    [right] { $name }, right
   *[both] { $name }, both sides
}
moves-outcome = { $word ->
    [dominant] too much ({ $band })
    [dormant] too little ({ $band })
    [pattern] { $band }
    [unclear] unclear
   *[nothing] nothing found
}

# When the questions end.
settled = Nothing you could still answer here would change this result.
settled-not = You stopped here. These self-tests could still change your result, about { $minutes } minutes in all: { $tests }.
settle-moment = One moment: we look which questions and self-tests can still tell something.
settle-not-possible = We cannot work out which question tells most, so everything is asked in its order. Reason: { $reason }.

# What can be said at a prompt: the key stays the same in every language.
verb-skip = don't know
verb-hurt = it hurt
verb-help = help
verb-why = why
verb-back = back
verb-save = save
verb-quit = quit
# What a runner may type for yes, no and none, in small letters, with commas between.
typed-yes = y, yes
typed-no = n, no
typed-none = n, none
typed-left = l, left
typed-right = r, right
typed-both = both
typed-neither = neither

prompt-several = Several: numbers with commas between them.
prompt-now = Now: { $words }.
prompt-keeps = Enter keeps it.
prompt-type-answer = Please type an answer.
prompt-one-number = Please type a number from 1 to { $last }.
prompt-zero-alone = 0 goes alone
prompt-not-listed = "{ $typed }" is not on the list
prompt-nothing = Nothing typed
prompt-many-numbers = { $problem }. Please type numbers from 1 to { $last }, or 0 for: { $none }.
prompt-type-range = Please type { $range }.
prompt-use-units = Please use { $units }.
prompt-arrows = arrows, then Enter
prompt-ticks = Space ticks, Enter goes on; n: { $none }
prompt-tick-first = Tick with Space, or press n for none.
prompt-type = type, then Enter
prompt-many-answers = { $how }; { $number } answers, arrows show more
prompt-labelled = { $label } ({ $how })
prompt-now-above = Now: { $words }

# One question.
about-symptom = { $symptom }: { $ask }
one-side = { $side ->
    [left] LEFT
   *[right] RIGHT
} side. { $ask }
both-no = No
both-left = Yes, only on the left
both-right = Yes, only on the right
both-both = Yes, on both sides
both-each = Answer each side on its own
none-of-these = None of these
range-whole = a whole number, { $low } to { $high }
range-whole-unit = a whole number, { $low } to { $high } { $unit }
range-number = a number, { $low } to { $high }
range-number-unit = a number, { $low } to { $high } { $unit }
unit-name-s = seconds
unit-name-min = minutes
unit-name-weeks = weeks
unit-name-years = years
unit-name-reps = repetitions
unit-name-deg = degrees
unit-name-mi = miles
unit-name-in = inches
unit-name-km = kilometres
unit-name-cm = centimetres
unit-name-mm = millimetres
help-look-for = What it means: { $norm }
help-type = Type { $range }.
help-none = Pick what fits best. If you do not know, say so: that is better than a guess.
help-you-need = You need: { $kit }.
thing = { $item ->
    [chair] a chair
    [step] a step
    [pillow] a pillow
    [towel] a towel
   *[other] a { $name }
}
help-counts = What counts: { $counts }
help-stop = STOP: { $stop }

# The way through the interview.
first-question = This is the first question.
each-side = Each side on its own, then: say h on the side that hurt.
hurt-stop = Stop this test here and do not repeat it. A test stopped for pain counts as no result.
hurt-stop-side =
    Stop the test on this side and do not repeat it there. A side stopped for pain counts as no result. Go on with the other side only if
    nothing hurts now. If you are not sure, say d (don't know).
hurt-where = On which side did it hurt?
hurt-left = The left
hurt-right = The right
hurt-both = Both
saved-each = Saved in { $file }. (Every answer is saved as you give it.)
saved = Saved in { $file }.
part-troubles = What troubles you
part-each-trouble = About each trouble
part-running = You and your running
part-you = About you
part-health = Your health and training
progress = Question { $number }
progress-left = Question { $number }, at most { $left } left
test-heading = == Test { $number } of { $total }: { $test } (about { $minutes } minutes) ==
test-heading-left = == Test { $number }{ $left ->
    [0] , the last one
    [one] , at most 1 more after it
   *[other] , at most { $left } more after it
}: { $test } (about { $minutes } minutes) ==
test-done = I have done it
test-leave = Leave this test out
test-now = Do the test now. Then go on here.
end-here = End here
end-slip = That answer was a slip: take me back to it
end-questions = This ends the questions.

# After the questions.
tests-quick = The { $number } that can tell most, about { $minutes } minutes
tests-all = All { $number }, about { $minutes } minutes
tests-choose = Let me choose
tests-none = No tests: make the report now
tests-will-you = Will you do self-tests now?
tests-which = Which tests?
tests-none-back = None: back to the choice
tests-tell-more = Self-tests can tell more. What each could speak for or against:
tests-can-change = { $number ->
    [one] One self-test can still change your result:
   *[other] Self-tests can still change your result. The most telling come first:
}
tests-more = - and { $number } more ("{ $choose }" lists them)
tests-offer = { $test } ({ $minutes } min): { $about }
tests-about-more = { $names } and { $number } more
result-so-far = == Your result so far ==
result-first = == A first result ==
result-first-guess = Without any self-test, so a first guess and no more:
result-yours = == Your result ==
result-report = Report: { $file }
result-answers = Your answers: { $file }
result-more-tests = More self-tests, any time:
level-emergency = EMERGENCY
level-urgent = URGENT
who-line = Who: { $who }

# The saved file.
saved-there = There are saved answers in { $file }.
saved-go-on = Go on with it
saved-anew = Begin anew; keep the old file under another name
saved-old = The old answers are in { $file }.
saved-going-on = Going on with { $number } questions answered.
saved-rules-changed = The rules have changed since; your answers are read by the new ones.
saved-no-fit = These answers no longer fit. They stay in the file under kept, and count for nothing:
saved-misfit = - { $answer }. Reason: { $reason }.
saved-nothing = Nothing was answered yet, and nothing saved.
saved-report = Report on what there is:
saved-where = Your answers are in { $file }. Go on with:
stopped = Stopped. { $where }
answers-safe = The answers before this one are safe. { $where }

# The summary on the screen, and what the commands say.
summary-emergency = EMERGENCY: one of your answers needs emergency help now. Read the report's first lines.
summary-urgent = URGENT: see a doctor today, and do not run. Read the report's first lines.
summary-soon = See a clinician within one to two weeks about one of your answers. It is on top of the report.
summary-caution = With care: some of your answers limit the plan. They are on top of the report.
summary-none = None of the warning signs we asked about.
summary-blocked = There is no plan yet: some safety questions are still open. The report names them.
summary-dormant = Probably does too little:
summary-dominant = Probably does too much:
summary-more = and { $number } more in the report
summary-plan = Your plan: { $number } exercises, { $minutes } minutes:
summary-name = { $name } ({ $band })
summary-name-apart = { $name }, left ({ $left }), right ({ $right })
summary-name-side = { $side ->
    [left] { $name }, left
    [right] { $name }, right
   *[both] { $name }, both sides
} ({ $band })
reports-here = The reports are here (open the HTML in a browser):
report-written = Report written to { $file } (only you can read it).
