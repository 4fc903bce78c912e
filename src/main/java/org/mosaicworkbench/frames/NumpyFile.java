package org.mosaicworkbench.frames;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.mosaicworkbench.io.BadInput;

/** A numpy {@code .npz} file opened for reading: a zip of arrays in the NPY format, versions 1.0 to 3.0. */
final class NumpyFile implements AutoCloseable {

    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d,\\s]*)\\)");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*True");
    private static final Pattern KNOWN_TYPES = Pattern.compile("[<|][US]\\d{1,6}|\\|[ub]1|<i[248]|<f[48]");
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final int MOST_DIGITS = 9;
    private static final int LARGEST_ITEM = 1 << 28;
    private static final int LONGEST_HEADER = 1 << 20;
    private static final String MAGIC = "\u0093NUMPY";

    private final Path file;
    private final ZipFile zip;

    /**
     * One array, with its values still in the file.
     *
     * @param entry file within the zip
     * @param start offset of the values in that file, bytes
     * @param type numpy type string, e.g. {@code <f4}
     * @param shape length of each axis
     */
    record Array(ZipEntry entry, int start, String type, int[] shape) {

        /** @return size of one value, bytes */
        int itemBytes() {
            int width = Integer.parseInt(type.substring(2));
            return isText() && type.charAt(1) == 'U' ? 4 * width : width;
        }

        boolean isText() {
            return type.charAt(1) == 'U' || type.charAt(1) == 'S';
        }
    }

    private NumpyFile(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    /** @throws BadInput if the file is not a complete zip */
    static NumpyFile open(Path file) {
        try {
            return new NumpyFile(file, new ZipFile(file.toFile()));
        } catch (ZipException e) {
            throw new BadInput(file + ": is truncated or not an .npz file; save it again with numpy.savez", e);
        } catch (IOException e) {
            throw BadInput.file(file, "cannot be read", "check its permissions");
        }
    }

    boolean has(String name) {
        return zip.getEntry(name + ".npy") != null;
    }

    /** @throws BadInput if there is no such array, or its type is unsupported */
    Array array(String name) {
        ZipEntry entry = zip.getEntry(name + ".npy");
        if (entry == null) {
            throw bad("has no array '" + name + "'");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] magic = in.readNBytes(8);
            boolean longHeader = magic.length == 8 && magic[6] > 1;
            byte[] length = in.readNBytes(longHeader ? 4 : 2);
            if (!new String(magic, StandardCharsets.ISO_8859_1).startsWith(MAGIC)
                    || length.length < (longHeader ? Integer.BYTES : Short.BYTES)) {
                throw bad("has an array '" + name + "' that is not in numpy's format");
            }
            ByteBuffer number = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN);
            int bytes = longHeader ? number.getInt() : number.getShort() & 0xffff;
            if (bytes < 0 || bytes > LONGEST_HEADER) {
                throw bad("has an array '" + name + "' with a header of " + Integer.toUnsignedLong(bytes) + " bytes");
            }
            String header = new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
            return described(entry, name, magic.length + length.length + bytes, header);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private Array described(ZipEntry entry, String name, int start, String header) {
        Matcher type = TYPE.matcher(header);
        Matcher shape = SHAPE.matcher(header);
        if (!type.find()
                || !shape.find()
                || FORTRAN.matcher(header).find()
                || !KNOWN_TYPES.matcher(type.group(1)).matches()) {
            throw bad("has an array '" + name + "' of an unsupported type: " + header.strip());
        }
        return held(name, new Array(entry, start, type.group(1), sizes(name, shape.group(1))));
    }

    private int[] sizes(String name, String shape) {
        List<String> sizes =
                DIGITS.matcher(shape).results().map(MatchResult::group).toList();
        if (sizes.stream().anyMatch(size -> size.length() > MOST_DIGITS)) {
            throw bad("has an array '" + name + "' of shape (" + shape + "), which is too large");
        }
        return sizes.stream().mapToInt(Integer::parseInt).toArray();
    }

    /** Checks the shape against the available bytes before allocating memory. */
    private Array held(String name, Array array) {
        double item = array.itemBytes();
        double all = Arrays.stream(array.shape()).mapToDouble(size -> size).reduce(item, (a, b) -> a * b);
        double one =
                Arrays.stream(array.shape()).skip(1).mapToDouble(size -> size).reduce(item, (a, b) -> a * b);
        if (item == 0 || one > LARGEST_ITEM) {
            throw bad("has an array '" + name + "' of shape " + Arrays.toString(array.shape()) + " and type "
                    + array.type() + "; an item must have 1 to " + LARGEST_ITEM + " bytes");
        }
        if (array.start() + all > array.entry().getSize()) {
            throw bad("ends within its array '" + name + "'");
        }
        return array;
    }

    /** The stored values of an array, starting with the first. */
    InputStream values(Array array) throws IOException {
        InputStream in = zip.getInputStream(array.entry());
        in.skipNBytes(array.start());
        return in;
    }

    /** Reads an array of strings; null characters at their ends are padding. */
    List<String> texts(String name) {
        Array array = array(name);
        byte[] content = content(name, array);
        if (!array.isText()) {
            throw bad("has an array '" + name + "' of the type " + array.type() + ", not text");
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < content.length; i += array.itemBytes()) {
            String text = new String(
                    content, i, array.itemBytes(), array.type().charAt(1) == 'U' ? Npz.UTF_32 : StandardCharsets.UTF_8);
            texts.add(text.replaceFirst("\0+$", ""));
        }
        return texts;
    }

    /** Reads an array of numbers. */
    double[] numbers(String name) {
        Array array = array(name);
        return numbers(array, content(name, array));
    }

    /** Converts stored bytes to numbers. */
    double[] numbers(Array array, byte[] stored) {
        if (array.isText()) {
            throw bad("has text instead of numbers");
        }
        ByteBuffer buffer = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
        double[] numbers = new double[stored.length / array.itemBytes()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = switch (array.type().substring(1)) {
                case "i2" -> buffer.getShort();
                case "i4" -> buffer.getInt();
                case "i8" -> buffer.getLong();
                case "f4" -> buffer.getFloat();
                case "f8" -> buffer.getDouble();
                default -> buffer.get() & 255;
            };
        }
        return numbers;
    }

    private byte[] content(String name, Array array) {
        if (array.shape().length != 1) {
            throw bad("has an array '" + name + "' of " + array.shape().length + " axes, not a list");
        }
        try (InputStream in = values(array)) {
            int length = Math.multiplyExact(array.shape()[0], array.itemBytes());
            byte[] content = in.readNBytes(length);
            if (content.length < length) {
                throw bad("ends within its array '" + name + "'");
            }
            return content;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    BadInput bad(String wrong) {
        return BadInput.file(
                file, wrong, "save it again with numpy.savez(file, index=names, images=images, labels=labels)");
    }

    BadInput broken(IOException cause) {
        return new BadInput(
                file + ": is truncated or broken (" + cause.getMessage() + "); save it again with numpy.savez", cause);
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }
}
