# Die Zeichnungen des Berichts: Titel, Beschriftungen und dasselbe in Worten.

chart-fall-title = Wie { $certainty } zustande kam: { $finding }
chart-fall-step = { $label }: { $change }, macht { $height }.
chart-fall-end = { $end }: { $number }.
chart-fall-sum = Gewissheit, { $band }
chart-fall-note =
    Jeder Balken beginnt, wo der vorige endet. Zeichen, die dasselbe sagen, teilen sich den Platz, der noch frei ist. Darum bringt
    jedes weniger als seine eigene Zahl.
chart-fall-pattern = Muster: { $pattern }
chart-fall-answers = aus { $n ->
    [one] { $n } deiner Antworten
   *[other] { $n } deiner Antworten
}
chart-fall-more = { $answer } (und { $number } weitere)
chart-fall-symptom-cap = Was du spürst und tust, zählt höchstens { $cap }
chart-fall-symptom-factor = Was du spürst, zählt weniger (× { $factor }): { $rule }
chart-fall-discount = Andere Erklärung (× { $factor }): { $rule }
chart-fall-cap = Auf { $cap } gehalten: { $tests } dahinter
chart-fall-cap-none = Auf { $cap } gehalten: kein Selbsttest dahinter
chart-fall-cap-most = Auf { $cap } gehalten: mehr sagen wir nie
chart-fall-excluded = Beiseite gelegt: { $rule }
chart-fall-rival = Ein stärkeres Muster: { $rule }
chart-fall-opposite = Was das Gegenteil sagt: { $role } { $amount }
chart-fall-smaller = { $number } kleinere zusammen

chart-bands-title = Wie sicher wir sind, Befund für Befund
chart-bands-role = { $role }: { $rows }.
chart-bands-more = Und { $number } weitere mit schwächeren Zeichen.
chart-bands-reading = { $role ->
    [dominant] { $number } für mehr
   *[dormant] { $number } für weniger
}

chart-sides-title = { $test }: { $ask }
chart-sides-row = { $side ->
    [left] Links: { $words }
    [right] Rechts: { $words }
   *[whole] Du: { $words }
}
chart-sides-none = kein Ergebnis
chart-sides-usual = { $than ->
    [less] weniger als üblich
    [more] mehr als üblich
   *[usual] üblich
}
chart-sides-worse = schlechtere Seite
chart-sides-limit = { $bound ->
    [at_least] üblich ab { $amount }
    [more_than] üblich über { $amount }
    [at_most] üblich bis { $amount }
   *[less_than] üblich unter { $amount }
}
chart-sides-limit-sex = { $sex ->
    [female] Frauen: { $limit }
   *[male] Männer: { $limit }
}
chart-sides-equal = Beide Seiten sind gleich.
chart-sides-gap = Die Seiten unterscheiden sich um { $amount }.
chart-sides-gap-usual = Die Seiten unterscheiden sich um { $amount }. So viel ist üblich.
chart-sides-gap-outside = Die Seiten unterscheiden sich um { $amount }. Das ist mehr als üblich.
chart-sides-ratio = { $side ->
    [left] Links: zu wenig neben dem anderen Ergebnis ({ $test }).
    [right] Rechts: zu wenig neben dem anderen Ergebnis ({ $test }).
   *[whole] Zu wenig neben dem anderen Ergebnis ({ $test }).
}

chart-weeks-title = Deine Wochen auf einen Blick
chart-weeks-then = Ab Woche { $number }: { $exercise }
chart-weeks-more = Und { $number } weitere.
chart-weeks-change = { $change ->
    [new] neu
    [harder] schwerer
   *[more] mehr
}
chart-weeks-lane = { $exercise }: { $weeks }
chart-weeks-span = { $n ->
    [one] Woche { $first }
   *[other] Wochen { $first } bis { $last }
}
chart-weeks-in = { $change } in Woche { $number }
chart-weeks-retest = Noch einmal testen: { $day }
