"""A notice as an e-mail, through the mail server of the settings."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import make_msgid
from urllib.parse import unquote, urlsplit

from workers.notices.message import Message
from workers.notices.undelivered import Refused, Undelivered

_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_PATIENCE = 20.0


def send(smtp_url: str, sender: str, receiver: str, message: Message, notice: str) -> None:
    """Sends one letter. Raises Undelivered where the server may take it later, Refused where it never will."""
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["To"] = message.subject, sender, receiver
    letter["Message-ID"] = make_msgid(notice, domain="tawatur.invalid")
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(message.body)
    try:
        with _connection(smtp_url) as server:
            server.send_message(letter)
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        codes = [code for code, _ in error.recipients.values()] if hasattr(error, "recipients") else [error.smtp_code]
        kind = Undelivered if all(400 <= code < 500 for code in codes) else Refused
        raise kind(f"the mail server refused it ({codes[0]})") from None
    except (smtplib.SMTPException, OSError) as error:
        raise Undelivered(f"the mail server can't be had ({error})") from None


def _connection(smtp_url: str) -> smtplib.SMTP:
    parts = urlsplit(smtp_url)
    host, port = parts.hostname or "localhost", parts.port or _PORTS[parts.scheme]
    safe = ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=_PATIENCE, context=safe)
    else:
        server = smtplib.SMTP(host, port, timeout=_PATIENCE)
    try:
        if parts.scheme == "smtp+starttls":
            server.starttls(context=safe)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server
