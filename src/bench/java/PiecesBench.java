import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.maths.Clipped;
import org.mosaicworkbench.mosaic.detect.Background;
import org.mosaicworkbench.mosaic.detect.PointFinder;
import org.mosaicworkbench.mosaic.drizzle.Canvas;
import org.mosaicworkbench.mosaic.drizzle.Chip;
import org.mosaicworkbench.mosaic.drizzle.Drizzle;
import org.mosaicworkbench.mosaic.drizzle.ExposurePixels;
import org.mosaicworkbench.mosaic.drizzle.OutputGrid;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Exposure;

/**
 * Times, on one thread, the steps that Python packages also offer, for python_check.py. Prints the width of a star and
 * a line "PIECE PIXELS SECONDS RESULT" for each step, the median of three rounds after three for warm-up. Arguments: an
 * exposure, and a drizzled image that contains it.
 */
public final class PiecesBench {

    private static final int ROUNDS = 3;
    private static final int CELL = 64;
    private static final double THRESHOLD = 5;
    private static final Clipped.Rule SKY = new Clipped.Rule(4, 5, Clipped.About.MEAN);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** A timed step, which returns what it finds. */
    private interface Piece {
        double work();
    }

    public static void main(String[] arguments) {
        Path file = Path.of(arguments[0]);
        Exposure exposure = Exposure.read(file);
        Detector detector = exposure.detector();
        Chip chip = ExposurePixels.read(exposure, detector.goodBits()).chips().get(0);
        Wcs grid = OutputGrid.covering(List.of(new OutputGrid.Placed(file, chip.wcs())), detector.productScale());
        float[] values = chip.raster().values();
        System.out.println("width " + detector.starWidth());
        print("drizzle", values.length, () -> {
            Drizzle.standard().threads(1).addTo(new Canvas(grid), chip);
            return 0;
        });
        print("clip", values.length, () -> {
            float[] some = good(values);
            return Clipped.of(some, 0, some.length, SKY).median();
        });
        FitsImage image = science(Path.of(arguments[1]));
        float[] pixels = image.pixels();
        print(
                "background",
                pixels.length,
                () -> Background.of(pixels, image.width(), image.height(), CELL)
                        .subtractedFrom(pixels)[pixels.length / 2]);
        Background background = Background.of(pixels, image.width(), image.height(), CELL);
        print(
                "stars",
                pixels.length,
                () -> new PointFinder(detector.starWidth(), THRESHOLD)
                        .find(background.under(pixels), 1)
                        .size());
    }

    private static FitsImage science(Path file) {
        try (FitsFile fits = FitsFile.open(file)) {
            return fits.image("SCI", 1);
        }
    }

    private static float[] good(float[] values) {
        float[] good = new float[values.length];
        int n = 0;
        for (float value : values) {
            if (!Float.isNaN(value)) {
                good[n++] = value;
            }
        }
        return Arrays.copyOf(good, n);
    }

    private static void print(String name, int pixels, Piece piece) {
        double[] seconds = new double[ROUNDS];
        double found = 0;
        for (int round = -ROUNDS; round < ROUNDS; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            found = piece.work();
            seconds[Math.max(0, round)] = (THREADS.getCurrentThreadCpuTime() - start) * 1e-9;
        }
        Arrays.sort(seconds);
        System.out.printf(Locale.ROOT, "%s %d %.4f %.6g%n", name, pixels, seconds[ROUNDS / 2], found);
    }
}
