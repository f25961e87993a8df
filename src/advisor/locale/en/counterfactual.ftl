# What would change a finding, and what other answers would move. Short and plain.

would-otherwise = If you had answered { $answers }, { $result }.
would-now = If you now answer { $answers }, { $result }.
would-now-test = If you now do { $tests } and answer { $answers }, { $result }.
would-test = “{ $test }”
would-none = { $n ->
    [one] No other answer to one question would change this.
   *[other] No other answers to up to { $n } questions would change this.
}
would-none-now = Nothing you can still test or answer would change this, up to { $n } answers at once.
would-unsure = We could not try every way to change this.
would-answer = “{ $value }” to “{ $question }”
would-answer-side = “{ $value }” to “{ $question }” ({ $place })
would-place = { $side ->
    [same] same side
    [other] other side
    [left] left
    [right] right
   *[both] both sides
}
would-at-least = { $amount } or more
would-at-most = { $amount } or less
would-from-to = { $low } to { $high }
would-unknown = I do not know
would-hurt = it hurt
would-not-asked = no answer
would-become = this would be { $band }, not { $was }
would-vanish = this would not show up any more
would-appear = this would show up as { $band }
would-turn = { $role ->
    [dominant] this muscle would look like it does more than its share
    [dormant] this muscle would look like it does less than its share
   *[unclear] this would be unclear
}
would-title = What would change this
would-title-finding = { $finding }: { $standing }
would-standing-none = not shown

# advisor explain --what-if
if-title = If your answers were different
if-answer = { $question } { $was } → { $becomes }
if-answer-place = { $question } ({ $place }) { $was } → { $becomes }
if-same = These are the answers you gave: nothing changes.
if-safety = Safety first
if-safety-same = Safety: nothing changes.
if-level = { $was } → { $becomes }
if-items = { $was } → { $becomes }: { $titles }
if-state = { $state ->
    [fired] raised
    [open] still to ask
    [unsure] not sure
   *[clear] not raised
}
if-ended = Only safety is shown here. What to do is in your report.
if-open = Some of these questions come first: nothing is concluded before they are answered.
if-findings = What moves
if-findings-none = No finding moves.
if-finding-none = This finding does not move.
if-move = { $finding }: { $was } → { $becomes }
if-standing = { $role }, { $band } ({ $certainty })
if-standing-pattern = { $band } ({ $certainty })
if-plan = Your plan
if-plan-same = The first week stays the same.
if-plan-gone = There would be no plan.
if-plan-new = There would be a plan.
if-added = New: { $exercises }
if-removed = Left out: { $exercises }
if-note-not-relevant = “{ $question }”: this would not be asked after your other answers. So the answer to it is not read.
if-note-withheld = “{ $question }”: this is left out for your safety. Please do not test it now. A result from before would count.
if-note-waits = “{ $question }”: safety questions are still open. They come first, and self-tests only after them.
