package org.mosaicworkbench.mosaic;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.mosaicworkbench.mosaic.align.Affine;
import org.mosaicworkbench.mosaic.align.Spot;
import org.mosaicworkbench.mosaic.detect.Background;
import org.mosaicworkbench.mosaic.detect.Detection;
import org.mosaicworkbench.mosaic.detect.PointFinder;
import org.mosaicworkbench.sky.PixelPoint;

/** Synthetic stars, and images of them: Gaussian profiles on a noisy sky. */
public final class StarField {

    public static final double WIDTH = 2.4;

    /** @param flux total flux, in the image's unit */
    public record Star(double x, double y, double flux) {

        public Star moved(Affine map) {
            PixelPoint p = map.apply(x, y);
            return new Star(p.x(), p.y(), flux);
        }
    }

    private StarField() {}

    /** Stars over a square, one in ten of them ten times as bright as the faintest; positions 1-based. */
    public static List<Star> stars(int number, double size, double faintest, Random random) {
        List<Star> stars = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            stars.add(new Star(
                    1 + (size - 1) * random.nextDouble(),
                    1 + (size - 1) * random.nextDouble(),
                    faintest / (0.01 + 0.99 * random.nextDouble())));
        }
        return stars;
    }

    public static float[] image(List<Star> stars, int width, int height, double sky, double noise, Random random) {
        float[] image = new float[width * height];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) (sky + noise * random.nextGaussian());
        }
        double sigma = WIDTH / 2.3548;
        for (Star star : stars) {
            for (int y = (int) star.y() - 8; y <= star.y() + 9; y++) {
                for (int x = (int) star.x() - 8; x <= star.x() + 9; x++) {
                    if (x >= 1 && y >= 1 && x <= width && y <= height) {
                        double r2 = (x - star.x()) * (x - star.x()) + (y - star.y()) * (y - star.y());
                        image[(y - 1) * width + x - 1] += (float)
                                (star.flux() / (2 * Math.PI * sigma * sigma) * Math.exp(-r2 / (2 * sigma * sigma)));
                    }
                }
            }
        }
        return image;
    }

    public static List<Detection> find(float[] image, int width, int height, double threshold) {
        return new PointFinder(WIDTH, threshold)
                .find(Background.of(image, width, height, 64).under(image), 1);
    }

    public static List<Spot> spots(List<Detection> detections) {
        return detections.stream()
                .map(d -> new Spot(d.x(), d.y(), Math.max(0.02, 0.6 * WIDTH / d.snr()), d.peak()))
                .toList();
    }
}
