package org.mosaicworkbench.fits;

import nom.tam.fits.HeaderCard;

import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Copies a FITS file with some header values changed and every other byte the same: all extensions, known or not,
 * travel along. The source is only read.
 */
public final class HeaderPatch {

    /**
     * One value to change.
     *
     * @param extension {@code EXTNAME}, in any case
     * @param version   {@code EXTVER}
     * @param keyword   a numeric keyword that is there
     * @param value     its new value
     */
    public record Change(String extension, int version, String keyword, double value) {
    }

    private static final int CARD = 80;

    private HeaderPatch() {
    }

    /**
     * Writes the copy whole or not at all. Each of the two files is compressed when its name ends in {@code .gz}.
     *
     * @param source  the file to copy
     * @param target  another place
     * @param changes at most one for each keyword of an extension
     * @return {@code target}
     * @throws BadInput when an extension or a keyword is not there, or the source is cut off
     */
    public static Path copy(Path source, Path target, List<Change> changes) {
        if (source.toAbsolutePath().normalize().equals(target.toAbsolutePath().normalize())) {
            throw BadInput.file(source, "would be overwritten by its own copy", "choose another place for the copy");
        }
        byte[] content;
        try (FitsFile file = FitsFile.open(source)) {
            content = bytes(source);
            for (Change change : changes) {
                apply(file, content, change);
            }
        }
        return WholeFile.write(target, beside -> {
            try (OutputStream raw = Files.newOutputStream(beside);
                 OutputStream out = zipped(target) ? new GZIPOutputStream(raw, 1 << 16) : raw) {
                out.write(content);
            }
        });
    }

    private static void apply(FitsFile file, byte[] content, Change change) {
        int[] extent = file.headerExtent(change.extension(), change.version());
        String key = String.format("%-8s=", change.keyword());
        for (int at = extent[0]; at < extent[1]; at += CARD) {
            if (key.equals(new String(content, at, key.length(), StandardCharsets.US_ASCII))) {
                String old = new String(content, at, CARD, StandardCharsets.US_ASCII);
                byte[] card = card(old, change).getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(card, 0, content, at, CARD);
                return;
            }
        }
        throw BadInput.file(file.path(), "extension " + change.extension() + "," + change.version() + " has no "
                + change.keyword(), "give an exposure with a world coordinate system");
    }

    private static String card(String old, Change change) {
        String comment = HeaderCard.create(old).getComment();
        String text = String.format("%-8s= %20s", change.keyword(), Double.toString(change.value()))
                + (comment == null ? "" : " / " + comment);
        return String.format("%-80s", text).substring(0, CARD);
    }

    private static byte[] bytes(Path source) {
        try (InputStream raw = Files.newInputStream(source);
             InputStream in = zipped(source) ? new GZIPInputStream(raw, 1 << 16) : raw) {
            return in.readAllBytes();
        } catch (EOFException e) {
            throw FitsFile.cutOff(source, e);
        } catch (IOException e) {
            throw new UncheckedIOException(source + ": " + e.getMessage(), e);
        }
    }

    private static boolean zipped(Path file) {
        return file.getFileName().toString().endsWith(".gz");
    }
}
