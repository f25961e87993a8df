# The plan in a calendar. Titles can be seen by others: no trouble, no muscle, no finding in them.

calendar-name = My exercises
calendar-of = Exercises of { $name }
calendar-training = { $exercises }, { $minutes }
calendar-exercise = { $number }. { $name }: { $dose }; { $minutes }
calendar-how = How to do each one is in your report. Stop for any sign that it names.
calendar-retest = Test again
calendar-retest-how = Do these self-tests again. Then answer the questions again and compare:
calendar-retest-questions = Answer the questions again and compare.
calendar-none = There is no plan to put in a calendar, so no file was made. The report in another format says why.
