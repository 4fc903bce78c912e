import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosaicworkbench.Combine;
import org.mosaicworkbench.Predict;
import org.mosaicworkbench.Prep;
import org.mosaicworkbench.Simulate;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.prep.Categories;
import org.mosaicworkbench.simulate.SimulatedVisit;

/**
 * Times each step from the exposures of one visit to the verdict, with one thread and with two, and prints a table of
 * the processor and elapsed seconds of the median round. Arguments: detector, two filters (separated by a comma), side
 * in pixels, rounds, working folder, which is kept.
 */
public final class CheckBench {

    private enum Job {
        COMBINE("combine"),
        PREPARE("prepare"),
        TOTAL("prepare, total image only"),
        MEASURED("predict: svm_measured"),
        NATIVE("predict: svm_native");

        private final String label;

        Job(String label) {
            this.label = label;
        }
    }

    /** The first matching step counts, so steps that others call come first. */
    private static final List<StepWatch.Step> COMBINING = List.of(
            StepWatch.Step.of("input digests", "Sha256#|InputFile#"),
            StepWatch.Step.of("sky", "drizzle\\.Sky(Level|Samples|Match|Difference)#"),
            StepWatch.Step.of("write", "fits\\.\\S*([wW]rit|Patch)|mosaic\\.DrizzledImage#"),
            StepWatch.Step.of("read", "fits\\.|drizzle\\.ExposurePixels#|visit\\.Visit#"),
            StepWatch.Step.of("align: background", "detect\\.Background.*align\\.ExposureSources#"),
            StepWatch.Step.of("align: detect", "align\\.ExposureSources#"),
            StepWatch.Step.of("catalogs: background", "detect\\.Background.*(SourceCatalog|DetectionImage)#"),
            StepWatch.Step.of(
                    "quality: offsets between filters", "SourceCatalog#stars|Products\\$Maker#(spots|interfilter)"),
            StepWatch.Step.of("catalogs: photometry", "SourceCatalog#(?!write)|detect\\.(Aperture|StarArtifacts)"),
            StepWatch.Step.of("catalogs: detect", "detect\\.(?!SourceCatalog).*SourceCatalog#|DetectionImage#"),
            StepWatch.Step.of("catalogs: write", "SourceCatalog#"),
            StepWatch.Step.of("quality: files", "mosaic\\.(Products|QualityFile)"),
            StepWatch.Step.of("align: match", "mosaic\\.align\\."),
            StepWatch.Step.of("drizzle", "drizzle\\.(Drizzle|Drop|Tile|Coverage)"),
            StepWatch.Step.of("compare", "drizzle\\.(CosmicRays|MedianImage|Touched|Blot)"),
            StepWatch.Step.of("sum", "drizzle\\."));

    private static final List<StepWatch.Step> PREPARING = List.of(
            StepWatch.Step.of("exposures: read", "(fits\\.|drizzle\\.ExposurePixels#).*diagnose\\."),
            StepWatch.Step.of("exposures: background", "detect\\.Background"),
            StepWatch.Step.of("exposures: detect", "mosaic\\.detect|align\\.ExposureSources"),
            StepWatch.Step.of("exposures: trails", "diagnose\\.(StarTrail|SourceShape)"),
            StepWatch.Step.of("exposures: cross-correlate", "diagnose\\.(SignificantPixels|ImageShift|ShiftTree)"),
            StepWatch.Step.of("exposures: match, shifts", "diagnose\\.|mosaic\\.align\\."),
            StepWatch.Step.of("frames: read", "(fits|catalog)\\..*frames\\.|frames\\.Catalogs#"),
            StepWatch.Step.of("frames: measure", "frames\\.measure\\."),
            StepWatch.Step.of("frames: draw", "frames\\."),
            StepWatch.Step.of("tables", "prep\\.|Prep#"));

    private static final Map<Job, List<StepWatch.Step>> STEPS = Map.of(
            Job.COMBINE,
            COMBINING,
            Job.PREPARE,
            PREPARING,
            Job.TOTAL,
            List.of(),
            Job.MEASURED,
            List.of(),
            Job.NATIVE,
            List.of());

    private static final int PIECE = 1 << 20;
    /** Seconds; shorter times are not compared. */
    private static final double SHORT = 0.2;

    private final Path folder;
    private final SimulatedVisit visit;

    private CheckBench(Path folder, SimulatedVisit visit) {
        this.folder = folder;
        this.visit = visit;
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[4]);
        SimulatedVisit visit = Simulate.visits(1)
                .detectors(arguments[0])
                .filters(arguments[1].split(","))
                .categories("field-stars")
                .exposures(4)
                .size(Integer.parseInt(arguments[2]))
                .output(folder.resolve("visits"))
                .run()
                .visits()
                .get(0);
        int rounds = Integer.parseInt(arguments[3]);
        CheckBench bench = new CheckBench(folder, visit);
        Map<Job, Map<String, StepWatch.Cost>> one = bench.middle(rounds, 1);
        Map<Job, Map<String, StepWatch.Cost>> two = bench.middle(rounds, 2);
        System.out.printf(
                "%n**%s, %s pixels**%n%n"
                        + "| step | 1 thread: CPU s | share | elapsed s | 2 threads: CPU s | elapsed s | speed-up |%n"
                        + "|---|---|---|---|---|---|---|%n",
                arguments[0], arguments[2]);
        one.forEach((job, costs) -> print(job, costs, two.get(job)));
        bench.printLimits();
        System.out.printf("%nPeak memory: %d MB resident.%n", peakMegabytes());
        System.exit(0);
    }

    /** The median round by processor seconds. */
    private Map<Job, Map<String, StepWatch.Cost>> middle(int rounds, int threads) {
        return IntStream.range(0, rounds)
                .mapToObj(round -> round(threads))
                .sorted(Comparator.comparingDouble(round -> round.values().stream()
                        .mapToDouble(costs -> sum(costs).cpu())
                        .sum()))
                .skip(rounds / 2)
                .findFirst()
                .orElseThrow();
    }

    private Map<Job, Map<String, StepWatch.Cost>> round(int threads) {
        Path products = folder.resolve("products");
        Path prepared = folder.resolve("prepared");
        Prep prep = Prep.of(products)
                .output(prepared)
                .category(Categories.none())
                .redraw(true)
                .threads(threads);
        Map<Job, Runnable> jobs = new EnumMap<>(Job.class);
        jobs.put(
                Job.COMBINE,
                () -> Combine.visit(visit.folder())
                        .output(products.resolve(visit.folder().getFileName()))
                        .threads(threads)
                        .run());
        jobs.put(Job.PREPARE, prep::run);
        jobs.put(
                Job.TOTAL,
                () -> prep.exposures(false).output(folder.resolve("total")).run());
        for (Job job : List.of(Job.MEASURED, Job.NATIVE)) {
            jobs.put(
                    job,
                    () -> Predict.alignment(prepared.resolve("svm_data.csv"), prepared.resolve("img"))
                            .modelPath(job.label.replaceFirst(".* ", ""))
                            .outputPath(folder.resolve(job.name()))
                            .run());
        }
        Map<Job, Map<String, StepWatch.Cost>> costs = new EnumMap<>(Job.class);
        jobs.forEach((job, work) -> costs.put(job, StepWatch.costs(STEPS.get(job), work)));
        return costs;
    }

    private static StepWatch.Cost sum(Map<String, StepWatch.Cost> costs) {
        return costs.values().stream().reduce(StepWatch.Cost.NONE, (a, b) -> a.and(b.cpu(), b.clock()));
    }

    private static void print(Job job, Map<String, StepWatch.Cost> one, Map<String, StepWatch.Cost> two) {
        double all = sum(one).cpu();
        print("**" + job.label + "**", all, sum(one), sum(two));
        if (STEPS.get(job).isEmpty()) {
            return;
        }
        Set<String> steps = new LinkedHashSet<>(one.keySet());
        steps.addAll(two.keySet());
        for (String step : steps) {
            print(step, all, one.getOrDefault(step, StepWatch.Cost.NONE), two.getOrDefault(step, StepWatch.Cost.NONE));
        }
    }

    private static void print(String label, double all, StepWatch.Cost one, StepWatch.Cost two) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.0f %% | %.2f | %.2f | %.2f | %s |%n",
                label,
                one.cpu(),
                100 * one.cpu() / all,
                one.clock(),
                two.cpu(),
                two.clock(),
                Math.min(one.clock(), two.clock()) < SHORT
                        ? ""
                        : String.format(Locale.ROOT, "%.2f", one.clock() / two.clock()));
    }

    /** Prints the limits of the machine: reading and writing the same number of bytes, and copying memory. */
    private void printLimits() throws IOException {
        List<Path> exposures = files(visit.folder());
        List<Path> products = files(folder.resolve("products"));
        System.out.printf("%n| limit | MB | CPU s | elapsed s |%n|---|---|---|---|%n");
        limit("read the exposures", exposures, () -> read(exposures));
        Path copy = folder.resolve("copy");
        limit("write the products", products, () -> write(copy, bytes(products)));
        Files.delete(copy);
        List<Path> prepared = products.stream()
                .filter(file -> file.toString().endsWith(".fits"))
                .toList();
        limit("read the products", prepared, () -> read(prepared));
        for (int threads : new int[] {1, 2}) {
            System.out.printf(Locale.ROOT, "%nMemory, %d threads: %.1f GB/s copied.%n", threads, bandwidth(threads));
        }
    }

    private static void limit(String label, List<Path> files, Runnable work) {
        work.run();
        StepWatch.Cost cost = sum(StepWatch.costs(List.of(), work));
        System.out.printf(
                Locale.ROOT, "| %s | %d | %.2f | %.2f |%n", label, bytes(files) / 1_000_000, cost.cpu(), cost.clock());
    }

    private static List<Path> files(Path place) throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            return all.filter(file -> file.toString().matches(".*\\.(fits|ecsv|json)"))
                    .toList();
        }
    }

    private static long bytes(List<Path> files) {
        return files.stream().mapToLong(file -> file.toFile().length()).sum();
    }

    private static void read(List<Path> files) {
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
        for (Path file : files) {
            try (FileChannel in = FileChannel.open(file)) {
                while (in.read(piece.clear()) >= 0) {
                    // Reads to the end.
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void write(Path file, long bytes) {
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (long left = bytes; left > 0; left -= PIECE) {
                out.write(piece.clear().limit((int) Math.min(PIECE, left)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the memory bandwidth of copying, in GB/s, counting each byte read or written */
    private static double bandwidth(int threads) {
        float[][] from = new float[threads][1 << 25];
        float[][] to = new float[threads][1 << 25];
        AtomicLong best = new AtomicLong(Long.MAX_VALUE);
        for (int round = 0; round < 7; round++) {
            long start = System.nanoTime();
            Parallel.map(IntStream.range(0, threads).boxed().toList(), threads, i -> {
                System.arraycopy(from[i], 0, to[i], 0, to[i].length);
                return i;
            });
            best.accumulateAndGet(System.nanoTime() - start, Math::min);
        }
        return 4.0 * threads * from[0].length / best.get();
    }

    private static long peakMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
