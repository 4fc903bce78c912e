package org.mosaicworkbench.fits;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mosaicworkbench.io.WholeFile;

/**
 * One HDU exactly as stored in a file: cards that share a keyword, as in distortion tables, are kept.
 *
 * @param cards the header's cards, 80 characters each, without {@code END}
 * @param data the data with padding; may be empty
 */
public record RawUnit(List<String> cards, byte[] data) {

    private static final int CARD = 80;
    private static final String END = "END";

    /** Copies the cards but not the data. */
    public RawUnit {
        cards = List.copyOf(cards);
    }

    /** Creates an HDU without data. */
    public static RawUnit header(List<String> cards) {
        return new RawUnit(cards, new byte[0]);
    }

    /**
     * Reads an HDU.
     *
     * @param name {@code EXTNAME}
     * @param version {@code EXTVER}
     * @throws org.mosaicworkbench.io.BadInput if the HDU is missing, or the file is cut off
     */
    public static RawUnit read(Path source, String name, int version) {
        int[] extent;
        try (FitsFile file = FitsFile.open(source)) {
            file.headers();
            extent = file.headerExtent(name, version);
        }
        try (InputStream in = HeaderPatch.open(source)) {
            in.skipNBytes(extent[0]);
            byte[] header = in.readNBytes(extent[1] - extent[0]);
            return new RawUnit(cards(header), in.readNBytes(extent[2] - extent[1]));
        } catch (EOFException e) {
            throw FitsFile.cutOff(source, e);
        } catch (IOException e) {
            throw new UncheckedIOException(source + ": " + e.getMessage(), e);
        }
    }

    private static List<String> cards(byte[] header) {
        List<String> cards = new ArrayList<>();
        for (int at = 0; at + CARD <= header.length; at += CARD) {
            String card = new String(header, at, CARD, StandardCharsets.US_ASCII);
            if (card.stripTrailing().equals(END)) {
                break;
            }
            cards.add(card);
        }
        return cards;
    }

    /** Writes HDUs to a file atomically. */
    public static Path write(Path place, List<RawUnit> units) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (RawUnit unit : units) {
            unit.cards.forEach(card -> bytes.writeBytes(padded(card)));
            bytes.writeBytes(padded(END));
            while (bytes.size() % FitsFile.BLOCK != 0) {
                bytes.write(' ');
            }
            bytes.writeBytes(unit.data);
        }
        return WholeFile.write(place, beside -> Files.write(beside, bytes.toByteArray()));
    }

    private static byte[] padded(String card) {
        return String.format(Locale.ROOT, "%-80s", card).substring(0, CARD).getBytes(StandardCharsets.US_ASCII);
    }
}
