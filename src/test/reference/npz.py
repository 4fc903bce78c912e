"""Writes frames as numpy saves them into src/test/resources/npz.

    /usr/bin/python3 src/test/reference/npz.py

The value of image i, frame f, row y, column x, colour c is (41 i + 17 f + 5 y + 3 x + c) mod 256. Needs numpy.
"""
import os

import numpy as np

FOLDER = "src/test/resources/npz/"
names = ["first", "second_dataset", "thïrd"]
i, f, y, x, c = np.meshgrid(np.arange(3), np.arange(3), np.arange(16), np.arange(16), np.arange(3), indexing="ij")
images = ((41 * i + 17 * f + 5 * y + 3 * x + c) % 256).astype("u1")
flat = images.astype("f4").reshape(3, 16, 16, 9)

os.makedirs(FOLDER, exist_ok=True)
np.savez(FOLDER + "bytes.npz", index=names, images=images, labels=[0, 1, 1])
np.savez_compressed(FOLDER + "floats.npz", index=np.array([b"a", b"b", b"c"]), images=flat, labels=[0.0, 1.0, 0.0])
np.savez_compressed(FOLDER + "no_labels.npz", index=names, images=images)
np.savez_compressed(FOLDER + "objects.npz", index=np.array(names, dtype=object), images=images)
np.savez_compressed(FOLDER + "turned.npz", index=names, images=np.asfortranarray(images))
np.savez_compressed(FOLDER + "shape.npz", index=names, images=images[:, :2])
np.savez_compressed(FOLDER + "twice.npz", index=["a", "b", "a"], images=images)
np.savez_compressed(FOLDER + "labels.npz", index=names, images=images, labels=[0, 1])
np.savez_compressed(FOLDER + "value.npz", index=names, images=flat - 1)
np.savez_compressed(FOLDER + "names.npz", images=images)
