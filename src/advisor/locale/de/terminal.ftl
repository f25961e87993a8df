# Was nur der Bericht für ein Terminal sagt.

text-pattern = das Muster „{ $pattern }“
text-weaker = { $number ->
    [one] Einer mehr ist auf der Körperkarte markiert, mit schwächeren Zeichen.
   *[other] { $number } weitere sind auf der Körperkarte markiert, mit schwächeren Zeichen.
}
text-in-full =
    Das ist die kurze Form. Mit --full kommen jeder Grund in Worten, deine Testergebnisse, wie die Schritte der späteren Wochen gehen,
    wie jede Zahl entstand, und die Quellen dazu.
