"""Every setting: typed, read from the environment and `.env` once, validated together, then frozen."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Self

from dotenv.parser import parse_stream
from pydantic import (
    AliasChoices,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, DotEnvSettingsSource, EnvSettingsSource, NoDecode, SettingsConfigDict
from yarl import URL

from bot.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = "ERRATA_"
_COMMA = re.compile("[,，]")
_MOST_SHARDS = 100_000
_TOKEN_SHAPE = re.compile(r"[\w-]{10,}\.[\w-]{4,}\.[\w-]{10,}")


def _split(value: object) -> object:
    if isinstance(value, str):
        return tuple(part for part in (piece.strip() for piece in _COMMA.split(value)) if part)
    return value


def _lower(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]
Numbers = Annotated[tuple[Annotated[int, Field(ge=0)], ...], NoDecode, BeforeValidator(_split)]
LogLevel = Literal["debug", "info", "warning", "error"]


class Settings(BaseSettings):
    """What an operator decides. Built by `load_settings`; `.env.example` explains each variable."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", case_sensitive=True, env_ignore_empty=True, env_file_encoding="utf-8"
    )

    token: SecretStr | None = Field(default=None, validation_alias=AliasChoices("ERRATA_TOKEN", "DISCORD_TOKEN"))
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    data_dir: Path = Field(default=Path("data"), validation_alias="ERRATA_DATA_DIR")
    knowledge_dir: Path | None = Field(default=None, validation_alias="ERRATA_KNOWLEDGE_DIR")
    watch_channels: Names = Field(default=(), validation_alias="ERRATA_WATCH_CHANNELS")
    maintainers_channel: int | None = Field(default=None, validation_alias="ERRATA_MAINTAINERS_CHANNEL", gt=0, lt=2**63)
    language: Literal["auto", "zh-CN", "zh-TW", "en"] = Field(default="auto", validation_alias="ERRATA_LANGUAGE")
    proxy: str | None = Field(default=None, validation_alias="ERRATA_PROXY")
    shard_count: int | None = Field(default=None, validation_alias="ERRATA_SHARD_COUNT", ge=1, le=_MOST_SHARDS)
    shard_ids: Numbers = Field(default=(), validation_alias="ERRATA_SHARD_IDS")
    log_level: Annotated[LogLevel, BeforeValidator(_lower)] = Field(default="info", validation_alias="ERRATA_LOG_LEVEL")
    log_format: Annotated[Literal["text", "json"], BeforeValidator(_lower)] = Field(
        default="text", validation_alias="ERRATA_LOG_FORMAT"
    )
    cooldown_seconds: int | None = Field(default=None, validation_alias="ERRATA_COOLDOWN_SECONDS", ge=0, le=86_400)
    tick_seconds: float = Field(default=2.0, validation_alias="ERRATA_TICK_SECONDS", ge=0.1, le=60)
    reload_seconds: float = Field(default=10.0, validation_alias="ERRATA_RELOAD_SECONDS", ge=0, le=3600)
    offline_seconds: int = Field(default=0, validation_alias="ERRATA_OFFLINE_SECONDS", ge=0, le=86_400)
    sync: Annotated[Literal["auto", "always", "never"], BeforeValidator(_lower)] = Field(
        default="auto", validation_alias="ERRATA_SYNC"
    )
    strict: bool = Field(default=False, validation_alias="ERRATA_STRICT")

    @property
    def database(self) -> str:
        """The database's address: DATABASE_URL, or the embedded database in the data folder."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'errata.db').as_posix()}"

    @property
    def holds_first_shard(self) -> bool:
        """Whether this process syncs commands and runs periodic work."""
        return not self.shard_ids or 0 in self.shard_ids

    def make_data_folder(self) -> None:
        """Makes the data folder. Raises ConfigError where that is not possible."""
        try:
            self.data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            problem = f"ERRATA_DATA_DIR: {self.data_dir} can't be made: {error.strerror or error}"
            raise ConfigError((problem,)) from error

    def require_token(self) -> str:
        """The bot's token. Raises ConfigError when none is set."""
        if self.token is None:
            raise ConfigError(
                ("ERRATA_TOKEN is not set: put the bot's token there (Discord developer portal > Bot > Reset Token)",)
            )
        return self.token.get_secret_value()

    @field_validator("token")
    @classmethod
    def _token_shape(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not _TOKEN_SHAPE.fullmatch(token.get_secret_value().strip()):
            raise ValueError(
                "does not look like a bot token (three parts joined by dots); copy it again, without 'Bot '"
            )
        return None if token is None else SecretStr(token.get_secret_value().strip())

    @field_validator("proxy")
    @classmethod
    def _proxy_url(cls, proxy: str | None) -> str | None:
        if proxy is None:
            return None
        try:
            url = URL(proxy)
        except ValueError:
            url = URL()
        if url.scheme.startswith("socks"):
            raise ValueError("SOCKS is not supported: give your proxy's HTTP port, such as http://127.0.0.1:7890")
        if url.scheme not in {"http", "https"} or not url.host:
            raise ValueError("must be a web address such as http://127.0.0.1:7890 or http://user:password@host:port")
        return proxy

    @model_validator(mode="after")
    def _shards(self) -> Self:
        if self.shard_ids and self.shard_count is None:
            raise ValueError(
                "ERRATA_SHARD_COUNT: must be set when ERRATA_SHARD_IDS is; write how many shards there are in all"
            )
        if self.shard_count is not None and any(shard >= self.shard_count for shard in self.shard_ids):
            raise ValueError(
                f"ERRATA_SHARD_IDS: each id must be below ERRATA_SHARD_COUNT ({self.shard_count}); the first is 0"
            )
        return self


def variable_names() -> tuple[str, ...]:
    """Every environment variable that means something to Errata."""
    names: list[str] = []
    for field in Settings.model_fields.values():
        alias = field.validation_alias
        names += [str(choice) for choice in alias.choices] if isinstance(alias, AliasChoices) else [str(alias)]
    return tuple(names)


def load_settings(env_file: Path | None = Path(".env")) -> Settings:
    """Reads the environment over `env_file`. Empty values count as unset.

    Raises ConfigError with a line for every wrong or unknown variable at once; no line repeats a secret.
    """
    try:
        # What can't be read would be left out in silence, and then something else looks wrong.
        if unread := tuple(_find_unread(env_file)):
            raise ConfigError(unread)
        problems = list(_find_unknown(env_file))
    except UnicodeDecodeError:
        raise ConfigError((f"{env_file} can't be read: it is not UTF-8, save it as UTF-8",)) from None
    except OSError as fault:
        raise ConfigError((f"{env_file} can't be read: {fault.strerror or fault}",)) from None
    try:
        settings = Settings(_env_file=env_file)  # pyright: ignore[reportCallIssue]  # read by BaseSettings, not a field
    except ValidationError as fault:
        problems += [_word_problem(error["loc"], error["type"], error["msg"]) for error in fault.errors()]
        raise ConfigError(tuple(problems)) from None
    if problems:
        raise ConfigError(tuple(problems))
    return settings


def _find_unread(env_file: Path | None) -> Iterator[str]:
    if env_file is None or not env_file.exists():
        return
    with env_file.open(encoding="utf-8") as file:
        for binding in parse_stream(file):
            if binding.error:
                told = "write NAME=value, with = between them, and close a quotation mark that is opened"
                yield f"{env_file}, line {binding.original.line}: {told}"


def _find_unknown(env_file: Path | None) -> Iterator[str]:
    known = variable_names()
    environment = EnvSettingsSource(Settings).env_vars
    written = DotEnvSettingsSource(Settings, env_file=env_file).env_vars
    for name in {**written, **environment}:
        if name.upper().startswith(PREFIX) and name not in known:
            yield _unknown(name, known)


def _unknown(name: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(name.upper(), known, n=1, cutoff=0.8)
    hint = f"; did you mean {near[0]}?" if near else "; .env.example lists what there is"
    return f"{name} is no setting of Errata{hint}"


def _word_problem(location: tuple[int | str, ...], kind: str, message: str) -> str:
    text = message.removeprefix("Value error, ")
    if not location:
        return text
    name = str(location[0])
    if kind in {"int_parsing", "int_type"}:
        text = "must be a whole number" if len(location) == 1 else "must be whole numbers, separated by commas"
    elif kind == "bool_parsing":
        text = "must be true or false"
    elif kind == "literal_error":
        text = f"must be one of {message.removeprefix('Input should be ').replace(' or ', ', ')}"
    elif text.startswith("Input should be "):
        text = f"must be {text.removeprefix('Input should be ')}"
    return f"{name}: {text}"
