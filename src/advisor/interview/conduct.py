"""The interview itself: what is asked next, what the verbs do, when it ends (DESIGN section 6).

Knows nothing of inference and nothing of terminals: both come in as Means and a Prompter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum

from advisor.errors import AdvisorError
from advisor.interview.agenda import Agenda
from advisor.interview.entry import EACH, Entry, Screen, screens
from advisor.interview.means import Means
from advisor.interview.offering import LEAVING, choose_tests
from advisor.interview.order import Order, Relevant, Step, is_answered
from advisor.interview.outlook import Adviser, Outlook
from advisor.interview.prompter import Choice, Prompt, Prompter, Reply, Verb, typed_for
from advisor.interview.session import Session
from advisor.language import language
from advisor.model.answers import State
from advisor.model.knowledge import SIDES

__all__ = ["Ending", "Interview"]


class Ending(Enum):
    """How an interview ended: everything asked, safety ended it, or the runner left."""

    DONE = "done"
    ENDED = "ended"
    LEFT = "left"


class Interview:
    """One run of the interview over a session."""

    def __init__(self, session: Session, prompter: Prompter, entry: Entry, means: Means) -> None:
        self.session, self.prompter, self.entry, self.means = session, prompter, entry, means
        self.knowledge = session.knowledge
        self._text = language(self.knowledge.language).text
        self.order = Order(self.knowledge)
        self.safety = means.judge(session.answers)
        self._heading = ""
        self._ready: set[str] = set()
        self._apart: set[str] = set()
        relevant: Callable[[object], Relevant] = means.relevant  # type: ignore[assignment]
        self.agenda = Agenda(session, self.order, relevant, means.safety_reads, means.adviser and self._adviser)
        self._advising: Adviser | None = None

    def run(self) -> Ending:
        """Asks until the end. Raises EndOfInput, KeyboardInterrupt, AdvisorError; the answers are saved then."""
        if self.session.tests is not None and self._first_open() is None:
            self.session.choose(None)  # everything chosen is done: offer what is left
        cursor: Screen | None = None
        while True:
            if self.safety.ended:
                if not self._was_a_slip():
                    return Ending.ENDED
                cursor = self._tipping()
            screen = cursor or self._first_open()
            if screen is None and self.session.tests is not None:
                return Ending.DONE
            said = self._ask(screen) if screen is not None else self._choose_tests()
            if said is Verb.QUIT:
                return Ending.LEFT
            cursor = self._before(screen) if said is Verb.BACK else None

    def _choose_tests(self) -> Verb | None:
        lines, offers = self.means.offers(self.session.answers)
        telling = self.agenda.could_tell(self.safety)
        if telling is not None:
            offers = sorted((o for o in offers if o.test in telling), key=lambda o: telling.index(o.test))
        return choose_tests(self.session, self.prompter, lines, offers, best_first=telling is not None)

    def ending(self) -> Outlook | None:
        """Once it is done: whether anything could still change, and what; None where nobody worked it out."""
        return self.agenda.at_the_end(self.safety)

    def _adviser(self) -> Adviser:
        if self._advising is None:
            assert self.means.adviser is not None
            if self.prompter.live and not self.means.ready():
                self.prompter.say()
                self.prompter.say(self._text("settle-moment"))
            self._advising = self.means.adviser()
        return self._advising

    # ------------------------------------------------------------------------------------------------ where we are
    def _steps(self) -> list[Step]:
        try:
            return self.agenda.steps(self.safety)
        except AdvisorError as error:
            if self.agenda.adviser is None:
                raise
            self.agenda.adviser = None  # said, never in silence: then everything is asked
            self.prompter.say(self._text("settle-not-possible", reason=error.diagnostics[0].message))
            return self.agenda.steps(self.safety)

    def _screens(self) -> list[Screen]:
        return [
            screen
            for step in self._steps()
            for screen in screens(self.knowledge, step, apart=step.question in self._apart or self._mixed(step))
        ]

    def _mixed(self, step: Step) -> bool:
        """One side has no plain answer (it hurt, or is not known): each side on its own."""
        values = [self.session.answers.get(step.question, scope) for scope in step.scopes]
        return len(values) == 2 and any(isinstance(v, State) for v in values) and values[0] != values[1]

    def _is_open(self, screen: Screen) -> bool:
        return not is_answered(Step(screen.question, screen.scopes), self.session.answers)

    def _first_open(self) -> Screen | None:
        return next((screen for screen in self._screens() if self._is_open(screen)), None)

    def _before(self, screen: Screen | None) -> Screen | None:
        """The last answered screen before this one; before the first of a test, the choice of tests."""
        found: Screen | None = None
        for item in self._screens():
            if item == screen:
                break
            found = item if not self._is_open(item) else found
        if found is None:
            self.prompter.say(self._text("first-question"))
        elif screen is not None and self._is_test(screen) and not self._is_test(found) and self.session.tests is not None:
            self.session.choose(None)
            return None
        return found or screen

    def _is_test(self, screen: Screen) -> bool:
        return bool(self.knowledge.questions[screen.question].test)

    # ------------------------------------------------------------------------------------------------- one question
    def _ask(self, screen: Screen) -> Verb | None:
        """Asks one screen until it has an answer; gives BACK or QUIT where the runner wants that."""
        self.session.at = screen.question
        test = self.knowledge.questions[screen.question].test
        if test and test not in self._ready:
            said = self._begin_test(test)
            if said is not None:
                return said if isinstance(said, Verb) else None
        self._head(screen)
        while True:
            prompt = self.entry.prompt(screen, self.session.answers)
            reply = self.prompter.ask(prompt)
            if reply in (Verb.BACK, Verb.QUIT):
                return Verb(reply)
            if reply in (Verb.WHY, Verb.HELP, Verb.SAVE):
                self._tell(Verb(str(reply)), screen)
            elif reply == EACH or (reply is Verb.HURT and len(screen.scopes) == 2):
                self._apart.add(screen.question)
                if reply is Verb.HURT:
                    self.prompter.say(self._text("each-side"))
                return None
            else:
                self._record(screen, reply)
                return None

    def _record(self, screen: Screen, reply: Reply) -> None:
        values = self.entry.values(screen, reply)
        if screen.question in self.agenda.trail:
            self.agenda.trail.remove(screen.question)
        self.agenda.trail.append(screen.question)
        before = {scope: self.session.answers.get(screen.question, scope) for scope in values}
        self.session.put(screen.question, values)
        if values != before and screen.question in self.means.safety_reads:
            self.safety = self.means.judge(self.session.answers)
        self.means.prepare()
        if reply is Verb.HURT:
            self._hurt(self.knowledge.questions[screen.question].test, screen.scopes)

    def _hurt(self, test: str, scopes: Sequence[str]) -> None:
        """The rest of the test in these scopes is not asked: it is over. Nobody goes on with the other side in pain."""
        asked = [question for question in self.knowledge.questions.values() if question.test == test]
        for question in asked:
            for scope in scopes:
                sided = question.per == "side"
                if (scope in SIDES) == sided and self.session.answers.get(question.id, scope) is State.NOT_ASKED:
                    self.session.put(question.id, {scope: State.HURT})
        coming = {(question.id, side) for question in asked if question.per == "side" for side in SIDES if side not in scopes}
        other = any(self.session.answers.get(*cell) is State.NOT_ASKED for cell in coming)
        self.prompter.say(self._text("hurt-stop-side" if other else "hurt-stop"))

    def _hurt_at_once(self, test: str) -> None:
        scopes: tuple[str, ...] = ("", *SIDES)
        if any(q.test == test and q.per == "side" for q in self.knowledge.questions.values()):
            words = language(self.knowledge.language)
            choices = tuple(Choice(one, self._text(f"hurt-{one}"), typed_for(words, one)) for one in (*SIDES, "both"))
            side = self.prompter.ask(Prompt(self._text("hurt-where"), "one", choices, verbs=()))
            scopes = scopes if side == "both" else (str(side),)
        self._hurt(test, scopes)

    def _tell(self, verb: Verb, screen: Screen) -> None:
        if verb is Verb.SAVE:
            self.session.save()
            lines = [self._text("saved-each", file=self.session.file.name)]
        elif verb is Verb.WHY:
            lines = [*self.means.why(screen.question), *self._moves(screen)]
        else:
            lines = self.entry.help_lines(screen.question, self.session.answers)
        self.prompter.say()
        for line in lines:
            self.prompter.say(line)
        self.prompter.say()

    def _moves(self, screen: Screen) -> list[str]:
        """The findings that hang on this question, and how far; nothing while what comes first is not through."""
        if self.agenda.adviser is None or self.agenda.comes_first(screen.question):
            return []
        step = next((s for s in self._steps() if s.question == screen.question), Step(screen.question, screen.scopes))
        return self.means.moved(self._adviser().moves(self.session.answers, step, self.safety.withheld))

    def _head(self, screen: Screen) -> None:
        heading = self._heading_of(screen)
        if heading != self._heading:
            self._heading = heading
            self.prompter.say()
            self.prompter.say(self._text("heading", title=heading), strong=True)
        self.prompter.say()
        if not self._is_test(screen):
            self.prompter.say(self._progress(screen))

    def _heading_of(self, screen: Screen) -> str:
        question = self.knowledge.questions[screen.question]
        if question.test:
            return self.knowledge.tests[question.test].name
        if question.kind == "symptom":
            return self._text("part-troubles")
        if question.per == "symptom":
            return self._text("part-each-trouble")
        if question.kind == "history":
            return self._text("part-running")
        about = question.fixed and not self.order.present(self.session.answers)
        return self._text("part-you" if about else "part-health")

    def _progress(self, screen: Screen) -> str:
        steps = self._steps()
        progress = self.order.progress(steps, self.session.answers)
        number = next((i for i, s in enumerate(steps, 1) if s.question == screen.question and screen.scopes[0] in s.scopes), 1)
        if progress.settled and self._is_open(screen):
            return self._text("progress-left", number=number, left=self.agenda.left(self.safety))
        return self._text("progress", number=number)

    # ------------------------------------------------------------------------------------------------------ tests
    def _begin_test(self, name: str) -> Verb | str | None:
        """Shows how a test is done and waits. None: go on to its questions; else it was left out, or hurt."""
        test = self.knowledge.tests[name]
        self._heading = test.name
        self.prompter.say()
        chosen = list(dict.fromkeys(t for s in self._steps() if (t := self.knowledge.questions[s.question].test)))
        number, left = chosen.index(name) + 1, self.agenda.tests_left(self.safety) - 1
        key = "test-heading" if self.agenda.adviser is None else "test-heading-left"
        head = self._text(key, number=number, total=len(chosen), left=left, test=test.name, minutes=test.minutes)
        self.prompter.say(head, strong=True)
        for line in self.entry.test_lines(name):
            self.prompter.say(line)
        self.prompter.say()
        yes = typed_for(language(self.knowledge.language), "yes")
        choices = (Choice("done", self._text("test-done"), yes), Choice("leave", self._text("test-leave"), ("skip", "d")))
        prompt = Prompt(self._text("test-now"), "one", choices, verbs=(Verb.HURT, Verb.WHY, *LEAVING))
        while True:
            reply = self.prompter.ask(prompt)
            if reply == "leave":
                self.session.leave_out(name)
                return "left_out"
            if reply == "done":
                self._ready.add(name)
                return None
            if reply in (Verb.BACK, Verb.QUIT):
                return Verb(str(reply))
            if reply is Verb.HURT:
                self._ready.add(name)
                self._hurt_at_once(name)
                return "over"
            first = next(q for q in self.knowledge.questions.values() if q.test == name)
            self._tell(Verb(str(reply)), Screen(first.id, SIDES))

    # ----------------------------------------------------------------------------------------------------- safety
    def _was_a_slip(self) -> bool:
        """Shows the safety part and nothing else; a mistyped answer can be taken back."""
        self.prompter.say()
        for line in self.means.safety_lines(self.safety):
            self.prompter.say(line, strong=line.isupper())
        if not self.prompter.live:
            return False
        choices = (Choice("end", self._text("end-here")), Choice("slip", self._text("end-slip")))
        prompt = Prompt(self._text("end-questions"), "one", choices, verbs=(Verb.QUIT,))
        self._heading = ""
        return self.prompter.ask(prompt) == "slip"

    def _tipping(self) -> Screen | None:
        """The last answered question that the rules which ended it read."""
        read = self.means.tipped_by(self.safety)
        mine = [s for s in self._screens() if s.question in read and not self._is_open(s)]
        return next((s for s in mine if s.question == self.session.at), mine[-1] if mine else None)
