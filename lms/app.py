"""The whole product, wired in one page: what it is made of, who listens to what, what an error looks like."""

from flask import Flask
from flask_compress import Compress

from config import Settings
from lms.accounts import session
from lms.accounts import views as accounts
from lms.accounts.events import PersonLeft
from lms.assessment import views as assessment
from lms.assessment.kinds import KINDS
from lms.cli import audit, courses, demo, jobs, people
from lms.core import db, i18n, login, policy, security
from lms.core.events import on
from lms.curriculum import kinds
from lms.enrolment import gates
from lms.learning import views as learning
from lms.learning.gates import prerequisites
from lms.organizations import actions as organizations_actions
from lms.organizations import views as organizations
from lms.ui import assets, error_pages, health, templating

BLUEPRINTS = (learning.bp, assessment.bp, organizations.bp, accounts.bp, health.bp)
COMMANDS = (courses.group, people.group, demo.group, audit.group, jobs.group)


def create_app(settings: Settings) -> Flask:
    """The app for these settings. Raises BadSetting, NoAudience or UnsafeDatabase rather than serve unsafely."""
    app = Flask("lms", static_folder=None, root_path=str(templating.HERE))
    app.config["SETTINGS"] = settings
    db.connect(app, settings)
    login.use(app, session.load)
    i18n.use(app, settings)
    security.use(app, settings)
    templating.use(app, settings)
    assets.use(app, settings)
    error_pages.use(app)
    app.config.update(COMPRESS_ALGORITHM=["gzip"], COMPRESS_LEVEL=4, COMPRESS_MIN_SIZE=800)
    Compress(app)

    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for command in COMMANDS:
        app.cli.add_command(command)

    on(PersonLeft, organizations_actions.forget)
    kinds.register(*KINDS.values())
    gates.register(prerequisites)

    policy.require_audiences(app)
    return app
