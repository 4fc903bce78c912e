"""Kills every command with signal 9 at a random moment, runs it again, and compares every file with those of an
uninterrupted run. Ignores times in files, and the libraries that a page lists.

    src/bench/killed.py [trials, 300] [seed, 1] [commands, all: combine,predict]

Set MOSAIC to test a command line other than environment/mosaic. Exit code 1 if a file differs, is missing, or is extra.
"""
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
MOSAIC = os.environ.get("MOSAIC", str(HOME / "environment" / "mosaic"))
TIMES = re.compile(
    rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?Z?|\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d(\.\d+)?"
    rb"|(?<=\"seconds\":)[\d.E-]+|(?<=\"seconds since epoch\":)\s*\d+|[\d.,]+ (s|min)\b"
)
# Logs and locks are not results.
NO_RESULT = re.compile(r"(^|/)(\.lock|worker-\d+\.log|.*\.lock)$")

SETUP = [
    "simulate 2 -d ir -e 2 -s 64 -f F160W -c field-stars -o visits --threads 1",
    "simulate 1 -d ir -e 2 -s 64 -f F160W -c field-stars -o one --threads 1",
]
JOBS = {
    "simulate": "simulate 2 -d ir,hrc -e 2 -s 64 -c field-stars -o {out} --threads 2",
    "combine": "combine {visit} -o {out}",
    "prep": "prep {mosaics} -o {out} --category none -f data",
    "corrupt": "corrupt visits -o {out} -r 1 --threads 2",
    "label": "label visits -o {out}/labels.csv",
    "diagnose": "diagnose {visit} -o {out}",
    "explore": "explore {table} -o {out}",
    "train": "train {table} {frames} --blueprint svm_mlp -n 1 -e 8 -b 16 -o {out} --threads 1",
    "predict": "predict {table} {frames} -m svm_ensemble -n 1 -o {out} --explain 1",
    "baselines": "baselines {table} -o {out} --repeats 3",
    "sweep": "sweep {table} {frames} --space space.json --method random --trials 6 -o {out} --threads 1",
    "report": "report trained -o {out}/page.html",
}


def command(text):
    return MOSAIC.split() + text.split()


def run(text, folder):
    done = subprocess.run(command(text), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if done.returncode != 0:
        raise SystemExit(f"{text}: exit code {done.returncode}\n{done.stderr.decode()[-2000:]}")


def files(folder, name):
    found = {}
    for path in sorted(folder.rglob("*")):
        place = str(path.relative_to(folder))
        if path.is_file() and not NO_RESULT.search(place):
            text = path.read_bytes().replace(name.encode(), b"OUT")
            if place.endswith(".html"):
                text = re.sub(rb"(?s)<section id=\"environment\">.*?</section>|<script.*?</script>|[0-9a-f]{64}", b"", text)
            if not place.endswith((".png", ".npz", ".safetensors")):
                text = TIMES.sub(b"TIME", text)
            found[place] = text
    return found


def trial(text, name, seconds, whole, folder, chance):
    job = text.replace("{out}", name)
    process = subprocess.Popen(
        command(job), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    time.sleep(chance.uniform(0.15, 1.0) * seconds)
    killed = process.poll() is None
    if killed:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    run(job, folder)
    after = files(folder / name, name)
    shutil.rmtree(folder / name)
    wrong = [place for place in sorted(whole.keys() | after.keys()) if whole.get(place) != after.get(place)]
    return killed, wrong


def main():
    trials = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    folder = Path(tempfile.mkdtemp(prefix="killed"))
    try:
        for text in SETUP:
            run(text, folder)
        (folder / "space.json").write_text('{"model": "forest", "forest.trees": [5, 10, 20, 30], "forest.depth": [2, 3, 4]}')
        visit = next(place for place in (folder / "one").iterdir() if place.is_dir()).relative_to(folder)
        run(f"combine {visit} -o mosaics/{visit.name}", folder)
        data = HOME / "data-samples" / "training"
        places = {
            "visit": str(visit),
            "mosaics": "mosaics",
            "table": str(data / "svm_data.csv"),
            "frames": str(data / "frames.npz"),
            "out": "{out}",
        }
        run(f"train {places['table']} {places['frames']} --blueprint svm_mlp -n 1 -e 2 -b 16 -o trained", folder)
        print(f"{'command':<10} {'alone, s':>8} {'trials':>6} {'killed':>6} {'wrong':>6}")
        bad = 0
        wanted = sys.argv[3].split(",") if len(sys.argv) > 3 else list(JOBS)
        for number, name in enumerate(wanted):
            job = JOBS[name].format(**places)
            began = time.time()
            run(job.replace("{out}", "whole"), folder)
            seconds = time.time() - began
            whole = files(folder / "whole", "whole")
            count = trials // len(wanted) + (number < trials % len(wanted))
            results = [trial(job, f"out{i}", seconds, whole, folder, chance) for i in range(count)]
            wrong = [places_wrong for _, places_wrong in results if places_wrong]
            bad += len(wrong)
            print(f"{name:<10} {seconds:8.1f} {count:6} {sum(k for k, _ in results):6} {len(wrong):6}", flush=True)
            for one in wrong[:3]:
                print("    " + ", ".join(one[:5]))
            shutil.rmtree(folder / "whole")
        sys.exit(1 if bad else 0)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


main()
