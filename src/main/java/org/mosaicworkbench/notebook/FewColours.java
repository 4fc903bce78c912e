package org.mosaicworkbench.notebook;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.util.LinkedHashMap;
import java.util.Map;

/** Images of few colours with one byte a pixel: a third of the size, and the same colours. */
final class FewColours {

    private static final int COLOURS = 256;

    private FewColours() {}

    /** The same image with a palette where it is opaque and has at most 256 colours, else the image itself. */
    static BufferedImage asPalette(BufferedImage image) {
        if (image.getColorModel().hasAlpha()) {
            return image;
        }
        Map<Integer, Integer> numbers = new LinkedHashMap<>();
        byte[] indices = new byte[image.getWidth() * image.getHeight()];
        int[] row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (int x = 0; x < row.length; x++) {
                Integer number = numbers.putIfAbsent(row[x], numbers.size());
                if (numbers.size() > COLOURS) {
                    return image;
                }
                indices[y * row.length + x] = (byte) (number == null ? numbers.size() - 1 : number);
            }
        }
        int[] colours = numbers.keySet().stream().mapToInt(Integer::intValue).toArray();
        return indexed(image.getWidth(), image.getHeight(), indices, colours);
    }

    private static BufferedImage indexed(int width, int height, byte[] indices, int[] colours) {
        IndexColorModel model =
                new IndexColorModel(Byte.SIZE, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(width, height);
        raster.setDataElements(0, 0, width, height, indices);
        return new BufferedImage(model, raster, false, null);
    }
}
