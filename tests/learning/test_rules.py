"""The way through a course, as arithmetic on facts: properties that hold for any course and any learner."""

from datetime import UTC, datetime, timedelta
from math import floor

from hypothesis import given
from hypothesis import strategies as st

from lms.assessment.rules import QuizState
from lms.curriculum.awards import Certificate
from lms.curriculum.document import Document, Lesson, Module, Quiz
from lms.learning.rules import Facts, Finished, Way, credible, percent, required, way

AT = datetime(2026, 11, 22, 10, 42, tzinfo=UTC)
DIGESTS = ("old", "new")


def lesson(uid: str, requires: tuple[str, ...] = (), digest: str = "new") -> Lesson:
    return Lesson(id=uid, title=f"Lesson {uid}", minutes=5, text="…", digest=digest, requires=requires)


def quiz(uid: str, requires: tuple[str, ...] = ()) -> Quiz:
    return Quiz(
        id=uid, title=f"Quiz {uid}", purpose="test", pass_mark=80, feedback="after-submit", requires=requires, draw=()
    )


def course(*modules: tuple[str, ...], certificate: Certificate | None = None, **requires: tuple[str, ...]) -> Document:
    """A course of modules of step ids; an id that begins with q is a quiz."""
    uids = [uid for module in modules for uid in module]
    return Document(
        slug="c",
        title="C",
        summary="",
        certificate=certificate or Certificate(),
        modules=tuple(
            Module(id=f"m{place}", title=f"M {place}", steps=steps, requires=requires.get(f"m{place}", ()))
            for place, steps in enumerate(modules)
        ),
        lessons=tuple(lesson(uid, requires.get(uid, ())) for uid in uids if not uid.startswith("q")),
        quizzes=tuple(quiz(uid, requires.get(uid, ())) for uid in uids if uid.startswith("q")),
    )


@st.composite
def courses(draw: st.DrawFn) -> Document:
    """Courses whose prerequisites come earlier, as the compiler ensures."""
    modules = draw(st.lists(st.lists(st.booleans(), max_size=4), min_size=1, max_size=3))
    uids: list[list[str]] = []
    earlier: list[str] = []
    requires: dict[str, tuple[str, ...]] = {}
    for place, kinds in enumerate(modules):
        some_of = st.lists(st.sampled_from(list(earlier) or ["none"]), max_size=2, unique=True)
        requires[f"m{place}"] = tuple(draw(some_of)) if earlier else ()
        uids.append([])
        for is_quiz in kinds:
            uid = f"{'q' if is_quiz else 'l'}{len(earlier)}"
            some = st.lists(st.sampled_from(earlier), max_size=2, unique=True) if earlier else st.just([])
            requires[uid] = tuple(draw(some))
            uids[-1].append(uid)
            earlier.append(uid)
    asked = tuple(uid for uid in earlier if uid.startswith("q") and draw(st.booleans()))
    return course(*map(tuple, uids), certificate=Certificate(quizzes=asked), **requires)


MOMENTS = st.integers(-100, 0).map(lambda hours: AT + timedelta(hours=hours))
STATES = st.one_of(
    st.just(QuizState("never")),
    st.just(QuizState("open", unfinished="x", begun_at=AT)),
    st.just(QuizState("passed", percent=90, passed_at=AT)),
    st.integers(-5, 5).map(
        lambda hours: QuizState("held", percent=84, missed=("you …",), opens_at=AT + timedelta(hours=hours))
    ),
    st.just(QuizState("held", percent=84, missed=("you …",), opens_at=AT, makeup="y")),
    st.sampled_from([None, 0, 1]).map(lambda left: QuizState("failed", percent=50, left=left)),
    st.just(QuizState("failed", percent=50, left=1, opens_at=AT + timedelta(hours=1))),
)


@st.composite
def learners(draw: st.DrawFn) -> tuple[Document, Facts]:
    document = draw(courses())
    finished = {
        uid: Finished(draw(st.sampled_from(DIGESTS)), draw(MOMENTS)) for uid in document.lesson if draw(st.booleans())
    }
    visited = {uid: draw(MOMENTS) for uid in document.lesson if draw(st.booleans())}
    return document, Facts(finished, visited, {uid: draw(STATES) for uid in document.quiz if draw(st.booleans())})


def stands(learner: tuple[Document, Facts]) -> Way:
    return way(*learner, AT)


@given(learners())
def test_a_step_says_why_exactly_when_it_is_not_done(learner):
    for step in stands(learner).steps:
        assert bool(step.why) is not step.done


@given(learners())
def test_every_reason_leads_to_a_step_of_the_course(learner):
    document, _facts = learner
    assert {why.step for step in stands(learner).steps for why in step.why} <= set(document.steps)


@given(learners())
def test_a_lesson_is_done_when_it_was_finished_in_its_present_wording(learner):
    document, facts = learner
    done = {step.uid for step in stands(learner).steps if step.is_lesson and step.done}
    assert done == {uid for uid, each in facts.finished.items() if each.digest == document.lesson[uid].digest}


@given(learners())
def test_a_quiz_is_done_when_it_is_passed(learner):
    _document, facts = learner
    assert {step.uid for step in stands(learner).steps if not step.is_lesson and step.done} == facts.passed


@given(learners())
def test_only_a_whole_course_is_a_hundred_percent(learner):
    stood = stands(learner)
    all_done = bool(stood.steps) and all(step.done for step in stood.steps)
    assert (stood.percent == 100) is all_done


@given(st.integers(0, 500), st.integers(0, 500))
def test_percent_is_rounded_down_and_stays_between_0_and_100(done, more):
    assert percent(done, done + more) == (floor(100 * done / (done + more)) if done + more else 0)


@given(learners())
def test_continue_never_leads_to_what_is_done_locked_or_waiting(learner):
    onward = stands(learner).next
    assert onward is None or onward.actionable


@given(learners())
def test_continue_leads_somewhere_while_anything_can_be_done(learner):
    stood = stands(learner)
    assert (stood.next is None) is not any(step.actionable for step in stood.steps)


@given(learners())
def test_finishing_a_lesson_never_undoes_locks_or_lowers_anything(learner):
    document, facts = learner
    before = stands(learner)
    for uid, each in document.lesson.items():
        after = way(
            document, Facts({**facts.finished, uid: Finished(each.digest, AT)}, facts.visited, facts.quizzes), AT
        )
        assert after.percent >= before.percent
        assert {s.uid for s in before.steps if s.done} <= {s.uid for s in after.steps if s.done}
        assert {s.uid for s in after.steps if s.locked} <= {s.uid for s in before.steps if s.locked}


@given(learners())
def test_nobody_is_locked_in_for_ever(learner):
    """As long as nothing waits, there is always a step that can be done until all are done."""
    stood = stands(learner)
    if not any(step.waiting for step in stood.steps) and not all(step.done for step in stood.steps):
        assert stood.next is not None


@given(learners())
def test_the_course_is_complete_exactly_when_what_its_certificate_names_is_done(learner):
    document, _facts = learner
    stood = stands(learner)
    done = {step.uid for step in stood.steps if step.done}
    assert stood.complete is (required(document) <= done)


@given(learners(), st.randoms())
def test_the_order_in_which_facts_are_told_does_not_matter(learner, random):
    document, facts = learner
    shuffled = [list(each.items()) for each in (facts.finished, facts.visited, facts.quizzes)]
    for each in shuffled:
        random.shuffle(each)
    again = way(document, Facts(*map(dict, shuffled)), AT)
    assert [(s.uid, s.done, s.locked, s.why) for s in again.steps] == [
        (s.uid, s.done, s.locked, s.why) for s in stands(learner).steps
    ]


@given(st.integers(-(10**9), 10**9), st.one_of(st.none(), st.integers(-1000, 1000)))
def test_no_more_time_is_believed_than_can_be_true(seconds, since):
    last = None if since is None else AT - timedelta(seconds=since)
    taken = credible(seconds, last, AT)
    assert 0 <= taken <= 60
    assert taken <= max(0, seconds)
    assert taken <= max(0, since or 0)


def at_first_sight() -> Facts:
    return Facts({}, {}, {})


def codes(stood: Way) -> dict[str, list[str]]:
    return {step.uid: [why.code for why in step.why] for step in stood.steps}


def test_a_new_learner_begins_with_the_first_lesson():
    stood = way(course(("a", "q1"), ("b",)), at_first_sight(), AT)
    assert stood.next is not None
    assert stood.next.uid == "a"
    assert codes(stood) == {"a": ["not-opened"], "q1": ["quiz-never"], "b": ["not-opened"]}


def test_continue_lands_on_the_unfinished_lesson_visited_last():
    facts = Facts({}, {"a": AT - timedelta(hours=2), "b": AT - timedelta(hours=1)}, {})
    stood = way(course(("a", "b", "c")), facts, AT)
    assert stood.next is not None
    assert stood.next.uid == "b"
    assert codes(stood)["b"] == ["opened"]


def test_continue_lands_in_an_attempt_that_is_open():
    facts = Facts({}, {"a": AT}, {"q1": QuizState("open", unfinished="x", begun_at=AT)})
    stood = way(course(("a", "q1")), facts, AT)
    assert stood.next is not None
    assert stood.next.uid == "q1"


def test_of_several_open_attempts_continue_lands_in_the_one_begun_last():
    begun = {"q1": QuizState("open", unfinished="x", begun_at=AT - timedelta(hours=1)),
             "q2": QuizState("open", unfinished="y", begun_at=AT)}  # fmt: skip
    stood = way(course(("a", "q1", "b", "q2")), Facts({}, {}, begun), AT)
    assert stood.next is not None
    assert stood.next.uid == "q2"


def test_a_step_is_locked_by_its_own_and_its_modules_prerequisites():
    document = course(("a", "q1"), ("b", "c"), m1=("a",), b=("q1",))
    stood = way(document, at_first_sight(), AT)
    assert codes(stood) == {
        "a": ["not-opened"],
        "q1": ["quiz-never"],
        "b": ["lesson-first", "quiz-first"],
        "c": ["lesson-first"],
    }
    assert [step.uid for step in stood.steps if step.locked] == ["b", "c"]


def test_prerequisites_that_are_met_open_the_step():
    facts = Facts({"a": Finished("new", AT)}, {}, {"q1": QuizState("passed", percent=90)})
    stood = way(course(("a", "q1"), ("b",), m1=("a",), b=("q1",)), facts, AT)
    assert codes(stood)["b"] == ["not-opened"]
    assert stood.percent == 66


def test_a_lesson_that_changed_is_to_be_read_again_but_stays_open():
    facts = Facts({"b": Finished("old", AT)}, {}, {})
    stood = way(course(("a",), ("b",), m1=("a",)), facts, AT)
    assert codes(stood)["b"] == ["changed"]
    assert not stood.step("b").locked


def test_a_changed_prerequisite_is_asked_for_again():
    facts = Facts({"a": Finished("old", AT)}, {}, {})
    stood = way(course(("a",), ("b",), m1=("a",)), facts, AT)
    assert codes(stood)["b"] == ["lesson-again"]


def test_a_held_test_waits_until_its_parallel_question_opens():
    held = QuizState("held", percent=84, missed=("you …",), opens_at=AT + timedelta(hours=3))
    document = course(("a", "q1", "b"))
    facts = Facts({"a": Finished("new", AT)}, {}, {"q1": held})
    assert way(document, facts, AT).step("q1").waiting
    assert way(document, facts, AT).next.uid == "b"
    assert way(document, facts, AT + timedelta(hours=3)).next.uid == "q1"


def test_a_test_without_attempts_left_waits_for_the_instructor():
    stood = way(course(("q1",)), Facts({}, {}, {"q1": QuizState("failed", percent=40, left=0)}), AT)
    assert stood.next is None
    assert codes(stood) == {"q1": ["quiz-failed"]}


def test_after_a_lesson_comes_the_next_step_that_can_be_done():
    facts = Facts({"a": Finished("new", AT)}, {"c": AT}, {})
    stood = way(course(("a", "q1", "c")), facts, AT)
    assert stood.after("a").uid == "q1"
    assert stood.around("q1")[0].uid == "a"
    assert stood.around("c") == (stood.step("q1"), None)


def test_completion_asks_for_the_lessons_and_quizzes_that_the_certificate_names():
    document = course(("a", "b", "q1"), certificate=Certificate(lessons=("a",), quizzes=("q1",)))
    facts = Facts({"a": Finished("new", AT)}, {}, {})
    assert [step.uid for step in way(document, facts, AT).missing] == ["q1"]
    passed = Facts(facts.finished, {}, {"q1": QuizState("passed", percent=100)})
    assert way(document, passed, AT).complete
    assert way(document, passed, AT).percent == 66
