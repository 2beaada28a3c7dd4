"""`errata ask` and `errata try`: the desk at a terminal."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click
from rich.console import Console

from bot.assembly import build_desk
from bot.cli.caching import cache_folder
from bot.cli.explain import explain
from bot.cli.options import CONTEXT, knowledge_option
from bot.cli.prompt import read_pastes
from bot.cli.render import print_cards
from bot.cli.safe import visible
from bot.cli.wire import answer_line, dump_diagnosis
from bot.desk import Desk, Diagnosis, Paste
from bot.errors import ExitCode, IntakeError
from bot.intake.files import read_file, read_picture, read_stream
from bot.intake.screenshots import read_image
from bot.matching.decide import Verdict
from bot.reception.tongue import tongue_of_paste
from bot.text.counting import count
from bot.ui.cards import build_cards
from bot.ui.texts import Texts

if TYPE_CHECKING:
    from bot.reception.tongue import Tongue

_ANSWERED = {Verdict.MATCH, Verdict.CHOICE}
_LANGUAGES = click.Choice(["auto", "zh", "en", "zh-TW"])


@click.command(
    context_settings=CONTEXT,
    epilog='Example: errata ask "429 RESOURCE_EXHAUSTED: Quota exceeded for metric ..., limit: 0"',
)
@click.argument("text", required=False)
@click.option("--file", "file", metavar="F", help="Read the paste from a file, or from standard input with -.")
@click.option("--image", metavar="F", help="Read the paste off a screenshot; needs the extra `ocr`.")
@click.option("--system", metavar="S", help="The channel in use, such as gemini-aistudio; see `errata systems`.")
@click.option("--lang", type=_LANGUAGES, default="auto", show_default=True, help="Language of the answer.")
@click.option("--json", "as_json", is_flag=True, help="Print the diagnosis as one JSON object.")
@click.option("--jsonl", "as_lines", is_flag=True, help="Read one JSON object a line, print one a line, in order.")
@click.option("--explain", "explained", is_flag=True, help="Say what spoke for and against each candidate.")
@knowledge_option
def ask(
    text: str | None,
    file: str | None,
    image: str | None,
    system: str | None,
    lang: str,
    as_json: bool,
    as_lines: bool,
    explained: bool,
    knowledge: Path | None,
) -> None:
    """Diagnose a pasted error.

    Exit code 0: answered (match or choice); 1: unmatched or silent; 2: bad usage.
    """
    if sum(source is not None for source in (text, file, image)) + as_lines > 1:
        raise click.UsageError("give TEXT, --file, --image or --jsonl, only one of them")
    taken = {"--system": system is not None, "--lang": lang != "auto", "--json": as_json, "--explain": explained}
    if as_lines and any(taken.values()):
        refused = next(name for name, given in taken.items() if given)
        raise click.UsageError(f"--jsonl takes no {refused}: each line names its own system, each answer is JSON")
    if as_json and explained:
        raise click.UsageError("--explain is for people to read; leave out --json")
    desk = _open_desk(knowledge)
    if as_lines:
        _answer_lines(desk)
        return
    if system is not None and system not in desk.knowledge.systems:
        raise click.UsageError(f"unknown system {system!r}; see `errata systems`")
    try:
        paste = _read_paste(text, file) if image is None else read_image(read_picture(Path(image)))
    except IntakeError as error:
        if not as_json:
            raise
        # A program tells refusals apart by their key, which people are spared.
        click.echo(visible(f"errata: {error}"), err=True)
        sys.exit(error.exit_code)
    if not paste.strip():
        raise click.UsageError("nothing to diagnose: the text is empty")
    reading = desk.read(Paste(text=paste, system=system))
    if as_json:
        click.echo(dump_diagnosis(reading.diagnosis))
    else:
        console = Console()
        _show(console, reading.diagnosis, lang)
        if explained:
            explain(console, desk, reading, Texts.load())
    if reading.diagnosis.verdict not in _ANSWERED:
        sys.exit(ExitCode.NO_ANSWER)


@click.command("try", context_settings=CONTEXT, epilog="Example: errata try --lang zh")
@click.option("--lang", type=_LANGUAGES, default="auto", show_default=True, help="Language of the answers.")
@knowledge_option
def try_(lang: str, knowledge: Path | None) -> None:
    """Paste errors, read the answers a Discord user would get.

    An empty line ends a paste; Ctrl-D (or the end of a pipe) ends the session. No token is needed.
    """
    desk = _open_desk(knowledge)
    console = Console()
    if not sys.stdin.isatty():
        paste = read_stream(sys.stdin.buffer)
        if not paste.strip():
            raise click.UsageError("nothing to diagnose: standard input is empty")
        _show(console, desk.diagnose(Paste(text=paste)), lang)
        return
    errors, systems = count(len(desk.knowledge.entries), "error"), count(len(desk.knowledge.systems), "system")
    console.print(f"[bold]Errata[/] knows {errors} of {systems}. ", end="")
    console.print(
        "Paste an error, then press Enter on an empty line. Ctrl-D ends.\n粘贴报错，空一行回车；Ctrl-D 退出。\n"
    )
    for paste in read_pastes():
        _show(console, desk.diagnose(Paste(text=paste)), lang)


def _open_desk(knowledge: Path | None) -> Desk:
    built = build_desk(knowledge, cache_folder())
    for fault in built.faults:
        click.echo(visible(f"knowledge: {fault}"), err=True)
    return built.desk


def _read_paste(text: str | None, file: str | None) -> str:
    if text is not None and text != "-":
        return text
    if file in {None, "-"}:
        if text is None and file is None and sys.stdin.isatty():
            raise click.UsageError("nothing to diagnose: give TEXT, --file F, or pipe the text in")
        return read_stream(sys.stdin.buffer)
    return read_file(Path(str(file)))


def _answer_lines(desk: Desk) -> None:
    for raw in sys.stdin.buffer:
        if line := raw.decode("utf-8", "replace").strip():
            sys.stdout.write(answer_line(line, desk).encode("utf-8", "replace").decode("utf-8") + "\n")
            sys.stdout.flush()


def _show(console: Console, diagnosis: Diagnosis, lang: str) -> None:
    tongue = tongue_of_paste(diagnosis.language, diagnosis.text) if lang == "auto" else cast("Tongue", lang)
    print_cards(console, build_cards(diagnosis, tongue, Texts.load(), datetime.now(UTC)))
