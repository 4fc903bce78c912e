package org.mosaicworkbench.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class DisplayTest {

    @Test
    void anImageBecomesAPngOfTheSamePixels() throws IOException {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(2, 1, 0xff8040);

        Map<String, String> bundle = Display.of(image).bundle();

        BufferedImage back =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(bundle.get("image/png"))));
        assertEquals(List.of(3, 2), List.of(back.getWidth(), back.getHeight()));
        assertEquals(0xffff8040, back.getRGB(2, 1));
        assertEquals("image, 3 x 2 pixels", bundle.get("text/plain"));
    }

    @Test
    void fewColoursAreWrittenAsAPaletteAndManyAsTheyAre() throws IOException {
        BufferedImage few = new BufferedImage(256, 40, BufferedImage.TYPE_INT_RGB);
        BufferedImage many = new BufferedImage(257, 40, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < many.getWidth(); x++) {
            few.setRGB(x % 256, x % 40, x % 256 * 0x010203);
            many.setRGB(x, x % 40, x * 0x010203);
        }
        for (BufferedImage image : List.of(few, many)) {
            BufferedImage back = ImageIO.read(new ByteArrayInputStream(Display.png(image)));
            assertEquals(image == few, back.getColorModel() instanceof IndexColorModel);
            for (int x = 0; x < image.getWidth(); x++) {
                assertEquals(image.getRGB(x, x % 40), back.getRGB(x, x % 40));
            }
        }
    }

    @Test
    void aDrawingIsTwiceAsLargeAsItIsShown() {
        Display.Image sharp = Display.Image.sharp(new BufferedImage(600, 400, BufferedImage.TYPE_INT_RGB), "a chart");

        assertEquals(Map.of("image/png", Map.of("width", 300, "height", 200)), sharp.metadata());
        assertEquals(sharp.metadata(), sharp.saying("the same chart").metadata());
        assertEquals("the same chart", sharp.saying("the same chart").text());
        assertEquals(Map.of(), new Display.Image(sharp.png(), "as it is").metadata());
    }

    @Test
    void ofManyColoursTheFrequentStayAndTheOthersBecomeTheNearest() throws IOException {
        BufferedImage image = new BufferedImage(300, 3, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < image.getWidth(); x++) {
            int frequent = x % 127 * 2;
            image.setRGB(x, 0, frequent << 8);
            image.setRGB(x, 1, frequent << 8);
            image.setRGB(x, 2, frequent << 8 | x / 127);
        }

        BufferedImage back = ImageIO.read(
                new ByteArrayInputStream(Display.Image.sharp(image, "").png()));

        assertTrue(back.getColorModel() instanceof IndexColorModel);
        for (int x = 0; x < image.getWidth(); x++) {
            assertEquals(image.getRGB(x, 0), back.getRGB(x, 0));
            assertTrue(Math.abs((back.getRGB(x, 2) & 0xff) - (image.getRGB(x, 2) & 0xff)) <= 2);
            assertEquals(image.getRGB(x, 2) >> 8, back.getRGB(x, 2) >> 8, "no colour is nearer than its own green");
        }
    }

    @Test
    void aSmallMarkInAPictureOfManyColoursStaysRed() throws IOException {
        BufferedImage image = new BufferedImage(300, 300, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int grey = x * 255 / 299;
                image.setRGB(x, y, grey << 16 | grey << 8 | Math.min(255, grey + y % 5));
            }
        }
        image.setRGB(150, 150, 0xd02010);

        BufferedImage back = ImageIO.read(
                new ByteArrayInputStream(Display.Image.sharp(image, "").png()));

        assertTrue(back.getColorModel() instanceof IndexColorModel);
        assertEquals(0xd02010, back.getRGB(150, 150) & 0xffffff);
        for (int x = 0; x < image.getWidth(); x++) {
            assertTrue(Math.abs((back.getRGB(x, 7) >> 8 & 0xff) - x * 255 / 299) <= 4);
        }
    }

    @Test
    void aShownValueDecidesAndAllElseIsItsString() {
        Displayable shown = () -> new Display.Html("<i>x</i>", "x");

        assertEquals(
                Map.of("text/html", "<i>x</i>", "text/plain", "x"),
                Display.of(shown).bundle());
        assertEquals(Map.of("text/plain", "[1, 2]"), Display.of(List.of(1, 2)).bundle());
        assertEquals(Map.of("text/plain", "null"), Display.of(null).bundle());
    }

    @Test
    void aTablesawTableIsShownAsRows() {
        Table table = Table.create(
                "predictions",
                StringColumn.create("index", "a", "b"),
                DoubleColumn.create("y_proba", 0.999999894680935, Double.NaN),
                IntColumn.create("y_pred", 1, 0));
        TextTable rows = TextTable.of("index", "y_proba", "y_pred")
                .with("a", 0.999999894680935, 1)
                .with("b", null, 0);

        assertEquals(rows.display().bundle(), Display.of(table).bundle());
        assertEquals(
                "index   y_proba  y_pred\na      1.000000       1\nb                     0",
                Display.of(table).text());
        assertEquals("index  y_proba  y_pred", Display.of(table.emptyCopy()).text());
    }

    @Test
    void theBytesOfAPictureCannotBeChangedFromOutside() {
        byte[] bytes = {1, 2};
        Display.Image image = new Display.Image(bytes, "two bytes");
        bytes[0] = 9;
        image.png()[1] = 9;

        assertArrayEquals(new byte[] {1, 2}, image.png());
    }

    @Test
    void outsideANotebookShowPrintsTexts() {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Notebook.show(new Display.Html("<b>7</b>", "seven"), 8);
            Notebook.show((Object[]) null);
        } finally {
            System.setOut(before);
        }

        assertEquals(
                List.of("seven", "8", "null"),
                printed.toString(StandardCharsets.UTF_8).lines().toList());
    }
}
