package org.mosaicworkbench.fits;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import nom.tam.fits.HeaderCard;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.WholeFile;

/**
 * Copies a FITS file with some header values changed and all other bytes unchanged, including unknown extensions. The
 * source is streamed and not modified.
 */
public final class HeaderPatch {

    /**
     * One value to change.
     *
     * @param extension {@code EXTNAME}, in upper or lower case
     * @param version {@code EXTVER}
     * @param keyword an existing numeric keyword
     * @param value its new value
     */
    public record Change(String extension, int version, String keyword, double value) {}

    /**
     * One card to set: it replaces the card with the same keyword or, if there is none, is appended to the header.
     *
     * @param extension {@code EXTNAME}, in upper or lower case
     * @param version {@code EXTVER}
     * @param keyword up to eight characters; {@code HISTORY} is always appended
     * @param value a number, or a string of up to {@value #TEXT} characters
     * @param comment its meaning; empty to keep the existing comment
     */
    public record Setting(String extension, int version, String keyword, Object value, String comment) {

        /** @throws BadInput if a card cannot hold the value */
        public Setting {
            boolean fits = value instanceof String text
                    ? text.length() <= (keyword.equals(HISTORY) ? CARD - KEY : TEXT)
                    : value instanceof Number;
            if (!fits || keyword.length() > KEY) {
                throw new BadInput("a header card cannot hold " + keyword + " = '" + value + "'; give a shorter text");
            }
        }

        private String card(String old) {
            if (keyword.equals(HISTORY)) {
                return padded(String.format(Locale.ROOT, "%-8s%s", keyword, value));
            }
            String kept = old.isBlank() ? null : HeaderCard.create(old).getComment();
            String said = comment.isEmpty() && kept != null ? kept : comment;
            String shown = value instanceof String text
                    ? String.format(Locale.ROOT, "%-20s", "'" + String.format("%-8s", text.replace("'", "''")) + "'")
                    : String.format(Locale.ROOT, "%20s", number((Number) value));
            return padded(
                    String.format(Locale.ROOT, "%-8s= %s", keyword, shown) + (said.isEmpty() ? "" : " / " + said));
        }

        private static String number(Number value) {
            return value instanceof Integer
                    ? value.toString()
                    : Csv.number(value.doubleValue()).toUpperCase(Locale.ROOT);
        }

        private static String padded(String text) {
            return String.format(Locale.ROOT, "%-80s", text).substring(0, CARD);
        }
    }

    /**
     * A header card and its replacement, as 80 characters each: enough to make the change and to undo it exactly. If
     * {@code before} is blank, {@code after} is a new card.
     *
     * @param extension {@code EXTNAME}
     * @param version {@code EXTVER}
     * @param before the card in the source
     * @param after the card in the copy
     */
    public record Card(String extension, int version, String before, String after) {

        /** @throws BadInput if a card does not have 80 characters, or would replace a card with another keyword */
        public Card {
            if (before.length() != CARD || after.length() != CARD) {
                throw new BadInput(
                        "a header card has 80 characters, not " + before.length() + " and " + after.length());
            }
            if (!before.isBlank() && !before.substring(0, KEY).equals(after.substring(0, KEY))) {
                throw new BadInput(
                        "the card '" + before.strip() + "' cannot become '" + after.strip() + "': the keywords differ");
            }
        }

        /** @return the keyword of both cards */
        public String keyword() {
            return after.substring(0, KEY).strip();
        }

        /** @return the old numeric value; NaN if it is not a number */
        public double oldValue() {
            return value(before);
        }

        /** @return the new numeric value; NaN if it is not a number */
        public double newValue() {
            return value(after);
        }

        /** @return the inverse change */
        public Card undone() {
            return new Card(extension, version, /* before= */ after, /* after= */ before);
        }

        private static double value(String card) {
            String text = HeaderCard.create(card).getValue();
            try {
                return text == null
                        ? Double.NaN
                        : Double.parseDouble(text.replace('D', 'E').replace('d', 'e'));
            } catch (NumberFormatException e) {
                return Double.NaN;
            }
        }
    }

    private static final int CARD = 80;
    private static final int KEY = 8;
    private static final int TEXT = 68;
    private static final String HISTORY = "HISTORY";
    private static final String END = String.format("%-80s", "END");
    private static final String BLANK = " ".repeat(CARD);

    private HeaderPatch() {}

    /**
     * Writes the copy atomically; it is compressed if its name ends in {@code .gz}.
     *
     * @param source the file to copy
     * @param target a path other than the source
     * @param changes at most one for each keyword of an extension
     * @return {@code target}
     * @throws BadInput if an extension or a keyword is missing, or the source is cut off
     */
    public static Path copy(Path source, Path target, List<Change> changes) {
        return replace(source, target, cards(source, changes));
    }

    /**
     * Lists what {@link #copy} would change, card by card. The source is only read.
     *
     * @throws BadInput as for {@link #copy}
     */
    public static List<Card> cards(Path source, List<Change> changes) {
        List<Card> cards = new ArrayList<>();
        try (FitsFile file = FitsFile.open(source)) {
            Map<Integer, Part> headers = headers(
                    file, changes.stream().map(c -> key(c.extension, c.version)).toList());
            for (Change change : changes) {
                byte[] header = headers.get(file.headerExtent(change.extension(), change.version())[0]).bytes;
                int at = place(header, change.keyword());
                if (at < 0) {
                    throw BadInput.file(
                            source,
                            "extension " + change.extension() + "," + change.version() + " has no " + change.keyword(),
                            "give an exposure with a world coordinate system");
                }
                String before = new String(header, at, CARD, StandardCharsets.US_ASCII);
                cards.add(new Card(change.extension(), change.version(), before, card(before, change)));
            }
        }
        return cards;
    }

    /**
     * Lists the header cards that the settings would replace or add. The source is only read.
     *
     * @throws BadInput if an extension is missing, or the source is cut off
     */
    public static List<Card> settings(Path source, List<Setting> settings) {
        List<Card> cards = new ArrayList<>();
        try (FitsFile file = FitsFile.open(source)) {
            Map<Integer, Part> headers = headers(
                    file,
                    settings.stream().map(s -> key(s.extension, s.version)).toList());
            for (Setting one : settings) {
                byte[] header = headers.get(file.headerExtent(one.extension(), one.version())[0]).bytes;
                int at = place(header, one.keyword());
                String before = at < 0 ? BLANK : new String(header, at, CARD, StandardCharsets.US_ASCII);
                cards.add(new Card(one.extension(), one.version(), before, one.card(before)));
            }
        }
        return cards;
    }

    /**
     * Writes a copy in which each card's {@code before} is replaced by its {@code after}; see {@link #copy}.
     *
     * @throws BadInput if an extension is missing, a card of the source differs from its {@code before}, or the source
     *     is cut off
     */
    public static Path replace(Path source, Path target, List<Card> cards) {
        if (source.toAbsolutePath().normalize().equals(target.toAbsolutePath().normalize())) {
            throw BadInput.file(source, "would be overwritten by its own copy", "choose another place for the copy");
        }
        SortedMap<Integer, Part> headers;
        try (FitsFile file = FitsFile.open(source)) {
            headers = headers(
                    file, cards.stream().map(c -> key(c.extension, c.version)).toList());
            cards.forEach(card -> apply(file, headers, card));
        }
        return WholeFile.write(target, beside -> {
            try (InputStream in = open(source);
                    OutputStream raw = Files.newOutputStream(beside);
                    OutputStream out = zipped(target) ? new GZIPOutputStream(raw, 1 << 16) : raw) {
                copy(in, out, headers);
            }
        });
    }

    private static Change key(String extension, int version) {
        return new Change(extension, version, "", 0);
    }

    /** A header of the source, and its replacement. */
    private static final class Part {

        private final int length;
        private byte[] bytes;

        Part(byte[] bytes) {
            this.length = bytes.length;
            this.bytes = bytes;
        }

        /** Inserts a card before the {@code END} card, and adds a block if there is no room. */
        void add(String card) {
            int end = 0;
            while (!new String(bytes, end, CARD, StandardCharsets.US_ASCII).equals(END)) {
                end += CARD;
            }
            if (end + 2 * CARD > bytes.length) {
                int before = bytes.length;
                bytes = Arrays.copyOf(bytes, before + FitsFile.BLOCK);
                Arrays.fill(bytes, before, bytes.length, (byte) ' ');
            }
            System.arraycopy((card + END).getBytes(StandardCharsets.US_ASCII), 0, bytes, end, 2 * CARD);
        }
    }

    private static void apply(FitsFile file, Map<Integer, Part> headers, Card card) {
        Part part = headers.get(file.headerExtent(card.extension(), card.version())[0]);
        if (card.before().isBlank()) {
            part.add(card.after());
            return;
        }
        byte[] header = part.bytes;
        int at = place(header, card.keyword());
        String there = at < 0 ? "" : new String(header, at, CARD, StandardCharsets.US_ASCII);
        if (!there.equals(card.before())) {
            throw BadInput.file(
                    file.path(),
                    "extension " + card.extension() + "," + card.version() + " has '" + there.strip() + "' where '"
                            + card.before().strip() + "' is expected",
                    "give the file that the " + "changes were made for");
        }
        System.arraycopy(card.after().getBytes(StandardCharsets.US_ASCII), 0, header, at, CARD);
    }

    private static int place(byte[] header, String keyword) {
        String key = String.format(Locale.ROOT, "%-8s=", keyword);
        for (int at = 0; at + CARD <= header.length; at += CARD) {
            if (key.equals(new String(header, at, key.length(), StandardCharsets.US_ASCII))) {
                return at;
            }
        }
        return -1;
    }

    /** The headers of some extensions as bytes, sorted by their offset in the uncompressed file. */
    private static SortedMap<Integer, Part> headers(FitsFile file, List<Change> keys) {
        TreeMap<Integer, Integer> extents = new TreeMap<>();
        file.headers();
        for (Change key : keys) {
            int[] extent = file.headerExtent(key.extension(), key.version());
            extents.put(extent[0], extent[1]);
        }
        TreeMap<Integer, Part> headers = new TreeMap<>();
        try (InputStream in = open(file.path())) {
            int at = 0;
            for (Map.Entry<Integer, Integer> extent : extents.entrySet()) {
                in.skipNBytes(extent.getKey() - at);
                headers.put(extent.getKey(), new Part(in.readNBytes(extent.getValue() - extent.getKey())));
                at = extent.getValue();
            }
        } catch (EOFException e) {
            throw FitsFile.cutOff(file.path(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(file.path() + ": " + e.getMessage(), e);
        }
        return headers;
    }

    private static void copy(InputStream in, OutputStream out, SortedMap<Integer, Part> headers) throws IOException {
        int at = 0;
        byte[] chunk = new byte[1 << 16];
        for (Map.Entry<Integer, Part> header : headers.entrySet()) {
            while (at < header.getKey()) {
                int read = in.readNBytes(chunk, 0, Math.min(chunk.length, header.getKey() - at));
                if (read == 0) {
                    throw new EOFException("is shorter than its headers state");
                }
                out.write(chunk, 0, read);
                at += read;
            }
            Part part = header.getValue();
            in.skipNBytes(part.length);
            out.write(part.bytes);
            at += part.length;
        }
        in.transferTo(out);
    }

    private static String card(String old, Change change) {
        String comment = HeaderCard.create(old).getComment();
        String text = String.format(
                        Locale.ROOT,
                        "%-8s= %20s",
                        change.keyword(),
                        Csv.number(change.value()).toUpperCase(Locale.ROOT))
                + (comment == null ? "" : " / " + comment);
        return String.format(Locale.ROOT, "%-80s", text).substring(0, CARD);
    }

    static InputStream open(Path source) throws IOException {
        InputStream raw = Files.newInputStream(source);
        return FitsFile.isZipped(source) ? new GZIPInputStream(raw, 1 << 16) : raw;
    }

    private static boolean zipped(Path file) {
        return file.getFileName().toString().endsWith(".gz");
    }
}
