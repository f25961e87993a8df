# Was bei den Selbsttests üblich ist, und was ausgelassen wird.

heading-left-out = Zu deiner Sicherheit ausgelassen
heading-tested = Was du getestet hast
norm-all = Üblich sind alle davon: { $amount }.
norm-answers = Üblich ist { $words }.
norm-both = Du hast keines von beiden genannt, deshalb zählt nur, was außerhalb von beiden liegt.
norm-bound = { $bound ->
    [at_least] Üblich sind { $amount } oder mehr.
    [more_than] Üblich sind mehr als { $amount }.
    [at_most] Üblich sind { $amount } oder weniger.
   *[less_than] Üblich sind weniger als { $amount }.
}
norm-bound-men = { $bound ->
    [at_least] Bei Männern sind { $amount } oder mehr üblich.
    [more_than] Bei Männern sind mehr als { $amount } üblich.
    [at_most] Bei Männern sind { $amount } oder weniger üblich.
   *[less_than] Bei Männern sind weniger als { $amount } üblich.
}
norm-bound-women = { $bound ->
    [at_least] Bei Frauen sind { $amount } oder mehr üblich.
    [more_than] Bei Frauen sind mehr als { $amount } üblich.
    [at_most] Bei Frauen sind { $amount } oder weniger üblich.
   *[less_than] Bei Frauen sind weniger als { $amount } üblich.
}
norm-from-memory = Wir nennen das aus dem Gedächtnis.
norm-gap = { $bound ->
    [less_than] Eine Seite darf um weniger als { $amount } schlechter sein als die andere.
   *[at_most] Eine Seite darf um bis zu { $amount } schlechter sein als die andere.
}
norm-instead = Das kannst du stattdessen machen: { $test }.
norm-left-out = Zu deiner Sicherheit ausgelassen:
norm-left-out-more = und { $number } weitere
norm-line = { $line ->
    [study] Die Grenze stammt aus einer Studie.
    [from_study] Die Grenze ziehen wir selbst, nach einer Studie.
    [tradition] Die Grenze ist das, was Trainer und Therapeutinnen seit Langem lehren. Keine Studie nennt sie.
   *[ours] Die Grenze ist unsere eigene. Keine Studie nennt sie.
}
norm-no-age = Du hast dein Alter nicht genannt, deshalb können wir nicht sagen, was für dich üblich ist.
norm-other-age = Für dein Alter ({ $age }) haben wir keinen üblichen Bereich.
norm-percent = { $number } %
norm-quoted = „{ $words }“
norm-ratio = Es sollte { $number } % dieses anderen Ergebnisses erreichen: { $test }.
norm-stopped = wegen Schmerz abgebrochen: kein Ergebnis
norm-ticks = Üblich ist, alle davon anzukreuzen: { $words }.
norm-trust = { $trust ->
    [well] Unter den Tests für zu Hause vertrauen wir diesem gut.
    [fair] Wir vertrauen diesem Test einigermaßen.
   *[little] Wir vertrauen diesem Test nur wenig.
}
norm-typical = { $who } erreichten etwa { $amount }.
norm-typical-spread = { $who } erreichten etwa { $amount }, plus oder minus { $spread }.
norm-why-region = Dieser Teil deines Körpers soll erst ruhen.
norm-why-unsure = Bei einer Frage zur Sicherheit warst du nicht sicher: { $title }.
