"""Writes src/test/resources/reference/zscale_cases.json: astropy's zscale limits of small made-up images.

    /usr/bin/python3 src/test/reference/zscale_cases.py

Each case has its pixels (null for NaN) and the limits. Needs astropy and numpy.
"""
import json
import warnings

import numpy as np
from astropy.visualization import ZScaleInterval

warnings.simplefilter("ignore")
random = np.random.default_rng(20)
sky = random.normal(3, 1, 1500)
stars = sky.copy()
stars[random.choice(1500, 150, replace=False)] += random.exponential(200, 150)
holes = stars.copy()
holes[::7] = np.nan
steep = random.normal(0, 1, 300) ** 5
cases = {
    "one": [4.5],
    "four": [4, 1, 3, 2],
    "five": [4, 1, 3, 2, 9],
    "six": [4, 1, 3, 2, 9, 9],
    "seven constant": [2.5] * 7,
    "sky": sky,
    "stars": stars,
    "stars and holes": holes,
    "long tails": steep,
    "half far away": [0] * 50 + [1000] * 51,
    "mostly zero": [0] * 900 + list(range(100)),
}
out = {}
for name, values in cases.items():
    pixels = np.round(np.asarray(values, dtype=np.float32), 3).astype(np.float32)
    limits = ZScaleInterval().get_limits(pixels)
    out[name] = {"pixels": [None if np.isnan(p) else round(float(p), 3) for p in pixels],
                 "limits": [float(v) for v in limits]}
with open("src/test/resources/reference/zscale_cases.json", "w") as f:
    f.write("{\n" + ",\n".join(json.dumps(k) + ": " + json.dumps(v) for k, v in out.items()) + "\n}\n")
