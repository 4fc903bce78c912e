import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.mosaicworkbench.frames.FieldFrames;
import org.mosaicworkbench.frames.FrameStore;
import org.mosaicworkbench.frames.NativeFrames;
import org.mosaicworkbench.io.Parallel;

/**
 * Times the frames of total images. Prints lines "draw KIND THREADS SECONDS CPU" (field frames), "both ..." (also
 * native frames and their measurements) and "load ...", with the elapsed time and the processor time of all threads,
 * per dataset.
 */
public final class FramesBench {

    private static final int WARM_UP = 6;
    private static final int ROUNDS = 7;
    private static final OperatingSystemMXBean MACHINE =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    public static void main(String[] arguments) throws IOException {
        for (String kind : List.of("small", "large")) {
            List<Path> images = images(Path.of(arguments[0], kind));
            Path img = Path.of(arguments[0], "img");
            for (int threads = 1; threads <= Parallel.cores(); threads *= 2) {
                int workers = threads;
                print(
                        "draw",
                        kind,
                        threads,
                        images.size(),
                        () -> Parallel.map(
                                images,
                                workers,
                                image -> FieldFrames.of(image).redraw(true).draw(img)));
                print(
                        "both",
                        kind,
                        threads,
                        images.size(),
                        () -> Parallel.map(images, workers, image -> {
                            FieldFrames.of(image).redraw(true).draw(img);
                            return NativeFrames.of(image).redraw(true).draw(img);
                        }));
            }
            List<String> datasets = images.stream()
                    .map(image -> FieldFrames.of(image).draw(img).dataset())
                    .toList();
            print("load", kind, Parallel.cores(), datasets.size(), () -> {
                try (FrameStore store = FrameStore.open(img, 128)) {
                    store.load(datasets);
                }
            });
        }
    }

    private static void print(String what, String kind, int threads, int datasets, Runnable work) {
        double[] seconds = new double[ROUNDS];
        double[] cpu = new double[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long start = System.nanoTime();
            long startCpu = MACHINE.getProcessCpuTime();
            work.run();
            if (round >= 0) {
                seconds[round] = (System.nanoTime() - start) * 1e-9 / datasets;
                cpu[round] = (MACHINE.getProcessCpuTime() - startCpu) * 1e-9 / datasets;
            }
        }
        Arrays.sort(seconds);
        Arrays.sort(cpu);
        System.out.printf("%s %s %d %.4f %.4f%n", what, kind, threads, seconds[ROUNDS / 2], cpu[ROUNDS / 2]);
    }

    private static List<Path> images(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith("_drz.fits"))
                    .sorted()
                    .toList();
        }
    }
}
