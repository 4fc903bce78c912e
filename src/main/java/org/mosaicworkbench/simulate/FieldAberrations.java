package org.mosaicworkbench.simulate;

import java.util.ArrayList;
import java.util.List;
import org.mosaicworkbench.visit.Detector;

/** How the PSF varies across a chip relative to the detector's mean, from the table {@code aberrations.csv}. */
final class FieldAberrations {

    private static final int COLUMNS = 5;

    private final Geometry.Chip chip;
    private final List<Place> places = new ArrayList<>();

    /**
     * The change of the PSF at one position of the chip.
     *
     * @param wavefront addition to the wavefront error
     * @param diffusion addition to the variance of the charge diffusion, square pixels
     */
    record Place(Wavefront wavefront, double diffusion) {

        static final Place NONE = new Place(Wavefront.NONE, 0);

        private Place mixed(Place other, double share) {
            return new Place(
                    wavefront.mixed(other.wavefront, share), diffusion + share * (other.diffusion - diffusion));
        }
    }

    FieldAberrations(Detector detector, Geometry.Chip chip) {
        this.chip = chip;
        for (String[] row : Resource.rows("aberrations.csv")) {
            if (row[0].equals(detector.label()) && Integer.parseInt(row[1]) == chip.number) {
                double[] v = new double[row.length];
                for (int i = 4; i < v.length; i++) {
                    v[i] = Double.parseDouble(row[i]);
                }
                places.add(new Place(new Wavefront(v[4], v[5], v[6], v[7], v[8]), v[9]));
            }
        }
    }

    /**
     * Interpolates linearly between the positions of the table.
     *
     * @param x x coordinate on the whole chip, pixels
     * @param y y coordinate on the whole chip, pixels
     */
    Place at(double x, double y) {
        int rows = places.size() / COLUMNS;
        double u = Math.max(0, Math.min(1, x / chip.width)) * (COLUMNS - 1);
        double v = Math.max(0, Math.min(1, y / chip.height)) * (rows - 1);
        int i = Math.min((int) u, COLUMNS - 2);
        int j = Math.min((int) v, rows - 2);
        Place below = places.get(j * COLUMNS + i).mixed(places.get(j * COLUMNS + i + 1), u - i);
        Place above = places.get((j + 1) * COLUMNS + i).mixed(places.get((j + 1) * COLUMNS + i + 1), u - i);
        return below.mixed(above, v - j);
    }
}
