"""The step that sends a notice: tried again like every job, and given up in the open."""

from core.settings import Settings
from core.store import reading
from core.store.queries import notices
from core.store.queries.jobs import Job
from core.store.queries.notices import Telling
from workers.notices import mail, webhook
from workers.notices.message import data, letter
from workers.notices.undelivered import Refused, Undelivered
from workers.pipeline.fetching import policy_of
from workers.pipeline.steps import ending
from workers.runtime import Runtime
from workers.trouble import TryAgain

_PATIENT_TRIES = 9
"""With the waits of the default settings an hour and a half."""


def notify(runtime: Runtime, job: Job) -> None:
    """Sends one notice once; a receiver that is away is asked again with growing waits."""
    with reading(runtime.engine) as session:
        telling = notices.waiting(session, int(job.subject))
    status, reason = "sent", None
    if telling is not None:
        try:
            _send(runtime, telling)
        except Undelivered as trouble:
            raise _again(runtime.settings, job, trouble) from trouble
        except Refused as trouble:
            status, reason = "failed", str(trouble)
    with ending(runtime, job) as work:
        notices.close_notice(work.session, int(job.subject), status, reason, work.now)


def _again(settings: Settings, job: Job, trouble: Undelivered) -> TryAgain:
    # A receiver may be down for an hour: its first tries, further and further apart, aren't counted against the notice.
    wait = min(settings.retry_base * 2.0 ** (job.attempt - 1), settings.retry_limit)
    return TryAgain(str(trouble), max(wait, trouble.after or 0.0), excused=job.attempt <= _PATIENT_TRIES)


def _send(runtime: Runtime, telling: Telling) -> None:
    settings, rule = runtime.settings, telling.rule
    name = f"notice-{telling.notice.id}"
    if rule.channel == "webhook":
        content = data(telling, settings.desk_url)
        webhook.post(rule.target, rule.secret or "", name, content, runtime.clock(), policy_of(settings))
    else:
        mail.send(_server(settings), settings.mail_from, rule.target, letter(telling, settings.desk_url), name)


def _server(settings: Settings) -> str:
    if settings.smtp_url is None:
        raise Refused("no mail server is set: TAWATUR_SMTP_URL")
    return settings.smtp_url
