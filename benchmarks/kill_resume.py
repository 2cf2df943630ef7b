"""Kills a batch again and again, resumes it, and compares the output with that of an undisturbed run, byte for byte.

    python benchmarks/kill_resume.py [--releases 10000] [--kills 10] [--jobs 2]

The releases are generated from templates in text, HTML, Word, mail, feed and JSON Lines, Windows-1252 and UTF-16 among them, some of
them broken. Prints one JSON object with what was measured; exits with 1 where a byte differs or a document is lost or doubled.
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


def command(folder: Path, out: Path, jobs: int) -> list[str]:
    """The call of the command line that is measured."""
    code = "from pressefakten.cli import main; main()"
    options = ["extract", str(folder), "-o", str(out), "--jobs", str(jobs), "--no-progress"]
    return [sys.executable, "-c", code, *options]


def timed(call: list[str]) -> float:
    """Seconds of a run."""
    begun = time.monotonic()
    subprocess.run(call, stderr=subprocess.DEVNULL, check=False)
    return time.monotonic() - begun


def killed(call: list[str], seconds: float) -> bool:
    """Run and kill after so many seconds; whether it was still running."""
    with subprocess.Popen(call, stderr=subprocess.DEVNULL, start_new_session=True) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            return True
    return False


def tree(folder: Path) -> dict[str, bytes]:
    """The files of an output without its journal."""
    files = (
        path for path in folder.rglob("*") if path.is_file() and "journal" not in path.relative_to(folder).as_posix()
    )
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(files)}


def measure(releases: int, kills: int, jobs: int, output: str, work: Path, seed: int = 7) -> dict[str, object]:
    """Generate, run undisturbed, run with kills, compare."""
    chance = random.Random(seed)
    broken = generate(work / "in", releases, chance)
    whole_call, call = (command(work / "in", work / name / output, jobs) for name in ("whole", "killed"))
    undisturbed, idle = timed(whole_call), timed(whole_call)  # the second finds all work done
    moment = idle + 2 * max(undisturbed - idle, 0.5) / (kills + 1)
    done = sum(killed(call, chance.uniform(0.1, moment)) for _ in range(kills))
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
        "releases": releases, "output": output, "jobs": jobs, "kills": done, "records": sources.total(),
        "rejects": rejects, "doubled": sum(count - 1 for count in sources.values()),
        "lost": releases - broken - sources.total(), "identical": whole == after, "files": len(after),
        "undisturbed_seconds": round(undisturbed, 1), "last_run_seconds": round(resumed, 1),
        "last_run": next((line for line in final.stderr.splitlines() if " unchanged)" in line), ""),
    }  # fmt: skip


def main() -> int:
    """Measure with the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--releases", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--output", default="out.jsonl", help="out.jsonl, or out for a folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        result = measure(options.releases, options.kills, options.jobs, options.output, Path(work))
    print(json.dumps(result))
    return 0 if result["identical"] and not result["lost"] and not result["doubled"] else 1


if __name__ == "__main__":
    sys.exit(main())
