#!/usr/bin/env python3
"""Measures the whole program through a real terminal.

Starts the binary on each workbook in a pseudo-terminal of 120 by 40 and
prints, in milliseconds, how long an officer waits: from start to the first
painted overview, from a key to the last byte of its frame, from a letter in
the filter line to its echo, to the first rows it leaves, to a screenful of
them and to their number, and for 1,000 presses of Down sent at once. Then the memory it holds and the processor time it uses while idle.
Then, on every screen, the same for opening it, for a key and for 1,000 of them.

On a busy machine the time that passes says little: `first paint CPU` is the processor time of all threads
until then, in milliseconds, which others hardly change.

    cargo build --release
    python3 benches/terminal.py target/release/quarterdeck FILE...

The goals, the same for every size of workbook: first paint 20 ms, key to
paint 1 ms (p50) and 3 ms (p99), filter and echo 16 ms, burst 50 ms, memory 20 MB,
idle 0. Only the Python standard library is used; Linux only.
"""

import argparse
import codecs
import fcntl
import os
import pty
import re
import select
import shutil
import struct
import sys
import tempfile
import termios
import time

HEIGHT, WIDTH = 40, 120
UP, DOWN = b"\x1b[A", b"\x1b[B"
COMPLETE = re.compile(r"\x1b(\[[?<=>]?[0-9;]*[a-zA-Z]|[^\[])")
PIECES = re.compile(r"(\x1b\[[?<=>]?([0-9;]*)([a-zA-Z])|\x1b.)|([^\x1b\x00-\x1f]+)")
GOALS = {
    "first paint": 20, "first paint CPU": 15, "key p50": 1, "key p99": 3, "burst": 50,
    "filter p50": 16, "filter max": 16, "echo max": 16, "rss MB": 20, "idle ticks": 0,
}


class Program:
    """The program in its terminal."""

    def __init__(self, command, home):
        # Everything is prepared before the fork, so that only the program itself is timed.
        environment = {
            "PATH": os.environ.get("PATH", ""), "HOME": home, "TERM": "xterm-256color",
            "LANG": "C.UTF-8", "XDG_STATE_HOME": home + "/state", "XDG_CONFIG_HOME": home + "/config",
            "XDG_DATA_HOME": home + "/data",
        }
        self.began = time.perf_counter()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
            os.execve(command[0], command, environment)
        os.set_blocking(self.terminal, False)
        self.output = b""
        self.unread, self.rest = [], ""
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.rows = [[" "] * WIDTH for _ in range(HEIGHT)]
        self.at = (0, 0)

    def read(self, at_most):
        """Waits for output and takes it; the time it came, or none."""
        if not select.select([self.terminal], [], [], at_most)[0]:
            return None
        try:
            piece = os.read(self.terminal, 1 << 16)
        except OSError:
            sys.exit("the program ended: " + self.output[-2000:].decode(errors="replace"))
        # Told before the piece is put away: joining it to all that is unread takes longer and longer.
        came = time.perf_counter()
        self.output += piece
        self.unread.append(piece)
        return came

    def wait_for(self, text, at_most=30.0):
        """When `text` had been painted."""
        limit = time.perf_counter() + at_most
        while time.perf_counter() < limit:
            came = self.read(0.2)
            if came and text in self.screen():
                return came
        sys.exit(f"{text!r} was not painted in {at_most} s; on screen was:\n{self.screen()}")

    def quiet(self, pause):
        """Takes output until there is none for `pause`; when the last came."""
        last = None
        while True:
            came = self.read(pause)
            if came is None:
                return last
            last = came

    def send(self, keys):
        self.output = b""
        while keys:
            select.select([], [self.terminal], [])
            keys = keys[os.write(self.terminal, keys):]

    def screen(self):
        """What is on screen. Only what the program uses of a terminal is understood."""
        text = self.rest + self.decoder.decode(b"".join(self.unread))
        self.unread, self.rest = [], ""
        begun = text.rfind("\x1b")
        if begun >= 0 and not COMPLETE.match(text, begun):
            text, self.rest = text[:begun], text[begun:]
        y, x = self.at
        for control, where, what, letters in PIECES.findall(text):
            if what == "H":
                numbers = [int(number or 1) for number in (where or "1;1").split(";")]
                y, x = numbers[0] - 1, numbers[-1] - 1
            elif what == "J":
                self.rows = [[" "] * WIDTH for _ in range(HEIGHT)]
            elif not control:
                for letter in letters:
                    if y < HEIGHT and x < WIDTH:
                        self.rows[y][x] = letter
                    x += 1
        self.at = (y, x)
        return "\n".join("".join(row) for row in self.rows)

    def status(self, name):
        with open(f"/proc/{self.pid}/status", encoding="ascii") as lines:
            for line in lines:
                if line.startswith(name + ":"):
                    return int(line.split()[1])
        return 0

    def processor(self):
        """Milliseconds of processor time that its threads have had."""
        spent = 0
        for thread in os.listdir(f"/proc/{self.pid}/task"):
            with open(f"/proc/{self.pid}/task/{thread}/schedstat", encoding="ascii") as line:
                spent += int(line.read().split()[0])
        return spent / 1e6

    def ticks(self):
        with open(f"/proc/{self.pid}/stat", encoding="ascii") as line:
            fields = line.read().rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])

    def end(self):
        os.write(self.terminal, b"\x1b")
        self.quiet(0.2)
        os.write(self.terminal, b"q")
        limit = time.perf_counter() + 5
        while time.perf_counter() < limit:
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                break
            try:
                self.read(0.05)
            except SystemExit:
                pass
        else:
            os.kill(self.pid, 9)
            os.waitpid(self.pid, 0)
        os.close(self.terminal)


def share(numbers, part):
    numbers = sorted(numbers)
    return numbers[min(len(numbers) - 1, int(len(numbers) * part))]


def first_paint(command, home, times):
    """From start to the whole overview, and to what the checks of the period then add to it.

    A frame that is drawn again with what came late counts when it is complete; only what is found
    by checking comes after it, in a row of its own.
    """
    found, spent, checked = [], [], []

    def painted(program):
        return program.screen().split("\n")[2:]

    def without(screen, whole):
        """The screen up to where the whole one tells of the checks."""
        return [line[: end.find("Checks  ")] if "Checks  " in end else line for line, end in zip(screen, whole)]

    for _ in range(times):
        program = Program(command, home)
        seen = [(program.wait_for("Worst"), painted(program))]
        spent.append(program.processor())
        while (came := program.read(0.15)) is not None:
            seen.append((came, painted(program)))
        end = seen[-1][1]
        came = next(came for came, screen in seen if without(screen, end) == without(end, end))
        found.append((came - program.began) * 1000)
        checked.append((seen[-1][0] - program.began) * 1000)
        program.end()
    return found, spent, checked


def pressed(program, key, pause):
    """From a key to the last byte of what it painted."""
    began = time.perf_counter()
    program.send(key)
    last = program.quiet(pause)
    return ((last or began) - began) * 1000


def typed(program, letter, text):
    """From a letter in the filter line to its echo, to the first rows it leaves, to all that fit, and to the last byte.

    The first rows are there when the list has followed the letter, the whole screenful when the
    list is as it is in the end; what is still being counted then is the number of rows.
    """
    def rows():
        lines = program.screen().split("\n")
        return lines[3], [line[: line.find("││") + 1 or WIDTH] for line in lines[4:-3]]

    before = rows()[1]
    began = time.perf_counter()
    program.send(letter)
    times = []
    while (came := program.read(0.6)) is not None:
        times.append((came - began) * 1000)
    pieces, program.unread = program.unread, []
    seen = []
    for came, piece in zip(times, pieces):
        program.unread = [piece]
        seen.append((came, *rows()))
    echo = next((came for came, line, _ in seen if text in line), times[-1])
    whole = next((came for came, _, list_now in seen if list_now == seen[-1][2]), times[-1])
    first = next((came for came, _, list_now in seen if list_now != before), whole)
    return max(echo, 0), max(echo, first), max(echo, whole), times[-1]


def tour(command, home, presses, texts):
    program = Program(command, home)
    program.wait_for("Worst")
    program.quiet(0.2)
    figures = {"rss at start": program.status("VmRSS") / 1024}
    program.send(b"2")
    program.wait_for("row 1 of")
    program.quiet(0.2)
    total = int(re.search(r"row \d+ of (\d+)", program.screen())[1])
    # To the end of a short list and back, so that every press moves something.
    times = [pressed(program, UP if at // max(total - 1, 1) % 2 else DOWN, 0.015) for at in range(presses)]
    figures["key p50"], figures["key p99"] = share(times, 0.5), share(times, 0.99)
    program.send(b"g")
    program.quiet(0.3)
    # What was painted so far is read through first, or reading it would be timed with the burst.
    program.screen()
    began = time.perf_counter()
    program.send(DOWN * 1000)
    came = program.wait_for(f"row {min(total, 1001)} of", 10)
    came = program.quiet(0.1) or came
    figures["burst"] = (came - began) * 1000
    letters = []
    for text in texts:
        program.send(b"g/")
        program.quiet(0.2)
        for at, letter in enumerate(text):
            letters.append(typed(program, letter.encode(), text[: at + 1]))
        program.send(b"\x1b")
        program.quiet(0.3)
    echoes, firsts, lists, counts = zip(*letters)
    figures["echo max"] = max(echoes)
    figures["filter p50"], figures["filter max"] = share(firsts, 0.5), max(firsts)
    figures["letters"] = " ".join(f"{one:.1f}" for one in firsts)
    figures["whole p50"], figures["whole max"] = share(lists, 0.5), max(lists)
    figures["counted p50"], figures["counted max"] = share(counts, 0.5), max(counts)
    figures["rss MB"], figures["peak MB"] = program.status("VmRSS") / 1024, program.status("VmHWM") / 1024
    before = program.ticks()
    program.quiet(5.0)
    time.sleep(5)
    figures["idle ticks"] = program.ticks() - before
    program.end()
    return figures


# The keys of the screens, and what each shows first.
SCREENS = [
    ("1", "Overview"), ("2", "Indicators"), ("3", "Review"), ("4", "Actions"), ("5", "Risks"), ("6", "Budget"),
    ("7", "Delivery"), ("8", "Questions"), ("9", "Narrative"), ("0", "History"), ("d", "Checks"), ("V", "Compare"),
]


def screens(command, home, presses):
    """On every screen: from its key to the last byte of it, a key, and 1,000 keys sent at once."""
    program = Program(command, home)
    program.wait_for("Worst")
    program.quiet(0.3)
    figures = {}
    for key, name in SCREENS:
        # From another screen, so that it is opened.
        program.send(b"2" if key != "2" else b"1")
        program.quiet(0.3)
        before = program.processor()
        opened = pressed(program, key.encode(), 0.3)
        spent = program.processor() - before
        program.screen()
        times = [pressed(program, DOWN if at % 20 < 10 else UP, 0.015) for at in range(presses // 3)]
        program.screen()
        before = program.processor()
        program.send(DOWN * 1000)
        program.quiet(0.2)
        figures[name] = (opened, spent, share(times, 0.5), share(times, 0.99), program.processor() - before)
    program.end()
    return figures


def main():
    about = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    about.add_argument("program", help="the release binary")
    about.add_argument("workbook", nargs="+", help="workbooks to measure with; they are not changed")
    about.add_argument("--presses", type=int, default=300, help="presses of Down (%(default)s)")
    about.add_argument("--starts", type=int, default=9, help="starts, of which the median counts (%(default)s)")
    about.add_argument("--text", action="append", help="typed into the filter line, may be repeated")
    given = about.parse_args()
    texts = given.text or ["indicator 12", "zebra", "000777"]
    over = False
    for workbook in given.workbook:
        home = tempfile.mkdtemp(prefix="quarterdeck-measure-")
        try:
            command = [os.path.abspath(given.program), os.path.abspath(workbook)]
            paints, spent, checked = first_paint(command, home, given.starts)
            figures = {"first paint": share(paints, 0.5), "worst start": max(paints)}
            figures["first paint CPU"] = share(spent, 0.5)
            figures["with checks"] = share(checked, 0.5)
            figures.update(tour(command, home, given.presses, texts))
            on_screens = screens(command, home, given.presses)
        finally:
            shutil.rmtree(home, ignore_errors=True)
        print(workbook)
        for name, figure in figures.items():
            goal = GOALS.get(name)
            missed = goal is not None and figure > goal
            over |= missed
            told = figure if isinstance(figure, str) else f"{figure:8.2f}"
            print(f"  {name:16}{told}" + (f"   OVER the goal of {goal}" if missed else ""))
        print(f"  {'':14}{'opened':>9}{'its CPU':>9}{'key p50':>9}{'key p99':>9}{'CPU of 1,000':>14}")
        for name, (opened, spent, middle, most, burst) in on_screens.items():
            missed = middle > GOALS["key p50"] or burst > GOALS["burst"]
            over |= missed
            print(f"  {name:14}{opened:9.1f}{spent:9.1f}{middle:9.2f}{most:9.2f}{burst:14.1f}" + ("   OVER" if missed else ""))
        sys.stdout.flush()
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
