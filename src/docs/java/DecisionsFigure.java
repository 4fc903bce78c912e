import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws, as bars, how often mosaics get each of the three verdicts, by true misalignment. The input is the
 * {@code decisions.csv} that {@code src/models/Judge.java} writes.
 *
 * <pre>
 * java src/docs/java/DecisionsFigure.java src/docs/data/decisions.csv src/docs/decisions.svg svm_measured
 * </pre>
 *
 * <p>All sets are combined. Only mosaics with at least ten bright sources are shown, in one panel with single-exposure
 * images and one without.
 */
public final class DecisionsFigure {

    private static final List<String> ANSWERS = List.of("aligned", "no verdict", "misaligned");
    /** Distinguishable in grey and for readers with red-green colour blindness. */
    private static final List<String> COLOURS = List.of("#4477aa", "#d0d0d0", "#cc3311");

    private static final List<String> SITUATIONS = List.of("exposures compared", "mosaic alone");
    private static final List<String> TITLES = List.of("with single-exposure images", "from the mosaic alone");
    private static final String SOURCES = "10 and more";
    private static final int WIDTH = 860;
    private static final int BAR = 250;
    private static final int LEFT = 120;
    private static final int PANEL = 400;
    private static final int TOP = 76;
    private static final int STEP = 26;

    private DecisionsFigure() {}

    /** Number of mosaics with each verdict, for misalignments between two bounds. */
    private record Bin(String from, String to, int[] counts) {

        int all() {
            return counts[0] + counts[1] + counts[2];
        }

        String name() {
            return to.equals("inf") ? from + " px or more" : from + " to " + to + " px";
        }
    }

    public static void main(String... args) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(args[0]));
        List<List<Bin>> panels = new ArrayList<>();
        for (String situation : SITUATIONS) {
            panels.add(bins(lines, situation, args[2]));
        }
        Files.writeString(Path.of(args[1]), svg(panels));
    }

    private static List<Bin> bins(List<String> lines, String situation, String model) {
        List<String> head = List.of(lines.get(0).split(","));
        List<Bin> bins = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> row = List.of(line.split(",", -1));
            if (!row.get(head.indexOf("situation")).equals(situation)
                    || !row.get(head.indexOf("model")).equals(model)
                    || !row.get(head.indexOf("sources")).equals(SOURCES)) {
                continue;
            }
            String from = number(row.get(head.indexOf("from")));
            Bin bin = bins.stream().filter(b -> b.from.equals(from)).findFirst().orElse(null);
            if (bin == null) {
                bin = new Bin(from, number(row.get(head.indexOf("to"))), new int[ANSWERS.size()]);
                bins.add(bin);
            }
            for (int i = 0; i < ANSWERS.size(); i++) {
                bin.counts[i] += Integer.parseInt(row.get(head.indexOf(ANSWERS.get(i))));
            }
        }
        return bins.stream().filter(bin -> bin.all() > 0).toList();
    }

    private static String number(String text) {
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String svg(List<List<Bin>> panels) {
        int rows = panels.stream().mapToInt(List::size).max().orElse(0);
        int height = TOP + rows * STEP + 44;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">%n"
                        + "<title>Verdicts by true misalignment</title>%n<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n",
                WIDTH,
                height,
                WIDTH,
                height));
        for (int i = 0; i < ANSWERS.size(); i++) {
            int x = LEFT + i * 110;
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"14\" width=\"14\" height=\"14\" fill=\"%s\"/><text x=\"%d\" y=\"26\" fill=\"#222222\">%s</text>%n",
                    x,
                    COLOURS.get(i),
                    x + 20,
                    ANSWERS.get(i)));
        }
        for (int p = 0; p < panels.size(); p++) {
            int left = LEFT + p * PANEL;
            svg.append(text(left, TOP - 14, TITLES.get(p), "start", "bold"));
            for (int r = 0; r < panels.get(p).size(); r++) {
                svg.append(bar(panels.get(p).get(r), left, TOP + r * STEP));
            }
        }
        return svg.append(text(
                        LEFT,
                        height - 14,
                        "true misalignment; the number right of each bar counts mosaics; at least ten bright sources",
                        "start",
                        "normal"))
                .append("</svg>\n")
                .toString();
    }

    private static String bar(Bin bin, int left, int y) {
        StringBuilder bar = new StringBuilder(text(left - 10, y + 15, bin.name(), "end", "normal"));
        double x = left;
        for (int i = 0; i < ANSWERS.size(); i++) {
            double width = (double) BAR * bin.counts[i] / bin.all();
            if (width > 0) {
                bar.append(String.format(
                        Locale.ROOT,
                        "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                        x,
                        y,
                        width,
                        STEP - 6,
                        COLOURS.get(i)));
            }
            x += width;
        }
        return bar.append(text(left + BAR + 6, y + 15, String.valueOf(bin.all()), "start", "normal"))
                .toString();
    }

    private static String text(int x, int y, String words, String anchor, String weight) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" font-weight=\"%s\" fill=\"#222222\">%s</text>%n",
                x,
                y,
                anchor,
                weight,
                words);
    }
}
