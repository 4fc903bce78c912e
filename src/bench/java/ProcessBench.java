import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mosaicworkbench.Combine;
import org.mosaicworkbench.Simulate;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.simulate.SimulatedVisit;

/**
 * Times the processing of simulated visits and says where the time goes: seconds with full alignment and cosmic-ray
 * rejection and without, visits an hour, and the share of each step. Arguments: side in pixels, folder to work in. A
 * side of 4096 is one WFC visit of full size with two exposures; any other one visit of each detector with four.
 */
public final class ProcessBench {

    private static final int FULL = 4096;

    public static void main(String[] arguments) {
        int size = Integer.parseInt(arguments[0]);
        Path folder = Path.of(arguments[1]);
        Simulate plan = Simulate.visits(size == FULL ? 1 : 5)
                .output(folder.resolve("visits"))
                .size(size);
        List<SimulatedVisit> visits = (size == FULL
                        ? plan.detectors("wfc")
                                .exposures(2)
                                .categories("field-stars")
                                .filters("F606W")
                        : plan.exposures(4))
                .run()
                .visits();
        if (size != FULL) {
            seconds(visits.get(0), folder, AlignMode.FULL);
        }
        Steps steps = new Steps();
        double sum = 0;
        System.out.printf("| %d x %d | full, s | none, s |%n|---|---|---|%n", size, size);
        for (SimulatedVisit visit : visits) {
            steps.watch(true);
            double full = seconds(visit, folder, AlignMode.FULL);
            steps.watch(false);
            sum += full;
            System.out.printf(
                    "| %s | %.2f | %.2f |%n",
                    visit.observation().detector().label(), full, seconds(visit, folder, AlignMode.NONE));
        }
        System.out.printf(
                "%n%d cores: %.0f visits an hour%n%n%s%n",
                Runtime.getRuntime().availableProcessors(), 3600 * visits.size() / sum, steps);
        System.exit(0);
    }

    private static double seconds(SimulatedVisit visit, Path folder, AlignMode align) {
        long start = System.nanoTime();
        Combine.visit(visit.folder())
                .output(folder.resolve("products").resolve(visit.folder().getFileName()))
                .align(align)
                .run();
        return (System.nanoTime() - start) * 1e-9;
    }

    /** Looks every 5 ms at what each running thread does; the innermost call that names a step counts. */
    private static final class Steps {

        private static final Map<String, String> OF_CLASS = Map.of(
                "ExposurePixels",
                "read",
                "ExposureSources",
                "align: find sources",
                "Alignment",
                "align: fit",
                "CosmicRays",
                "cosmic rays",
                "Drizzle",
                "drizzle",
                "Canvas",
                "drizzle",
                "DrizzledImage",
                "write images",
                "Products",
                "catalogs and quality files",
                "SourceCatalog",
                "catalogs and quality files");

        private final Map<String, Long> counts = new LinkedHashMap<>();
        private volatile boolean watching;

        Steps() {
            Thread sampler = new Thread(this::sample);
            sampler.setDaemon(true);
            sampler.start();
        }

        void watch(boolean on) {
            watching = on;
        }

        private void sample() {
            while (true) {
                try {
                    Thread.sleep(5);
                } catch (InterruptedException e) {
                    return;
                }
                if (watching) {
                    Thread.getAllStackTraces().forEach((thread, stack) -> {
                        if (thread.getState() == Thread.State.RUNNABLE) {
                            count(stack);
                        }
                    });
                }
            }
        }

        /** Images that cosmic-ray rejection drizzles on other threads count as drizzle. */
        private void count(StackTraceElement[] stack) {
            String step = null;
            for (StackTraceElement call : stack) {
                String name = call.getClassName();
                if (name.startsWith("org.mosaicworkbench.mosaic.")) {
                    String type = name.substring(name.lastIndexOf('.') + 1).split("\\$")[0];
                    step = type.equals("CosmicRays") || step == null ? OF_CLASS.getOrDefault(type, step) : step;
                } else if (step == null && name.startsWith("org.mosaicworkbench.Combine")) {
                    step = "other";
                }
            }
            if (step != null) {
                synchronized (counts) {
                    counts.merge(step, 1L, Long::sum);
                }
            }
        }

        @Override
        public String toString() {
            synchronized (counts) {
                double all = counts.values().stream().mapToLong(Long::longValue).sum();
                return counts.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .map(e -> String.format("| %s | %.0f %% |", e.getKey(), 100 * e.getValue() / all))
                        .collect(Collectors.joining("\n", "| step | share |\n|---|---|\n", ""));
            }
        }
    }
}
