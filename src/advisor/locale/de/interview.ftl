# Die Fragen im Terminal: was davor, dazwischen und danach gesagt wird.

emergency-notice =
    Hör hier auf und ruf die Notrufnummer deines Landes an, wenn jetzt etwas davon zutrifft. Deine Brust schmerzt. Du bekommst
    schlecht Luft. Du wirst ohnmächtig, oder du bist verwirrt. Dein Gesicht hängt, ein Arm ist schwach, oder deine Sprache ist
    verwaschen. Ein Arm oder ein Bein ist kalt und blau. Zwischen den Beinen ist es taub, oder du kannst kein Wasser lassen.
welcome =
    Advisor fragt nach deinen Beschwerden und deinem Laufen. Es sagt, welche Muskeln vielleicht zu viel und welche zu wenig tun, und gibt
    dir einen Übungsplan. Es stellt keine Diagnose und ersetzt weder Ärztin noch Physiotherapeut.
welcome-time =
    Es dauert etwa 15 Minuten. Danach kommen Selbsttests, wenn du magst. Du kannst jederzeit aufhören: Jede Antwort wird gespeichert.
heading = == { $title } ==

why-warning = Sie kann ein Warnzeichen zeigen: { $names }.
why-care = Sie entscheidet, wie vorsichtig du trainieren solltest: { $names }.
why-leave-out = Sie entscheidet, welche Selbsttests du weglassen solltest.
why-patterns = Sie spricht für oder gegen: { $names }.
why-muscles = Muskeln, über die sie etwas sagen kann: { $names }.
why-other = Sie kann zeigen, dass etwas anderes deine Beschwerden besser erklärt.
why-next = Sie entscheidet, was du als Nächstes gefragt wirst.
why-exercises = Ihretwegen bleiben manche Übungen weg.
why-exercises-other = Ihretwegen werden manche Übungen anders gemacht.
why-nothing = An ihr hängt keine Aussage. Sie passt den Plan an dich an.
why-more = und { $number } weitere
moves-alone = Deine Antwort kann das hier bewegen:
moves-together = Nicht allein. Zusammen mit späteren Antworten kann sie das hier bewegen:
moves-more = - und { $number } weitere
moves-line = { $name }: jetzt { $now }; daraus könnte werden: { $then }
moves-between = { $name }: jetzt { $now }; es könnte zwischen { $low } und { $high } enden
moves-side = { $side ->
    [left] { $name }, links
    [right] { $name }, rechts
   *[both] { $name }, beide Seiten
}
moves-outcome = { $word ->
    [dominant] zu viel ({ $band })
    [dormant] zu wenig ({ $band })
    [pattern] { $band }
    [unclear] unklar
   *[nothing] nichts gefunden
}

settled = Nichts, was du hier noch antworten könntest, würde dieses Ergebnis ändern.
settled-not = Du hast hier aufgehört. Diese Selbsttests könnten dein Ergebnis noch ändern, zusammen etwa { $minutes } Minuten: { $tests }.
settle-moment = Einen Moment: Wir schauen, welche Fragen und Selbsttests noch etwas sagen können.
settle-not-possible = Wir können nicht ausrechnen, welche Frage am meisten sagt. Darum wird alles der Reihe nach gefragt. Grund: { $reason }.

verb-skip = weiß nicht
verb-hurt = es tat weh
verb-help = Hilfe
verb-why = warum
verb-back = zurück
verb-save = speichern
verb-quit = beenden
typed-yes = j, ja
typed-no = n, nein
typed-none = n, nein, nichts, keine
typed-left = l, links
typed-right = r, rechts
typed-both = beide, beides
typed-neither = keine, keins

prompt-several = Mehrere: Zahlen mit Komma dazwischen.
prompt-now = Jetzt: { $words }.
prompt-keeps = Mit Enter bleibt es so.
prompt-type-answer = Bitte tipp eine Antwort.
prompt-one-number = Bitte tipp eine Zahl von 1 bis { $last }.
prompt-zero-alone = Die 0 steht allein
prompt-not-listed = „{ $typed }“ steht nicht in der Liste
prompt-nothing = Nichts getippt
prompt-many-numbers = { $problem }. Bitte tipp Zahlen von 1 bis { $last }, oder 0 für: { $none }.
prompt-type-range = Bitte tipp { $range }.
prompt-use-units = Bitte nimm { $units }.
prompt-arrows = Pfeiltasten, dann Enter
prompt-ticks = Leertaste kreuzt an, Enter geht weiter; n: { $none }
prompt-tick-first = Kreuz mit der Leertaste an, oder drück n für nichts davon.
prompt-type = tippen, dann Enter
prompt-many-answers = { $how }; { $number } Antworten, die Pfeiltasten zeigen mehr
prompt-labelled = { $label } ({ $how })
prompt-now-above = Jetzt: { $words }

about-symptom = { $symptom }: { $ask }
one-side = { $side ->
    [left] LINKE
   *[right] RECHTE
} Seite. { $ask }
both-no = Nein
both-left = Ja, nur links
both-right = Ja, nur rechts
both-both = Ja, auf beiden Seiten
both-each = Jede Seite einzeln beantworten
none-of-these = Nichts davon
range-whole = eine ganze Zahl, { $low } bis { $high }
range-whole-unit = eine ganze Zahl, { $low } bis { $high } { $unit }
range-number = eine Zahl, { $low } bis { $high }
range-number-unit = eine Zahl, { $low } bis { $high } { $unit }
unit-name-s = Sekunden
unit-name-min = Minuten
unit-name-weeks = Wochen
unit-name-years = Jahre
unit-name-reps = Wiederholungen
unit-name-deg = Grad
unit-name-mi = Meilen
unit-name-in = Zoll
unit-name-km = Kilometer
unit-name-cm = Zentimeter
unit-name-mm = Millimeter
help-look-for = Was üblich ist: { $norm }
help-type = Tipp { $range }.
help-none = Wähle, was am besten passt. Wenn du es nicht weißt, sag das: Es ist besser als raten.
help-you-need = Du brauchst: { $kit }.
thing = { $item ->
    [chair] einen Stuhl
    [step] eine Stufe
    [pillow] ein Kissen
    [towel] ein Handtuch
    [bed] ein Bett
    [box] eine Kiste
    [table] einen Tisch
    [ruler] ein Lineal
    [pen] einen Stift
    [card] eine Karte
    [clock] eine Uhr
    [phone] ein Telefon
   *[other] { $name }
}
help-counts = Was zählt: { $counts }
help-stop = HALT: { $stop }

first-question = Das ist die erste Frage.
each-side = Also jede Seite einzeln: Sag h bei der Seite, die wehtat.
hurt-stop = Brich diesen Test hier ab und wiederhole ihn nicht. Ein Test, den du wegen Schmerz abbrichst, gilt als kein Ergebnis.
hurt-stop-side =
    Brich den Test auf dieser Seite ab und wiederhole ihn dort nicht. Eine Seite, die du wegen Schmerz abbrichst, gilt als kein Ergebnis.
    Mach mit der anderen Seite nur weiter, wenn jetzt nichts wehtut. Bist du nicht sicher, sag d (weiß nicht).
hurt-where = Auf welcher Seite tat es weh?
hurt-left = Links
hurt-right = Rechts
hurt-both = Beide
saved-each = Gespeichert in { $file }. (Jede Antwort wird sofort gespeichert.)
saved = Gespeichert in { $file }.
part-troubles = Was dich plagt
part-each-trouble = Zu jeder Beschwerde
part-running = Du und dein Laufen
part-you = Über dich
part-health = Deine Gesundheit und dein Training
progress = Frage { $number }
progress-left = Frage { $number }, höchstens { $left } folgen
test-heading = == Test { $number } von { $total }: { $test } (etwa { $minutes } Minuten) ==
test-heading-left = == Test { $number }{ $left ->
    [0] , der letzte
    [one] , danach höchstens noch 1
   *[other] , danach höchstens noch { $left }
}: { $test } (etwa { $minutes } Minuten) ==
test-done = Ich habe ihn gemacht
test-leave = Diesen Test weglassen
test-now = Mach jetzt den Test. Dann geht es hier weiter.
end-here = Hier aufhören
end-slip = Ich habe mich vertippt: zurück zu dieser Antwort
end-questions = Damit enden die Fragen.

tests-quick = Die { $number }, die am meisten sagen können, etwa { $minutes } Minuten
tests-all = Alle { $number }, etwa { $minutes } Minuten
tests-choose = Lass mich wählen
tests-none = Keine Tests: mach jetzt den Bericht
tests-will-you = Willst du jetzt Selbsttests machen?
tests-which = Welche Tests?
tests-none-back = Keinen: zurück zur Auswahl
tests-tell-more = Selbsttests können mehr sagen. Wofür oder wogegen jeder sprechen könnte:
tests-can-change = { $number ->
    [one] Ein Selbsttest kann dein Ergebnis noch ändern:
   *[other] Selbsttests können dein Ergebnis noch ändern. Die, die am meisten sagen, kommen zuerst:
}
tests-more = - und { $number } weitere („{ $choose }“ zeigt sie)
tests-offer = { $test } ({ $minutes } min): { $about }
tests-about-more = { $names } und { $number } weitere
result-so-far = == Dein Ergebnis bisher ==
result-first = == Ein erstes Ergebnis ==
result-first-guess = Ohne Selbsttest, also eine erste Vermutung und nicht mehr:
result-yours = == Dein Ergebnis ==
result-report = Bericht: { $file }
result-answers = Deine Antworten: { $file }
result-more-tests = Weitere Selbsttests, jederzeit:
level-emergency = NOTFALL
level-urgent = DRINGEND
who-line = Wer: { $who }

saved-there = In { $file } sind gespeicherte Antworten.
saved-go-on = Damit weitermachen
saved-anew = Neu anfangen; die alte Datei unter anderem Namen behalten
saved-old = Die alten Antworten sind in { $file }.
saved-going-on = Weiter mit { $number } beantworteten Fragen.
saved-rules-changed = Die Regeln haben sich seither geändert; deine Antworten werden nach den neuen gelesen.
saved-no-fit = Diese Antworten passen nicht mehr. Sie bleiben in der Datei unter kept und zählen nicht:
saved-misfit = - { $answer }. Grund: { $reason }.
saved-nothing = Noch nichts beantwortet und nichts gespeichert.
saved-report = Bericht über das, was da ist:
saved-where = Deine Antworten sind in { $file }. Weiter geht es mit:
stopped = Angehalten. { $where }
answers-safe = Die Antworten davor sind sicher. { $where }

summary-emergency = NOTFALL: Eine deiner Antworten braucht jetzt den Notruf. Lies die ersten Zeilen des Berichts.
summary-urgent = DRINGEND: Geh heute zum Arzt und lauf nicht. Lies die ersten Zeilen des Berichts.
summary-soon = Lass eine deiner Antworten in ein bis zwei Wochen von einer Fachperson ansehen. Sie steht oben im Bericht.
summary-caution = Mit Vorsicht: Einige deiner Antworten begrenzen den Plan. Sie stehen oben im Bericht.
summary-none = Keines der Warnzeichen, nach denen wir gefragt haben.
summary-blocked = Noch gibt es keinen Plan: Einige Fragen zur Sicherheit sind offen. Der Bericht nennt sie.
summary-dormant = Tut wohl zu wenig:
summary-dominant = Tut wohl zu viel:
summary-more = und { $number } weitere im Bericht
summary-plan = Dein Plan: { $number } Übungen, { $minutes } Minuten:
summary-name = { $name } ({ $band })
summary-name-apart = { $name }, links ({ $left }), rechts ({ $right })
summary-name-side = { $side ->
    [left] { $name }, links
    [right] { $name }, rechts
   *[both] { $name }, beide Seiten
} ({ $band })
reports-here = Die Berichte sind hier (öffne den HTML-Bericht im Browser):
report-written = Bericht geschrieben: { $file } (nur du kannst ihn lesen).
