package org.mosaicworkbench.sky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.Real;
import org.mosaicworkbench.fits.FitsFile;

/** Compares interpolated positions with those computed individually. */
class MappedRowsTest {

    private static final double ERROR = 5e-5;
    private static final double ROUNDING = 1e-9;

    @Test
    void positionsAreWithinTheErrorOverAWholeRealChip() {
        PixelMap map = PixelMap.between(real(), grid());
        double worst = worst(map, 0.5, 0.5, 1025, 1025, ERROR);
        assertTrue(worst > 100 * ROUNDING && worst < ERROR, "wrong by up to " + worst);
    }

    @Test
    void tablesAreFollowedFromNodeToNode() {
        Random random = new Random(3);
        for (int trial = 0; trial < 8; trial++) {
            Wcs wcs = real().withLookups(new TableDistortions(
                    table(random, 0.05), trial % 2 == 0 ? null : table(random, 0.05), table(random, 0.1), null));
            double worst = worst(PixelMap.between(wcs, grid()), 129.5, 40.5, 300, 280, ERROR);
            assertTrue(worst < ERROR, "wrong by up to " + worst);
        }
    }

    @Test
    void tablesThatBendTooMuchAreMappedPixelByPixel() {
        Random random = new Random(4);
        Wcs wcs = real().withLookups(
                        new TableDistortions(table(random, 3), table(random, 3), table(random, 5), table(random, 5)));
        assertTrue(worst(PixelMap.between(wcs, grid()), 100.5, 90.5, 130, 120, ERROR) < ROUNDING);
    }

    @Test
    void noErrorIsNone() {
        assertTrue(worst(PixelMap.between(real(), grid()), 3, 7, 60, 50, 0) < ROUNDING);
    }

    @Test
    void anUndistortedSystemIsLinear() {
        Wcs plain = Wcs.northUp(600, 500, new SkyPoint(6.02, -72.08), 0.03 / 3600);
        assertTrue(worst(PixelMap.between(plain, grid()), 1, 1, 600, 500, ERROR) < 1e-6);
    }

    @Test
    void aSinglePixelAndWhatLiesBehindTheSkyAreNoExceptions() {
        PixelMap map = PixelMap.between(real(), grid());
        assertTrue(worst(map, 17, 18, 1, 1, ERROR) < ROUNDING);
        Wcs away = Wcs.northUp(100, 100, new SkyPoint(186, 72), 0.025 / 3600);
        assertFalse(new MappedRows(PixelMap.between(real(), away), 1, 1, 64, 64, ERROR).finite());
    }

    @Test
    void theBoundsHoldAllPositionsAndMoveAlong() {
        MappedRows rows = new MappedRows(PixelMap.between(real(), grid()), 0.5, 0.5, 200, 100, ERROR);
        rows.moveBy(-0.5, 3);
        double[] bounds = rows.bounds();
        rows.moveBy(0.5, -3);
        double[] back = rows.bounds();
        assertEquals(back[0] - 0.5, bounds[0], ROUNDING);
        assertEquals(back[3] + 3, bounds[3], ROUNDING);
        double[] x = new double[200];
        double[] y = new double[200];
        for (int row = 0; row < 100; row++) {
            rows.row(row, x, y);
            for (int i = 0; i < 200; i++) {
                assertTrue(x[i] >= back[0] && y[i] >= back[1] && x[i] <= back[2] && y[i] <= back[3]);
            }
        }
    }

    private static double worst(PixelMap map, double left, double below, int columns, int rows, double error) {
        MappedRows mapped = new MappedRows(map, left, below, columns, rows, error);
        double[] x = new double[columns];
        double[] y = new double[columns];
        double worst = 0;
        for (int row = 0; row < rows; row++) {
            mapped.row(row, x, y);
            for (int i = 0; i < columns; i++) {
                PixelPoint exact = map.map(new PixelPoint(left + i, below + row));
                worst = Math.max(worst, Math.max(Math.abs(exact.x() - x[i]), Math.abs(exact.y() - y[i])));
            }
        }
        return worst;
    }

    /** Like Hubble's tables: nodes about every 64 pixels, with similar neighbours. */
    private static LookupTable table(Random random, double largest) {
        float[] values = new float[17 * 17];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (largest * (Math.sin(i * 0.3) + 0.2 * random.nextGaussian()));
        }
        double step = 60 + 8 * random.nextDouble();
        return new LookupTable(
                17, 17, new LookupTable.AxisMap(0, 3.3, step), new LookupTable.AxisMap(1, 40, step), values);
    }

    private static Wcs grid() {
        return Wcs.northUp(1400, 1400, new SkyPoint(6.03, -72.08), 0.025 / 3600);
    }

    private static Wcs real() {
        try (FitsFile file = FitsFile.open(Real.EXPOSURE)) {
            return Wcs.of(file.requiredHeader("SCI", 1));
        }
    }
}
