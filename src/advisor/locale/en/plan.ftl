# The plan: exercise cards, weeks, the re-test.

plan-intro-none = There is no exercise we can offer you now.
plan-intro = { $exercises }. Do them in this order: from breath and foot upwards, with running at the end.
plan-time = That is about { $minutes } of your { $available }.
load-first =
    First the load: how much or how hard you run has changed of late. Go back to the longest run that felt easy. After that, make no
    single run more than 10 % longer than the longest one of the last 30 days.
retest-questions = On { $day }, answer the questions again and compare.
retest-tests = On { $day }, do these self-tests again and compare: { $tests }.
progress-slowly = Do the exercises slowly, on the days each card names. You can split them over the day.
progress-harder = Go on to a harder step only when the card says you may.
progress-fastest = The weeks shown are the fastest way, not a must.
progress-two = Change at most two things a week. In a week in which pain went up, change nothing.
progress-fault = If the busy muscle takes over, make the movement smaller, do fewer, or go back to the easier step.
shorter-nothing-dormant = Your answers do not point clearly to a muscle that does too little.
shorter-safety = Your safety answers rule some exercises out for now.
shorter-kit = Some exercises need kit that you do not have.
shorter-minutes = Your { $minutes } minutes are full.
shorter-dominant = Some exercises would train a muscle that already does too much.
shorter-nothing = No other exercise adds anything for you right now.
no-drill-minutes = A running drill does not fit into your minutes. With a few minutes more, a running drill can end your plan.
no-drill-safety =
    A running drill is left out for now, because of your safety answers. It comes when what holds it back has passed: see the safety
    part above.
no-drill-ending = Until then, { $exercise } ends your plan on your feet.

# A card.
stage-level = { $stage ->
    [breath] Breath
    [foot] Foot
    [calf] Calf
    [hip] Hip
    [trunk] Trunk
    [shoulder_girdle] Shoulders
    [integration] Putting it together
   *[drill] Running drill
}, level { $level }
kit-nothing = Nothing to buy
kit = { $kit ->
    [band] a long elastic band
    [loop_band] a loop band
    [ball] a small ball
    [step] a step
    [stick] a stick
    [weight] a weight
    [mirror] a mirror
    [watch] a watch
    [pack] a backpack
   *[other] { $kit }
}
chosen-covers = It asks for more work from: { $muscles }.
chosen-maintenance = It keeps the base strong and fills a short plan.
chosen-drill = It takes the work into running.
chosen-ending = It ends the plan on your feet.
chosen-ending-covers = It ends the plan on your feet, and asks for more from: { $muscles }.
chosen-step = It comes in when the step before it is easy.
sides-in-turn = The sets are for each side. Change sides after each set.
sides-each-time = The number is for each side. Change sides each time.
sides-both = Both get the same number. Start with the side that finds it harder.
sides-first = { $first ->
    [left] The left goes first. The right gets the same number, no more.
   *[right] The right goes first. The left gets the same number, no more.
}
step-held = For now, stay with this one: the harder step is left out.
pain-none = It must be free of pain.
pain-up-to = Pain up to { $limit } out of 10 is all right if it is back to normal the next morning. If it is more, make it easier or stop.
days-every = every day
days-one = 1 day a week
days-some = { $days } days a week
dose-sets = { $sets } of { $amount }
dose-rest = { $dose }, { $rest } rest between
dose-less = { $dose }; less than usual for now
tempo = { $dose }, slowly ({ $phases })
# One part of a slow movement: "2 seconds up", then "1 hold", "2 down".
tempo-phase = { $phase ->
    [up] { $time } up
    [hold] { $time } hold
    [down] { $time } down
   *[other] { $time } { $phase }
}

# The weeks.
week = Week { $number }
change = { $change ->
    [start] start
    [new] new
    [harder] harder step
    [more] do more
   *[go-on] go on
}
week-change = { $exercise } ({ $change })
week-instead = { $exercise } ({ $change }, in place of { $instead })
week-all = All of the exercises above.
week-none = No change.
weeks-same = Weeks { $first } to { $last }: no change.
same-safety = What you told us about your safety or your pain holds the level for now.
same-dominant = Harder steps would train a muscle that already does too much.
same-kit = Harder steps need kit that you do not have.
same-time = Harder steps do not fit into your time yet.
same-nothing = These exercises have no harder step that would add anything now.

# When an exercise comes in, and on which days it is done.
starts = from week { $week }
starts-instead = from week { $week }, in place of { $instead }
days-note =
    A box is a day on which you do it. The days are a proposal: move them if you like, but keep them spread over the week. The first
    day is the day this report was made.
