#!/usr/bin/env python3
"""Measures imports and reports as whole processes.

Prints seconds (the middle of several runs) and the most memory held:

- a million long rows of csv, one figure each, into a new workbook, beside
  the sqlite3 shell's own `.import` of the same file where that is installed;
- any spreadsheet named on the command line, previewed and imported;
- every format of a report on 300 indicators.

    cargo build --release
    python3 benches/bulk.py target/release/quarterdeck
    python3 benches/bulk.py target/release/quarterdeck ascof-2020-21.xlsx --organisation Barnet

The goals: a million rows in at most twice the shell's time and 300 MB; a
spreadsheet of 50,000 rows previewed in 2 s and imported in 4 s; a report of
60 pages in 2 s and 200 MB. Only the Python standard library is used; Unix only.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

QUARTERS = [f"{year}/{(year + 1) % 100:02} Q{quarter}" for year in range(2021, 2026) for quarter in range(1, 5)]
FORMATS = ["docx", "pdf", "html", "md", "xlsx"]


def long_rows(path, rows):
    """A csv as councils publish them: a row for each numerator, denominator and result."""
    indicators = -(-rows // (3 * len(QUARTERS)))
    with open(path, "w", encoding="utf-8") as out:
        out.write("Council,Measure code,Measure,Period,Measure type,Value\n")
        for indicator in range(1, indicators + 1):
            head = f"Barnet,M{indicator:05},Measure {indicator} as a share of all"
            for at, quarter in enumerate(QUARTERS):
                below = 500 + (indicator * 37 + at * 11) % 900
                above = (indicator * 53 + at * 17) % below
                for kind, value in (
                    ("Numerator", above),
                    ("Denominator", below),
                    ("Outcome", f"{100 * above / below:.2f}"),
                ):
                    out.write(f"{head},{quarter},{kind},{value}\n")
    return 3 * indicators * len(QUARTERS)


def run(command, prepare=None, runs=3):
    """Seconds and megabytes of a command, and what it printed last."""
    seconds, most = [], 0.0
    for _ in range(runs):
        if prepare:
            prepare()
        os.sync()
        began = time.monotonic()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        said = child.stderr.read().decode(errors="replace").strip()
        _, status, used = os.wait4(child.pid, 0)
        seconds.append(time.monotonic() - began)
        if status:
            sys.exit(f"{' '.join(command)}\n{said}")
        most = max(most, used.ru_maxrss / 1024)
    return statistics.median(seconds), most


def line(what, measured, beside=""):
    seconds, most = measured
    print(f"  {what:<34} {seconds:6.2f} s  {most:5.0f} MB  {beside}".rstrip())


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("binary")
    arguments.add_argument("files", nargs="*", help="spreadsheets to import")
    arguments.add_argument("--organisation", default="Barnet", help="whose figures are ours")
    arguments.add_argument("--rows", type=int, default=1_000_000)
    given = arguments.parse_args()
    binary = os.path.abspath(given.binary)
    with tempfile.TemporaryDirectory(prefix="quarterdeck-bulk-") as folder:
        book = os.path.join(folder, "book.qd")

        def fresh():
            for name in os.listdir(folder):
                if name.startswith("book"):
                    os.remove(os.path.join(folder, name))
            new = [binary, "new", book, "--organisation", given.organisation, "--service", "Adults"]
            subprocess.run(new, check=True, stdout=subprocess.DEVNULL)

        source = os.path.join(folder, "long.csv")
        rows = long_rows(source, given.rows)
        print(f"long.csv: {rows:,} rows, {os.path.getsize(source) / 1e6:.0f} MB")
        ours = run([binary, "import", book, source], fresh)
        beside = ""
        if shutil.which("sqlite3"):
            table = os.path.join(folder, "shell.db")
            shell = run(
                ["sqlite3", table, "-cmd", ".mode csv", f".import {source} rows"],
                lambda: os.path.exists(table) and os.remove(table),
            )
            line("sqlite3 .import", shell)
            beside = f"{ours[0] / shell[0]:.2f} times as long"
        line("quarterdeck import", ours, beside)
        for path in given.files:
            print(os.path.basename(path))
            line("import --dry-run", run([binary, "import", book, path, "--dry-run"], fresh))
            line("import", run([binary, "import", book, path], fresh))
        many = os.path.join(folder, "many.qd")
        subprocess.run(
            [binary, "generate", "--indicators", "300", "--periods", "12", many],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        print("report on 300 indicators")
        for form in FORMATS:
            report = os.path.join(folder, f"report.{form}")
            line(form, run([binary, "report", many, "--format", form, "--output", report, "--replace"]))


if __name__ == "__main__":
    main()
