# Der Plan: Übungskarten, Wochen, der neue Test.

plan-intro-none = Im Moment können wir dir keine Übung anbieten.
plan-intro = { $exercises }. Mach sie in dieser Reihenfolge: von Atem und Fuß nach oben, am Ende das Laufen.
plan-time = Das sind etwa { $minutes } von deinen { $available }.
load-first =
    Zuerst die Belastung: In letzter Zeit läufst du anders viel oder anders hart. Geh zurück zum längsten Lauf, der sich leicht
    anfühlte. Danach mach keinen einzelnen Lauf mehr als 10 % länger als den längsten der letzten 30 Tage.
retest-questions = Beantworte am { $day } die Fragen noch einmal und vergleiche.
retest-tests = Mach am { $day } diese Selbsttests noch einmal und vergleiche: { $tests }.
progress-slowly = Mach die Übungen langsam, an den Tagen, die auf der Karte stehen. Du kannst sie über den Tag verteilen.
progress-harder = Geh erst zu einem schwereren Schritt, wenn die Karte es erlaubt.
progress-fastest = Die Wochen hier sind der schnellste Weg, kein Muss.
progress-two = Ändere höchstens zwei Dinge in der Woche. In einer Woche, in der der Schmerz stieg, ändere nichts.
progress-fault = Wenn der fleißige Muskel übernimmt: Mach die Bewegung kleiner, mach weniger oder geh zum leichteren Schritt zurück.
shorter-nothing-dormant = Deine Antworten weisen nicht klar auf einen Muskel, der zu wenig tut.
shorter-safety = Deine Antworten zur Sicherheit schließen einige Übungen vorerst aus.
shorter-kit = Für einige Übungen fehlt dir ein Gerät.
shorter-minutes = Deine { $minutes } Minuten sind voll.
shorter-dominant = Einige Übungen würden einen Muskel trainieren, der schon zu viel tut.
shorter-nothing = Keine andere Übung bringt dir im Moment etwas dazu.
no-drill-minutes = Eine Laufübung passt nicht in deine Minuten. Mit ein paar Minuten mehr kann eine Laufübung deinen Plan beenden.
no-drill-safety =
    Eine Laufübung bleibt vorerst weg, wegen deiner Antworten zur Sicherheit. Sie kommt, wenn vorbei ist, was sie aufhält: siehe den
    Teil zur Sicherheit oben.
no-drill-ending = Bis dahin beendet { $exercise } deinen Plan im Stehen.

stage-level = { $stage ->
    [breath] Atem
    [foot] Fuß
    [calf] Wade
    [hip] Hüfte
    [trunk] Rumpf
    [shoulder_girdle] Schultern
    [integration] Alles zusammen
   *[drill] Laufübung
}, Stufe { $level }
kit-nothing = Nichts zu kaufen
kit = { $kit ->
    [band] ein langes elastisches Band
    [loop_band] ein Schlaufenband
    [ball] ein kleiner Ball
    [step] eine Stufe
    [stick] ein Stock
    [weight] ein Gewicht
    [mirror] ein Spiegel
    [watch] eine Uhr
    [pack] ein Rucksack
   *[other] { $kit }
}
chosen-covers = Sie fordert mehr Arbeit von: { $muscles }.
chosen-maintenance = Sie hält die Grundlage stark und füllt einen kurzen Plan.
chosen-drill = Sie bringt die Arbeit ins Laufen.
chosen-ending = Sie beendet den Plan im Stehen.
chosen-ending-covers = Sie beendet den Plan im Stehen und fordert mehr Arbeit von: { $muscles }.
chosen-step = Sie kommt dazu, wenn die Stufe davor leicht ist.
sides-in-turn = Die Sätze gelten für jede Seite. Wechsle nach jedem Satz die Seite.
sides-each-time = Die Zahl gilt für jede Seite. Wechsle bei jeder Wiederholung die Seite.
sides-both = Beide Seiten bekommen gleich viele. Beginne mit der Seite, der es schwerer fällt.
sides-first = { $first ->
    [left] Links kommt zuerst. Rechts bekommt gleich viele, nicht mehr.
   *[right] Rechts kommt zuerst. Links bekommt gleich viele, nicht mehr.
}
step-held = Bleib vorerst bei dieser Übung: Der schwerere Schritt ist ausgelassen.
pain-none = Es muss ganz ohne Schmerz gehen.
pain-up-to = Schmerz bis { $limit } von 10 ist in Ordnung, wenn am nächsten Morgen alles wie vorher ist. Mehr als das: leichter oder aufhören.
days-every = jeden Tag
days-one = 1 Tag in der Woche
days-some = { $days } Tage in der Woche
dose-sets = { $sets } mit je { $amount }
dose-rest = { $dose }, dazwischen { $rest } Pause
dose-less = { $dose }; vorerst weniger als üblich
tempo = { $dose }, langsam ({ $phases })
tempo-phase = { $phase ->
    [up] { $time } hoch
    [down] { $time } runter
    [out] { $time } aus
    [back] { $time } zurück
    [in] { $time } ein
    [hold] { $time } halten
    [pause] { $time } Pause
   *[other] { $time } { $phase }
}

week = Woche { $number }
change = { $change ->
    [start] Beginn
    [new] neu
    [harder] schwerer
    [more] mehr davon
   *[go-on] weiter
}
week-change = { $exercise } ({ $change })
week-instead = { $exercise } ({ $change }, an Stelle von { $instead })
week-all = Alle Übungen von oben.
week-none = Keine Änderung.
weeks-same = Wochen { $first } bis { $last }: keine Änderung.
same-safety = Deine Antworten zur Sicherheit oder zum Schmerz halten die Stufe vorerst fest.
same-dominant = Schwerere Schritte würden einen Muskel trainieren, der schon zu viel tut.
same-kit = Für schwerere Schritte fehlt dir ein Gerät.
same-time = Schwerere Schritte passen noch nicht in deine Zeit.
same-nothing = Diese Übungen haben keinen schwereren Schritt, der jetzt etwas dazubringt.

# Ab wann eine Übung dazukommt, und an welchen Tagen du sie machst.
starts = ab Woche { $week }
starts-instead = ab Woche { $week }, statt { $instead }
days-note =
    Ein Kästchen ist ein Tag, an dem du sie machst. Die Tage sind ein Vorschlag: Du kannst sie verschieben, aber verteile
    sie über die Woche. Der erste Tag ist der Tag dieses Berichts.
