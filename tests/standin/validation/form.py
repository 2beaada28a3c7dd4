"""The collector of faults, and the checks that all readers share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.standin.errors import Fault, Path, invalid_form

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


class Form:
    """The faults found in one request body. Discord tells all of them at once, each under the path of its field."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, path: Path, code: str, message: str) -> None:
        self.faults.append((path, code, message))

    def close(self) -> None:
        """Raise 50035 if anything was wrong."""
        if self.faults:
            raise invalid_form(self.faults)

    def required(self, path: Path) -> None:
        self.fault(path, "BASE_TYPE_REQUIRED", "This field is required")

    def text(self, path: Path, value: Any, high: int, *, low: int = 0, optional: bool = False) -> str:
        """A string of `low` to `high` code points; Discord trims white space before it counts."""
        if value is None:
            if not optional:
                self.required(path)
            return ""
        if not isinstance(value, str):
            self.fault(path, "STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.')
            return ""
        size = len(value.strip())
        if low and not size:
            self.required(path)
        elif not low <= size <= high:
            self._bad_length(path, low, high)
        return value

    def _bad_length(self, path: Path, low: int, high: int) -> None:
        if low:
            self.fault(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")
        else:
            self.fault(path, "BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length.")

    def integer(self, path: Path, value: Any, low: int, high: int, *, default: int | None = None) -> int:
        """A whole number within `low` to `high`; None means `default` where there is one."""
        if value is None:
            if default is None:
                self.required(path)
            return default if default is not None else low
        if isinstance(value, bool) or not isinstance(value, int):
            self.fault(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
            return low
        if value > high:
            self.fault(path, "NUMBER_TYPE_MAX", f"int value should be less than or equal to {high}.")
        elif value < low:
            self.fault(path, "NUMBER_TYPE_MIN", f"int value should be greater than or equal to {low}.")
        return value

    def choice(self, path: Path, value: Any, allowed: Collection[int]) -> int:
        """One of a few numbers, such as a component type or a button style."""
        if value not in allowed:
            self.fault(path, "BASE_TYPE_CHOICES", f"Value must be one of {{{', '.join(map(str, sorted(allowed)))}}}.")
            return -1
        return value

    def items(self, path: Path, value: Any, high: int, *, low: int = 0) -> Sequence[Any]:
        """A list of `low` to `high` elements; None counts as empty."""
        if value is None:
            value = []
        if not isinstance(value, list):
            self.fault(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return []
        if low and not value:
            self.required(path)
        elif not low <= len(value) <= high:
            self._bad_length(path, low, high)
        return value

    def mapping(self, path: Path, value: Any) -> dict[str, Any]:
        """An object; anything else is a fault and counts as an empty one."""
        if isinstance(value, dict):
            return value
        self.fault(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        return {}

    def address(self, path: Path, value: Any, *, schemes: Collection[str] = ("http", "https"), high: int = 2048) -> str:
        """A URL with one of `schemes`."""
        text = self.text(path, value, high, low=1)
        if not text:
            return text
        parts = urlsplit(text)
        if parts.scheme not in schemes:
            listed = ", ".join(f"'{scheme}'" for scheme in schemes)
            self.fault(
                path,
                "URL_TYPE_INVALID_SCHEME",
                f'Scheme "{parts.scheme}" is not supported. Scheme must be one of ({listed}).',
            )
        elif not parts.netloc or " " in text:
            self.fault(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
        return text
