"""The door and the catalogue: open to everyone."""

from tests.visitor import Visitor


def course(make, slug, title):
    tree = make.tiny_tree()
    make.course({**tree, "course.toml": tree["course.toml"].replace("A tiny course", title)}, slug=slug)


def test_the_door_says_what_this_is_and_leads_to_the_courses(visitor, make):
    make.course()
    visitor.get("learning.welcome")
    assert visitor.page.select('main a.btn[href="/sign-up"]')
    assert visitor.page.select('main a[href="/courses/tiny"]')
    assert "84%, not passed yet" in visitor.page.text


def test_the_door_of_an_empty_house_stands(visitor):
    visitor.get("learning.welcome")
    visitor.get("learning.catalogue")
    assert "No courses yet." in visitor.page.text


def test_the_door_without_open_sign_up_says_by_invitation(make_app, cast):
    visitor = Visitor(make_app(open_sign_up=False), cast)
    visitor.get("learning.welcome")
    assert not visitor.page.select('main a[href="/sign-up"]')
    assert "need an invitation" in visitor.page.text


def test_who_is_signed_in_goes_home(visitor):
    ana = visitor.as_("ana")
    ana.get("learning.welcome", expect=302)
    assert ana.location == "/home"


def test_the_catalogue_lists_courses_by_title_a_page_at_a_time(visitor, make):
    for number in range(14):
        course(make, f"course-{number:02}", f"Course {number:02}")
    visitor.get("learning.catalogue")
    assert [link.get("href") for link in visitor.page.select(".course-card a")] == [
        f"/courses/course-{number:02}" for number in range(12)
    ]
    visitor.get(visitor.page.one('a[rel="next"]').get("href"))
    assert len(visitor.page.select(".course-card")) == 2
    assert visitor.page.select('a[rel="prev"]')
    assert not visitor.page.select('a[rel="next"]')


def test_nonsense_in_the_page_number_is_no_trouble(visitor, make):
    make.course()
    for nonsense in ("0", "-3", "words"):
        visitor.get(f"/courses?page={nonsense}")
    visitor.get("/courses?page=99")
    assert "Page 99 does not exist." in visitor.page.text
