# How sure a finding is: its band, and the best kind of evidence behind its main reason. One band is always one word.
# The kinds of evidence: reviews, trials, studies over time, comparisons, muscle measurements, tradition, a book, our own view.

rests-on-SR = reviews of studies
rests-on-RCT = a trial of exercises, not of how we read your tests
rests-on-COH = a study that followed people over time
rests-on-CC = studies that compare groups of people, not trials
rests-on-EMG = muscle measurements, not trials
rests-on-TRAD = tradition, not trials
rests-on-SEED = a running coach's book, not trials
rests-on-EXP = our own view, not studies
rests-on-contested = { $basis }; other studies disagree
certainty-words = { $sure }. The best evidence for the main reason: { $basis }.
# Beside the number of self-tests, in short.
behind-and-rests-on = { $behind }; the best evidence for the main reason: { $basis }
# After the self-tests by name.
behind-and-certainty = { $behind } { $certainty }

# What speaks against a finding: another explanation that stands.
lowered-by = We trust this less because of another explanation: "{ $rival }".
set-aside-by = One reason for this was set aside because of another explanation: "{ $rival }".
pattern-weakens = What would speak against it
# What would speak against a reason, after the reason's title.
reason-weakens = On "{ $reason }": { $words }
reason-weakens-again = On "{ $reason }": the same as for { $finding }.
# After that, where some self-tests are left out for safety.
only-offered = { $words } Do only the self-tests that we offer you.
