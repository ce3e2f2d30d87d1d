"""We and our peers: accuracy on the reference set, then speed, start-up and growth; `growth` is the long part.

python -m benchmarks [growth] [--texts 50000] [--workers 2]
"""

import argparse

from benchmarks import figures, growth, quotes, speed, startup

parser = argparse.ArgumentParser(prog="python -m benchmarks")
parser.add_argument("part", nargs="?", choices=["growth"], help="the long part alone")
parser.add_argument("--texts", type=int, default=growth.TEXTS, help="the largest corpus of the growth part")
parser.add_argument("--workers", type=int, default=2, help="its processes")
asked = parser.parse_args()

if not asked.part:
    for part in (figures, quotes, speed, startup):
        part.main()
growth.main(asked.texts, asked.workers)
