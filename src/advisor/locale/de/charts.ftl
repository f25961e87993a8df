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
chart-fall-symptom-cap = Ohne Tests zählt das höchstens { $cap }
chart-fall-symptom-factor = Was du spürst, zählt weniger (× { $factor }): { $rule }
chart-fall-discount = Andere Erklärung (× { $factor }): { $rule }
chart-fall-cap = Auf { $cap } gehalten: { $tests } dahinter
chart-fall-cap-none = Auf { $cap } gehalten: kein Selbsttest dahinter
chart-fall-cap-most = Auf { $cap } gehalten: mehr sagen wir nie
chart-fall-excluded = Beiseite gelegt: { $rule }
chart-fall-rival = Ein stärkeres Muster: { $rule }
chart-fall-opposite = Was das Gegenteil sagt: { $role } { $amount }
chart-fall-smaller = { $number } kleinere zusammen
