# Der Bericht: Überschriften, Beschriftungen und Sätze.

report-title = Dein Laufbericht
subtitle-safety = Zuerst die Sicherheit
subtitle-about = Es geht um: { $symptoms }
subtitle-plain = Was deine Antworten sagen
disclaimer =
    Das ist keine Diagnose. Es ist das, was geschriebene Regeln aus deinen Antworten machen. Sie können dich weder sehen noch anfassen
    und ersetzen niemanden, der das gelernt hat.
stamp-advisor = Advisor
stamp-rules = Regeln
stamp-rules-hash = Prüfsumme der Regeln
stamp-answers-hash = Prüfsumme der Antworten
stamp-made-on = Erstellt am
stamp-language = Sprache

heading-safety = Zuerst die Sicherheit
heading-still-to-answer = Noch zu beantworten
heading-not-sure = Hier warst du nicht sicher
heading-later = Auch notiert, für später
heading-later-number = Auch notiert, für später ({ $number })
safety-held-number = Was zu deiner Sicherheit zurückgestellt ist ({ $number })
heading-summary = Was wohl los ist
heading-start = Was du jetzt tun kannst
later-number = { $number } weitere für spätere Wochen: die schwereren Schritte
tested-number = { $number } Selbsttests mit deinen Ergebnissen
tests-left-more = { $number } weitere Selbsttests
heading-map = Wo es ist
heading-map-plain = Körperkarte
heading-findings = Befunde
heading-patterns = Die Muster dahinter
heading-change = Was das ändern würde
heading-answers = Zu deinen Antworten
heading-plan = Dein Plan
heading-weeks = Vier Wochen
heading-week-by-week = Woche für Woche
heading-day-by-day = Tag für Tag
heading-later-cards = Die Schritte späterer Wochen
heading-go-on = Wie es weitergeht
heading-retest = Noch einmal testen
heading-stretch = Warum nicht dehnen
heading-load = Zuerst die Belastung
heading-honesty = Was noch niemand gezeigt hat
heading-how = Woher wir das wissen
heading-words = Unsere Wörter
heading-steps = Schritt für Schritt, für alles, was wahrscheinlich oder deutlich ist
heading-numbers = Wie jede Zahl zustande kam
heading-signs = Zeichen, die dieser Druck nicht zeigen kann
heading-sources = Quellen
heading-net = Wann du aufhören und zu jemandem gehen solltest
nav-label = Inhalt
nav-skip = Zum Bericht springen
nav-summary = Was wohl los ist
nav-change = Was es ändern würde
nav-net = Wann zum Arzt
paper-contents = IN DIESEM BERICHT
paper-safety = ZUERST DIE SICHERHEIT
paper-made-on = Erstellt am { $day }
paper-next-page = Mehr zu jedem Punkt steht auf der nächsten Seite.
paper-page = Seite { $page } von { $pages }
paper-see = siehe { $finding }
paper-rule = Regel { $rule }
paper-would-change = Das würde es ändern
paper-would-change-them = Das würde sie ändern
paper-steps-note = Nur die Schritte mit einer Zahl. Die Webseite und die JSON-Datei dieses Berichts enthalten alle Schritte.
paper-signs-note = Für diese Zeichen hat unser Druck kein Bild. Im Bericht steht für jedes sein Code. Hier steht, wie es auf Englisch heißt.
sign-span = { $first } bis { $last }
sign-control = kein Name: Es steuert eine Maschine und zeigt nichts
sign-surrogate = kein Name: die Hälfte eines kaputten Zeichens
sign-private = kein Name: Jeder darf es für ein eigenes Zeichen nehmen
sign-never = kein Name: ein Code, der nie für ein Zeichen steht
sign-unknown = kein Name in unserer Liste, das ist Unicode 14
label-do = Tun
label-who = Wer
label-when = Wann
label-leave-out = Weglassen
label-good-to-know = Gut zu wissen
label-with-words = { $label }: { $words }
label-colon = { $label }:
map-caption =
    Tut mehr als seinen Teil: warm und gestreift. Tut weniger: blau und gepunktet. Tiefe Muskeln haben einen gestrichelten Rand. Links
    ist dein eigenes Links.
source-label = Quelle { $source }

term-dominant = fleißig (dominant)
term-dormant = still (dormant)
term-certainty = Gewissheit
term-possible = möglich
term-likely = wahrscheinlich
term-strong = deutlich
term-self-test = Selbsttest
term-pattern = Muster
term-activation = Aktivierung
term-running-drill = Laufübung

finding-sentence = { $muscle }: { $maybe }, { $role }.
finding-sentence-unclear = { $muscle }: Die Zeichen weisen in beide Richtungen. Teste in einigen Wochen noch einmal.
finding-line = { $name }: { $band } { $certainty }
certainty-side = { $side ->
    [left] { $certainty } links
    [right] { $certainty } rechts
   *[whole] { $certainty } ganz
}
tests-behind = { $tests } dahinter
tests-behind-none = kein Selbsttest dahinter
evidence-tests = { $tests } dahinter: { $names }.
evidence-tests-none = Kein Selbsttest dahinter, nur was du uns gesagt hast.
test-adds-more = { $names } und { $number } weitere
test-could-tell = Könnte mehr sagen über: { $muscles }.
label-why = Warum wir das denken
label-against = Was dagegen spricht
label-change = Was es ändern würde
finding-how = Woher wir das wissen
finding-anatomy = In Anatomiebüchern: { $anatomy }. Gewissheit { $certainty }. { $evidence }
finding-certainty = Gewissheit { $certainty }
finding-weaker = { $number } weitere, mit schwächeren Zeichen
finding-named = { $number } weitere in Kürze: wie sicher wir sind und der wichtigste Grund. Die Seite für den Trainer hat jeden Schritt dahinter.
finding-worked-out = Wie wir darauf kommen
reason-pattern = Das gehört zum Muster { $pattern }.
reason-pattern-quoted = Das gehört zum Muster „{ $pattern }“.
pattern-more = Mehr: wie es wirkt und wo die Grenzen sind
pattern-certainty = Gewissheit { $certainty }, Regel { $rule }.
pattern-limits = Was das nicht zeigt
pattern-coach = Für Trainerin oder Trainer

how-finding = { $muscle }: { $role }
how-is-it = Ist es so: { $role }?
how-verdict = Mehr als sein Teil { $more }, weniger als sein Teil { $less }: ({ $high } - { $low }) / (1 - { $low })
how-unclear = Beide sind { $hidden } oder mehr, aber zu nah beieinander: unklar
how-symptom = Was du spürst und tust, für sich allein
how-rest = Selbsttests und Muster
how-against = Was dagegen spricht
how-together = Zusammen
how-together-against = Zusammen, abzüglich dessen, was dagegen spricht
how-passes-on = Das Muster „{ $pattern }“ gibt seinen Teil weiter
how-own-steps = Seine eigenen Schritte stehen beim Muster
how-symptom-cap = Für sich allein zählt das höchstens { $cap }
how-weighs-less = Es wiegt weniger wegen: { $rule } (× { $factor })
how-used-by = zum Muster „{ $pattern }“
how-used-by-some = zu einem Muster
how-not-twice = Nicht doppelt gezählt: { $rule }. Es gehört schon { $used }
how-discount = Eine andere Erklärung senkt es: { $rule } (× { $factor })
how-excluded = Beiseitegelegt durch: { $rule }
how-rival = Eine stärkere Deutung tritt an seine Stelle: { $rule }
how-cap = Mehr als { $cap } sagen wir nie
how-cap-none = Kein Selbsttest steht dahinter, deshalb bleibt es bei { $cap }
how-cap-tests = Nur { $tests } dahinter ({ $names }), deshalb bleibt es bei { $cap }
how-found-before = Vorher gefunden: { $finding }
answer-hurt = wegen Schmerz abgebrochen
answer-yes = ja
answer-no = nein

safety-headline-emergency = Ruf jetzt die Notrufnummer deines Landes an
safety-headline-urgent = Geh heute zum Arzt
safety-headline-soon = Lass das in 1 bis 2 Wochen ansehen
safety-headline-caution = Du kannst anfangen, mit einigen Grenzen
safety-headline-none = Keines der Warnzeichen, nach denen wir gefragt haben
safety-headline-open = Einige Fragen zur Sicherheit sind noch offen
level-words-emergency = Notfall: hol jetzt Hilfe
level-words-urgent = dringend: geh heute zum Arzt
level-words-soon = bald: lass es in 1 bis 2 Wochen ansehen
level-words-caution = Vorsicht: mach behutsam weiter
level-words-none = keines der Warnzeichen, nach denen wir gefragt haben
safety-lead-emergency =
    Etwas, das du uns gesagt hast, kann nicht warten. Hör hier auf, trainiere nicht, und fahr nicht allein los, um Hilfe zu holen.
safety-lead-urgent =
    Etwas, das du uns gesagt hast, sollte heute ein Arzt sehen. Lauf bis dahin nicht und trainiere nicht.
safety-lead-open =
    Ein Plan kann erst folgen, wenn das beantwortet ist: Es entscheidet, ob du trainieren darfst.
safety-lead-soon =
    Etwas, das du uns gesagt hast, sollte sich jemand ansehen, der das gelernt hat. Diese Stelle lassen wir aus deinem Plan weg.
safety-lead-caution =
    Etwas, das du uns gesagt hast, verlangt Vorsicht. Deshalb halten wir Teile des Plans zurück. Was und warum, steht hier darunter.
safety-lead-none =
    Du hast keines der Warnzeichen genannt, nach denen wir gefragt haben. Ein Fragebogen sieht nicht alles. Lies deshalb auch den
    letzten Teil dieses Berichts.
safety-unsure = Hier warst du nicht sicher: { $asks }
safety-unsure-emergency = Ruf jetzt Hilfe, wenn du im Zweifel bist.
safety-unsure-urgent = Lass es heute ansehen.
safety-unsure-soon =
    Finde es heraus, oder lass es in 1 bis 2 Wochen von einer Fachperson ansehen. Wird es vorher schlimmer, geh noch am selben Tag.
safety-unsure-caution = Finde es heraus, wenn du kannst. Bis dahin bleibt der Plan auf der vorsichtigen Seite.
safety-unsure-none = Finde es heraus, wenn du kannst. Bis dahin bleibt der Plan auf der vorsichtigen Seite.
safety-unsure-title = Zurückgehalten, bis du es weißt
safety-skips = Welche und warum, steht im Teil „{ $part }“.
safety-net =
    Ruf sofort die Notrufnummer deines Landes an, wenn etwas davon zutrifft. Deine Brust schmerzt oder fühlt sich gedrückt an. Du
    bekommst plötzlich schlecht Luft. Du wirst ohnmächtig, oder du bist verwirrt. Du brichst in der Hitze zusammen. Dein Gesicht
    hängt, deine Sprache ist verwaschen, oder eine Seite ist plötzlich schwach. Ein Fuß oder ein Bein ist kalt, blass oder blau.
    Zwischen den Beinen ist es taub, oder du kannst kein Wasser lassen. Du denkst daran, dein Leben zu beenden.

    Geh noch am selben Tag zum Arzt, wenn etwas davon zutrifft. Ein Punkt auf einem Knochen tut in Ruhe oder nachts weh. Du hast
    einen plötzlichen Knall gespürt und Kraft verloren. Ein Bein ist geschwollen, warm oder rot. Ein Gelenk ist heiß, blockiert oder
    verrenkt. Du hast Fieber, und der Rücken oder ein Gelenk schmerzt. Schwäche oder Taubheit nimmt zu.

    Geh in 1 bis 2 Wochen zum Arzt oder zu einer Fachkraft für Physiotherapie, wenn etwas davon zutrifft. Der Schmerz ist über 5 von
    10, lässt dich hinken oder weckt dich nachts. Nach 2 Wochen mit diesem Rat ist er schlimmer, oder nach 6 Wochen ist er noch
    gleich.

    Brich eine Übung oder einen Lauf sofort ab, wenn etwas davon zutrifft. Der Schmerz ist stechend oder höher als deine
    Schmerzgrenze. Es kribbelt, wird taub oder schwach, und das ist neu. Ein Gelenk gibt nach. Dir ist schwindlig, oder dein Atem
    beruhigt sich nicht.

    Was unseren Rat ändern würde: jedes dieser Zeichen, eine neue Krankheit oder ein neues Medikament, eine Schwangerschaft, eine
    Operation oder ein Sturz. Hör auf, und lass dich ansehen, wo es hier steht. Beantworte dann die Fragen noch einmal.
safety-net-short =
    Ruf sofort die Notrufnummer deines Landes an, wenn es schlimmer wird oder wenn etwas davon zutrifft. Deine Brust schmerzt oder
    fühlt sich gedrückt an. Du bekommst schlecht Luft. Du wirst ohnmächtig, oder du bist verwirrt. Dein Gesicht hängt, deine Sprache
    ist verwaschen, oder eine Seite ist plötzlich schwach. Ein Fuß oder ein Bein ist kalt, blass oder blau. Zwischen den Beinen ist
    es taub, oder du kannst kein Wasser lassen. Du denkst daran, dein Leben zu beenden.

    Lauf und trainiere nicht, auch nicht sanft, bis dich eine Fachperson angesehen hat und sagt, dass du darfst.

    Was diesen Rat ändern würde: dass dich jemand angesehen hat. Beantworte danach die Fragen noch einmal.

summary-picture = Am besten passt zu deinen Antworten das Bild „{ $pattern }“ ({ $band }).
summary-picture-others = Am besten passt zu deinen Antworten das Bild „{ $pattern }“ ({ $band }). { $others } auch.
summary-picture-side = Am besten passt zu deinen Antworten das Bild „{ $pattern }“, { $side } ({ $band }).
summary-picture-side-others = Am besten passt zu deinen Antworten das Bild „{ $pattern }“, { $side } ({ $band }). { $others } auch.
summary-no-picture = Kein einzelnes Bild passt zu allen Antworten; hier steht, worauf sie einzeln weisen.
summary-no-muscle = Deine Antworten weisen nicht klar auf einen bestimmten Muskel.
summary-busy-quiet = Was wohl mehr als seinen Teil tut: { $busy }. Was wohl weniger tut: { $quiet }.
summary-busy = Was wohl mehr als seinen Teil tut: { $busy }. Nichts fällt auf, das weniger tut.
summary-quiet = Was wohl weniger als seinen Teil tut: { $quiet }. Nichts fällt auf, das mehr tut.
summary-unclear = Bei { $unclear } weisen die Zeichen in beide Richtungen, es lohnt sich also, noch einmal zu testen.
summary-nothing = Auch das ist gut zu wissen: Es kann einfach daran liegen, wie viel du läufst, oder an etwas, wonach wir nicht fragen.
summary-waits = Dein Plan wartet, bis die offenen Fragen zur Sicherheit beantwortet sind.
summary-plan-load =
    Geh zuerst mit der Laufbelastung zurück. Dann hat dein Plan { $exercises }, um die stillen Muskeln zu wecken. Er dauert etwa
    { $minutes } Minuten. Teste am { $day } noch einmal.
summary-plan-wake =
    Dein Plan hat { $exercises }, um die stillen Muskeln zu wecken. Er dauert etwa { $minutes } Minuten. Teste am { $day } noch
    einmal.
summary-plan-base =
    Dein Plan hat { $exercises }, um die Grundlage stark zu halten. Er dauert etwa { $minutes } Minuten. Teste am { $day } noch
    einmal.
summary-plan-none = Im Moment können wir dir keine Übung anbieten; warum, steht beim Plan.

notice-set-aside = Deine Antwort auf „{ $ask }“ zählt nicht: Nach deinen anderen Antworten trifft die Frage nicht zu.
notice-set-aside-place = Deine Antwort auf „{ $ask }“ ({ $place }) zählt nicht: Nach deinen anderen Antworten trifft die Frage nicht zu.
notice-no-norm = Dein Ergebnis bei „{ $ask }“ ist notiert, aber für dich gibt es keinen üblichen Bereich. Es zählt deshalb nicht.
notice-no-norms =
    Für einige Ergebnisse kennen wir keinen üblichen Bereich für dich. Sie sind notiert, zählen aber nicht. Sie stammen aus:
    { $tests }.
tests-left = Diese Selbsttests hast du noch nicht gemacht. Jeder kann einen Befund klarer machen oder dagegen sprechen.
tests-withheld = Es bleibt kein Selbsttest, um den wir dich jetzt bitten würden. Einige lassen wir wegen deiner Sicherheit weg.
tests-all-done = Du hast jeden Selbsttest gemacht, der jetzt etwas bringt. In vier Wochen können sie ein anderes Bild geben.
no-plan-open = Noch kein Plan: Zuerst brauchen die Fragen zur Sicherheit oben eine Antwort.
no-plan-safety = Kein Plan: Zuerst kommt der Teil zur Sicherheit oben.
no-plan-none = Aus diesen Antworten ließ sich kein Plan machen.

stretch =
    Dehnen kann sich gut anfühlen, und wir sagen nicht, dass es schadet. Aber es ist nicht gezeigt, dass es diese Beschwerden löst. Eine
    Übersicht über Langstreckenläufer fand keinen nützlichen Schutz vor Verletzungen{ $R1 }. Bei lang dauernden Rückenschmerzen fand
    ein Vergleich vieler Versuche, dass Dehnen nicht besser abschnitt als die Vergleichsgruppen{ $R2 }. In einem Versuch mit
    Fußtraining war die Gruppe, die dehnte, die Vergleichsgruppe; die Gruppe, die ihre Füße trainierte, hatte weniger
    Verletzungen{ $R3 }.

    Es gibt auch Belege für die andere Seite. In einem kleinen Versuch mit 24 Frauen, denen das Knie außen wehtat, fand sich kein
    Unterschied zwischen Dehnen, der üblichen Behandlung und Hüfttraining{ $R4 }. Für ein Urteil war dieser Versuch zu klein.

    Ein Muskel, der sich fest anfühlt, kann müde sein, weil er die Arbeit eines anderen tut. Deshalb trainiert dieser Plan den anderen
    und endet im Laufen.
load-note =
    Zuerst kommt die Laufbelastung. In einer Studie mit 5.205 Läuferinnen und Läufern ging ein Lauf, der mehr als 10 % länger war als
    der längste der 30 Tage davor, mit mehr Überlastungen einher{ $R5 }. Keine Übung gleicht einen zu großen Sprung aus.
honesty = Es ist nicht gezeigt, dass Aktivierungsübungen diese Beschwerden ändern, indem sie das Gleichgewicht der Muskeln ändern.
honesty-trials =
    Versuche mit Krafttraining und Verletzungen fielen gemischt aus: Ein Programm von 10 Minuten änderte bei 720 Menschen vor ihrem
    ersten Marathon nichts [R6].
honesty-trials-foot =
    Versuche mit Krafttraining und Verletzungen fielen gemischt aus: Fußtraining ging mit weniger einher [R3], aber ein Programm von
    10 Minuten änderte bei 720 Menschen vor ihrem ersten Marathon nichts [R6].
honesty-hips = Stärkere Hüften allein änderten nicht, wie Menschen laufen [R7]; deshalb endet der Plan mit einer Laufbewegung.
honesty-judge = Versuch es vier Wochen lang, und urteile nach deinem eigenen neuen Test.
how-we-know-words =
    „Tut mehr“ und „tut weniger als seinen Teil“ sind Wörter eines Modells. Ein Fragebogen, den du zu Hause ausfüllst, kann nicht
    messen, wie stark ein Muskel arbeitet, und ein schwaches Ergebnis kann vom Schmerz kommen.
how-we-know-numbers =
    Jede Regel gibt eine Zahl zwischen 0 und 1. Beschwerden und Gewohnheiten allein können höchstens { $symptom_cap } über einen Muskel
    sagen. Ohne Selbsttest bleibt ein Muskel bei { $no_test_cap }, mit einem bei { $one_test_cap }, und nichts geht über { $cap }. Ab
    { $hidden } nennen wir es möglich, ab { $likely } wahrscheinlich, ab { $strong } deutlich. Ein Test mit üblichem Ergebnis spricht
    gegen einen Befund; ein ausgelassener Test sagt nichts.
how-we-know-rules =
    Die Zahl ist unser eigener Maßstab und keine Wahrscheinlichkeit in Prozent. { $fired } von unseren { $rules } Regeln sprachen über
    dich. Viele beruhen auf dem, was Trainer seit Langem lehren, oder auf unserer eigenen Sicht; jede Regel nennt ihre Quelle.
how-we-know-rules-tests =
    Die Zahl ist unser eigener Maßstab und keine Wahrscheinlichkeit in Prozent. { $fired } von unseren { $rules } Regeln sprachen über
    dich, bei { $tests } gemachten Selbsttests. Viele beruhen auf dem, was Trainer seit Langem lehren, oder auf unserer eigenen Sicht;
    jede Regel nennt ihre Quelle.
status-seen = wir haben die Zusammenfassung gelesen
status-secondary = wir kennen sie aus einem anderen Text
status-memory = aus dem Gedächtnis, noch nicht geprüft

card-how-much = Wie viel
card-how-often = Wie oft
card-time = Zeit
card-you-need = Du brauchst
card-or-use = Oder nimm
card-instead = Das geht auch: { $words }.
card-sides = Seiten
card-do-it = So geht es
card-think-of = Denk an
card-feel = Das solltest du spüren
card-takes-over = Wenn der fleißige Muskel übernimmt
card-you-notice = Du merkst
card-if-you-notice = Wenn du merkst
card-then = Dann
card-pain-limit = Deine Schmerzgrenze
card-stop = Aufhören
card-easier = Leichter
card-harder = Schwerer
card-move-on = Weiter, wenn
card-go-back = Zurück, wenn
card-more = Was du spürst, leichter, schwerer, wann es weitergeht
card-take-over-line = Wenn der fleißige Muskel übernimmt: { $sign } Dann: { $do }
week-exercise = Übung

map-front = Vorn
map-back = Hinten
map-soles = Sohlen, von unten
map-side-right = Deine rechte Seite
map-side-left = Deine linke Seite
map-sides-view = Seiten
map-breath = Atemmuskeln
map-left-letter = L
map-right-letter = R
map-verdict = { $verdict ->
    [dominant] fleißig
    [dormant] still
   *[unclear] unklar
}
map-note = { $side ->
    [left] { $verdict }, links
    [right] { $verdict }, rechts
   *[both] { $verdict }, beide
}
map-name-side = { $side ->
    [left] { $name }, links
   *[right] { $name }, rechts
}
map-name-place = { $side ->
    [left] { $name } (links)
    [right] { $name } (rechts)
   *[both] { $name } (beide Seiten)
}
map-legend = { $verdict ->
    [dominant] fleißig: tut mehr als seinen Teil
    [dormant] still: tut weniger als seinen Teil
   *[unclear] unklar
}
map-deep = tief, unter der Oberfläche
map-darker = Kräftiger heißt sicherer.
map-sides = R und L sind dein rechts und links.
map-empty = Ein Körper von vorn, von hinten und von beiden Seiten, seine Atemmuskeln und seine Sohlen; kein Muskel ist markiert.
map-described =
    Eine Zeichnung: ein Körper von vorn, von hinten und von beiden Seiten, seine Atemmuskeln und seine Sohlen. Fleißig heißt: tut
    mehr als seinen Teil. Still heißt: tut weniger. Markiert sind { $marked }.
map-region = { $region ->
    [shoulders] Nacken und Schultern
    [trunk] Rumpf
    [hips] Hüften und Oberschenkel
    [legs] Unterschenkel
   *[feet] Sohlen
}
map-close = { $view ->
    [front] { $region }, von vorn
    [back] { $region }, von hinten
    [left] { $region }, deine linke Seite
    [right] { $region }, deine rechte Seite
   *[sole] { $region }, von unten
}
map-close-described = Ein Ausschnitt der Zeichnung. Markiert als { $marked }.
map-close-caption = Schau zuerst hierher.

# Für wen ein Bericht ist und von wem er kommt.
letterhead-for = Für
letterhead-coach = Trainer
letterhead-contact = Kontakt
letterhead-logo = Logo
letterhead-logo-of = Logo von { $coach }

# Das Blatt für den Kühlschrank: eine Seite zum Aufhängen.
fridge-title = Deine vier Wochen auf einem Blatt
fridge-how = Häng es auf. Hake jedes Mal ein Kästchen ab, wenn du eine Übung gemacht hast.
fridge-retest = Teste neu am { $day }.
fridge-load = Zuerst die Belastung: kein Lauf mehr als 10 % länger als dein längster der letzten 30 Tage.
fridge-stops =
    Der Schmerz ist stechend oder über deiner Grenze.

    Du spürst neues Kribbeln, Taubheit oder Schwäche.

    Ein Gelenk knickt weg.

    Dir ist schwindlig, oder dein Atem beruhigt sich nicht.
fridge-help =
    Brustschmerz, Atemnot, Ohnmacht, ein hängendes Gesicht, verwaschene Sprache oder ein kaltes, blasses Bein: Ruf sofort den
    Notruf an.
fridge-exercise = Übung
fridge-stop-heading = Hör sofort auf, wenn
fridge-pain-heading = Schmerz
fridge-think = Denk an
fridge-times = { $n ->
    [0] nicht in dieser Woche
    [one] { $n } Kästchen
   *[other] { $n } Kästchen
}

# Die Seite für den Trainer.
coach-title = Seite für den Trainer
coach-symptoms = Angegeben
coach-rules = { $fired } Regeln haben gegriffen.
coach-finding = Befund
coach-certainty = Sicherheit
coach-by = Regeln, die stärkste zuerst
coach-tests = Gemachte Selbsttests
coach-left-right = { $left } links, { $right } rechts
coach-tests-left = Selbsttests, die noch mehr sagen könnten
coach-exercises = Der Plan
coach-muscles = Muskeln
coach-details = Im Einzelnen
coach-none = Nichts sticht hervor.
nav-fridge = Für den Kühlschrank
