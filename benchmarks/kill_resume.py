"""Kills a batch again and again, resumes it, and compares the output with that of an undisturbed run, byte for byte.

    python benchmarks/kill_resume.py [--releases 10000] [--kills 10] [--jobs 2] [--output out.jsonl|out]
    python benchmarks/kill_resume.py --export sqlite|parquet|csv        the same for an export
    python benchmarks/kill_resume.py --memory --releases 100000         kills nothing, watches the memory

The releases are generated from templates in text, HTML, Word, mail, feed and JSON Lines, Windows-1252 and UTF-16 among them, some of
them broken. Prints one JSON object a call, for `bench_pipeline.py --batches`; exits with 1 where a byte differs, a document is lost or
doubled, or a kill came too late.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from email.message import EmailMessage
from html import escape
from pathlib import Path

TOWNS = ("Bern", "Wien", "Graz", "Kassel", "Ulm", "Chur", "Linz", "Jena", "Aarau", "Bregenz")
FIRMS = ("Käser", "Brandl", "Ohlsen", "Möhring", "Tschudi", "Wieland", "Pfister", "Lorenz")
FORMS = ("AG", "GmbH", "Gruppe", "KG", "SE")
PEOPLE = ("Anna Muster", "Jürg Weiß", "Beate Löffler", "Max Huber", "Ines Okafor", "Urs Zürcher")
SENTENCES = (
    "{firm} hat im Jahr {year} {count} Fahrzeuge ausgeliefert, {percent} Prozent mehr als im Vorjahr.",
    "Der Umsatz von {firm} stieg auf {money} Mio. Franken.",
    "{person} ist seit dem {day}. Mai {year} Vorsitzende der Geschäftsführung von {firm}.",
    "{firm} investiert {money} Millionen Euro in das Werk {town}.",
    "Im Werk {town} arbeiten {count} Mitarbeitende.",
    "«Wir sind mit dem Jahr {year} zufrieden und blicken nach {town}», sagt {person}.",
    "Das neue Modell kostet ab {money}’900 Franken und leistet {percent} kW.",
    "Am {day}. Juni {next} eröffnet {firm} einen Standort in {town}.",
)
KINDS = ("txt", "txt", "txt", "txt", "latin", "wide", "html", "docx", "eml", "md", "broken")


def release(seed: random.Random) -> tuple[str, str]:
    """Headline and text of one release."""
    year = seed.randint(2019, 2025)
    words = {
        "firm": f"{seed.choice(FIRMS)} {seed.choice(FORMS)}", "town": seed.choice(TOWNS), "person": seed.choice(PEOPLE),
        "year": year, "next": year + 1, "count": f"{seed.randint(2, 90)}’{seed.randint(0, 999):03}",
        "percent": f"{seed.randint(1, 40)},{seed.randint(1, 9)}", "money": seed.randint(2, 900), "day": seed.randint(1, 28),
    }  # fmt: skip
    body = [text.format(**words) for text in seed.sample(SENTENCES, seed.randint(2, len(SENTENCES)))]
    head = f"{words['firm']} zieht Bilanz {seed.randint(1, 999_999)}"
    return head, f"{head}\n\n{words['town']}, {words['day']}. März {year + 1}. {' '.join(body)}\n"


def word(text: str) -> bytes:
    """A Word document of one paragraph a line."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    lines = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in text.splitlines())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{lines}</w:body></w:document>")
    return out.getvalue()


def mail(head: str, text: str) -> bytes:
    """A mail with the release as body."""
    message = EmailMessage()
    message["Subject"], message["Date"] = head, "Tue, 04 Mar 2025 08:00:00 +0100"
    message.set_content(text)
    return message.as_bytes()


def page(head: str, text: str) -> str:
    """A web page with navigation and foot."""
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n")[1:])
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{escape(head)}</title></head><body><nav><a href=/>Start</a></nav>"
        f"<article><h1>{escape(head)}</h1>{paragraphs}{paragraphs}</article><footer>Impressum</footer></body></html>"
    )


def generate(folder: Path, count: int, seed: random.Random) -> int:
    """Write about `count` releases in all formats; returns how many of them are broken."""
    broken, rows = 0, []
    for number in range(count):
        head, text = release(seed)
        place = folder / f"{number % 40:02}"
        place.mkdir(parents=True, exist_ok=True)
        kind = seed.choice(KINDS) if number % 5 else "row"
        broken += kind == "broken"
        if kind == "row":
            rows.append({"text": text, "source": f"https://example.org/{number}", "title": head})
            continue
        data, suffix = {
            "txt": (text.encode(), "txt"),
            "md": (text.encode(), "md"),
            "latin": (text.replace("’", "'").encode("windows-1252"), "txt"),
            "wide": (text.encode("utf-16"), "txt"),
            "html": (page(head, text).encode(), "html"),
            "docx": (word(text), "docx"),
            "eml": (mail(head, text), "eml"),
            "broken": (bytes(range(256)), "txt"),
        }[kind]
        (place / f"r{number:06}.{suffix}").write_bytes(data)
    half = len(rows) // 2
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows[:half]), encoding="utf-8")
    items = "".join(
        f"<item><title>{escape(row['title'])}</title><link>{row['source']}</link><description>{escape(row['text'])}</description></item>"
        for row in rows[half:]
    )
    (folder / "feed.rss").write_text(f"<rss><channel>{items}</channel></rss>", encoding="utf-8")
    return broken


def command(*words: str | Path) -> list[str]:
    """A call of the command line."""
    return [sys.executable, "-c", "from pressefakten.cli import main; main()", *map(str, words)]


def extraction(folder: Path, out: Path, jobs: int) -> list[str]:
    """The batch that is measured."""
    return command("extract", folder, "-o", out, "--jobs", str(jobs), "--no-progress")


def timed(call: list[str]) -> float:
    """Seconds of a run."""
    begun = time.monotonic()
    subprocess.run(call, stderr=subprocess.DEVNULL, check=False)
    return time.monotonic() - begun


def watched(call: list[str], look: Callable[[float, int], bool], pause: float = 0.02) -> bool:
    """Run, and kill with SIGKILL as soon as `look(seconds, process id)` says so; whether the kill ended it."""
    begun = time.monotonic()
    with subprocess.Popen(call, stderr=subprocess.DEVNULL, start_new_session=True) as process:
        while process.poll() is None:
            if look(time.monotonic() - begun, process.pid):
                process.send_signal(signal.SIGKILL)
                break
            time.sleep(pause)
    return process.returncode == -signal.SIGKILL


class Finished:
    """Counts the records that an output holds while it is written: lines of the part file, or files of the folder."""

    def __init__(self, out: Path) -> None:
        self.out, self.file, self.at, self.count = out, out, 0, 0

    def documents(self) -> int:
        """How many there are now."""
        if self.out.suffix != ".jsonl":
            return sum(1 for _ in self.out.rglob("*.json"))
        parts = sorted(self.out.with_name(self.out.name + ".journal").glob("part-*.jsonl"))
        try:
            with (parts[-1] if parts else self.out).open("rb") as file:
                if file.seek(0, io.SEEK_END) < self.at:  # what came after the last commit was cut off
                    self.at = self.count = 0
                file.seek(self.at)
                while data := file.read(1 << 20):
                    self.count += data.count(b"\n")
                    self.at += len(data)
        except FileNotFoundError:
            return self.count
        return self.count


def tree(folder: Path) -> dict[str, bytes]:
    """The files of an output without its journal."""
    files = (
        path for path in folder.rglob("*") if path.is_file() and "journal" not in path.relative_to(folder).as_posix()
    )
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(files)}


def kill_often(
    call: list[str], out: Path, kills: int, whole: tuple[int, float, float], chance: random.Random
) -> list[int]:
    """Start and kill the batch; how many documents were finished at each kill that came.

    The moments are drawn over the work that is left, in turns by the clock and by the documents that are finished, so that each
    kill leaves work for the next. `whole` is of the undisturbed run: documents, its seconds, seconds where all is done.
    """
    total, seconds, idle = whole
    found = []
    for kill in range(kills):
        finished = Finished(out)
        before = finished.documents()
        part = chance.uniform(0, 2 / (kills - kill + 1)) * (total - before)
        late = chance.uniform(0.05, idle + part / total * seconds)

        def by_clock(passed: float, _: int, late: float = late) -> bool:
            return passed >= late

        def by_documents(_: float, __: int, at: float = before + part, finished: Finished = finished) -> bool:
            return finished.documents() >= at > 0

        if watched(call, by_documents if kill % 2 else by_clock, pause=0.02 if out.suffix else 0.2):
            found.append(Finished(out).documents())
    return found


def measure(releases: int, kills: int, jobs: int, output: str, work: Path, seed: int = 7) -> dict[str, object]:
    """Generate, run undisturbed, run with kills, compare."""
    chance = random.Random(seed)
    broken = generate(work / "in", releases, chance)
    whole_call, call = (extraction(work / "in", work / name / output, jobs) for name in ("whole", "killed"))
    undisturbed, idle = timed(whole_call), timed(whole_call)  # the second finds all work done
    total = Finished(work / "whole" / output).documents()
    at = kill_often(call, work / "killed" / output, kills, (total, undisturbed, idle), chance)
    begun = time.monotonic()
    final = subprocess.run(call, stderr=subprocess.PIPE, text=True, check=False)
    resumed = time.monotonic() - begun
    whole, after = tree(work / "whole"), tree(work / "killed")
    sources = Counter(
        json.loads(line)["source"]
        for name, data in after.items()
        if "rejects" not in name
        for line in (data.splitlines() if name.endswith(".jsonl") else [data])
    )
    rejects = sum(len(data.splitlines()) for name, data in after.items() if name.endswith("rejects.jsonl"))
    return {
        "releases": releases, "output": output, "jobs": jobs, "kills": len(at), "documents finished at each kill": at,
        "records": sources.total(), "rejects": rejects, "doubled": sum(count - 1 for count in sources.values()),
        "lost": releases - broken - sources.total(), "identical": whole == after, "files": len(after),
        "undisturbed_seconds": round(undisturbed, 1), "last_run_seconds": round(resumed, 1),
        "last_run": next((line for line in final.stderr.splitlines() if " unchanged)" in line), ""),
    }  # fmt: skip


def measure_export(releases: int, kills: int, to: str, work: Path, seed: int = 7) -> dict[str, object]:
    """Kill an export that replaces an older one: what is there must at any time be the whole old or the whole new output."""
    chance = random.Random(seed)
    generate(work / "in", releases, chance)
    records, few, out = work / "records.jsonl", work / "few.jsonl", work / "out"
    subprocess.run(extraction(work / "in", records, 2), stderr=subprocess.DEVNULL, check=False)
    few.write_bytes(b"".join(records.read_bytes().splitlines(keepends=True)[:100]))
    call, states = command("export", records, "--to", to, "-o", out / "result"), []
    for name, source in (("new", records), ("old", few)):
        subprocess.run(command("export", source, "--to", to, "-o", work / name / "result"), check=True)
        states.append(tree(work / name))
    subprocess.run(command("export", few, "--to", to, "-o", out / "result"), check=True)
    undisturbed = timed(command("export", records, "--to", to, "-o", work / "again" / "result"))
    came, broken = 0, 0
    while came < kills:
        late = chance.uniform(0.05, undisturbed)
        came += watched(call, lambda passed, _, late=late: passed >= late)  # type: ignore[misc]
        shown = {name: data for name, data in tree(out).items() if not name.startswith(".")}
        broken += shown not in states
    subprocess.run(call, check=True)
    return {
        "releases": releases, "export": to, "kills": came, "neither old nor new after a kill": broken,
        "identical": tree(out) == states[0] == tree(work / "again"), "undisturbed_seconds": round(undisturbed, 1),
    }  # fmt: skip


def resident(process: int) -> int:
    """MB of memory that a process holds, pages that it shares with others included."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except FileNotFoundError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmRSS")), 0)


def measure_memory(releases: int, jobs: int, output: str, work: Path, points: int = 10) -> dict[str, object]:
    """An undisturbed run; what its processes hold whenever a further tenth of the documents is finished."""
    broken = generate(work / "in", releases, random.Random(7))
    finished, found = Finished(work / output), list[list[object]]()
    step = (releases - broken) / points

    def look(_: float, process: int) -> bool:
        count = finished.documents()
        if count >= int((len(found) + 1) * step):
            children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
            found.append([count, resident(process), *map(resident, map(int, children))])
        return False

    begun = time.monotonic()
    watched(extraction(work / "in", work / output, jobs), look, pause=0.25)
    return {
        "releases": releases, "output": output, "jobs": jobs, "records": Finished(work / output).documents(),
        "rejects": broken, "undisturbed_seconds": round(time.monotonic() - begun, 1), "memory": found,
    }  # fmt: skip


def main() -> int:
    """Measure with the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--releases", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--output", default="out.jsonl", help="out.jsonl, or out for a folder")
    parser.add_argument("--export", help="kill `export --to` this format instead of the extraction")
    parser.add_argument("--memory", action="store_true", help="kill nothing and watch the memory of all processes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        if options.memory:
            result = measure_memory(options.releases, options.jobs, options.output, work)
        elif options.export:
            result = measure_export(options.releases, options.kills, options.export, work)
        else:
            result = measure(options.releases, options.kills, options.jobs, options.output, work)
    print(json.dumps(result))
    if options.memory:
        return 0
    bad = any(result.get(name) for name in ("lost", "doubled", "neither old nor new after a kill"))
    return 0 if result["identical"] and not bad and result["kills"] == options.kills else 1


if __name__ == "__main__":
    sys.exit(main())
