# Der Plan in einem Kalender. Titel können andere sehen: keine Beschwerde, kein Muskel, kein Befund darin.

calendar-name = Meine Übungen
calendar-of = Übungen von { $name }
calendar-training = { $exercises }, { $minutes }
calendar-exercise = { $number }. { $name }: { $dose }; { $minutes }
calendar-how = Wie jede geht, steht in deinem Bericht. Hör auf bei jedem Zeichen, das er nennt.
calendar-retest = Noch einmal testen
calendar-retest-how = Mach diese Selbsttests noch einmal. Dann beantworte die Fragen noch einmal und vergleiche:
calendar-retest-questions = Beantworte die Fragen noch einmal und vergleiche.
calendar-none = Es gibt keinen Plan für einen Kalender. Darum wurde keine Datei gemacht. Der Bericht in einem anderen Format sagt, warum.
