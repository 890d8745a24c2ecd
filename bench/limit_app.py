"""The yardstick: the least that a Flask page with a signed-in person, an ORM and a template can cost.

Not a product. `/lesson/<id>`: cookie, Flask-Login, three more ORM queries, a page of about 20 kB. `/answer/<q>`: one
durable upsert. `/login/<id>` puts the person into the session, for the load script.
"""

import os
import random
import sys
import time

from flask import Flask, render_template_string, request
from flask_login import LoginManager, UserMixin, current_user, login_required, login_user
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.engine import engine_options

URL = os.environ["LIMIT_DATABASE"]
ON_POSTGRESQL = URL.startswith("postgresql")
WORDS = (
    "psoas iliacus navel hip bone client consent breath pain scale pressure gentle caution artery pillow flex".split()
)
PEOPLE, COURSES, LESSONS = 1000, 20, 12
PAGE = """<!doctype html><html lang="en"><head><title>{{ lesson.title }}</title></head><body>
<nav>{{ person.name }}</nav><h1>{{ course.title }}: {{ lesson.title }}</h1>
<ol>{% for item in items %}
<li class="{{ item.state or 'new' }}"><a href="/lesson/{{ item.id }}">{{ item.title }}</a></li>
{% endfor %}</ol><main>{{ lesson.body|safe }}</main></body></html>"""

app = Flask(__name__)
app.config.update(
    SECRET_KEY="bench", SQLALCHEMY_DATABASE_URI=URL, SQLALCHEMY_ENGINE_OPTIONS={"pool_size": 8, "max_overflow": 8}
)
if not ON_POSTGRESQL:  # the same SQLite library as ours, so that only the code differs
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(URL, 8)
db = SQLAlchemy(app)
login = LoginManager(app)


class Person(db.Model, UserMixin):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Course(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]


class Lesson(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(db.ForeignKey(Course.id), index=True)
    title: Mapped[str]
    body: Mapped[str]


class Progress(db.Model):
    person_id: Mapped[int] = mapped_column(db.ForeignKey(Person.id), primary_key=True)
    lesson_id: Mapped[int] = mapped_column(db.ForeignKey(Lesson.id), primary_key=True)
    state: Mapped[str]


class Answer(db.Model):
    attempt_id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(primary_key=True)
    choice: Mapped[str]
    at: Mapped[float]


if not ON_POSTGRESQL:
    with app.app_context():

        @event.listens_for(db.engine, "connect")
        def durable(connection, _record):
            for pragma in ("journal_mode=wal", "synchronous=full", "busy_timeout=5000", "foreign_keys=on"):
                connection.execute(f"pragma {pragma}")


@login.user_loader
def load(person_id):
    return db.session.get(Person, int(person_id))


@app.get("/login/<int:person_id>")
def enter(person_id):
    login_user(db.session.get(Person, person_id))
    return "ok"


@app.get("/lesson/<int:lesson_id>")
@login_required
def lesson(lesson_id):
    found = db.session.get(Lesson, lesson_id)
    course = db.session.get(Course, found.course_id)
    mine = (Progress.lesson_id == Lesson.id) & (Progress.person_id == current_user.id)
    items = db.session.execute(
        select(Lesson.id, Lesson.title, Progress.state)
        .outerjoin(Progress, mine)
        .where(Lesson.course_id == course.id)
        .order_by(Lesson.id)
    ).all()
    return render_template_string(PAGE, person=current_user, course=course, lesson=found, items=items)


INSERT = (postgresql if ON_POSTGRESQL else sqlite).insert(Answer)
UPSERT = INSERT.on_conflict_do_update(
    index_elements=["attempt_id", "question_id"], set_={"choice": INSERT.excluded.choice, "at": INSERT.excluded.at}
)


@app.post("/answer/<int:question_id>")
@login_required
def answer(question_id):
    values = {
        "attempt_id": current_user.id,
        "question_id": question_id,
        "choice": request.form["choice"],
        "at": time.time(),
    }
    db.session.execute(UPSERT, values)
    db.session.commit()
    return {"saved": question_id}


def fill():
    """Create and fill the tables: people, courses of twelve lessons, some progress."""
    rng = random.Random(1)
    body = "\n".join("<p>" + " ".join(rng.choices(WORDS, k=60)) + "</p>" for _ in range(46))
    with app.app_context():
        db.drop_all()
        db.create_all()
        db.session.add_all(Person(id=i, name=f"Student {i}") for i in range(1, PEOPLE + 1))
        db.session.add_all(Course(id=i, title=f"Course {i}") for i in range(1, COURSES + 1))
        db.session.flush()
        db.session.add_all(
            Lesson(id=course * LESSONS + k + 1, course_id=course + 1, title=f"Lesson {k}", body=body)
            for course in range(COURSES)
            for k in range(LESSONS)
        )
        db.session.flush()
        db.session.add_all(
            Progress(person_id=person, lesson_id=lesson_id, state=rng.choice(["done", "started"]))
            for person in range(1, PEOPLE + 1)
            for lesson_id in rng.sample(range(1, COURSES * LESSONS + 1), 20)
        )
        db.session.commit()


if __name__ == "__main__" and sys.argv[1:] == ["fill"]:
    fill()
