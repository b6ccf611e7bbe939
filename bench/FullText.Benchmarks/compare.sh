#!/usr/bin/env bash
# Runs Java Lucene and this engine in turn on the same corpus, tokens and queries, three launches each, and prints the medians.
#
#   compare.sh PEERS WORK [DOCS]     PEERS: the folder with lucene/peer.sh, scale.py and queries.tsv; WORK: for corpora and indexes
#
# The index is built as `kb build` does it, without collecting profiles of the code.
#
# Needs a quiet machine: figures of a launch whose others_cpu_seconds is not near 0 do not count.
set -euo pipefail
peers=$1 work=$2 docs=${3:-100000}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$work"
corpus=$work/corpus-$docs.jsonl
[[ -s $corpus ]] || python3 "$peers/scale.py" "$docs" "$corpus"
dotnet build -c Release "$here" >"$work/build.log"
ours=$here/../../artifacts/bin/FullText.Benchmarks/release/KnowledgeBase.FullText.Benchmarks
results=$work/results-$docs
rm -rf "$results"; mkdir -p "$results"
for launch in 1 2 3; do
  "$peers/lucene/peer.sh" index "$corpus" "$work/lucene-$docs" --analyzer cjk >"$results/lucene-index-$launch"
  DOTNET_TieredPGO=0 "$ours" index "$corpus" "$work/ours-$docs" --ram-mb 256 >"$results/ours-index-$launch"
  for mode in or and phrase; do
    "$peers/lucene/peer.sh" query "$work/lucene-$docs" "$peers/queries.tsv" --mode $mode --run "$results/lucene.$mode.trec" >"$results/lucene-$mode-$launch"
    "$ours" query "$work/ours-$docs" "$peers/queries.tsv" --mode $mode --warmup-seconds 10 --run "$results/ours.$mode.trec" >"$results/ours-$mode-$launch"
  done
  "$peers/lucene/peer.sh" facets "$work/lucene-$docs" "$peers/queries.tsv" --out "$results/facets" >"$results/lucene-facets-$launch"
  "$ours" facets "$work/ours-$docs" "$peers/queries.tsv" --warmup-seconds 10 >"$results/ours-facets-$launch"
  "$ours" statistics "$work/ours-$docs" "$peers/queries.tsv" --mode phrase-text --warmup-seconds 5 >"$results/ours-statistics-$launch"
  "$ours" open "$work/ours-$docs" >"$results/ours-open-$launch"
done
python3 - "$results" <<'PY'
import collections, glob, os, statistics, sys
figures = collections.defaultdict(lambda: collections.defaultdict(list))
for path in sorted(glob.glob(sys.argv[1] + "/*-[123]")):
    engine, what, _ = os.path.basename(path).split("-")
    for line in open(path, encoding="utf8"):
        key, _, value = line.rstrip("\n").partition("\t")
        try: figures[what, key][engine].append(float(value))
        except ValueError: pass
# Our facet searches are timed whole; Lucene's in two parts.
for share in ("p50", "p99"):
    search, facet = figures["facets", "search_us_" + share], figures["facets", "facet_us_" + share]
    both = figures["facets", "search_and_facet_us_" + share]
    both["lucene"], both["ours"] = [a + b for a, b in zip(search["lucene"], facet["lucene"])], search["ours"]
    del figures["facets", "search_us_" + share], figures["facets", "facet_us_" + share]
wanted = ("mb_per_s", "cpu_seconds", "index_bytes", "peak_rss_mb", "others_cpu_seconds", "open_ms", "allocated_bytes_per_query",
          "search_us_p50", "search_us_p99", "search_and_facet_us_p50", "search_and_facet_us_p99", "latency_us_p50", "latency_us_p99", "fetch_ids_us_p50")
print(f"{'what':<38}{'Lucene':>14}{'ours':>14}{'ours / Lucene':>15}")
for (what, key), by in sorted(figures.items()):
    if key in wanted:
        l, o = (statistics.median(by[e]) if by[e] else None for e in ("lucene", "ours"))
        cell = lambda v: f"{v:>14.1f}" if v is not None else f"{'':>14}"
        print(f"{what + ' ' + key:<38}{cell(l)}{cell(o)}{(f'{o / l:>15.2f}' if l and o is not None else '')}")
PY
