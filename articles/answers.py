"""Answers for programs."""

from django.http import JsonResponse


def json(answer: dict, status: int = 200) -> JsonResponse:
    """Return an answer as JSON in which Hindi can be read."""
    return JsonResponse(answer, status=status, json_dumps_params={"ensure_ascii": False})
