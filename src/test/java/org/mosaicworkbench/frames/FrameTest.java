package org.mosaicworkbench.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.io.BadInput;

class FrameTest {

    private static final int GREY_100 = 0x646464;

    @TempDir
    private Path folder;

    @Test
    void pixelsCountFromTheLowerLeft() {
        Frame frame = new Frame(2, 2, new byte[] {1, 0, 0, 2, 0, 0, 3, 0, 0, 4, 5, 6});
        assertEquals(0x030000, frame.at(1, 1));
        assertEquals(0x040506, frame.at(2, 1));
        assertEquals(0x010000, frame.at(1, 2));
    }

    @Test
    void aPngHoldsTheVeryPixelsAndOtherReadersAgree() throws IOException {
        for (int spread : new int[] {1, 8, 256}) {
            Frame frame = random(37, 23, spread);
            Path file = frame.write(folder.resolve("frame.png"));
            assertEquals(frame, Frame.read(file));
            BufferedImage other = ImageIO.read(file.toFile());
            for (int y = 1; y <= 23; y++) {
                for (int x = 1; x <= 37; x++) {
                    assertEquals(0xff000000 | frame.at(x, y), other.getRGB(x - 1, 23 - y));
                }
            }
        }
    }

    @Test
    void theImageForTheEyeShowsGreenYellowAndAllElseAsItIs() {
        byte[] colours = {0, (byte) 192, 0, (byte) 255, 0, 0, 48, 80, (byte) 255, 100, 100, 100, 50, (byte) 146, 50};
        BufferedImage image = new Frame(5, 1, colours).image();
        assertEquals(0xfff0e442, image.getRGB(0, 0));
        assertEquals(0xffff0000, image.getRGB(1, 0));
        assertEquals(0xff3050ff, image.getRGB(2, 0));
        assertEquals(0xff646464, image.getRGB(3, 0));
        assertEquals(0xffaaa453, image.getRGB(4, 0));
    }

    @Test
    void aPngOfAnEvenPictureIsSmall() throws IOException {
        assertTrue(Files.size(new Frame(512, 512, new byte[3 * 512 * 512]).write(folder.resolve("e.png"))) < 5000);
    }

    @Test
    void shrinkingTakesTheMeanOverEachNewPixel() {
        Frame frame = new Frame(3, 2, bytes(0, 30, 60, 90, 120, 151));
        assertEquals(new Frame(1, 1, bytes(75)), frame.resized(1, 1));
        assertEquals(new Frame(2, 1, bytes((0 + 90 + 15 + 60) / 3, (15 + 60 + 60 + 151 + 1) / 3)), frame.resized(2, 1));
    }

    @Test
    void growingRepeatsPixelsAndTheSameSizeIsTheSameFrame() {
        Frame frame = new Frame(2, 1, bytes(10, 20));
        assertEquals(new Frame(4, 2, bytes(10, 10, 20, 20, 10, 10, 20, 20)), frame.resized(4, 2));
        assertEquals(frame, frame.resized(2, 1));
    }

    @Test
    void resizingKeepsTheMeanLight() {
        Frame frame = random(100, 80, 256);
        assertEquals(mean(frame), mean(frame.resized(33, 17)), 0.1);
        assertEquals(mean(frame), mean(frame.resized(128, 128)), 0.1);
    }

    @Test
    void readsGreysAsTheyAreStored() throws IOException {
        for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY}) {
            BufferedImage image = new BufferedImage(2, 1, type);
            image.getRaster().setSample(1, 0, 0, type == BufferedImage.TYPE_BYTE_GRAY ? 100 : 100 * 256 + 17);
            Frame frame = read(image);
            assertEquals(0, frame.at(1, 1));
            assertEquals(GREY_100, frame.at(2, 1));
        }
    }

    @Test
    void readsPalettesAndBits() throws IOException {
        byte[] levels = {0, 100, (byte) 255};
        BufferedImage palette = new BufferedImage(
                2, 1, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 3, levels, levels, levels));
        palette.getRaster().setSample(1, 0, 0, 1);
        assertEquals(GREY_100, read(palette).at(2, 1));
        BufferedImage bits = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
        bits.getRaster().setSample(1, 0, 0, 1);
        assertEquals(0xffffff, read(bits).at(2, 1));
        assertEquals(0, read(bits).at(1, 1));
    }

    @Test
    void whatIsTransparentLiesOnWhite() throws IOException {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0xff102030);
        image.setRGB(1, 0, 0x00102030);
        image.setRGB(2, 0, 0x80000000);
        Frame frame = read(image);
        assertEquals(0x102030, frame.at(1, 1));
        assertEquals(0xffffff, frame.at(2, 1));
        assertEquals(0x7f7f7f, frame.at(3, 1));
    }

    @Test
    void aBrokenPngIsNamed() throws IOException {
        Path whole = random(50, 50, 256).write(folder.resolve("whole.png"));
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(bytes, bytes.length / 2));
        assertEquals(cut + ": is truncated or not a valid PNG; draw it again", message(cut));
        Path text = Files.writeString(folder.resolve("text.png"), "a text");
        assertEquals(text + ": is not a PNG; draw it again", message(text));
        Path missing = folder.resolve("missing.png");
        assertEquals(missing + ": no such file; draw it", message(missing));
    }

    @Test
    void aPngWithAWrongByteInItsHeaderIsNamed() throws IOException {
        byte[] whole = Files.readAllBytes(new Frame(4, 3, new byte[36]).write(folder.resolve("whole.png")));
        for (int at : new int[] {16, 20, 24, 25, 26, 27, 28}) {
            byte[] wrong = whole.clone();
            wrong[at] = (byte) 0xff;
            Path file = Files.write(folder.resolve("wrong.png"), wrong);
            assertEquals(file + ": is truncated or not a valid PNG; draw it again", message(file), "byte " + at);
        }
    }

    @Test
    void theNumberOfValuesMustFit() {
        assertEquals(
                "a frame of 2 x 2 pixels has 3 values for each; 4 were given",
                assertThrows(IllegalArgumentException.class, () -> new Frame(2, 2, new byte[4]))
                        .getMessage());
    }

    private Frame read(BufferedImage image) throws IOException {
        Path file = folder.resolve("other.png");
        ImageIO.write(image, "png", file.toFile());
        return Frame.read(file);
    }

    private static Frame random(int width, int height, int spread) {
        byte[] rgb = new byte[3 * width * height];
        Random random = new Random(5);
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) random.nextInt(spread);
        }
        return new Frame(width, height, rgb);
    }

    private static byte[] bytes(int... greys) {
        byte[] rgb = new byte[3 * greys.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) greys[i / 3];
        }
        return rgb;
    }

    private static double mean(Frame frame) {
        long sum = 0;
        for (byte value : frame.rgb()) {
            sum += value & 255;
        }
        return (double) sum / frame.rgb().length;
    }

    private static String message(Path file) {
        return assertThrows(BadInput.class, () -> Frame.read(file)).getMessage();
    }
}
