#!/bin/bash
# Called by conda build, in a copy of the sources.
set -euo pipefail
(cd output/briefing/page && npm ci --ignore-scripts --no-audit --no-fund --omit=dev)
cmake -G Ninja -B build/conda -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX="$PREFIX" -DCMAKE_PREFIX_PATH="$PREFIX" \
  -DFULCRUM_TESTS=OFF -DFULCRUM_BENCHMARKS=OFF -Wno-dev
cmake --build build/conda --target fulcrum --parallel "$CPU_COUNT"
cmake --install build/conda --component program --strip
