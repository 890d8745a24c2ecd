from tests.assessment.learner import Learner
from tests.inspector import ids_are_unique, pictures_have_words, pointers_have_targets

DOT = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" role="img" aria-labelledby="dot-title dot-desc">
<title id="dot-title">A dot</title>
<desc id="dot-desc">A dot in the middle.</desc>
<circle class="f-bone" cx="5" cy="5" r="2"/>
</svg>
"""


def test_two_questions_with_the_same_figure_stand_on_one_page(make, visitor):
    files = make.tiny_tree(**{"figures/dot.svg": DOT, "figures/dot.md": "A dot in the middle.\n"})
    for path in ("questions/choice.toml", "questions/others.toml"):
        files[path] = files[path].replace('\nask = "', '\nfigure = "dot"\nask = "')
    make.course(files)
    make.enrol("ana")
    ana = Learner(visitor.as_("ana"))
    ana.start()
    ana.visitor.get("assessment.attempt", id=ana.attempt, inspect=False)
    check(ana.visitor.page)
    ana.visitor.post("assessment.submit", id=ana.attempt)
    ana.visitor.get("assessment.review", id=ana.attempt, inspect=False)
    check(ana.visitor.page)


def check(page):
    assert len(page.select("fieldset.question svg")) == 4
    assert [*ids_are_unique(page), *pointers_have_targets(page), *pictures_have_words(page)] == []
