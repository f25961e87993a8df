# Wie sicher ein Befund ist: seine Stufe, und der beste Beleg hinter seinem wichtigsten Grund. Eine Stufe heißt immer gleich.

rests-on-SR = Übersichten über Studien
rests-on-RCT = einem Versuch mit Übungen, der unsere Deutung der Tests nicht prüfte
rests-on-COH = einer Studie, die Menschen über längere Zeit begleitet hat
rests-on-CC = Studien, die Gruppen von Menschen verglichen, nicht auf Versuchen
rests-on-EMG = Messungen an Muskeln, nicht auf Versuchen
rests-on-TRAD = Überlieferung, nicht auf Versuchen
rests-on-SEED = dem Buch eines Lauftrainers, nicht auf Versuchen
rests-on-EXP = unserer eigenen Sicht, nicht auf Studien
rests-on-contested = { $basis }; andere Studien widersprechen
certainty-words = { $sure }: Der wichtigste Grund beruht bestenfalls auf { $basis }.
behind-and-rests-on = { $behind }; der wichtigste Grund beruht bestenfalls auf { $basis }
behind-and-certainty = { $behind } { $certainty }

lowered-by = Dem trauen wir weniger, weil es eine andere Erklärung gibt: „{ $rival }“.
set-aside-by = Ein Grund dafür zählt nicht, weil es eine andere Erklärung gibt: „{ $rival }“.
pattern-weakens = Was dagegen sprechen würde
reason-weakens = Zu „{ $reason }“: { $words }
reason-weakens-again = Zu „{ $reason }“: dasselbe wie bei { $finding }.
only-offered = { $words } Mach nur die Selbsttests, die wir dir anbieten.
