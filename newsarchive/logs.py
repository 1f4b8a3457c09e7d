"""The log: one line an event, or one JSON object, each with the number of its request."""

import time

import structlog
from django.http import HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware

FACTS = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
]
QUIET = {"django_structlog": {"level": "WARNING"}}  # a line a request is for programs that read it


class RequestLog(RequestMiddleware):
    """Tells each answer with its time, and gives the reader the number of the request.

    What was searched for, and by whom, is nobody's business: neither is logged.
    """

    def prepare(self, request: HttpRequest) -> None:
        request.began = time.perf_counter()
        super().prepare(request)

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        seconds = round(time.perf_counter() - request.began, 4)
        structlog.contextvars.bind_contextvars(seconds=seconds)
        response.headers["X-Request-ID"] = structlog.contextvars.get_contextvars()["request_id"]
        super().handle_response(request, response)

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return f"{request.method} {request.path}"


def renderers(as_json: bool) -> list:
    """Return how an event becomes a line."""
    if not as_json:
        # The plain form tells no values of variables, which may be a reader's or a secret.
        plain = structlog.dev.plain_traceback
        return [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=plain)]
    return [
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]


def configured(as_json: bool) -> dict:
    """Return Django's ``LOGGING``, and let structlog write the same way."""
    structlog.configure(
        processors=[*FACTS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    line = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": FACTS,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            *renderers(as_json),
        ],
    }
    loggers = {name: {"level": "INFO"} for name in ("articles", "search", "django_structlog")}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": line},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": loggers if as_json else loggers | QUIET,
    }
