package org.mosaicworkbench.frames;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;

/**
 * An RGB picture with values from 0 to 255. Pixels are addressed as in FITS: (1, 1) is the centre of the lower left
 * pixel, x increases to the right and y upwards, so that a north-up coordinate system describes the frame.
 *
 * @param width pixels along x
 * @param height pixels along y
 * @param rgb red, green and blue of each pixel, in row-major order from the top row, as in a PNG; the array is not
 *     copied
 */
public record Frame(int width, int height, byte[] rgb) implements Displayable {

    /**
     * Green channel of a green circle in {@link FieldPicture}; {@link #image} shows such circles in the yellow of Okabe
     * and Ito (2008), {@code YELLOW_RED}, {@code YELLOW_GREEN} and {@code YELLOW_BLUE}.
     */
    private static final double GREEN = 192;

    private static final double YELLOW_RED = 240;
    private static final double YELLOW_GREEN = 228;
    private static final double YELLOW_BLUE = 66;

    private static final int CHANNELS = 3;

    /** @throws IllegalArgumentException if the array does not have three values per pixel */
    public Frame {
        if (width < 1 || height < 1 || (long) CHANNELS * width * height != rgb.length) {
            throw new IllegalArgumentException("a frame of " + width + " x " + height + " pixels has " + CHANNELS
                    + " values for each; " + rgb.length + " were given");
        }
    }

    /** The colour {@code 0xRRGGBB} of pixel (x, y), 1-based from the lower left. */
    public int at(int x, int y) {
        int i = offset(x, y);
        return ((rgb[i] & 255) << 16) | ((rgb[i + 1] & 255) << 8) | (rgb[i + 2] & 255);
    }

    /** Index in {@link #rgb()} of the first value of pixel (x, y), 1-based from the lower left. */
    int offset(int x, int y) {
        return CHANNELS * ((height - y) * width + x - 1);
    }

    /** @return a deep copy */
    public Frame copy() {
        return new Frame(width, height, rgb.clone());
    }

    /**
     * Resizes the frame. Each new pixel is the mean over the area that it covers, rounded per colour channel, so that
     * no light is lost when the frame shrinks.
     */
    public Frame resized(int newWidth, int newHeight) {
        if (newWidth == width && newHeight == height) {
            return this;
        }
        float[] sums = new float[CHANNELS * newWidth * newHeight];
        float[] line = new float[CHANNELS * width];
        AreaSpans across = new AreaSpans(width, newWidth);
        AreaSpans down = new AreaSpans(height, newHeight);
        for (int row = 0; row < newHeight; row++) {
            Arrays.fill(line, 0);
            for (int y = down.first(row); y <= down.last(row); y++) {
                float weight = down.weight(row, y);
                for (int i = 0, from = y * line.length; i < line.length; i++) {
                    line[i] += weight * (rgb[from + i] & 255);
                }
            }
            for (int column = 0; column < newWidth; column++) {
                int to = CHANNELS * (row * newWidth + column);
                for (int x = across.first(column); x <= across.last(column); x++) {
                    float weight = across.weight(column, x);
                    for (int c = 0; c < CHANNELS; c++) {
                        sums[to + c] += weight * line[CHANNELS * x + c];
                    }
                }
            }
        }
        float area = across.step() * down.step();
        byte[] resized = new byte[sums.length];
        for (int i = 0; i < sums.length; i++) {
            resized[i] = (byte) Math.min(255, (int) (sums[i] / area + 0.5f));
        }
        return new Frame(newWidth, newHeight, resized);
    }

    /**
     * The picture as a Java image with 8-bit colours. Green circles are shown in yellow for readers who cannot tell
     * green from red; the frame itself, which networks use, keeps its colours.
     */
    public BufferedImage image() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        byte[] shown = rgb.clone();
        for (int i = 0; i < shown.length; i += CHANNELS) {
            int red = rgb[i] & 255;
            int green = rgb[i + 1] & 255;
            int blue = rgb[i + 2] & 255;
            double circle = Math.max(0, green - Math.max(red, blue)) / GREEN;
            shown[i] = (byte) Math.min(255, Math.round(red + circle * YELLOW_RED));
            shown[i + 1] = (byte) Math.min(255, Math.round(green + circle * (YELLOW_GREEN - GREEN)));
            shown[i + 2] = (byte) Math.min(255, Math.round(blue + circle * YELLOW_BLUE));
        }
        System.arraycopy(swapped(shown), 0, stored(image), 0, rgb.length);
        return image;
    }

    /** Writes the picture atomically as a PNG with 8-bit colours; identical pictures give identical bytes. */
    public Path write(Path place) {
        byte[] png = Png.encode(this);
        return WholeFile.write(place, beside -> Files.write(beside, png));
    }

    /**
     * Reads a PNG of any size and kind: grey, palette or colour, 1 to 16 bits. Transparent pixels are drawn on white.
     *
     * @throws BadInput if the file is missing, unreadable, or not a complete PNG
     */
    public static Frame read(Path file) {
        try {
            // ImageIO would copy a plain stream to a temporary file first.
            byte[] png = Files.readAllBytes(file);
            if (Png.claimsMoreThanItHolds(png)) {
                throw BadInput.file(file, "is truncated or not a valid PNG", "draw it again");
            }
            BufferedImage image = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(png)));
            if (image == null) {
                throw BadInput.file(file, "is not a PNG", "draw it again");
            }
            return new Frame(image.getWidth(), image.getHeight(), colours(image));
        } catch (NoSuchFileException e) {
            throw BadInput.file(file, "no such file", "draw it");
        } catch (AccessDeniedException e) {
            throw BadInput.file(file, "is not readable", "check its permissions");
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new BadInput(file + ": is truncated or not a valid PNG; draw it again", e);
        }
    }

    private static byte[] colours(BufferedImage image) {
        return image.getType() == BufferedImage.TYPE_3BYTE_BGR ? swapped(stored(image)) : converted(image);
    }

    private static byte[] stored(BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }

    /** Reverses the order of each pixel's channels: from blue, green, red to red, green, blue, or back. */
    private static byte[] swapped(byte[] colours) {
        byte[] swapped = new byte[colours.length];
        for (int i = 0; i < colours.length; i += CHANNELS) {
            swapped[i] = colours[i + 2];
            swapped[i + 1] = colours[i + 1];
            swapped[i + 2] = colours[i];
        }
        return swapped;
    }

    private static byte[] converted(BufferedImage image) {
        ColorModel model = image.getColorModel();
        boolean grey = image.getRaster().getNumBands() <= 2 && model.getNumColorComponents() == 1;
        byte[] rgb = new byte[CHANNELS * image.getWidth() * image.getHeight()];
        int[] row = new int[image.getWidth()];
        for (int y = 0, i = 0; y < image.getHeight(); y++) {
            if (grey) {
                greys(image.getRaster(), y, row);
            } else {
                image.getRGB(0, y, row.length, 1, row, 0, row.length);
            }
            for (int colour : row) {
                int alpha = colour >>> 24;
                for (int shift = 16; shift >= 0; shift -= 8) {
                    int value = colour >> shift & 255;
                    rgb[i++] = (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
                }
            }
        }
        return rgb;
    }

    /** Reads grey values as stored: Java's own conversion would brighten them as if they were linear light. */
    private static void greys(Raster raster, int y, int[] row) {
        int shift = raster.getSampleModel().getSampleSize(0) - 8;
        boolean transparent = raster.getNumBands() == 2;
        for (int x = 0; x < row.length; x++) {
            int grey = raster.getSample(x, y, 0) >> shift;
            int alpha = transparent ? raster.getSample(x, y, 1) >> shift : 255;
            row[x] = alpha << 24 | grey << 16 | grey << 8 | grey;
        }
    }

    @Override
    public Display display() {
        return new Display.Image(Png.encode(this), toString());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Frame frame
                && width == frame.width
                && height == frame.height
                && Arrays.equals(rgb, frame.rgb);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(rgb);
    }

    @Override
    public String toString() {
        return "Frame " + width + " x " + height;
    }
}
