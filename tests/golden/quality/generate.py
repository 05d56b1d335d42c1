"""Reference scores for tests/quality, by NumPy, SciPy and scikit-image.

Usage: python3 generate.py > scores.txt

The pictures are made by formula, here and in tests/quality/formula_picture.h, from whole numbers only, so that both
sides see the same bits. Each line: picture width height psnr ssim psnr_paper ssim_paper hf_error hf_sharpness
hf_reference_energy. ("ssim_paper" in float64; a float32 implementation differs by some 1e-5.)
"""
import numpy as np
from scipy.ndimage import correlate1d
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

SIZES = [(64, 48), (97, 61), (11, 11), (12, 40)]


def hashed(i):
    i = (i ^ (i >> 15)) * 0x2C1B3C6D & 0xFFFFFFFF
    i = (i ^ (i >> 12)) * 0x297A2D39 & 0xFFFFFFFF
    return i ^ (i >> 15)


def reference(width, height):
    """Values in 1/1024, from -0.1 to 1.1: waves of triangles, a ramp and noise."""
    c, y, x = np.meshgrid(np.arange(3), np.arange(height), np.arange(width), indexing="ij")
    triangle = np.abs((x * (7 + c) + y * (3 + 2 * c)) % 128 - 64) * 12
    ramp = (x * 5 + y * 9 + c * 100) % 400
    noise = hashed(((c * height + y) * width + x).astype(np.uint64) + 1) % 64
    return triangle + ramp + noise.astype(np.int64) - 100


def pictures(width, height):
    base = reference(width, height)
    noise = hashed(np.arange(base.size, dtype=np.uint64).reshape(base.shape) + 777777).astype(np.int64)
    shifted = np.concatenate([base[:, :, :1], base[:, :, :-1]], axis=2)
    return {
        "noisy": base + noise % 128 - 64,
        "shifted": shifted,
        "mixed": (base + shifted) // 2,
        "plain": np.full_like(base, 512),
    }


def to_float(values):
    return values.astype(np.float32) / np.float32(1024)


def quantised(picture):
    return np.round(np.clip(picture, 0, 1) * np.float32(255)).astype(np.uint8)


def window():
    weights = np.exp(-(np.arange(-5, 6) ** 2) / (2 * 1.5**2))
    return weights / weights.sum()


def ssim_paper(a, b):
    def smooth(volume):
        for axis in range(3):
            volume = correlate1d(volume, window(), axis=axis, mode="nearest")
        return volume

    a, b = a.astype(np.float64), b.astype(np.float64)
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    ma, mb = smooth(a), smooth(b)
    va, vb, cov = smooth(a * a) - ma * ma, smooth(b * b) - mb * mb, smooth(a * b) - ma * mb
    return np.mean((2 * ma * mb + c1) * (2 * cov + c2) / ((ma * ma + mb * mb + c1) * (va + vb + c2)))


def band_energy(picture):
    def blur(x, spacing):
        taps = np.zeros(4 * spacing + 1)
        taps[::spacing] = np.array([1, 4, 6, 4, 1]) / 16
        for axis in (1, 2):
            x = correlate1d(x, taps, axis=axis, mode="nearest")
        return x

    first = blur(picture.astype(np.float64), 1)
    second = blur(first, 2)
    return np.mean((picture - first) ** 2 + (first - second) ** 2)


for width, height in SIZES:
    truth = quantised(to_float(reference(width, height)))
    for name, values in pictures(width, height).items():
        picture = quantised(to_float(values))
        a, b = truth.transpose(1, 2, 0), picture.transpose(1, 2, 0)
        mse = np.mean((truth.astype(np.float64) - picture) ** 2)
        energy = band_energy(truth.astype(np.float64))
        scores = [
            peak_signal_noise_ratio(a, b, data_range=255),
            structural_similarity(
                a, b, channel_axis=2, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=255
            ),
            -10 * np.log10(mse / 255**2 + 1e-8),
            ssim_paper(truth, picture),
            band_energy(truth.astype(np.float64) - picture) / energy,
            band_energy(picture.astype(np.float64)) / energy,
            energy,
        ]
        print(name, width, height, *(f"{score:.9f}" for score in scores))
