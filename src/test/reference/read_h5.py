"""Reads harvested rows with h5py and says whether they are the expected ones.

    /usr/bin/python3 src/test/reference/read_h5.py svm_data.h5 src/test/resources/prep/expected/svm_data_h5.json
"""
import json
import math
import sys

import h5py

with open(sys.argv[2]) as file:
    expected = json.load(file)
with h5py.File(sys.argv[1], "r") as file:
    group = file["mydata"]
    assert set(group) == set(expected), set(group) ^ set(expected)
    for name, wanted in expected.items():
        kind = group[name].dtype
        cells = group[name].asstr()[:] if kind.kind in "SO" else group[name][:]
        for got, want in zip(cells, wanted, strict=True):
            if want is None or isinstance(want, float) and math.isnan(want):
                assert got == "" if kind.kind in "SO" else math.isnan(got), (name, got)
            else:
                assert got == want, (name, got, want)
print("same", len(expected), "columns")
