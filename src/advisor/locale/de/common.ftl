# Kleine Satzteile, überall gebraucht.

language-name = Deutsch
side = { $side ->
    [left] linke Seite
    [right] rechte Seite
   *[both] beide Seiten
}
on-side = { $side ->
    [left] { $words } (links)
    [right] { $words } (rechts)
   *[both] { $words } (auf beiden Seiten)
}
in-brackets = { $words } ({ $place })
after-comma = { $words }, { $place }
more-of = { $number } weitere
no-answer = keine Antwort
none-ticked = nichts davon
yes = ja
no = nein

count-minute = { $n ->
    [one] { $n } Minute
   *[other] { $n } Minuten
}
count-second = { $n ->
    [one] { $n } Sekunde
   *[other] { $n } Sekunden
}
count-set = { $n ->
    [one] { $n } Satz
   *[other] { $n } Sätze
}
count-exercise = { $n ->
    [one] { $n } Übung
   *[other] { $n } Übungen
}
count-self-test = { $n ->
    [one] { $n } Selbsttest
   *[other] { $n } Selbsttests
}
count-other-pattern = { $n ->
    [one] { $n } anderes Bild passt
   *[other] { $n } andere Bilder passen
}
unit-s = { $n ->
    [one] { $amount } Sekunde
   *[other] { $amount } Sekunden
}
unit-min = { $n ->
    [one] { $amount } Minute
   *[other] { $amount } Minuten
}
unit-h = { $n ->
    [one] { $amount } Stunde
   *[other] { $amount } Stunden
}
unit-weeks = { $n ->
    [one] { $amount } Woche
   *[other] { $amount } Wochen
}
unit-years = { $n ->
    [one] { $amount } Jahr
   *[other] { $amount } Jahre
}
unit-reps = { $n ->
    [one] { $amount } Wiederholung
   *[other] { $amount } Wiederholungen
}
unit-deg = { $n ->
    [one] { $amount } Grad
   *[other] { $amount } Grad
}
unit-points = { $n ->
    [one] { $amount } Punkt
   *[other] { $amount } Punkte
}
unit-metres = { $n ->
    [one] { $amount } Meter
   *[other] { $amount } Meter
}
unit-breaths = { $n ->
    [one] { $amount } Atemzug
   *[other] { $amount } Atemzüge
}
unit-of-ten = { $amount } von 10
unit-sign = { $amount } { $unit }
span = { $low } bis { $high }

role = { $role ->
    [dominant] tut mehr als seinen Teil
    [dormant] tut weniger als seinen Teil
   *[unclear] unklar
}
role-title = { $role ->
    [dominant] Tut mehr als seinen Teil
    [dormant] Tut weniger als seinen Teil
   *[unclear] Unklar, noch einmal testen
}
band = { $band ->
    [possible] möglich
    [likely] wahrscheinlich
    [strong] deutlich
   *[unclear] unklar
}
band-means = { $band ->
    [possible] einige Zeichen sprechen dafür
    [likely] klarere Zeichen sprechen dafür, sicher ist es nicht
    [strong] viele Zeichen und mindestens zwei Selbsttests sprechen dafür, gewiss ist es nicht
   *[unclear] die Zeichen weisen in beide Richtungen, noch einmal testen
}
maybe = { $band ->
    [possible] möglicherweise
    [likely] wahrscheinlich
   *[strong] mit deutlichen Zeichen
}
side-before = { $side ->
    [left] Links: { $words }
   *[right] Rechts: { $words }
}
