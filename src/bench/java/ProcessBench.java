import org.mosaicworkbench.Process;
import org.mosaicworkbench.Simulate;
import org.mosaicworkbench.mosaic.AlignMode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Times the processing of simulated visits, one of each detector with four exposures: seconds for each with full
 * alignment and cosmic-ray rejection and without, and visits an hour. Arguments: side in pixels, folder to work in.
 */
public final class ProcessBench {

    public static void main(String[] arguments) throws IOException {
        int size = Integer.parseInt(arguments[0]);
        Path folder = Path.of(arguments[1]);
        Simulate.visits(5).output(folder.resolve("visits")).size(size).exposures(4).run();
        List<Path> visits;
        try (Stream<Path> all = Files.list(folder.resolve("visits"))) {
            visits = all.filter(Files::isDirectory).sorted().toList();
        }
        seconds(visits.get(0), folder, AlignMode.FULL);
        double sum = 0;
        System.out.printf("%-8s %10s %10s%n", "visit", "full s", "none s");
        for (Path visit : visits) {
            double full = seconds(visit, folder, AlignMode.FULL);
            sum += full;
            System.out.printf("%-8s %10.2f %10.2f%n", visit.getFileName(), full,
                    seconds(visit, folder, AlignMode.NONE));
        }
        System.out.printf("%d x %d pixels, %d cores: %.0f visits an hour%n", size, size,
                Runtime.getRuntime().availableProcessors(), 3600 * visits.size() / sum);
    }

    private static double seconds(Path visit, Path folder, AlignMode align) {
        long start = System.nanoTime();
        Process.visit(visit).output(folder.resolve("products").resolve(visit.getFileName())).align(align).run();
        return (System.nanoTime() - start) * 1e-9;
    }
}
