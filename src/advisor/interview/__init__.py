"""Answers: read from files, asked in a terminal. Takes questions, gives an AnswerSheet; concludes nothing."""
