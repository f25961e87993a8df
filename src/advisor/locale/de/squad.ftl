# Die Seite über eine Gruppe, für den Trainer oder die Trainerin (advisor batch --report).

squad-brand = Advisor · fürs Training
squad-title = Die Gruppe
squad-people = { $n ->
    [one] { $n } Person
   *[other] { $n } Personen
}
squad-left-out = { $n ->
    [one] { $n } Zeile war nicht lesbar. Warum, steht in der Datei der ausgelassenen Zeilen.
   *[other] { $n } Zeilen waren nicht lesbar. Warum, steht in der Datei der ausgelassenen Zeilen.
}
squad-private = Das sind Gesundheitsdaten. Behalte diese Seite für dich. Zeige jeder Person nur ihren eigenen Teil.

squad-glance = Wer heute trainieren darf
squad-group = { $group ->
    [ended] Darf noch nicht trainieren
    [waiting] Muss erst Fragen zur Sicherheit beantworten
    [care] Darf trainieren, in Grenzen
   *[clear] Kein Warnzeichen genannt
}
squad-no-clearance = „Kein Warnzeichen genannt“ heißt: keines von denen, nach denen wir gefragt haben. Es heißt nicht, dass alles gut ist.
squad-no-column = { $n ->
    [one] Deine Tabelle hat keine Spalte für { $n } Frage zur Sicherheit. Wen sie betrifft, hat sie nicht beantwortet.
   *[other] Deine Tabelle hat keine Spalte für { $n } Fragen zur Sicherheit. Wen sie betreffen, hat sie nicht beantwortet.
}
squad-and-more = und { $n } weitere

squad-not = Wer noch nicht trainieren darf
squad-not-why = Ein Warnzeichen wurde genannt. Advisor sagt nichts über Muskeln und nennt keine Übungen, bis ein Arzt oder eine Ärztin nachgesehen hat.
squad-not-nobody = Niemand hat ein Zeichen für einen Notfall oder etwas Dringendes genannt.
squad-waiting-why = Antworten zur Sicherheit fehlen. Bis sie da sind, gelten diese Personen nicht als sicher und bekommen keine Übungen.
squad-care-why = Hier ist Vorsicht nötig. Jeder Plan hält diese Grenzen von selbst ein.
squad-level = { $level ->
    [emergency] Notfall: sofort Hilfe holen
    [urgent] Dringend: heute noch zum Arzt
    [soon] Bald zum Arzt
    [caution] Mit Vorsicht
    [unanswered] Noch nicht beantwortet
   *[none] Kein Warnzeichen genannt
}
squad-limits = Grenzen: { $names }
squad-unsure = Nicht sicher bei: { $names }
squad-to-ask = Noch zu fragen: { $names }
squad-only-first = Nur die ersten { $n } stehen hier mit Namen. Die Datei mit den Ergebnissen hat alle.

squad-patterns = Wer ein Muster teilt
squad-patterns-why = Ein Muster sind mehrere Muskeln, die sich oft zusammen ändern. Über Personen mit einem dringenden Zeichen sagt Advisor nichts, darum fehlen sie hier.
squad-patterns-none = Bei niemandem zeigt sich ein Muster.
squad-of = { $count } von { $total }
squad-band = { $band ->
    [strong] Deutlich
    [likely] Wahrscheinlich
   *[possible] Möglich
}
squad-names = { $n ->
    [one] { $n } Name
   *[other] { $n } Namen
}
squad-side = { $side ->
    [left] links
    [right] rechts
   *[both] beide
}

squad-sides = Links gegen rechts
squad-sides-why = Wahrscheinlich oder deutlich auf einer Seite, auf der anderen nicht. Die Balken zählen Personen. { $dormant } heißt: Der Muskel tut zu wenig; { $dominant } heißt: Er tut zu viel.
squad-sides-none = Bei niemandem fällt ein Muskel nur auf einer Seite auf.
squad-count-left = links { $n }
squad-count-right = { $n } rechts
squad-left-are = Links: { $names }
squad-right-are = Rechts: { $names }

squad-open = Was nicht beantwortet ist
squad-open-safety = { $n ->
    [one] Offene Fragen zur Sicherheit: { $n } Person
   *[other] Offene Fragen zur Sicherheit: { $n } Personen
}
squad-open-none = Alle haben jede Frage zur Sicherheit beantwortet, die sie betrifft.
squad-tests = Gemachte Selbsttests
squad-tests-why = Advisor sagt „deutlich“ nur mit zwei Selbsttests dahinter. Die Tests, die am wenigsten gemacht wurden, stehen zuerst.
squad-tests-rest = Die übrigen Tests

squad-footer = Advisor liest wahrscheinliche Ursachen aus Antworten und Tests zu Hause. Das ist kein ärztlicher Rat, und eine Liste kann niemanden untersuchen.
squad-rules = Regeln: { $rules }
