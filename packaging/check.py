"""Rules that the compiler does not check: layers, sizes, format, headers, machine paths, translations.

Prints each fault as "file:line: sentence" and ends with 1 if there was one. Knows the standard library only.
"""

import concurrent.futures
import hashlib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

MAX_LINES = 500
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "nakawari")
SOURCE = {".h", ".cpp", ".cu", ".cuh"}

# DESIGN §2: what a layer may include, directly (the layers below it come along).
LAYERS = {
    "core": set(),
    "io": {"core"},
    "timeline": {"core"},
    "quality": {"core"},
    "flow": {"core"},
    "kernels": {"core"},
    "model": {"core", "kernels", "flow"},
    "pipeline": {"core", "io", "timeline", "quality"},
    "report": {"core", "io", "timeline", "quality", "pipeline"},
    "training": {"core", "io", "quality", "report", "kernels", "flow", "model"},
    "ui": {"core", "io", "timeline", "quality", "flow", "model", "pipeline", "report", "training"},
    "app": {"core", "io", "timeline", "quality", "flow", "model", "pipeline", "report", "training", "ui"},
}
TORCH_LAYERS = {"kernels", "model", "training"}

# Third parties that only some folders include.
LIBAV = re.compile(r"^lib(av\w+|sw\w+|postproc)/")
ZIMG = re.compile(r"^zimg")
OPENCV = re.compile(r"^opencv2/")
TORCH = re.compile(r"^(torch|ATen|c10|caffe2)/")
QT = re.compile(r"^(Q[A-Z]\w*|Qt\w+/.*)$")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')

MACHINE_PATH = re.compile(r"(?<![\w.$}])/(?:work|root|home)/[\w.]")
TEXT_SUFFIXES = SOURCE | {".md", ".txt", ".cmake", ".json", ".py", ".sh", ".ts", ".qrc", ".xml", ".svg", ".in", ""}


def git(*arguments):
    output = subprocess.run(["git", *arguments], capture_output=True, check=True).stdout
    return [pathlib.PurePosixPath(name.decode()) for name in output.split(b"\0") if name]


def layer_of(path):
    """The layer a file belongs to; None for tests, scripts and documents."""
    if path.parts[0] == "engine" and len(path.parts) > 2:
        return path.parts[1]
    return path.parts[0] if path.parts[0] in LAYERS else None


def layers_below(layer):
    """Every layer whose headers may be read while a file of this layer is compiled."""
    below = set(LAYERS[layer])
    for name in LAYERS[layer]:
        below |= layers_below(name)
    return below


def third_party_fault(path, layer, header):
    top = path.parts[0]
    if (LIBAV.match(header) or ZIMG.match(header)) and layer != "io" and top != "tests":
        return "libav and zimg are included in engine/io only."
    if OPENCV.match(header) and layer != "flow":
        return "OpenCV is included in engine/flow only."
    if TORCH.match(header) and layer not in TORCH_LAYERS and top != "tests":
        return "Torch is included in engine/kernels, engine/model and training only."
    if QT.match(header) and top in ("engine", "training"):
        return "Qt stays out of engine/ and training/."
    return None


def check_includes(path, lines):
    layer = layer_of(path)
    for number, line in enumerate(lines, 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        header = match.group(2)
        fault = third_party_fault(path, layer, header)
        first = header.split("/")[0]
        if layer and match.group(1) == '"' and first in LAYERS and first != layer and first not in layers_below(layer):
            fault = f"The layer {layer} may not include {first} (ARCHITECTURE.md, layers)."
        if fault:
            yield f"{path}:{number}: {fault}"


def check_length(path, lines):
    if len(lines) > MAX_LINES:
        yield f"{path}:{MAX_LINES + 1}: The file has {len(lines)} lines, {MAX_LINES} are allowed: split it."


def check_machine_paths(path, lines):
    for number, line in enumerate(lines, 1):
        if MACHINE_PATH.search(line):
            yield f"{path}:{number}: A path of one machine: make it relative or configurable."


def check_translations(path, lines):
    for number, line in enumerate(lines, 1):
        if 'type="unfinished"' in line:
            yield f"{path}:{number}: The Japanese text is missing."


def check_text(path):
    lines = pathlib.Path(path).read_text(encoding="utf-8", errors="replace").splitlines()
    if path.suffix in SOURCE:
        yield from check_length(path, lines)
        yield from check_includes(path, lines)
    if path.suffix in TEXT_SUFFIXES and path.parts[0] != "tests":  # tests invent paths
        yield from check_machine_paths(path, lines)
    if path.name.endswith("_ja.ts"):
        yield from check_translations(path, lines)


def check_format(paths):
    paths = [str(path) for path in paths if path.suffix in SOURCE]
    if not paths:
        return
    run = subprocess.run(
        ["clang-format-14", "--dry-run", "-Werror", *paths], capture_output=True, text=True, check=False
    )
    seen = set()
    for file, line in re.findall(r"^(.+?):(\d+):\d+: error: code should be clang-formatted", run.stderr, re.M):
        if file not in seen:
            seen.add(file)
            yield f"{file}:{line}: The code is not formatted: run clang-format-14 -i."
    if run.returncode != 0 and not seen:
        yield f"packaging/check.py:1: clang-format-14 failed: {run.stderr.strip().splitlines()[-1]}"


def with_all_it_includes(path):
    """The header and the project's own that it leads to, each with its text."""
    waiting, seen = [pathlib.Path(path)], set()
    while waiting:
        file = waiting.pop()
        if file in seen or not file.is_file():
            continue
        seen.add(file)
        text = file.read_text(encoding="utf-8")
        yield file, text
        for match in map(INCLUDE.match, text.splitlines()):
            if match and match[1] == '"':
                waiting += [pathlib.Path(folder, match[2]) for folder in ("engine", ".", "tests", file.parent)]


def uses_torch(path):
    includes = (INCLUDE.match(line) for _, text in with_all_it_includes(path) for line in text.splitlines())
    return any(match and TORCH.match(match[2]) for match in includes)


class HeaderCompiler:
    """Compiles headers alone, each seeing only the layers that its own may include."""

    def __init__(self, folder):
        self.views = pathlib.Path(folder)
        for layer in LAYERS:
            source = pathlib.Path("engine", layer)
            source = source if source.is_dir() else pathlib.Path(layer)
            view = self.views / layer
            view.mkdir()
            (view / layer).symlink_to(source.resolve())
        self.libraries = self.pkg_config("libavformat", "libavfilter", "libavcodec", "libswscale", "zimg", "Qt6Widgets", "Qt6Network", "Qt6Charts", "Qt6Test")
        self.libraries += ["-isystem", "/usr/include/opencv4"]
        self.torch = self.torch_flags()
        self.precompiled = []
        packages = ["g++", "qt6-base-dev", "libavcodec-dev", "libzimg-dev", "libopencv-core-dev", "libspdlog-dev"]
        self.compiler = subprocess.run(["dpkg-query", "-W", *packages], capture_output=True, text=True, check=False).stdout

    @staticmethod
    def pkg_config(*names):
        flags = []
        for name in names:
            run = subprocess.run(["pkg-config", "--cflags", name], capture_output=True, text=True, check=False)
            flags += run.stdout.split()
        return flags

    def torch_flags(self):
        torch = pathlib.Path(os.environ.get("LIBTORCH_DIR") or CACHE / "libtorch-2.11.0") / "torch/include"
        return ["-isystem", str(torch), "-isystem", str(torch / "torch/csrc/api/include")]

    def precompile_torch(self):
        """Once: it costs 16 s in every file otherwise."""
        header = self.views / "all_of_torch.h"
        header.write_text("#include <torch/torch.h>\n")
        subprocess.run(["g++", "-std=c++20", "-fPIC", *self.torch, "-x", "c++-header", str(header)], check=True)
        self.precompiled = ["-include", str(header)]

    def fault(self, path):
        fault = self.compile(path)
        if not fault:
            stamp = self.stamp(path)
            stamp.parent.mkdir(parents=True, exist_ok=True)
            stamp.touch()
        return fault

    def stamp(self, path):
        """The file that says: this compiled before, with all that it includes as it is now."""
        digest = hashlib.sha256(pathlib.Path(__file__).read_bytes())
        digest.update("\0".join([self.compiler, *self.libraries, *self.torch]).encode())
        for file, text in with_all_it_includes(path):
            digest.update(f"{file}\0{text}\0".encode())
        return CACHE / "headers" / digest.hexdigest()

    def compile(self, path):
        layer = layer_of(path)
        folders = [self.views / name for name in sorted({layer} | layers_below(layer))] if layer else []
        if not layer:  # a test's header sees everything
            folders = [self.views / name for name in LAYERS] + [pathlib.Path("tests")]
        flags = [flag for folder in folders for flag in ("-I", str(folder))] + self.libraries
        if layer in TORCH_LAYERS or not layer:
            flags = self.torch + flags + (self.precompiled if uses_torch(path) else [])
        command = ["g++", "-std=c++20", "-fPIC", "-fsyntax-only", "-DQT_NO_KEYWORDS", "-DNK_TEST_DATA=\"tests\"", *flags, "-x", "c++", "-"]
        text = f'#include "{pathlib.Path(path).resolve()}"\n'
        run = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
        if run.returncode == 0:
            return None
        first = next((line for line in run.stderr.splitlines() if "error:" in line), run.stderr.strip())
        return f"{path}:1: The header does not compile alone ({first.split('error:')[-1].strip()})."


def check_headers(paths):
    # Those of the CUDA plugin are nvcc's matter.
    paths = [path for path in paths if "cuda" not in path.parts]
    headers = [path for path in paths if path.suffix == ".h" and path.parts[0] in ("engine", "training", "ui", "app", "tests")]
    if not headers:
        return
    with tempfile.TemporaryDirectory(prefix="nakawari-check-") as folder:
        compiler = HeaderCompiler(folder)
        headers = [path for path in headers if not compiler.stamp(path).exists()]
        if any(map(uses_torch, headers)):
            compiler.precompile_torch()
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            yield from filter(None, pool.map(compiler.fault, headers))


def main():
    new = git("ls-files", "-z", "--others", "--exclude-standard")
    files = [path for path in git("ls-files", "-z") + new if pathlib.Path(path).is_file()]
    changed = {*git("diff", "--name-only", "-z", "HEAD"), *new}
    deep = files if "--all" in sys.argv[1:] else [path for path in files if path in changed]
    faults = [fault for path in files for fault in check_text(path)]
    faults += check_format(deep)
    faults += check_headers(deep)
    for fault in faults:
        print(fault)
    print(f"packaging/check: {len(files)} files, {len(deep)} of them compiled and formatted, {len(faults)} faults.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
