package org.mosaicworkbench.frames;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.mosaicworkbench.io.WholeFile;

/** Writes frames like numpy's {@code savez}: an uncompressed zip of arrays in the NPY format, version 1.0. */
final class Npz {

    static final String INDEX = "index";
    static final String LABELS = "labels";
    static final Charset UTF_32 = Charset.forName("UTF-32LE");

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;
    private static final LocalDateTime SAME_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Npz() {}

    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * @param stacks one stack for each kind to write, all of the same datasets; all sets of a stack have the same size
     */
    static Path write(Path place, List<FrameStack> stacks) {
        List<FrameSet> sets = stacks.get(0).sets();
        int n = sets.size();
        return WholeFile.write(place, beside -> {
            try (OutputStream file = Files.newOutputStream(beside);
                    ZipOutputStream zip = new ZipOutputStream(file)) {
                zip.setMethod(ZipOutputStream.STORED);
                List<String> names = sets.stream().map(FrameSet::dataset).toList();
                int letters = names.stream()
                        .mapToInt(name -> name.codePointCount(0, name.length()))
                        .max()
                        .orElse(1);
                add(zip, INDEX, "<U" + letters, n + ",", (long) n * letters * 4, out -> text(out, names, letters));
                for (FrameStack stack : stacks) {
                    addImages(zip, stack);
                }
                if (sets.get(0).label().isPresent()) {
                    add(zip, LABELS, "<i8", n + ",", 8L * n, out -> labels(out, sets));
                }
            }
        });
    }

    private static void addImages(ZipOutputStream zip, FrameStack stack) throws IOException {
        int n = stack.sets().size();
        int size = stack.sets().get(0).size();
        add(
                zip,
                stack.kind().array(),
                "|u1",
                n + ", 3, " + size + ", " + size + ", 3",
                (long) n * stack.sets().get(0).values().length,
                out -> {
                    for (FrameSet set : stack.sets()) {
                        out.write(set.values());
                    }
                });
    }

    private static void text(OutputStream out, List<String> names, int letters) throws IOException {
        for (String name : names) {
            out.write(
                    ByteBuffer.allocate(4 * letters).put(name.getBytes(UTF_32)).array());
        }
    }

    private static void labels(OutputStream out, List<FrameSet> sets) throws IOException {
        for (FrameSet set : sets) {
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(set.label().orElseThrow())
                    .array());
        }
    }

    /** Adds an uncompressed entry. Its checksum precedes its content, so the content is generated twice. */
    private static void add(ZipOutputStream zip, String name, String type, String shape, long length, Content content)
            throws IOException {
        byte[] header = header(type, shape);
        CRC32 crc = new CRC32();
        try (OutputStream sum = new CheckedOutputStream(OutputStream.nullOutputStream(), crc)) {
            sum.write(header);
            content.writeTo(sum);
        }
        ZipEntry entry = new ZipEntry(name + ".npy");
        entry.setTimeLocal(SAME_TIME);
        entry.setSize(header.length + length);
        entry.setCompressedSize(header.length + length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(header);
        content.writeTo(zip);
        zip.closeEntry();
    }

    private static byte[] header(String type, String shape) {
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
        int length = MAGIC.length + 2 + text.length() + 1;
        String padded = text + " ".repeat((ALIGNMENT - length % ALIGNMENT) % ALIGNMENT) + "\n";
        return ByteBuffer.allocate(MAGIC.length + 2 + padded.length())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putShort((short) padded.length())
                .put(padded.getBytes(StandardCharsets.US_ASCII))
                .array();
    }
}
