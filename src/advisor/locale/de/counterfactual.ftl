# Was einen Befund ändern würde, und was andere Antworten bewegen würden. Kurz und einfach.

would-otherwise = Hättest du { $answers } geantwortet, { $result }.
would-now = Wenn du jetzt { $answers } antwortest, { $result }.
would-now-test = Wenn du jetzt { $tests } machst und { $answers } antwortest, { $result }.
would-test = „{ $test }“
would-none = { $n ->
    [one] Keine andere Antwort auf eine Frage würde das ändern.
   *[other] Keine anderen Antworten auf bis zu { $n } Fragen würden das ändern.
}
would-none-now = Nichts, was du noch testen oder beantworten kannst, würde das ändern, bis zu { $n } Antworten auf einmal.
would-unsure = Wir konnten nicht jede Möglichkeit durchgehen, das zu ändern.
would-answer = auf „{ $question }“ mit „{ $value }“
would-answer-side = auf „{ $question }“ ({ $place }) mit „{ $value }“
would-place = { $side ->
    [same] gleiche Seite
    [other] andere Seite
    [left] links
    [right] rechts
   *[both] beide Seiten
}
would-at-least = { $amount } oder mehr
would-at-most = { $amount } oder weniger
would-from-to = { $low } bis { $high }
would-unknown = weiß ich nicht
would-hurt = es tat weh
would-not-asked = keine Antwort
would-become = wäre das { $band }, nicht { $was }
would-vanish = wäre das nicht mehr zu sehen
would-appear = wäre das zu sehen: { $band }
would-turn = { $role ->
    [dominant] sähe es so aus, als täte dieser Muskel mehr als seinen Teil
    [dormant] sähe es so aus, als täte dieser Muskel weniger als seinen Teil
   *[unclear] wäre das unklar
}
would-title = Was das ändern würde
would-title-finding = { $finding }: { $standing }
would-standing-none = nicht gezeigt

# advisor explain --what-if
if-title = Wenn deine Antworten andere wären
if-answer = { $question } { $was } → { $becomes }
if-answer-place = { $question } ({ $place }) { $was } → { $becomes }
if-same = Das sind die Antworten, die du gegeben hast: Es ändert sich nichts.
if-safety = Zuerst die Sicherheit
if-safety-same = Sicherheit: Es ändert sich nichts.
if-level = { $was } → { $becomes }
if-items = { $was } → { $becomes }: { $titles }
if-state = { $state ->
    [fired] ausgelöst
    [open] noch zu fragen
    [unsure] nicht sicher
   *[clear] nicht ausgelöst
}
if-ended = Hier steht nur die Sicherheit. Was zu tun ist, steht in deinem Bericht.
if-open = Einige dieser Fragen kommen zuerst: Vorher wird nichts geschlossen.
if-findings = Was sich bewegt
if-findings-none = Kein Befund bewegt sich.
if-finding-none = Dieser Befund bewegt sich nicht.
if-move = { $finding }: { $was } → { $becomes }
if-standing = { $role }, { $band } ({ $certainty })
if-standing-pattern = { $band } ({ $certainty })
if-plan = Dein Plan
if-plan-same = Die erste Woche bleibt gleich.
if-plan-gone = Es gäbe keinen Plan.
if-plan-new = Es gäbe einen Plan.
if-added = Neu: { $exercises }
if-removed = Fällt weg: { $exercises }
if-note-not-relevant = „{ $question }“: Das würde nach deinen anderen Antworten nicht gefragt. Die Antwort darauf zählt also nicht.
if-note-withheld = „{ $question }“: Das lassen wir zu deiner Sicherheit weg. Bitte teste es jetzt nicht. Ein früheres Ergebnis würde zählen.
if-note-waits = „{ $question }“: Fragen zur Sicherheit sind noch offen. Sie kommen zuerst, Selbsttests erst danach.
