"""Runs bench_interpolate for every combination, each in a fresh process, and prints a table for README.

Everything measured goes into a JSON file too. Peers are measured on the same machine between the runs of ours:
FFmpeg's minterpolate where ffmpeg is installed, and any script given with --peer that prints the seconds of one frame
for "WIDTH HEIGHT THREADS". Knows the standard library only.
"""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

SIZES = {"256²": (256, 256), "480p": (854, 480), "720p": (1280, 720), "1080p": (1920, 1080)}
PEER_SIZES = ("256²", "480p")


def run(command):
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"packaging/bench: {pathlib.Path(command[0]).name} failed: {result.stderr.strip()}")
    return result.stdout


def measure(programs, model, size, precision, threads, runs):
    width, height = SIZES[size]
    return json.loads(
        run(
            [str(programs / "bench_interpolate"), "--model", model, "--size", f"{width}x{height}"]
            + ["--precision", precision, "--threads", str(threads), "--runs", str(runs)]
        )
    )


def minterpolate(size, threads):
    """Seconds per new frame of FFmpeg's motion-compensated interpolation on a moving test picture."""
    width, height = SIZES[size]
    frames = 12
    command = ["ffmpeg", "-v", "error", "-threads", str(threads), "-filter_threads", str(threads)]
    source = f"testsrc2=size={width}x{height}:rate=12:duration=1"
    start = time.monotonic()
    run(command + ["-f", "lavfi", "-i", f"{source},minterpolate=fps=24:mi_mode=mci", "-f", "null", "-"])
    return (time.monotonic() - start) / frames


def peer(script, size, threads):
    width, height = SIZES[size]
    return float(run([script, str(width), str(height), str(threads)]).split()[-1])


def limits(programs, threads):
    """What the machine can do at this moment: it may be shared, so this is asked again before each measurement."""
    return json.loads(run([str(programs / "bench_machine"), str(threads)]))


def share_of_peak(result):
    """The network's multiply-adds in that time, against those of a large fp32 matrix product: Winograd saves some of them."""
    gflop = 2 * sum(result["parts_gmac"].values())
    return gflop / (result["ms_median"] / 1000) / result["matrix_product_gflops"]


def parts_table(results):
    """Part by part; the last layers of the kernel heads run together with the sampling that they control."""
    row(["model", "size", "precision", "threads", "part", "GMAC", "ms", "GFLOP/s", "of the matrix product"])
    row(["---"] * 9)
    for result in results:
        times = dict(result["parts_ms"])
        if "sampling" in times:
            times["kernels"] = times.get("kernels", 0) + times.pop("sampling")
        for part, milliseconds in times.items():
            gmac = result["parts_gmac"].get(part, 0)
            cells = [result["model"], result["size"], result["precision"], result["threads"], part]
            cells += [f"{gmac:.2f}", f"{milliseconds:.0f}"]
            if gmac > 0 and milliseconds > 0:
                gflops = 2000 * gmac / milliseconds
                cells += [f"{gflops:.0f}", f"{gflops / result['matrix_product_gflops']:.0%}"]
            row(cells + [""] * (9 - len(cells)))


def number(value):
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def row(cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def main():
    parser = argparse.ArgumentParser(prog="packaging/bench", description=__doc__.splitlines()[0])
    parser.add_argument("--programs", type=pathlib.Path, required=True, help="folder of the benchmark programs")
    parser.add_argument("--models", default="mini-flow", help="ids or .pth files, separated by commas")
    parser.add_argument("--sizes", default=",".join(SIZES), help="of " + ", ".join(SIZES))
    parser.add_argument("--precisions", default="fp32", help="fp32,bf16")
    parser.add_argument("--threads", default=f"1,{os.cpu_count()}")
    parser.add_argument("--runs", type=int, default=3, help="timed runs in each process, after a warm-up")
    parser.add_argument("--peer", action="append", default=[], help="program that prints seconds for WIDTH HEIGHT THREADS")
    parser.add_argument("--json", type=pathlib.Path, default=pathlib.Path("bench.json"))
    arguments = parser.parse_args()

    machine = limits(arguments.programs, 0)
    print(f"{machine['cpu']}, {machine['threads']} threads: {machine['gflops']:.0f} GFLOP/s in a matrix product, ", end="")
    print(f"{machine['gigabytes_per_second']:.0f} GB/s copied\n")
    row(["model", "size", "precision", "threads", "ms per frame", "fps", "peak memory (MB)", "of the matrix product"])
    row(["---"] * 8)
    results, peers = [], []
    for size in arguments.sizes.split(","):
        for threads in sorted({int(count) for count in arguments.threads.split(",")}):
            for model in arguments.models.split(","):
                for precision in arguments.precisions.split(","):
                    peak = limits(arguments.programs, threads)["gflops"]
                    result = measure(arguments.programs, model, size, precision, threads, arguments.runs)
                    result.update(size=size, matrix_product_gflops=peak)
                    results.append(result)
                    milliseconds = result["ms_median"]
                    row([result["model"], size, precision, threads, f"{milliseconds:.0f}"]
                        + [number(1000 / milliseconds), f"{result['peak_rss_mb']:.0f}", f"{share_of_peak(result):.0%}"])
            if size not in PEER_SIZES:
                continue
            measured = [(pathlib.Path(script).name, peer(script, size, threads)) for script in arguments.peer]
            if shutil.which("ffmpeg"):
                seconds = statistics.median(minterpolate(size, threads) for _ in range(arguments.runs))
                measured.append(("FFmpeg minterpolate", seconds))
            for name, seconds in measured:
                peers.append({"name": name, "size": size, "threads": threads, "seconds": seconds})
                row([name, size, "", threads, f"{1000 * seconds:.0f}", number(1 / seconds), "", ""])
    print()
    parts_table(results)
    text = json.dumps({"machine": machine, "results": results, "peers": peers}, indent=2, ensure_ascii=False)
    arguments.json.write_text(text + "\n", encoding="utf-8")
    print(f"\nWritten: {arguments.json}")


if __name__ == "__main__":
    main()
