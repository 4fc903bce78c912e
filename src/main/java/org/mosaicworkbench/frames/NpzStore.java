package org.mosaicworkbench.frames;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.mosaicworkbench.io.BadInput;

/**
 * Frames in one numpy file. An image is located by its position in the file. In a compressed file everything before it
 * must be unpacked, so reading in file order is fast and any other order slow.
 */
final class NpzStore implements FrameStore {

    private final Path path;
    private final NumpyFile file;
    private final int size;
    private final Map<String, Integer> rows = new HashMap<>();
    private final double[] labels;
    private final Map<FrameKind, Images> kinds = new EnumMap<>(FrameKind.class);

    /** The images of one kind: an array and the current reading position. */
    private final class Images {

        private final NumpyFile.Array array;
        private InputStream stream;
        private long position;

        Images(NumpyFile.Array array) {
            this.array = array;
        }

        /**
         * The stored bytes of one image. The stream stays open, because the next request is often for the next image.
         */
        synchronized byte[] stored(int row) {
            int length = Arrays.stream(array.shape()).skip(1).reduce(array.itemBytes(), Math::multiplyExact);
            long start = (long) row * length;
            try {
                if (stream == null || start < position) {
                    stream = file.values(array);
                    position = 0;
                }
                stream.skipNBytes(start - position);
                byte[] bytes = stream.readNBytes(length);
                position = start + bytes.length;
                if (bytes.length < length) {
                    throw file.bad("ends within its image " + (row + 1));
                }
                return bytes;
            } catch (IOException e) {
                stream = null;
                throw file.broken(e);
            }
        }
    }

    private NpzStore(Path path, NumpyFile file, int size) {
        this.path = path;
        this.file = file;
        this.size = size;
        List<String> index = file.texts(Npz.INDEX);
        for (FrameKind kind : FrameKind.values()) {
            if (file.has(kind.array())) {
                kinds.put(kind, new Images(frames(kind.array(), index.size())));
            }
        }
        if (kinds.isEmpty()) {
            throw file.bad(
                    "has no array '" + FrameKind.FIELD.array() + "' and no array '" + FrameKind.NATIVE.array() + "'");
        }
        this.labels = file.has(Npz.LABELS) ? labels(index) : null;
        for (int row = 0; row < index.size(); row++) {
            if (rows.put(index.get(row), row) != null) {
                throw file.bad("lists the dataset " + index.get(row) + " twice");
            }
        }
    }

    /** One label per dataset: 0 or 1 as in tables, NaN for none. */
    private double[] labels(List<String> index) {
        double[] codes = file.numbers(Npz.LABELS);
        if (codes.length != index.size()) {
            throw file.bad("has " + codes.length + " labels for " + index.size() + " datasets");
        }
        for (int row = 0; row < codes.length; row++) {
            if (codes[row] != 0 && codes[row] != 1 && !Double.isNaN(codes[row])) {
                throw file.bad("has the label " + codes[row] + " of " + index.get(row)
                        + "; it must be 0 (aligned), 1 (misaligned), or NaN for no label");
            }
        }
        return codes;
    }

    static NpzStore open(Path path, int size) {
        NumpyFile file = NumpyFile.open(path);
        try {
            return new NpzStore(path, file, size);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public String problem(String dataset, FrameKind kind) {
        if (!kinds.containsKey(kind)) {
            return path + ": has no array '" + kind.array() + "', so no " + kind.words()
                    + "; save it with them, or give the folder img";
        }
        return rows.containsKey(dataset) ? "" : path + ": has no dataset " + dataset + "; add it or draw its frames";
    }

    @Override
    public OptionalInt label(String dataset) {
        return labels == null || !rows.containsKey(dataset) || Double.isNaN(labels[rows.get(dataset)])
                ? OptionalInt.empty()
                : OptionalInt.of((int) labels[rows.get(dataset)]);
    }

    @Override
    public FrameSet read(String dataset, FrameKind kind) {
        String problem = problem(dataset, kind);
        if (!problem.isEmpty()) {
            throw new BadInput(problem);
        }
        Images images = kinds.get(kind);
        int[] shape = images.array.shape();
        int axis = shape.length == 5 ? 2 : 1;
        byte[] stored = bytes(dataset, images.array, images.stored(rows.get(dataset)));
        byte[] values = FrameSet.join(
                size,
                number -> new Frame(
                        shape[axis + 1],
                        shape[axis],
                        Arrays.copyOfRange(
                                stored,
                                number * stored.length / FrameSet.FRAMES,
                                (number + 1) * stored.length / FrameSet.FRAMES)));
        return new FrameSet(dataset, kind, size, values, label(dataset));
    }

    private byte[] bytes(String dataset, NumpyFile.Array array, byte[] stored) {
        if (array.type().equals("|u1")) {
            return stored;
        }
        double[] numbers = file.numbers(array, stored);
        byte[] bytes = new byte[numbers.length];
        for (int i = 0; i < bytes.length; i++) {
            if (!(numbers[i] >= 0 && numbers[i] <= 255)) {
                throw file.bad(
                        "has the value " + numbers[i] + " in the images of " + dataset + ", which is outside 0 to 255");
            }
            bytes[i] = (byte) Math.round(numbers[i]);
        }
        return bytes;
    }

    private NumpyFile.Array frames(String name, int datasets) {
        NumpyFile.Array array = file.array(name);
        int[] s = array.shape();
        boolean whole = s.length == 5 && s[1] == FrameSet.FRAMES && s[4] == FrameSet.CHANNELS;
        boolean flat = s.length == 4 && s[3] == FrameSet.FRAMES * FrameSet.CHANNELS;
        if ((!whole && !flat)
                || s[0] != datasets
                || array.isText()
                || (datasets > 0 && Arrays.stream(s).anyMatch(size -> size < 1))) {
            throw file.bad("has " + name + " of shape " + Arrays.toString(s) + " and type " + array.type() + " for "
                    + datasets + " datasets; the shape must be (n, 3, height, width, 3) or (n, height, width, 9)");
        }
        return array;
    }

    @Override
    public void close() {
        file.close();
    }
}
