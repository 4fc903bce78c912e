package org.mosaicworkbench.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.io.BadInput;

class PictureTest {

    private static final int RED = Color.RED.getRGB();
    private static final int WHITE = Color.WHITE.getRGB();

    private static BufferedImage dotted(int width, int height, int x, int y) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(x, y, RED);
        return image;
    }

    @Test
    void cropKeepsThePixelAndTheCaption() {
        Picture part = Picture.of(dotted(20, 10, 7, 4), "a star").crop(5, 3, 6, 4);

        assertEquals(List.of(6, 4, "a star"), List.of(part.width(), part.height(), part.caption()));
        assertEquals(RED, part.image().getRGB(2, 1));
    }

    @Test
    void cropOutsideIsRefused() {
        BadInput e = assertThrows(
                BadInput.class, () -> Picture.of(dotted(20, 10, 0, 0), "").crop(15, 0, 6, 4));

        assertEquals(
                "crop at column 15, row 0 of 6 x 4 pixels is not inside the picture of 20 x 10; "
                        + "columns and rows count from 0 at the top left",
                e.getMessage());
    }

    @Test
    void enlargeMakesSquaresWithoutSmoothing() {
        BufferedImage large = Picture.of(dotted(3, 2, 1, 1), "").enlarge(4).image();

        assertEquals(List.of(12, 8), List.of(large.getWidth(), large.getHeight()));
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 12; x++) {
                boolean inSquare = x >= 4 && x < 8 && y >= 4;
                assertEquals(inSquare ? RED : Color.BLACK.getRGB(), large.getRGB(x, y), x + ", " + y);
            }
        }
        assertEquals(
                "enlarge is 0; it must be at least 1",
                assertThrows(BadInput.class, () -> Picture.of(large, "").enlarge(0))
                        .getMessage());
    }

    @Test
    void aRowStandsSideBySideBelowItsCaptions() {
        Picture left = Picture.of(dotted(30, 20, 0, 0), "aligned");
        Picture right = Picture.of(dotted(40, 10, 0, 0), "off by 5 pixels, a caption wider than its picture");

        Picture row = Picture.row(left, right);

        BufferedImage image = row.image();
        int head = row.height() - 20;
        int second = firstRed(image, head, 1);
        assertTrue(head > 10, "captions have room");
        assertEquals(RED, image.getRGB(0, head));
        assertTrue(second >= 30 + 12, "the second picture stands clear of the first");
        assertEquals(WHITE, image.getRGB(second, head + 10), "below the shorter picture it is white");
        assertTrue(row.width() > second + 40, "the long caption is not cut");
        assertTrue(darkIn(image, 0, 0, 30, head) > 20, "a caption was drawn");
        assertEquals("aligned | off by 5 pixels, a caption wider than its picture", row.caption());
        assertEquals(
                "a row of 0 pictures; give at least 1",
                assertThrows(IllegalArgumentException.class, Picture::row).getMessage());
    }

    @Test
    void longCaptionsOfAGridStayInTheirCellsAndKeepTheirEnds() {
        String name = "uvis iw270e_f814w_sub_sto";
        BufferedImage stoc = Picture.grid(
                        2, Picture.of(dotted(150, 10, 0, 0), name + "c"), Picture.of(dotted(150, 10, 0, 0), ""))
                .image();
        BufferedImage stop = Picture.grid(
                        2, Picture.of(dotted(150, 10, 0, 0), name + "p"), Picture.of(dotted(150, 10, 0, 0), ""))
                .image();
        int head = stoc.getHeight() - 10;

        assertTrue(darkIn(stoc, 0, 0, 150, head) > 100);
        assertEquals(0, darkIn(stoc, 150, 0, stoc.getWidth() - 150, head), "nothing over the neighbour");
        assertTrue(
                IntStream.range(0, head)
                        .anyMatch(y -> IntStream.range(100, 150).anyMatch(x -> stoc.getRGB(x, y) != stop.getRGB(x, y))),
                "the last letter is drawn");
    }

    @Test
    void whatIsCutIsTheMiddle() {
        FontMetrics wide = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)
                .createGraphics()
                .getFontMetrics(new Font(Font.MONOSPACED, Font.PLAIN, 10));
        int letter = wide.charWidth('m');

        assertEquals("abcdefgh", Picture.cut("abcdefgh", 8 * letter, wide));
        assertEquals("abc\u2026fgh", Picture.cut("abcdefgh", 7 * letter, wide));
        assertEquals("\u2026", Picture.cut("abcdefgh", 0, wide));
    }

    @Test
    void picturesWithoutCaptionsLoseNoRoomToThem() {
        assertEquals(
                20,
                Picture.row(Picture.of(dotted(30, 20, 0, 0), ""), Picture.of(dotted(5, 5, 0, 0), ""))
                        .height());
    }

    @Test
    void writeMakesThePng(@TempDir Path folder) throws IOException {
        Path file = Picture.of(dotted(20, 10, 7, 4), "").write(folder.resolve("new/star.png"));

        BufferedImage back = ImageIO.read(file.toFile());
        assertEquals(List.of(20, 10, RED), List.of(back.getWidth(), back.getHeight(), back.getRGB(7, 4)));
    }

    @Test
    void transparencyBecomesWhiteAndTheOriginalIsNotShared() {
        BufferedImage clear = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        Picture picture = Picture.of(clear, "");
        clear.setRGB(0, 0, RED);
        picture.image().setRGB(0, 0, RED);

        assertEquals(WHITE, picture.image().getRGB(0, 0));
        assertEquals("picture, 2 x 1 pixels", picture.toString());
        assertEquals(
                "sky (picture, 2 x 1 pixels)", picture.caption("sky").display().text());
    }

    private static int firstRed(BufferedImage image, int y, int from) {
        for (int x = from; x < image.getWidth(); x++) {
            if (image.getRGB(x, y) == RED) {
                return x;
            }
        }
        throw new AssertionError("no red pixel in row " + y);
    }

    private static int darkIn(BufferedImage image, int x, int y, int width, int height) {
        int dark = 0;
        for (int pixel : image.getRGB(x, y, width, height, null, 0, width)) {
            dark += (pixel & 0xff) < 128 ? 1 : 0;
        }
        return dark;
    }
}
