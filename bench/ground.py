"""What is measured: our app on a fresh database with signed-in learners, and the yardstick beside it."""

import itertools
import json
import os
import re
import subprocess
import sys
from functools import cached_property
from http.client import HTTPConnection

from bench.finishing import finishing
from bench.load import Target
from bench.servers import start
from config import ROOT, Settings
from lms.accounts import actions as accounts
from lms.accounts import session
from lms.app import create_app
from lms.assessment import actions as assessment
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.curriculum.queries import course
from lms.enrolment import actions as enrolment
from lms.enrolment.queries import enrolled

COURSE, LESSON, QUIZ = "psoas-major", "what-it-does", "muscle-test"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Ground:
    """Both apps on one kind of database, served in the same way. `also` are the processes of a database server."""

    def __init__(self, folder, url, limit_url, connections, also=()):
        self.settings = Settings(var=folder, database_url=url, argon_memory=8, argon_time=1)
        environment = {"LMS_VAR": str(folder), "LMS_DATABASE_URL": url, "FLASK_APP": "wsgi.py"}
        for command in (["db", "upgrade"], ["courses", "publish", COURSE_FOLDER]):
            flask = [sys.executable, "-m", "flask", *command]
            subprocess.run(flask, env={**os.environ, **environment}, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        self.app = create_app(self.settings)
        with self.app.test_request_context():
            self.students = [self._student(number) for number in range(connections)]
        limit = {"LIMIT_DATABASE": limit_url}
        subprocess.run(
            [sys.executable, "-m", "bench.limit_app", "fill"], env={**os.environ, **limit}, cwd=ROOT, check=True
        )
        self.ours = start("wsgi:app", environment, also=also)
        self.limit = start("bench.limit_app:app", limit, also=also)

    def stop(self):
        self.ours.stop()
        self.limit.stop()

    def targets(self, connections):
        """Pairs of targets over `connections`: (name, goal of the ratio, ours, the yardstick)."""
        students, limit = (each[:connections] for each in self._everybody)
        lesson = Target("limit lesson", self.limit, _pages(lambda n: f"/lesson/{n % 240 + 1}"), limit)
        read = [
            ("lesson", 1.5, _pages(lambda _n: f"/courses/{COURSE}/lessons/{LESSON}")),
            ("course", 1.7, _pages(lambda _n: f"/courses/{COURSE}")),
            ("attempt", 1.8, _pages(lambda n: f"/attempts/{self.students[n]['attempt']}")),
        ]
        pairs = [(name, goal, Target(name, self.ours, requests, students), lesson) for name, goal, requests in read]
        return [*pairs, ("answer", 1.6, *self.answers(connections))]

    def finish(self, connections, seconds):
        """Submitting ten answered questions for `seconds`, beside the yardstick's answer."""
        students, _limit = (each[:connections] for each in self._everybody)
        return finishing(self, QUIZ, COURSE, students, seconds), self.answers(connections)[1]

    def answers(self, connections):
        """Saving an answer durably: ours and the yardstick's, over `connections`."""
        students, limit = (each[:connections] for each in self._everybody)
        yardstick = Target("limit answer", self.limit, self._limit_answers, limit)
        return Target("answer", self.ours, self._answers, students), yardstick

    @cached_property
    def _everybody(self):
        students = [self._headers(student) for student in self.students]
        return students, [self._limit_headers(number + 1) for number in range(len(self.students))]

    def _student(self, number):
        person = write_tx(
            lambda: accounts.create_person(f"s{number}@bench.example", f"Student {number}", "x", confirmed=True)
        )
        course_id = course(COURSE).id
        write_tx(lambda: enrolment.enrol(person, course_id))
        attempt = write_tx(lambda: assessment.start(enrolled(person, COURSE, now()), QUIZ))
        token = write_tx(lambda: session.begin(person))
        db.session.rollback()
        return {"sid": token, "attempt": attempt}

    def _headers(self, student):
        """The headers of a browser with the attempt's page open."""
        connection = HTTPConnection("127.0.0.1", self.ours.port, timeout=30)
        connection.request("GET", f"/attempts/{student['attempt']}", headers={"Cookie": f"sid={student['sid']}"})
        answer = connection.getresponse()
        body = answer.read().decode()
        state = answer.getheader("Set-Cookie").partition(";")[0]
        student["choices"] = sorted(set(re.findall(r'name="q(\d+)\.choice"', body)))
        return {
            "Cookie": f"sid={student['sid']}; {state}",
            "X-CSRFToken": TOKEN.search(body)[1],
            "Accept-Encoding": "gzip",
        }

    def _limit_headers(self, person):
        connection = HTTPConnection("127.0.0.1", self.limit.port, timeout=30)
        connection.request("GET", f"/login/{person}")
        answer = connection.getresponse()
        answer.read()
        return {"Cookie": answer.getheader("Set-Cookie").partition(";")[0]}

    def _answers(self, number):
        student = self.students[number]
        for seq in itertools.count(student.get("seq", 1)):
            student["seq"] = seq + 1
            question = student["choices"][seq % len(student["choices"])]
            body = json.dumps({"seq": seq, "given": {"choice": [str(seq % 2)]}})
            yield (
                "POST",
                f"/attempts/{student['attempt']}/answers/{question}",
                body,
                {"Content-Type": "application/json"},
            )

    @staticmethod
    def _limit_answers(_number):
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        for count in itertools.count():
            yield "POST", f"/answer/{count % 10 + 1}", f"choice={count % 4}", form


COURSE_FOLDER = str(ROOT / "courses" / COURSE)


def _pages(path):
    return lambda number: itertools.repeat(("GET", path(number), None, {}))
