import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.mosaicworkbench.mosaic.drizzle.Canvas;
import org.mosaicworkbench.mosaic.drizzle.Chip;
import org.mosaicworkbench.mosaic.drizzle.Drizzle;
import org.mosaicworkbench.mosaic.drizzle.ExposurePixels;
import org.mosaicworkbench.mosaic.drizzle.OutputGrid;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Exposure;

/** Times the square kernel on a whole exposure. Prints a line "threads N seconds S" for each number of threads. */
public final class DrizzleBench {

    private static final int WARM_UP = 10;
    private static final int ROUNDS = 15;

    public static void main(String[] arguments) {
        Path file = Path.of(arguments[0]);
        Exposure exposure = Exposure.read(file);
        Detector detector = exposure.detector();
        Chip chip = ExposurePixels.read(exposure, detector.goodBits()).chips().get(0);
        Wcs grid = OutputGrid.covering(List.of(new OutputGrid.Placed(file, chip.wcs())), detector.productScale());
        System.out.println("pixels " + chip.raster().values().length);
        for (int threads = 1; threads <= Runtime.getRuntime().availableProcessors(); threads *= 2) {
            System.out.printf("threads %d seconds %.4f%n", threads, median(chip, grid, threads));
        }
    }

    private static double median(Chip chip, Wcs grid, int threads) {
        double[] seconds = new double[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long start = System.nanoTime();
            Drizzle.standard().threads(threads).addTo(new Canvas(grid), chip);
            if (round >= 0) {
                seconds[round] = (System.nanoTime() - start) * 1e-9;
            }
        }
        Arrays.sort(seconds);
        return seconds[ROUNDS / 2];
    }
}
