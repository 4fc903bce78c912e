package org.mosaicworkbench.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.io.BadInput;
import org.w3c.dom.Element;

class PlotTest {

    private static final double[] NOTHING = {};
    private static final String[] CLASSES = {"aligned", "misaligned"};

    private static List<Figure> six(Theme theme) {
        double[] epochs = {1, 2, 3};
        return List.of(
                ClassifierFigures.history(
                        "Accuracy", epochs, new double[] {0.5, 0.8, 0.9}, new double[] {0.5, 0.7, 0.8}, theme),
                ClassifierFigures.history(
                        "Loss", epochs, new double[] {0.7, 0.5, 0.3}, new double[] {0.7, Double.NaN, 0.5}, theme),
                ClassifierFigures.roc(new double[] {0, 0, 1}, new double[] {0, 0.8, 1}, 0.9, theme),
                ClassifierFigures.precisionRecall(new double[] {1, 0.5, 0}, new double[] {0.5, 1, 1}, 0.75, 0.5, theme),
                ClassifierFigures.confusion(
                        new double[][] {{7, 1}, {0, 0}},
                        new double[][] {{0.875, 0.125}, {Double.NaN, Double.NaN}},
                        CLASSES,
                        theme),
                ClassifierFigures.calibration(
                        new double[] {0.1, 0.9},
                        new double[] {0, 1},
                        new double[] {0, 0.7},
                        new double[] {0.3, 1},
                        0.1,
                        theme));
    }

    @Test
    void aPanelShowsItselfAndIsSavedAsPixelsAndAsLines(@TempDir Path folder) throws Exception {
        Figure panel = Figure.panel("Test set", 3, six(Theme.LIGHT));

        assertEquals(
                "Test set: Accuracy, Loss, ROC, Precision and recall, Confusion, Calibration (figure, 1200 x 694)",
                panel.toString());
        byte[] png = panel.display().png();
        BufferedImage shown = ImageIO.read(new ByteArrayInputStream(png));
        assertEquals(2400, shown.getWidth());
        assertEquals(1388, shown.getHeight());
        assertEquals(
                Map.of("image/png", Map.of("width", 1200, "height", 694)),
                panel.display().metadata());
        assertEquals(
                2400,
                ImageIO.read(panel.writePng(folder.resolve("panel.png")).toFile())
                        .getWidth());
        Element svg = svg(panel.writeSvg(folder.resolve("panel.svg")));
        assertEquals("1200px", svg.getAttribute("width"));
        assertTrue(svg.getElementsByTagName("path").getLength() > 100);
        assertArrayEquals(
                png, Figure.panel("Test set", 3, six(Theme.LIGHT)).display().png());
    }

    /** A figure of 400 by 330 pixels of 1/96 inch is 300 points wide, and 1250 dots of 1/300 inch. */
    @Test
    void aFigureForPrintHasItsSizeInInches(@TempDir Path folder) throws Exception {
        Figure figure = six(Theme.LIGHT).get(0);
        byte[] png = Files.readAllBytes(figure.write(folder.resolve("a.PNG")));
        String pdf = Files.readString(figure.write(folder.resolve("a.pdf")), StandardCharsets.ISO_8859_1);
        Matcher box = Pattern.compile("/MediaBox \\[0 0 ([0-9.]+) ([0-9.]+)\\]").matcher(pdf);

        assertTrue(box.find(), pdf::toString);
        assertEquals(figure.width() * 0.75, Double.parseDouble(box.group(1)), 1e-6);
        assertEquals(figure.height() * 0.75, Double.parseDouble(box.group(2)), 1e-6);
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(png)));
        assertEquals(figure.width() * 300 / 96, reader.getWidth(0));
        IIOMetadataNode about = (IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
        assertEquals(
                "11811", ((Element) about.getElementsByTagName("pHYs").item(0)).getAttribute("pixelsPerUnitXAxis"));
        assertEquals(
                folder.resolve("a.gif") + " has no file extension of a figure; use .png, .svg or .pdf",
                assertThrows(BadInput.class, () -> figure.write(folder.resolve("a.gif")))
                        .getMessage()
                        .replace(": ", " "));
    }

    private static Element svg(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
    }

    @Test
    void seriesDifferInGreyToo() {
        for (Theme theme : Theme.values()) {
            TreeSet<Integer> greys = new TreeSet<>();
            for (int i = 0; i < 2; i++) {
                Color c = theme.series(i);
                greys.add((int) (0.299 * c.getRed() + 0.587 * c.getGreen() + 0.114 * c.getBlue()));
            }
            assertTrue(greys.last() - greys.first() >= 15, theme + " " + greys);
            for (int i = 0; i < 6; i++) {
                for (int j = 0; j < i; j++) {
                    assertNotEquals(theme.marker(i).getClass(), theme.marker(j).getClass());
                    assertTrue(!Arrays.equals(
                            theme.stroke(i).getDashArray(), theme.stroke(j).getDashArray()));
                }
            }
        }
    }

    @Test
    void textsStandOutFromWhatIsBehindThem() {
        for (Theme theme : Theme.values()) {
            for (double part = 0; part <= 1; part += 0.05) {
                Color behind = theme.cell(part);
                assertTrue(
                        contrast(behind, Theme.on(behind)) >= 4.5,
                        theme + " " + part + " " + contrast(behind, Theme.on(behind)));
            }
            for (int i = 0; i < 6; i++) {
                assertTrue(contrast(theme.paper(), theme.series(i)) >= 3, theme + " series " + i);
            }
        }
    }

    /** Contrast of two colours (WCAG 2.1, section 1.4.3): text requires 4.5, lines 3. */
    private static double contrast(Color a, Color b) {
        double la = luminance(a);
        double lb = luminance(b);
        return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
    }

    private static double luminance(Color c) {
        return 0.2126 * linear(c.getRed()) + 0.7152 * linear(c.getGreen()) + 0.0722 * linear(c.getBlue());
    }

    private static double linear(int value) {
        double v = value / 255.0;
        return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }

    @Test
    void aLineIsDrawnWhereItsNumbersAre() {
        Figure figure = LineChart.of("t", "x", "y", Line.of("a", new double[] {0, 1}, new double[] {0.5, 0.5}))
                .range(0, 1, 0, 1)
                .legend(LineChart.Corner.UPPER_LEFT)
                .figure(Theme.LIGHT);
        BufferedImage image = figure.image(1);
        int blue = Theme.LIGHT.series(0).getRGB();
        List<Integer> rows = new ArrayList<>();
        for (int y = 0; y < image.getHeight(); y++) {
            if (image.getRGB(225, y) == blue) {
                rows.add(y);
            }
        }
        assertTrue(!rows.isEmpty() && rows.get(rows.size() - 1) - rows.get(0) <= 3, rows.toString());
        assertEquals(155, rows.get(0), 12);
    }

    @Test
    void whereNothingCanBeDrawnWordsSayWhy() {
        for (Theme theme : Theme.values()) {
            BufferedImage with =
                    ClassifierFigures.roc(NOTHING, NOTHING, Double.NaN, theme).image(1);
            BufferedImage other = LineChart.of(
                            "ROC", "false positive rate", "true positive rate", Line.reference(0, 0, 1, 1))
                    .range(-0.02, 1.02, -0.02, 1.02)
                    .empty(" ")
                    .figure(theme)
                    .image(1);
            assertTrue(differing(with, other) > 100, "the words are missing");
        }
        ClassifierFigures.history("Loss", NOTHING, NOTHING, NOTHING, Theme.LIGHT)
                .image(1);
        ClassifierFigures.history("Loss", new double[] {1}, new double[] {0.7}, new double[] {0.7}, Theme.LIGHT)
                .image(1);
        ClassifierFigures.precisionRecall(NOTHING, NOTHING, Double.NaN, 0, Theme.DARK)
                .image(1);
        ClassifierFigures.calibration(NOTHING, NOTHING, NOTHING, NOTHING, Double.NaN, Theme.DARK)
                .image(1);
    }

    private static int differing(BufferedImage a, BufferedImage b) {
        int count = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                count += a.getRGB(x, y) == b.getRGB(x, y) ? 0 : 1;
            }
        }
        return count;
    }

    @Test
    void whatDoesNotFitIsSaid() throws IOException {
        assertEquals(
                "line 'a' has 2 positions, 1 values and 0 and 0 ends of error bars; their numbers must be equal",
                message(() -> Line.of("a", new double[2], new double[1])));
        assertEquals(
                "a panel of 0 figures in 3 columns; it needs at least 1 of each",
                message(() -> Figure.panel("", 3, List.of())));
        assertEquals(
                "the scale is 0.0; it must be above 0 and at most 10",
                assertThrows(BadInput.class, () -> six(Theme.DARK).get(0).image(0))
                        .getMessage());
        assertEquals(
                "line 'a' has positions of 0 or below, which a logarithmic axis cannot show",
                message(() -> LineChart.of("t", "x", "y", Line.of("a", new double[] {0, 1}, new double[2]))
                        .scale(LineChart.Scale.LOGARITHMIC)
                        .figure(Theme.LIGHT)
                        .image(1)));
    }

    private static String message(org.junit.jupiter.api.function.Executable bad) {
        return assertThrows(IllegalArgumentException.class, bad).getMessage();
    }
}
