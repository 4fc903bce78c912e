package org.mosaicworkbench.fits;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import nom.tam.fits.Header;
import nom.tam.fits.HeaderCard;
import nom.tam.fits.HeaderCardException;
import nom.tam.util.Cursor;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Keywords;

/** The header of one HDU; immutable and thread-safe. {@link #edit()} creates a changed copy. */
public final class FitsHeader implements Keywords {

    /** Keywords that describe how the data are stored; they follow from the data when a file is written. */
    private static final Set<String> STRUCTURAL = Set.of(
            "SIMPLE",
            "XTENSION",
            "BITPIX",
            "NAXIS",
            "NAXIS1",
            "NAXIS2",
            "NAXIS3",
            "PCOUNT",
            "GCOUNT",
            "EXTEND",
            "BSCALE",
            "BZERO",
            "BLANK",
            "CHECKSUM",
            "DATASUM",
            "END");

    /** The number of characters of text on a card without a value: 80 minus 8 for the keyword and 1 for a blank. */
    private static final int CARD_TEXT = 71;

    private final Header cards;

    FitsHeader(Header cards) {
        this.cards = cards;
    }

    /** @return a header without any keyword, to be filled with {@link #edit()} */
    public static FitsHeader empty() {
        return new FitsHeader(new Header());
    }

    @Override
    public OptionalDouble number(String keyword) {
        HeaderCard card = card(keyword);
        if (card == null || card.isStringValue() || card.getValue() == null) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(
                    Double.parseDouble(card.getValue().replace('D', 'E').replace('d', 'e')));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** Like {@link #number(String)}, with a default for a missing keyword. */
    public double number(String keyword, double missing) {
        return number(keyword).orElse(missing);
    }

    @Override
    public String text(String keyword) {
        HeaderCard card = card(keyword);
        return card == null || card.getValue() == null ? "" : card.getValue().strip();
    }

    /** The first card with the keyword, as in astropy and {@link HeaderScan}. */
    private HeaderCard card(String keyword) {
        HeaderCard last = last(keyword);
        if (last == null || cards.getDuplicates() == null) {
            return last;
        }
        return cards.getDuplicates().stream()
                .filter(card -> card.getKey().equals(keyword))
                .findFirst()
                .orElse(last);
    }

    /** The library's search moves a shared cursor, so only one thread may search at a time. */
    private HeaderCard last(String keyword) {
        synchronized (cards) {
            return cards.findCard(keyword);
        }
    }

    /**
     * Returns the string values of all cards that share a keyword, such as the fields of a distortion
     * ({@code DP1 = 'EXTVER: 1.0'}, {@code DP1 = 'NAXES: 2.0'}). Only a header read from a file can have several such
     * cards; {@link #edit()} keeps the last of them.
     */
    public List<String> texts(String keyword) {
        List<String> texts = new ArrayList<>();
        if (cards.getDuplicates() != null) {
            cards.getDuplicates().stream()
                    .filter(card -> card.getKey().equals(keyword) && card.getValue() != null)
                    .forEach(card -> texts.add(card.getValue().strip()));
        }
        HeaderCard last = last(keyword);
        if (last != null && last.getValue() != null && !last.getValue().isBlank()) {
            texts.add(last.getValue().strip());
        }
        return texts;
    }

    /** @return true if the keyword exists, whatever its value */
    public boolean has(String keyword) {
        return cards.containsKey(keyword);
    }

    /** @return the extension's name, {@code EXTNAME}, in upper case; {@code PRIMARY} for a header without one */
    public String name() {
        String name = text("EXTNAME").toUpperCase(Locale.ROOT);
        return name.isEmpty() ? "PRIMARY" : name;
    }

    /** @return the extension's version, {@code EXTVER}; 1 if it has none */
    public int version() {
        return (int) number("EXTVER", 1);
    }

    /** @return all cards except {@code END}, as in the file, each of at most 80 characters */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (HeaderCard card : each()) {
            lines.add((isCommentary(card.getKey()) ? commentary(card) : card.toString()).stripTrailing());
        }
        return lines;
    }

    /** @return a new header that starts as a copy of this one */
    public Editor edit() {
        Header copy = new Header();
        for (HeaderCard card : each()) {
            copy.addLine(card.copy());
        }
        return new Editor(copy);
    }

    /** Appends all cards except those of structural keywords, which follow from the data. */
    @SuppressWarnings("deprecation") // There is no other way to reach the end of a header.
    void copyInto(Header target) {
        Cursor<String, HeaderCard> end = target.iterator(target.getNumberOfCards());
        for (HeaderCard card : each()) {
            if (!STRUCTURAL.contains(card.getKey())) {
                end.add(card.copy());
            }
        }
    }

    static boolean isCommentary(String keyword) {
        return keyword.isEmpty() || keyword.equals("HISTORY") || keyword.equals("COMMENT");
    }

    /** The commentary cards in their order, 80 characters each, with the text directly after the keyword. */
    List<String> commentary() {
        return each().stream()
                .filter(card -> isCommentary(card.getKey()))
                .map(FitsHeader::commentary)
                .toList();
    }

    private static String commentary(HeaderCard card) {
        String text = card.getComment() == null ? "" : card.getComment();
        return String.format(Locale.ROOT, "%-8s%-72s", card.getKey(), text).substring(0, 80);
    }

    private List<HeaderCard> each() {
        List<HeaderCard> all = new ArrayList<>();
        Cursor<String, HeaderCard> cursor = cards.iterator();
        while (cursor.hasNext()) {
            HeaderCard card = cursor.next();
            if (!"END".equals(card.getKey())) {
                all.add(card);
            }
        }
        return all;
    }

    @Override
    public String toString() {
        return String.join("\n", lines());
    }

    /** Collects changes for a new header. */
    public static final class Editor {

        private final Header cards;

        private Editor(Header cards) {
            this.cards = cards;
        }

        /**
         * Sets a number; an integer stays an integer. An existing keyword keeps its position and, if no new comment is
         * given, its comment.
         *
         * @param comment the meaning and unit, or an empty string
         */
        public Editor set(String keyword, Number value, String comment) {
            return change(keyword, comment, c -> cards.addValue(keyword, value, c));
        }

        /**
         * Sets a string; see {@link #set(String, Number, String)}. Characters that FITS does not allow (outside
         * printable ASCII) become question marks.
         */
        public Editor set(String keyword, String value, String comment) {
            return change(keyword, comment, c -> cards.addValue(keyword, printable(value), c));
        }

        private static String printable(String text) {
            return text.replaceAll("[^ -~]", "?");
        }

        /** Sets a logical value, T or F; see {@link #set(String, Number, String)}. */
        public Editor set(String keyword, boolean value, String comment) {
            return change(keyword, comment, c -> cards.addValue(keyword, value, c));
        }

        /** Adds {@code HISTORY} cards; the text is split between words into as many as needed. */
        public Editor history(String text) {
            StringBuilder line = new StringBuilder();
            for (String word : text.strip().split("\\s+", 0)) {
                if (line.length() + 1 + word.length() > CARD_TEXT && !line.isEmpty()) {
                    historyCard(line.toString());
                    line.setLength(0);
                }
                line.append(line.isEmpty() ? "" : " ").append(word, 0, Math.min(word.length(), CARD_TEXT));
            }
            historyCard(line.toString());
            return this;
        }

        @SuppressWarnings("deprecation") // There is no other way to reach the end of a header.
        private void historyCard(String line) {
            cards.iterator(cards.getNumberOfCards()).add(HeaderCard.createHistoryCard(line));
        }

        /** Removes a keyword, if it exists. */
        public Editor remove(String keyword) {
            cards.deleteKey(keyword);
            return this;
        }

        /** @return the header with all changes made so far */
        public FitsHeader done() {
            return new FitsHeader(new FitsHeader(cards).edit().cards);
        }

        private Editor change(String keyword, String comment, Change change) {
            HeaderCard old = cards.findCard(keyword);
            String kept = printable(
                    comment.isEmpty() && old != null && old.getComment() != null ? old.getComment() : comment);
            try {
                change.with(kept);
                return this;
            } catch (HeaderCardException e) {
                throw new BadInput("the FITS keyword " + keyword + " cannot hold that value: " + e.getMessage(), e);
            }
        }

        @FunctionalInterface
        private interface Change {
            void with(String comment) throws HeaderCardException;
        }
    }
}
