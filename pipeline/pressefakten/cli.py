"""The command line: parse, call one function, print. Data goes to stdout, messages to stderr; wrong use exits with 2."""

from __future__ import annotations

import gc
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pressefakten.errors import PressefaktenError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spacy.language import Language

    from pressefakten.records import Release
    from pressefakten.score.measure import Score

GARBAGE = 300_000
"""Objects before a search for cyclic garbage: patterns are loaded once and kept, and at the usual 700 looking through them takes a tenth of the start."""
app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="German-language press releases become checked, typed facts.",
)
patterns_app = typer.Typer(no_args_is_help=True, help="Check and count the pattern files, propose names.")
app.add_typer(patterns_app, name="patterns")


class Format(StrEnum):
    """How records are written; parquet is for `--engine ray`."""

    json = "json"
    jsonl = "jsonl"
    table = "table"
    parquet = "parquet"


class Engine(StrEnum):
    """Where the work is done."""

    local = "local"
    ray = "ray"


class Target(StrEnum):
    """What records are converted to."""

    csv = "csv"
    parquet = "parquet"
    sqlite = "sqlite"
    duckdb = "duckdb"
    jsonld = "jsonld"
    jsonl = "jsonl"


Paths = Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.", metavar="PATH…")]
Base = Annotated[str | None, typer.Option(help="An installed spaCy pipeline to run on, for example de_core_news_lg.")]
Published = Annotated[str | None, typer.Option(help="Day of release (YYYY-MM-DD) where the text states none.")]


def _named(packs: str) -> str:
    if not any(name.strip() for name in packs.split(",")):
        raise UsageError(f"--pack {packs!r}: no pack is named. Leave it out, or give names as in {PACKS}.")
    return packs


Pack = Annotated[str, typer.Option(help="Pattern packs, separated by commas.", callback=_named)]
PACKS = "general,automotive"


def _packs(named: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in named.split(",") if name.strip())


def _use(folder: Path | None) -> Path | None:
    if folder is not None:
        from pressefakten.patterns import use

        use(folder)
    return folder


Patterns = Annotated[
    Path | None,
    typer.Option(
        envvar="PRESSEFAKTEN_PATTERNS", callback=_use, is_eager=True, show_default=False,
        help="A folder of your own patterns, laid over the shipped ones.",
    ),
]  # fmt: skip


def _load(base: str | None = None, pack: str = PACKS, *, scorer: bool = True) -> Language:
    from pressefakten.pipeline import load

    return load(base, packs=_packs(pack), scorer=scorer)


def _day(text: str | None) -> str | None:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        raise UsageError(f"--published {text}: this is no day. Write it as 2025-09-16.") from None


def _print_version(wanted: bool) -> None:
    if wanted:
        from pressefakten import __version__

        typer.echo(f"pressefakten {__version__}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version and exit.")
    ] = False,
) -> None:
    """German-language press releases become checked, typed facts."""


@app.command()
def extract(
    paths: Paths,
    out: Annotated[
        str | None, typer.Option("-o", "--out", help="FILE.json, FILE.jsonl, or FOLDER/ for one JSON file a release.")
    ] = None,
    format: Annotated[Format | None, typer.Option(help="By default what fits; parquet only with --engine ray.")] = None,
    published: Published = None,
    base: Base = None,
    pack: Pack = PACKS,
    patterns: Patterns = None,
    text: Annotated[bool, typer.Option("--text/--no-text", help="Keep the text in the records.")] = True,
    min_confidence: Annotated[
        float, typer.Option(min=0, max=1, help="Leave out facts below; figures below 0.3 never come out.")
    ] = 0.0,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes; one, or on Ray one a CPU, without.")] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on and read new and changed files as they appear.")
    ] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget finished work and read everything anew.")] = False,
    engine: Annotated[Engine, typer.Option(help="Processes here, or the actors of a Ray cluster.")] = Engine.local,
    address: Annotated[str | None, typer.Option(help="Of a running Ray cluster; one is started here without.")] = None,
    progress: Annotated[bool | None, typer.Option(help="Show how far it is; by default where there is much.")] = None,
) -> None:
    """Extract entities and facts from releases; a folder or .jsonl as output can be resumed at any time."""
    from pressefakten.commands import Extraction

    job = Extraction(
        paths=paths, out=out, format=format.value if format else None, published=_day(published), base=base,
        packs=_packs(pack), with_text=text,
        min_confidence=min_confidence, jobs=jobs, watch=watch, fresh=fresh, progress=progress, engine=engine.value,
        address=address,
    )  # fmt: skip
    raise typer.Exit(job.run())


@app.command()
def export(
    records: Annotated[Path, typer.Argument(help="What `extract -o` wrote: a folder, a .jsonl or a .json file.")],
    to: Annotated[Target, typer.Option(help="The format.")],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Where to; by default beside the records.")] = None,
) -> None:
    """Convert records to tables, databases or JSON-LD."""
    from pressefakten.commands import export as convert

    convert(records, to.value, out)


@app.command()
def score(
    gold: Annotated[Path, typer.Argument(help="A corpus folder of NAME.txt and NAME.gold.json, or one gold file.")],
    predicted: Annotated[Path | None, typer.Argument(help="Records to score; extracted first where left out.")] = None,
    json_: Annotated[bool, typer.Option("--json", help="The whole score as JSON.")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="Each missed, spurious and wrong entity and fact.")] = False,
    min_entity_f1: Annotated[float | None, typer.Option(help="Exit with 1 below.")] = None,
    min_slot_f1: Annotated[float | None, typer.Option(help="Exit with 1 below.")] = None,
    min_fact_f1: Annotated[float | None, typer.Option(help="Exit with 1 below.")] = None,
    floors: Annotated[
        Path | None, typer.Option(help="A floors file: exit with 1 below a floor or on a changed corpus.")
    ] = None,
    update_floors: Annotated[bool, typer.Option("--update-floors", help="Pin this score in the floors file.")] = False,
    reason: Annotated[str | None, typer.Option(help="Why a floor goes down.")] = None,
    scorer: Annotated[
        bool, typer.Option("--scorer/--no-scorer", help="Without: rules alone read names and figures.")
    ] = True,
    base: Base = None,
    pack: Pack = PACKS,
    patterns: Patterns = None,
) -> None:
    """Measure entities, values and facts against gold."""
    from pressefakten.score.floors import check_floors, gate
    from pressefakten.score.floors import update_floors as pin
    from pressefakten.score.measure import score as measure
    from pressefakten.score.mistakes import errors as mistakes_of
    from pressefakten.score.report import mistakes_json, mistakes_text, print_score

    if floors is not None and not update_floors and not floors.is_file():
        raise UsageError(f"--floors {floors}: there is no such file. Make it with --floors {floors} --update-floors.")
    result = measure(gold, predicted if predicted is not None else _extractor(base, pack, scorer=scorer))
    if predicted is not None:
        _tell_missing(result, gold, predicted)
    if errors:
        found = mistakes_of(result)
        typer.echo(mistakes_json(found) if json_ else mistakes_text(found))
    elif json_:
        typer.echo(result.to_json())
    else:
        print_score(result)
    problems = gate(result, min_entity_f1=min_entity_f1, min_slot_f1=min_slot_f1, min_fact_f1=min_fact_f1)
    if floors is not None and update_floors:
        pin(result, floors, gold, reason=reason)
    elif floors is not None:
        problems += check_floors(result, floors, gold)
    for problem in problems:
        typer.echo(problem, err=True)
    raise typer.Exit(1 if problems else 0)


def _tell_missing(result: Score, gold: Path, predicted: Path) -> None:
    """Say which gold releases have no record; UsageError where none has one."""
    missing, total = result.missing, len(result.comparisons)
    if missing and len(missing) == total:
        texts = gold if gold.is_dir() else "its text"
        raise UsageError(f"{predicted}: no record is of a release in {gold}. Give what `extract` made of {texts}.")
    if missing:
        shown = ", ".join(missing[:5]) + (" …" if len(missing) > 5 else "")
        typer.echo(
            f"{predicted}: no record for {len(missing)} of {total} releases, counted as empty: {shown}", err=True
        )


def _extractor(base: str | None, pack: str, *, scorer: bool) -> Callable[[str, str | None, str | None], Release]:
    from pressefakten.assemble import extract as run

    nlp = _load(base, pack, scorer=scorer)
    return lambda text, source, published: run(text, nlp, published, source)


def _is_file(where: str) -> bool:
    """Whether the argument names a file; a text too long for a path names none."""
    try:
        return Path(where).exists()
    except OSError:
        return False


def _texts(where: str) -> Iterable[tuple[str, str | None, str | None]]:
    """(text, source, published) of a file, or the argument itself where no such file exists."""
    from pressefakten.ingest import read

    if not where.strip():
        raise UsageError("The argument is empty. Give a file or a text.")
    if where != "-" and not _is_file(where):
        if len(where.split()) == 1 and ("." in where or "/" in where):
            raise UsageError(f"{where}: there is no such file. Give a file, or a text in quotation marks.")
        return [(where, None, None)]
    if where != "-" and Path(where).is_dir():
        raise UsageError(f"{where}: this is a folder. Give a file or a text.")
    return [(source.text, source.source, source.published) for source in read(Path(where))]


@app.command()
def explain(
    what: Annotated[str, typer.Argument(help="A text in quotation marks, a file, or -.", metavar="TEXT|FILE")],
    published: Published = None,
    base: Base = None,
    pack: Pack = PACKS,
    patterns: Patterns = None,
) -> None:
    """Show zone, entities, rules, values, facts and near misses."""
    from pressefakten.assemble import clean, read
    from pressefakten.explain import explain as lines

    nlp = _load(base, pack)
    for text, source, day in _texts(what):
        for line in lines(read(clean(text), nlp, _day(published) or day, source)):
            typer.echo(line)


@app.command()
def coverage(
    file: Annotated[str, typer.Argument(help="A file, or -.")],
    published: Published = None,
    json_: Annotated[bool, typer.Option("--json", help="One JSON object a number or date.")] = False,
    pack: Pack = PACKS,
    patterns: Patterns = None,
) -> None:
    """List every number and date: extracted, ignored with the reason, or unexplained."""
    import json

    from pressefakten import coverage as account
    from pressefakten.assemble import clean, read

    nlp = _load(None, pack)
    if file != "-" and len(file.split()) == 1 and not _is_file(file):
        raise UsageError(f"{file}: there is no such file. Give a file, or - for standard input.")
    for text, source, day in _texts(file):
        rows = account.report(read(clean(text), nlp, _day(published) or day, source))
        for row in rows:
            typer.echo(
                json.dumps(row._asdict(), ensure_ascii=False)
                if json_
                else f"{row.state:<12} {row.label:<9} {row.text!r:<32} {row.why}"
            )
        if not json_:
            counts = account.totals(rows)
            typer.echo(
                f"{len(rows)} numbers and dates: "
                + ", ".join(f"{n} {state}" for state, n in counts.items())
                + f"; {account.rate(rows):.1%} accounted for"
            )


@app.command()
def verify(
    records: Annotated[list[Path], typer.Argument(help="Record files (.json, .jsonl) or folders.")],
    patterns: Patterns = None,
) -> None:
    """Derive every value again from its own characters; exit with 1 on the first mismatch."""
    from pressefakten.export import releases
    from pressefakten.verify import mismatches

    total = 0
    for path in records:
        for release in releases(path):
            total += 1
            for problem in mismatches(release):
                typer.echo(problem, err=True)
                raise typer.Exit(1)
    typer.echo(f"{total} records verified.")


@app.command()
def timeline(
    records: Annotated[list[Path], typer.Argument(help="What `extract -o` wrote: folders, .jsonl or .json files.")],
    subject: Annotated[str | None, typer.Option(help="Only figures of this name.")] = None,
    metric: Annotated[str | None, typer.Option(help="Only this metric, for example production.")] = None,
    json_: Annotated[bool, typer.Option("--json", help="All series as JSON.")] = False,
    chart: Annotated[Path | None, typer.Option(help="Draw them into FILE.svg.")] = None,
) -> None:
    """Group the same figure over releases and periods; contradictions are marked with !."""
    from pressefakten.commands import timeline as lay_out

    for line in lay_out(records, subject=subject, metric=metric, as_json=json_, chart=chart):
        typer.echo(line)


@app.command()
def schema() -> None:
    """Print the JSON Schema (2020-12) of a release."""
    import json

    from pressefakten.records import json_schema

    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


@app.command()
def examples(
    rule: Annotated[str | None, typer.Argument(help="A rule id or fact type; all where left out.")] = None,
    pack: Pack = PACKS,
    patterns: Patterns = None,
) -> None:
    """Print the examples and rejects of the fact rules."""
    from pressefakten.facts.rules import load_rules

    rules = load_rules(_packs(pack))
    chosen = [(file.type, one) for file in rules.files for one in file.rule if rule in (None, file.type, one.id)]
    if not chosen:
        raise UsageError(f"{rule}: there is no such rule or fact type. `pressefakten patterns stats` lists them.")
    for kind, one in chosen:
        typer.echo(f"{kind} · {one.id}")
        for example in one.examples:
            typer.echo(f"  + {example}")
        for reject in one.rejects:
            typer.echo(f"  - {reject}")


@patterns_app.command()
def check(pack: Pack = PACKS, patterns: Patterns = None) -> None:
    """Read all pattern files and run every example and reject by the rules alone; exit with 1 where one fails."""
    from pressefakten.examples import run
    from pressefakten.facts.rules import load_rules
    from pressefakten.patterns import name_rows

    packs = _packs(pack)
    names = sum(1 for _ in name_rows(packs))
    rules = load_rules(packs)
    results = list(run(rules, _load(None, pack, scorer=False)))
    for result in results:
        if result.problem:
            typer.echo(f"{result.type} · {result.rule} · {result.kind}: {result.text}\n    {result.problem}", err=True)
    failed = sum(bool(result.problem) for result in results)
    typer.echo(
        f"{names} names, {sum(len(file.rule) for file in rules.files)} rules, {len(results)} examples and rejects, {failed} failed"
    )
    raise typer.Exit(1 if failed else 0)


@patterns_app.command()
def stats(pack: Pack = PACKS, patterns: Patterns = None) -> None:
    """Count names by label and rules by fact type."""
    from collections import Counter

    from pressefakten.facts.rules import load_rules
    from pressefakten.patterns import digest, name_rows

    packs = _packs(pack)
    labels: Counter[str] = Counter()
    ids: dict[str, set[str]] = {}
    for row in name_rows(packs):
        labels[row.label] += 1
        ids.setdefault(row.label, set()).add(row.id)
    typer.echo(f"patterns {digest(packs)} (packs {', '.join(packs)})")
    for label, count in sorted(labels.items()):
        typer.echo(f"  {label:<16}{len(ids[label]):>7} names {count:>7} surfaces")
    for file in load_rules(packs).files:
        typer.echo(f"  {file.type:<16}{len(file.rule):>7} rules  {', '.join(rule.id for rule in file.rule)}")


@patterns_app.command()
def suggest(
    corpus: Annotated[list[Path], typer.Argument(help="Files or folders of releases.", metavar="CORPUS…")],
    at_least: Annotated[int, typer.Option(min=1, help="Releases that must have the name.")] = 2,
    patterns: Patterns = None,
) -> None:
    """Propose names that releases have and no list has, as rows of a gazetteer; counts and contexts go to stderr.

    `pressefakten patterns suggest RELEASES > patterns/names/general/new.jsonl` can be read as it is.
    """
    import json

    from pressefakten.ingest import discover, read
    from pressefakten.suggest import suggest as propose

    texts = [source.text for path, root in discover(corpus) for source in read(path, root=root)]
    proposals = list(propose(texts, at_least=at_least))
    if not proposals:
        rarer = f": none stands in {at_least} or more of them. --at-least 1 takes all names" if at_least > 1 else ""
        typer.echo(f"No new name in {len(texts)} release{'s' * (len(texts) != 1)}{rarer}.", err=True)
    for found in proposals:
        typer.echo(json.dumps(found.row, ensure_ascii=False))
        typer.echo(f"  {found.mentions} mentions in {found.texts} of {len(texts)} releases", err=True)
        for context in found.contexts:
            typer.echo(f"    … {context} …", err=True)


def main() -> Any:
    """Run the command line; a known error is one message on stderr and exit code 2."""
    gc.set_threshold(GARBAGE, 20, 50)
    try:
        app(standalone_mode=True)
    except PressefaktenError as error:
        typer.echo(f"pressefakten: {error}", err=True)
        sys.exit(2)
    except OSError as error:
        place = error.filename or "a file"
        typer.echo(
            f"pressefakten: {place}: {error.strerror or error}. Give a place that can be read and written.", err=True
        )
        sys.exit(2)
    finally:
        gc.freeze()  # the interpreter looks through all objects at its end, which takes as long as a third of the start


if __name__ == "__main__":
    main()
