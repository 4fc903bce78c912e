package org.mosaicworkbench.simulate;

import java.util.ArrayList;
import java.util.List;

/**
 * Blobs: spots of lower sensitivity on the infrared detector that the flat field does not correct, caused by
 * out-of-focus particles on the mirror in front of it. Blobs are 10 to 20 pixels wide and absorb up to 30 % of the
 * light, most of them much less. Their number grows with time: 19 in March 2010, 153 in June 2018 (WFC3 data handbook,
 * section 7.5; WFC3 ISRs 2010-06 and 2018-06).
 */
final class BlobEffect implements PixelEffect {

    private static final double FIRST_COUNT = 19;
    private static final double FIRST_COUNTED = 55270;
    private static final double A_DAY = (153 - 19) / (58290.0 - 55270.0);
    private static final double[] DEPTH = {0.01, 0.2};
    private static final double[] FULL_WIDTH = {10, 20};

    private final List<Blob> blobs = new ArrayList<>();

    /**
     * A blob.
     *
     * @param x x coordinate of the centre, 0-based pixel of the cut-out
     * @param y y coordinate of the centre, likewise
     * @param sigma rms radius, pixels
     * @param depth fraction of the light absorbed at the centre
     */
    record Blob(double x, double y, double sigma, double depth) {}

    BlobEffect(VisitPlan visit) {
        Geometry.Cut cut = visit.subject().geometry().cuts().get(0);
        Rng rng = visit.rng().of("blobs");
        double date = visit.exposures().get(0).start();
        double expected = Math.max(FIRST_COUNT, FIRST_COUNT + A_DAY * (date - FIRST_COUNTED));
        double part = (double) cut.width * cut.height / (cut.chip.width * cut.chip.height);
        int count = (int) Math.max(1, rng.poisson(expected * part));
        for (int i = 0; i < count; i++) {
            blobs.add(new Blob(
                    rng.uniform(0, cut.width),
                    rng.uniform(0, cut.height),
                    rng.uniform(FULL_WIDTH[0], FULL_WIDTH[1]) / 2.355,
                    rng.logUniform(DEPTH[0], DEPTH[1])));
        }
    }

    List<Blob> blobs() {
        return List.copyOf(blobs);
    }

    @Override
    public void changeLight(float[] light, Shot shot) {
        Geometry.Cut cut = shot.cut();
        for (Blob blob : blobs) {
            int reach = (int) (4 * blob.sigma);
            for (int y = (int) Math.max(0, blob.y - reach); y < Math.min(cut.height, blob.y + reach); y++) {
                for (int x = (int) Math.max(0, blob.x - reach); x < Math.min(cut.width, blob.x + reach); x++) {
                    double square = (x - blob.x) * (x - blob.x) + (y - blob.y) * (y - blob.y);
                    double lost = blob.depth * Math.exp(-square / (2 * blob.sigma * blob.sigma));
                    light[y * cut.width + x] -= (float) (lost * (light[y * cut.width + x] + shot.skyRate()));
                }
            }
        }
    }
}
