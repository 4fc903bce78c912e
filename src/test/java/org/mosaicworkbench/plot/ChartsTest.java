package org.mosaicworkbench.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartsTest {

    private static final double NAN = Double.NaN;
    private static final double[] NOTHING = {};
    private static final double[] FREE = {NAN, NAN};

    private static List<String> marks(Scale scale, double... values) {
        return Axis.numbers("", scale, values, FREE, false).marks().stream()
                .map(Axis.Mark::text)
                .toList();
    }

    @Test
    void axesHaveRoundNumbers() {
        assertEquals(List.of("0", "2", "4", "6", "8", "10"), marks(Scale.LINEAR, 0.3, 9.8));
        assertEquals(List.of("-0.10", "-0.05", "0", "0.05", "0.10"), marks(Scale.LINEAR, -0.1, 0.12));
        assertEquals(List.of("0", "20k", "40k", "60k"), marks(Scale.LINEAR, 0, 70_000));
        assertEquals(List.of("3.6", "3.8", "4.0", "4.2", "4.4"), marks(Scale.LINEAR, 4, 4));
        assertEquals(List.of("0", "1", "10", "100", "1000", "10k"), marks(Scale.LOGARITHMIC_FROM_ZERO, 0, 20_000));
        assertEquals(List.of("0.0001", "0.001", "0.01", "0.1", "1"), marks(Scale.LOGARITHMIC, 9e-5, 2));
        assertEquals(6, marks(Scale.LINEAR).size());
        assertEquals(6, marks(Scale.LINEAR, NAN, Double.POSITIVE_INFINITY).size());
    }

    @Test
    void aScalePlacesNumbersAndLeavesOutWhatHasNoPlace() {
        assertEquals(3, Scale.LOGARITHMIC.place(1000), 1e-12);
        assertEquals(NAN, Scale.LOGARITHMIC.place(0));
        assertEquals(0, Scale.LOGARITHMIC_FROM_ZERO.place(0));
        assertEquals(2, Scale.LOGARITHMIC_FROM_ZERO.place(99), 1e-12);
        assertEquals(-2, Scale.LOGARITHMIC_FROM_ZERO.place(-99), 1e-12);
        assertEquals(NAN, Scale.LINEAR.place(Double.POSITIVE_INFINITY));
    }

    /** The extent of a colour along one column of pixels: {@code {first row, last row}}. */
    private static int[] extent(BufferedImage image, int column, Color colour) {
        int first = -1;
        int last = -1;
        for (int y = 0; y < image.getHeight(); y++) {
            if (image.getRGB(column, y) == colour.getRGB()) {
                first = first < 0 ? y : first;
                last = y;
            }
        }
        return new int[] {first, last};
    }

    /** The grid has a line at each number on the axis. */
    private static int numbers(int epochs) {
        double[] each =
                IntStream.rangeClosed(1, epochs).mapToDouble(epoch -> epoch).toArray();
        double[] flat = DoubleStream.generate(() -> 0.7).limit(epochs).toArray();
        BufferedImage image = ClassifierFigures.history("Accuracy", each, flat, flat, Theme.LIGHT)
                .image(2);
        int lines = 0;
        for (int x = 112; x < image.getWidth() - 30; x++) {
            boolean line = image.getRGB(x, 80) != Color.WHITE.getRGB();
            lines += line && image.getRGB(x - 1, 80) == Color.WHITE.getRGB() ? 1 : 0;
        }
        return lines;
    }

    @Test
    void epochsAreNumberedInRoundSteps() {
        assertEquals(1, numbers(1));
        assertEquals(3, numbers(3), "1, 2, 3");
        assertEquals(6, numbers(12), "2, 4 to 12");
        assertEquals(5, numbers(40), "0, 10 to 40");
        assertEquals(8, numbers(150), "0, 20 to 140");
    }

    @Test
    void marksOfALineChartHaveTheirZeroAndNoRoundingErrors() {
        assertEquals(
                List.of("0.05", "0", "-0.05", "0.3", "20000", "0.000001"),
                DoubleStream.of(0.05000000000000001, -1.4e-17, -0.05, 0.1 + 0.2, 20_000, 1e-6)
                        .mapToObj(LineChart::mark)
                        .toList());
    }

    @Test
    void barsAreAsHighAsTheirNumbers() {
        BufferedImage image = BarChart.of("t", "", "v", List.of("a", "b"), Bars.of("", 4, 2))
                .range(0, 4)
                .figure(Theme.LIGHT)
                .image(1);
        int[] high = extent(image, 120, Theme.LIGHT.fill(0));
        int[] low = extent(image, 300, Theme.LIGHT.fill(0));
        assertEquals(2, (double) (high[1] - high[0]) / (low[1] - low[0]), 0.05);
        assertEquals(high[1], low[1]);
    }

    @Test
    void numbersStandBesideTheirBarsAndInTheChart(@TempDir Path folder) throws Exception {
        List<String> names =
                List.of("elongation_together 0.003275", "nmatches 9", "point 69", "interfilter_offset 0.007802");
        String svg =
                Files.readString(BarChart.of("t", "", "log-odds", names, Bars.of("", -0.23, -0.409, 0.00987, 0.0389))
                        .lying()
                        .numbered()
                        .bySign()
                        .size(420, 330)
                        .figure(Theme.LIGHT)
                        .writeSvg(folder.resolve("bars.svg")));
        MatchResult chart = Pattern.compile("<rect height=\"[^\"]+\" width=\"([^\"]+)\" x=\"([^\"]+)\"")
                .matcher(svg)
                .results()
                .findFirst()
                .orElseThrow();
        double left = Double.parseDouble(chart.group(2));
        double right = left + Double.parseDouble(chart.group(1));
        List<MatchResult> bars = Pattern.compile(
                        "<rect [^>]*fill:none;[^>]*width=\"([^\"]+)\" x=\"([^\"]+)\"[^>]*>\\s*<path d=\"([^\"]+)\"")
                .matcher(svg.substring(svg.indexOf("<g clip-path")))
                .results()
                .toList();

        assertEquals(names.size(), bars.size());
        for (MatchResult bar : bars) {
            double begin = Double.parseDouble(bar.group(2));
            double[] text = Pattern.compile("([-0-9.]+),[-0-9.]+")
                    .matcher(bar.group(3))
                    .results()
                    .mapToDouble(point -> Double.parseDouble(point.group(1)))
                    .sorted()
                    .toArray();
            assertTrue(text[0] > left && text[text.length - 1] < right, "in the chart");
            assertTrue(
                    text[text.length - 1] < begin || text[0] > begin + Double.parseDouble(bar.group(1)),
                    "beside the bar");
        }
    }

    @Test
    void aBoxIsWhereItsQuartilesAre() {
        Box box = new Box(0, 2, 4, 6, 8, NOTHING);
        BufferedImage image = BoxChart.of("t", "", "v", List.of("a"), new Box.Series("", List.of(box)))
                .figure(Theme.LIGHT)
                .image(1);
        int[] whole = extent(image, 222, Theme.LIGHT.series(0));
        int[] filled = extent(image, 200, Theme.LIGHT.wash(0));
        assertTrue(filled[0] > 0 && filled[1] > filled[0], filled[0] + " " + filled[1]);
        double middle = (filled[0] + filled[1]) / 2.0;
        assertEquals(
                image.getRGB(200, (int) Math.round(middle)), Theme.LIGHT.ink().getRGB());
        assertTrue(whole[0] < filled[0] || whole[0] < 0);
    }

    @Test
    void manyPointsAreThinnedAndNoneThatStandsAloneIsLost() {
        SplittableRandom random = new SplittableRandom(3);
        double[] x = DoubleStream.concat(
                        DoubleStream.generate(random::nextDouble).limit(9_999), DoubleStream.of(50))
                .toArray();
        double[] y = DoubleStream.concat(
                        DoubleStream.generate(random::nextDouble).limit(9_999), DoubleStream.of(50))
                .toArray();
        double[][] seen = ScatterChart.seen(new double[][] {x, y}, 0.1, 0.1);
        assertTrue(seen[0].length <= 11 * 11 + 1, "kept " + seen[0].length);
        assertEquals(50, seen[0][seen[0].length - 1]);

        double[][] few = {
            DoubleStream.generate(random::nextDouble).limit(3_333).toArray(),
            DoubleStream.generate(random::nextDouble).limit(3_333).toArray()
        };
        List<double[][]> mixed = ScatterChart.mixed(List.of(new double[][] {x, y}, few), 0.02, 0.02);
        double part = (double) mixed.get(1)[0].length / (mixed.get(0)[0].length + mixed.get(1)[0].length);
        assertEquals(0.25, part, 0.03, "groups mix as they are many");
        assertTrue(DoubleStream.of(mixed.get(0)[0]).anyMatch(v -> v == 50));
    }

    @Test
    void everyChartDrawsNothingWithWords(@TempDir Path folder) throws Exception {
        List<String> names = List.of("a", "b");
        for (Theme theme : Theme.values()) {
            List<Figure> figures = List.of(
                    BarChart.of("t", "n", "v", names, Bars.of("s", NAN, NAN)).figure(theme),
                    BarChart.of("t", "n", "v", List.of()).numbered().figure(theme),
                    BarChart.of(
                                    "t",
                                    "n",
                                    "v",
                                    names,
                                    new Bars("", new double[] {1, -1}, new double[] {NAN, -2}, new double[] {NAN, 0}))
                            .sorted()
                            .lying()
                            .numbered()
                            .figure(theme),
                    ScatterChart.of("t", "x", "y", new Points("p", new double[] {NAN, 1}, new double[] {1, NAN}))
                            .figure(theme),
                    ScatterChart.of("t", "x", "y", new Points("p", new double[] {0}, new double[] {0}))
                            .scale(Scale.LOGARITHMIC, Scale.LOGARITHMIC)
                            .figure(theme),
                    BoxChart.of("t", "n", "v", names, new Box.Series("s", List.of(Box.NONE, Box.NONE)))
                            .figure(theme),
                    CurveChart.of("t", "x", "y", Line.of("c", NOTHING, NOTHING))
                            .empty("all are 4")
                            .figure(theme),
                    CurveChart.of("t", "x", "y", Line.of("c", new double[] {0, 1, 2, 3}, new double[] {0, NAN, 1, 2}))
                            .figure(theme),
                    HeatMap.of("t", names, names, new double[][] {{1, NAN}, {-0.001, -1}})
                            .figure(theme));
            Figure panel = Figure.panel("all", 3, figures);
            panel.image(1);
            assertFalse(
                    Files.readString(panel.writeSvg(folder.resolve("p.svg"))).contains("NaN"));
        }
    }

    @Test
    void whatDoesNotFitIsSaid() {
        List<String> names = List.of("a", "b");
        assertEquals(
                "bars 's' have 1 values for 2 names (a, b)",
                message(() -> BarChart.of("t", "", "v", names, Bars.of("s", 1))));
        assertEquals(
                "bars 's' have 1 values and 0 and 1 ends of error bars; their numbers must be equal",
                message(() -> new Bars("s", new double[1], NOTHING, new double[1])));
        assertEquals(
                "a chart of 2 series cannot be sorted; it needs exactly 1",
                assertThrows(
                                IllegalStateException.class,
                                () -> BarChart.of("t", "", "v", names, Bars.of("s", 1, 2), Bars.of("u", 1, 2))
                                        .sorted())
                        .getMessage());
        assertEquals(
                "points 'p' have 1 positions across and 2 up; their numbers must be equal",
                message(() -> new Points("p", new double[1], new double[2])));
        assertEquals(
                "series 's' has 1 boxes for 2 names: a, b",
                message(() -> BoxChart.of("t", "", "v", names, new Box.Series("s", List.of(Box.NONE)))));
        assertEquals(
                "heat map 't' has 1 rows of values for 2 x 2 names; there must be one for each pair",
                message(() -> HeatMap.of("t", names, names, new double[1][2])));
        assertEquals(
                "heat map 't' has the limit 0.0; it must be above 0",
                message(() -> HeatMap.of("t", names, names, new double[2][2]).limit(0)));
    }

    @Test
    void barsAreSortedWithTheirErrors() {
        BarChart sorted = BarChart.of(
                        "t",
                        "",
                        "v",
                        List.of("a", "b", "c"),
                        new Bars("", new double[] {1, NAN, 3}, new double[] {0, NAN, 2}, new double[] {2, NAN, 4}))
                .sorted();
        assertEquals(List.of("c", "a", "b"), sorted.names());
        assertArrayEquals(new double[] {2, 0, NAN}, sorted.bars().get(0).low());
    }

    @Test
    void fillsOfNeighboursDifferInGrey() {
        for (Theme theme : Theme.values()) {
            for (int i = 0; i < 6; i++) {
                assertTrue(Math.abs(grey(theme.fill(i)) - grey(theme.fill(i + 1))) >= 20, theme + " " + i);
            }
        }
    }

    private static double grey(Color c) {
        return 0.299 * c.getRed() + 0.587 * c.getGreen() + 0.114 * c.getBlue();
    }

    private static String message(org.junit.jupiter.api.function.Executable bad) {
        return assertThrows(IllegalArgumentException.class, bad).getMessage();
    }
}
