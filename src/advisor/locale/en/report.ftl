# The report: headings, labels and sentences. { $R5 } and the like stand for the number of a source, or for nothing.

report-title = Your running report
subtitle-safety = Safety first
subtitle-about = About your { $symptoms }
subtitle-plain = What your answers say
disclaimer =
    This is not a diagnosis. It is what a set of written rules makes of your answers. It cannot see or touch you, and it does not
    replace someone trained who can.
stamp-advisor = Advisor
stamp-rules = Rules
stamp-rules-hash = Rules hash
stamp-answers-hash = Answers hash
stamp-made-on = Made on
stamp-language = Language

# Headings and labels of every layout.
heading-safety = Safety first
heading-still-to-answer = Still to answer
heading-not-sure = You were not sure about
heading-later = Also noted, for later
heading-later-number = Also noted, for later ({ $number })
safety-held-number = What is held back for your safety ({ $number })
heading-summary = What we think is going on
heading-start = What you can do now
later-number = { $number } more for later weeks: the harder steps
tested-number = { $number } self-tests, with your results
tests-left-more = { $number } more self-tests
heading-map = Where it is
heading-map-plain = Body map
heading-findings = Findings
heading-patterns = The patterns behind it
heading-change = What would change this
heading-answers = About your answers
heading-plan = Your plan
heading-weeks = Four weeks
heading-week-by-week = Week by week
heading-day-by-day = Day by day
heading-later-cards = The steps of later weeks
heading-go-on = How to go on
heading-retest = Test again
heading-stretch = Why not stretch
heading-load = Load first
heading-honesty = What nobody has shown yet
heading-how = How we know
heading-words = Our words
heading-steps = Step by step, for what is likely or strong
heading-numbers = How each number came about
heading-signs = Signs this paper cannot draw
heading-sources = Sources
heading-net = When to stop and see someone
nav-label = Contents
nav-skip = Skip to the report
nav-summary = What we think
nav-change = What would change it
nav-net = When to see someone
paper-contents = IN THIS REPORT
paper-safety = SAFETY FIRST
paper-made-on = Made on { $day }
paper-next-page = Each of these is explained on the next page.
paper-page = page { $page } of { $pages }
paper-see = see { $finding }
paper-rule = rule { $rule }
paper-would-change = Would change it
paper-would-change-them = What would change them
paper-steps-note = Only the steps that carry a number. The web page and the JSON file of this report hold every step.
paper-signs-note = Our print has no picture for these. In this report each one stands as a code. Here you see what it is called.
sign-span = { $first } to { $last }
sign-control = no name: it steers a machine and shows nothing
sign-surrogate = no name: half of a broken character
sign-private = no name: everyone may use it for a sign of their own
sign-never = no name: a code that never stands for a character
sign-unknown = no name in our list, which is Unicode 14
label-do = Do
label-who = Who
label-when = When
label-leave-out = Leave out
label-good-to-know = Good to know
label-with-words = { $label }: { $words }
label-colon = { $label }:
map-caption =
    Doing more than its share: warm and striped. Doing less: blue and dotted. Deep muscles have a dashed edge. Left is your own left.
source-label = Source { $source }

# The words the report explains (their meaning is in the rules' glossary).
term-dominant = dominant
term-dormant = dormant
term-certainty = certainty
term-possible = possible
term-likely = likely
term-strong = strong
term-self-test = self-test
term-pattern = pattern
term-activation = activation
term-running-drill = running drill

# A finding and a pattern.
finding-sentence = { $muscle }: { $maybe } { $role }.
finding-sentence-unclear = { $muscle }: the signs point both ways. Test again in some weeks.
finding-line = { $name }: { $band } { $certainty }
certainty-side = { $side ->
    [left] { $certainty } left
    [right] { $certainty } right
   *[whole] { $certainty } whole
}
tests-behind = { $tests } behind it
tests-behind-none = no self-test behind it
evidence-tests = { $tests } behind it: { $names }.
evidence-tests-none = No self-test behind it, only what you told us.
test-adds-more = { $names } and { $number } more
test-could-tell = Could tell more about: { $muscles }.
label-why = Why we think so
label-against = What speaks against it
label-change = What would change it
finding-how = How we know
finding-anatomy = In anatomy books: { $anatomy }. Certainty { $certainty }. { $evidence }
finding-certainty = certainty { $certainty }
finding-weaker = { $number } more, with weaker signs
finding-named = { $number } more in short: how sure we are, and the main reason. The coach’s page has every step behind them.
finding-worked-out = How we worked it out
reason-pattern = It belongs to the pattern { $pattern }.
reason-pattern-quoted = It belongs to the pattern "{ $pattern }".
pattern-more = More: the mechanism and its limits
pattern-certainty = Certainty { $certainty }, rule { $rule }.
pattern-limits = What this does not show
pattern-coach = For a coach

# How a finding came about, line by line.
how-finding = { $muscle }: { $role }
how-is-it = Is it { $role }?
how-verdict = More than its share { $more }, less than its share { $less }: ({ $high } - { $low }) / (1 - { $low })
how-unclear = Both are { $hidden } or more, but too close to each other: unclear
how-symptom = What you feel and do, on its own
how-rest = Self-tests and patterns
how-against = What speaks against it
how-together = Put together
how-together-against = Put together, less what speaks against it
how-passes-on = The pattern "{ $pattern }" passes on its share
how-own-steps = Its own steps stand under that pattern
how-symptom-cap = On its own this counts for { $cap } at most
how-weighs-less = It weighs less because of: { $rule } (× { $factor })
how-used-by = the pattern "{ $pattern }"
how-used-by-some = a pattern
how-not-twice = Not counted twice: { $rule }. It is part of { $used } already
how-discount = Another explanation lowers it: { $rule } (× { $factor })
how-excluded = Set aside by: { $rule }
how-rival = A stronger reading takes its place: { $rule }
how-cap = We never say more than { $cap }
how-cap-none = No self-test is behind it, so it is held at { $cap }
how-cap-tests = Only { $tests } behind it ({ $names }), so it is held at { $cap }
how-found-before = Found before: { $finding }
answer-hurt = stopped for pain
answer-yes = yes
answer-no = no

# Safety.
safety-headline-emergency = Call your local emergency number now
safety-headline-urgent = See a doctor today
safety-headline-soon = Have this looked at within 1 to 2 weeks
safety-headline-caution = You can start, with some limits
safety-headline-none = None of the warning signs we asked about
safety-headline-open = Some safety questions are still open
level-words-emergency = emergency: call for help now
level-words-urgent = urgent: see a doctor today
level-words-soon = soon: have it looked at within 1 to 2 weeks
level-words-caution = caution: go on with care
level-words-none = none of the warning signs we asked about
safety-lead-emergency =
    Something you told us cannot wait. Stop here, do not train, and do not travel alone to get help.
safety-lead-urgent =
    Something you told us should be seen by a doctor today. Do not run and do not train until then.
safety-lead-open =
    A plan can only follow when these are answered: they decide whether it is all right to train.
safety-lead-soon =
    Something you told us should be looked at by someone trained. We leave that place out of your plan.
safety-lead-caution =
    You told us something that calls for care, so parts of your plan are held back. The notes below say what and why.
safety-lead-none =
    You told us of none of the warning signs we asked about. A form cannot see everything, so read the last part of this report too.
safety-unsure = You were not sure about: { $asks }
safety-unsure-emergency = Call for help now if you are in doubt.
safety-unsure-urgent = Have it looked at today.
safety-unsure-soon = Find out, or have someone trained look at it within 1 to 2 weeks. If it gets worse before then, go the same day.
safety-unsure-caution = Find out when you can. Until then the plan stays on the careful side.
safety-unsure-none = Find out when you can. Until then the plan stays on the careful side.
safety-unsure-title = Held back until you know
safety-skips = The part "{ $part }" says which, and why.
safety-net =
    Call your local emergency number at once for any of these. Your chest hurts or feels pressed. You suddenly have trouble
    breathing. You faint, or you are confused. You collapse in the heat. Your face droops, your speech is slurred, or one side is
    suddenly weak. A foot or leg is cold, pale or blue. You feel numb between the legs, or you cannot pass urine. You think of
    ending your life.

    See a doctor the same day for any of these. One spot on a bone hurts at rest or at night. You felt a sudden pop and lost
    strength. A leg is swollen, warm or red. A joint is hot, locked or out of place. You have a fever, and your back or a joint
    hurts too. Weakness or numbness grows.

    See a doctor or physiotherapist within 1 to 2 weeks for any of these. The pain is above 5 out of 10, makes you limp, or wakes
    you at night. It is worse after 2 weeks of this advice, or still the same after 6 weeks.

    Stop an exercise or a run at once for any of these. The pain is sharp, or above the limit you were given. You feel new tingling,
    numbness or weakness. A joint gives way. You are dizzy, or your breath does not settle.

    What would change our advice: any of these signs, a new illness or medicine, a pregnancy, an operation or a fall. Stop, and be
    seen where it says so. Then answer the questions again.
safety-net-short =
    Call your local emergency number at once if it gets worse, or for any of these. Your chest hurts or feels pressed. You have
    trouble breathing. You faint, or you are confused. Your face droops, your speech is slurred, or one side is suddenly weak. A
    foot or leg is cold, pale or blue. You feel numb between the legs, or you cannot pass urine. You think of ending your life.

    Do not run or train, not even gently, until someone trained has seen you and says that you may.

    What would change this advice: being seen. After that, answer the questions again.

# The summary: three sentences.
summary-picture = The picture that fits your answers best is "{ $pattern }" ({ $band }).
summary-picture-others = The picture that fits your answers best is "{ $pattern }" ({ $band }). { $others } too.
summary-picture-side = The picture that fits your answers best is "{ $pattern }", { $side } ({ $band }).
summary-picture-side-others = The picture that fits your answers best is "{ $pattern }", { $side } ({ $band }). { $others } too.
summary-no-picture = No single picture fits all your answers; here is what they point to one by one.
summary-no-muscle = Your answers do not point clearly to any one muscle.
summary-busy-quiet = What seems to do more than its share: { $busy }. What seems to do less: { $quiet }.
summary-busy = What seems to do more than its share: { $busy }. Nothing stands out as doing less.
summary-quiet = What seems to do less than its share: { $quiet }. Nothing stands out as doing more.
summary-unclear = For { $unclear } the signs point both ways, so it is worth testing again.
summary-nothing = That is good to know too: it may simply be how much you run, or something this form does not ask about.
summary-waits = Your plan waits until the open safety questions are answered.
summary-plan-load =
    First ease your running load back. Then your plan has { $exercises } to wake the quiet muscles. It takes about { $minutes }
    minutes. Test again on { $day }.
summary-plan-wake = Your plan has { $exercises } to wake the quiet muscles. It takes about { $minutes } minutes. Test again on { $day }.
summary-plan-base = Your plan has { $exercises } to keep the base strong. It takes about { $minutes } minutes. Test again on { $day }.
summary-plan-none = There is no exercise we can offer you now; the plan part says why.

# Answers set aside, tests, no plan.
notice-set-aside = We left out your answer to "{ $ask }": after your other answers it does not apply.
notice-set-aside-place = We left out your answer to "{ $ask }" ({ $place }): after your other answers it does not apply.
notice-no-norm = We wrote down your result for "{ $ask }", but there is no usual range for you, so it counts for nothing.
notice-no-norms = For some results we know no usual range for you. They are written down but count for nothing. They come from: { $tests }.
tests-left = You have not done these self-tests. Each could make a finding clearer, or speak against it.
tests-withheld = There is no self-test left that we would ask of you now. Some are left out for your safety.
tests-all-done = You have done every self-test that could add something now. Doing them again in four weeks can change the picture.
no-plan-open = No plan yet: first the safety questions at the top need an answer.
no-plan-safety = No plan: the safety part above comes first.
no-plan-none = No plan could be made from these answers.

# Why not stretch, and how we know.
stretch =
    A stretch can feel good, and we do not say that it does harm. But it has not been shown to solve these troubles. A review of
    distance runners found no useful protection from injury{ $R1 }. For long-lasting back pain, many trials were compared.
    Stretching did no better there than what it was compared with{ $R2 }. In one trial, some runners trained their feet and the
    others stretched. The runners who trained their feet had fewer injuries{ $R3 }.

    There is evidence on the other side too. A small trial had 24 women with pain at the outer knee. It found no difference between
    stretching, the usual care and hip training{ $R4 }. That trial was too small to settle it.

    A muscle that feels tight may be tired from doing the work of another. That is why this plan trains the other one, and ends in
    running.
load-note =
    Running load comes first. In a study of 5,205 runners, one run more than 10 % longer than the longest run of the 30 days before
    went with more overuse injuries{ $R5 }. No exercise makes up for too big a jump.
honesty = Activation exercise has not been shown to change these symptoms by changing muscle balance.
honesty-trials =
    Trials of strength training and injuries are mixed: a 10-minute programme in 720 first-time marathon runners changed nothing [R6].
honesty-trials-foot =
    Trials of strength training and injuries are mixed: foot training went with fewer [R3], but a 10-minute programme in 720
    first-time marathon runners changed nothing [R6].
honesty-hips = Stronger hips alone did not change how people run [R7], so the plan ends in a running movement.
honesty-judge = Try it for four weeks and judge by your own re-test.
how-we-know-words =
    "Doing more" and "doing less than its share" are words of a model. A form filled in at home cannot measure how hard a muscle works,
    and a weak result can come from pain.
how-we-know-numbers =
    Each rule gives a number between 0 and 1. Symptoms and habits alone can say { $symptom_cap } at most about a muscle. With no
    self-test behind it a muscle gets { $no_test_cap } at most, with one { $one_test_cap }, and nothing goes above { $cap }. From
    { $hidden } on we call it possible, from { $likely } likely, from { $strong } strong. A test that came out normal speaks against
    a finding. A test you skipped says nothing.
how-we-know-rules =
    The number is our own scale and not a chance in percent. { $fired } of our { $rules } rules spoke about you. Many of them rest on
    what coaches have long taught or on our own view; each rule carries its source.
how-we-know-rules-tests =
    The number is our own scale and not a chance in percent. { $fired } of our { $rules } rules spoke about you, with { $tests }
    self-tests done. Many of them rest on what coaches have long taught or on our own view; each rule carries its source.
status-seen = we read its abstract or a summary
status-secondary = we know it through another text
status-memory = from memory, not checked yet

# Labels of the plan's cards.
card-how-much = How much
card-how-often = How often
card-time = Time
card-you-need = You need
card-or-use = Or use
card-instead = You can use { $words }.
card-sides = Sides
card-do-it = Do it
card-think-of = Think of
card-feel = You should feel it
card-takes-over = If the busy muscle takes over
card-you-notice = You notice
card-if-you-notice = If you notice
card-then = Then
card-pain-limit = Your pain limit
card-stop = Stop
card-easier = Easier
card-harder = Harder
card-move-on = Move on when
card-go-back = Go back when
card-more = What you feel, easier, harder, when to move on
card-take-over-line = If the busy muscle takes over: { $sign } Then: { $do }
week-exercise = Exercise

# The body map.
map-front = Front
map-back = Back
map-soles = Soles, from below
map-side-right = Your right side
map-side-left = Your left side
map-sides-view = Sides
map-breath = Breathing muscles
map-left-letter = L
map-right-letter = R
map-verdict = { $verdict ->
    [dominant] dominant
    [dormant] dormant
   *[unclear] unclear
}
map-note = { $side ->
    [left] { $verdict }, left
    [right] { $verdict }, right
   *[both] { $verdict }, both
}
map-name-side = { $side ->
    [left] { $name }, left
   *[right] { $name }, right
}
map-name-place = { $side ->
    [left] { $name } (left)
    [right] { $name } (right)
   *[both] { $name } (both sides)
}
map-legend = { $verdict ->
    [dominant] dominant: does more than its share
    [dormant] dormant: does less than its share
   *[unclear] unclear
}
map-deep = deep, under the surface
map-darker = A stronger colour means more certain.
map-sides = R and L are the runner’s right and left.
map-empty = A body from the front, the back and both sides, its breathing muscles and its soles; no muscle is marked.
map-described =
    A drawing of a body from the front, the back and both sides, its breathing muscles and its soles. Dominant means doing more than
    its share, dormant doing less. Marked as { $marked }.
map-region = { $region ->
    [shoulders] Neck and shoulders
    [trunk] Trunk
    [hips] Hips and thighs
    [legs] Lower legs
   *[feet] Soles
}
map-close = { $view ->
    [front] { $region }, from the front
    [back] { $region }, from the back
    [left] { $region }, your left side
    [right] { $region }, your right side
   *[sole] { $region }, from below
}
map-close-described = A close-up of the drawing. Marked as { $marked }.
map-close-caption = Look here first.

# Whom a report is for and from.
letterhead-for = For
letterhead-coach = Coach
letterhead-contact = Contact
letterhead-logo = Logo
letterhead-logo-of = Logo of { $coach }

# The fridge sheet: one page to hang up.
fridge-title = Your four weeks on one page
fridge-how = Hang it up. Tick one box each time you have done an exercise.
fridge-retest = Test again on { $day }.
fridge-load = Load first: no run more than 10 % longer than your longest of the last 30 days.
fridge-stops =
    The pain is sharp, or above your limit.

    You feel new tingling, numbness or weakness.

    A joint gives way.

    You are dizzy, or your breath does not settle.
fridge-help =
    Chest pain, trouble breathing, fainting, a drooping face, slurred speech or a cold, pale leg: call your local emergency number
    at once.
fridge-exercise = Exercise
fridge-stop-heading = Stop at once if
fridge-pain-heading = Pain
fridge-think = Think of
fridge-times = { $n ->
    [0] not this week
    [one] { $n } box
   *[other] { $n } boxes
}

# The coach's page.
coach-title = Coach's page
coach-symptoms = Told us
coach-rules = { $fired } rules fired.
coach-finding = Finding
coach-certainty = Certainty
coach-by = Rules, strongest first
coach-tests = Self-tests done
coach-left-right = { $left } left, { $right } right
coach-tests-left = Self-tests that could still tell more
coach-exercises = The plan
coach-muscles = Muscles
coach-details = The details
coach-none = Nothing stands out.
nav-fridge = For the fridge
