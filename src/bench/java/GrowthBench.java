import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosaicworkbench.Combine;
import org.mosaicworkbench.Predict;
import org.mosaicworkbench.Prep;
import org.mosaicworkbench.Simulate;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.frames.FrameStore;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.prep.Categories;

/**
 * Measures how the cost grows: median processor seconds of the rounds, and the exponent of a power law fitted to them
 * (least squares of the logarithms).
 *
 * <pre>
 * GrowthBench tables ROUNDS FOLDER TREE...    the tables of prep, for trees made by make_qa_tree.py
 * GrowthBench pixels ROUNDS FOLDER SIDE...    combine and prep, for visits with the given side
 * GrowthBench verdicts ROUNDS FOLDER NUMBER... predict, for copies of the last prepared dataset
 * </pre>
 */
public final class GrowthBench {

    private static final OperatingSystemMXBean MACHINE =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /**
     * The cost for one size.
     *
     * @param size    number of datasets or pixels
     * @param seconds processor seconds of each task
     */
    private record Measured(double size, double[] seconds) {}

    /** A task that can be repeated. */
    private interface Work {
        void run() throws IOException;
    }

    private final int rounds;
    private final Path folder;

    private GrowthBench(int rounds, Path folder) {
        this.rounds = rounds;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        GrowthBench bench = new GrowthBench(Integer.parseInt(arguments[1]), Path.of(arguments[2]));
        List<String> sizes = List.of(arguments).subList(3, arguments.length);
        switch (arguments[0]) {
            case "tables" -> bench.tables(sizes);
            case "pixels" -> bench.pixels(sizes);
            default -> bench.verdicts(sizes);
        }
        System.exit(0);
    }

    private void tables(List<String> trees) throws IOException {
        prepare(Path.of(trees.get(0)), false);
        List<Measured> all = new ArrayList<>();
        for (String tree : trees) {
            Path visits = Path.of(tree);
            int datasets = (int) entries(visits);
            all.add(new Measured(datasets, new double[] {median(() -> prepare(visits, false))}));
        }
        print("datasets", List.of("prep, tables"), all);
    }

    private void prepare(Path visits, boolean frames) {
        Prep.of(visits)
                .output(folder.resolve("prepared"))
                .category(Categories.none())
                .draw(frames)
                .redraw(true)
                .run();
    }

    private void pixels(List<String> sides) throws IOException {
        List<Measured> all = new ArrayList<>();
        for (String side : sides) {
            Path place = folder.resolve(side);
            Path visit = Simulate.visits(1)
                    .detectors("wfc")
                    .filters("F606W", "F814W")
                    .categories("field-stars")
                    .exposures(4)
                    .size(Integer.parseInt(side))
                    .output(place.resolve("visits"))
                    .run()
                    .visits()
                    .get(0)
                    .folder();
            Path products = place.resolve("products");
            Combine combine = Combine.visit(visit).output(products.resolve(visit.getFileName()));
            if (all.isEmpty()) {
                combine.run();
                prepare(products, true);
            }
            double combining = median(combine::run);
            double preparing = median(() -> prepare(products, true));
            all.add(new Measured(pixels(products), new double[] {combining, preparing}));
            WholeFolder.delete(place);
        }
        print("pixels of the total image", List.of("combine", "prep"), all);
    }

    private static long pixels(Path products) throws IOException {
        try (Stream<Path> files = Files.walk(products)) {
            Path total = files.filter(file -> file.toString().matches(".*_total_.*\\.fits"))
                    .findFirst()
                    .orElseThrow();
            try (FitsFile image = FitsFile.open(total)) {
                return image.image("SCI", 1).pixels().length;
            }
        }
    }

    private void verdicts(List<String> numbers) throws IOException {
        List<Measured> all = new ArrayList<>();
        for (String number : numbers) {
            Path copies = folder.resolve("copies-" + number);
            List<String> names = copies(Integer.parseInt(number), copies);
            if (all.isEmpty()) {
                predict("svm_measured", copies);
                predict("svm_native", copies);
            }
            double measured = median(() -> predict("svm_measured", copies));
            double frames = median(() -> {
                try (FrameStore store = FrameStore.open(copies.resolve("img"), 128)) {
                    store.load(names, FrameKind.NATIVE);
                }
            });
            double natives = median(() -> predict("svm_native", copies));
            all.add(new Measured(names.size(), new double[] {measured, frames, natives}));
            WholeFolder.delete(copies);
        }
        print("datasets", List.of("svm_measured", "native frames read", "svm_native"), all);
    }

    private void predict(String model, Path copies) {
        Predict.alignment(copies.resolve("svm_data.csv"), copies.resolve("img"))
                .modelPath(model)
                .outputPath(folder.resolve("predicted"))
                .run();
    }

    /** Makes a prepared folder with many copies of the first dataset of FOLDER/prepared under different names. */
    private List<String> copies(int number, Path place) throws IOException {
        Path prepared = folder.resolve("prepared");
        String table = Files.readAllLines(prepared.resolve("svm_data.csv")).get(1);
        String original = table.substring(table.lastIndexOf(',') + 1);
        List<String> names = IntStream.range(0, number)
                .mapToObj(i -> String.format("%s%05d", original.substring(0, original.length() - 5), i))
                .toList();
        Files.createDirectories(place);
        for (String file : List.of("svm_data.csv", "svm_data_measured.csv")) {
            List<String> lines = Files.readAllLines(prepared.resolve(file));
            Files.write(
                    place.resolve(file),
                    Stream.concat(
                                    Stream.of(lines.get(0)),
                                    names.stream().map(name -> lines.get(1).replace(original, name)))
                            .toList());
        }
        List<Path> frames;
        try (Stream<Path> files = Files.list(prepared.resolve("img").resolve(original))) {
            frames = files.filter(file -> file.toString().endsWith(".png")).toList();
        }
        for (String name : names) {
            Path own = Files.createDirectories(place.resolve("img").resolve(name));
            for (Path frame : frames) {
                Files.createLink(own.resolve(frame.getFileName().toString().replace(original, name)), frame);
            }
        }
        return names;
    }

    private static long entries(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }

    private double median(Work work) throws IOException {
        double[] seconds = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            long start = MACHINE.getProcessCpuTime();
            work.run();
            seconds[round] = (MACHINE.getProcessCpuTime() - start) * 1e-9;
        }
        Arrays.sort(seconds);
        return seconds[rounds / 2];
    }

    private static void print(String size, List<String> works, List<Measured> all) {
        System.out.printf("%n| %s | %s |%n", size, String.join(" | ", works));
        System.out.println("|---".repeat(works.size() + 1) + "|");
        for (Measured one : all) {
            System.out.printf(
                    Locale.ROOT,
                    "| %,.0f | %s |%n",
                    one.size,
                    Arrays.stream(one.seconds)
                            .mapToObj(s -> String.format(Locale.ROOT, "%.2f", s))
                            .collect(Collectors.joining(" | ")));
        }
        System.out.printf(
                "| exponent | %s |%n",
                IntStream.range(0, works.size())
                        .mapToObj(work -> exponents(all, work))
                        .collect(Collectors.joining(" | ")));
    }

    /** The exponents of all sizes and of the two largest, for which the constant cost of a run matters least. */
    private static String exponents(List<Measured> all, int work) {
        return String.format(
                Locale.ROOT,
                "%.2f; last two %.2f",
                exponent(all, work),
                exponent(all.subList(Math.max(0, all.size() - 2), all.size()), work));
    }

    private static double exponent(List<Measured> all, int work) {
        double n = all.size();
        double x = 0;
        double y = 0;
        double xx = 0;
        double xy = 0;
        for (Measured one : all) {
            double size = Math.log(one.size);
            double seconds = Math.log(one.seconds[work]);
            x += size;
            y += seconds;
            xx += size * size;
            xy += size * seconds;
        }
        return (n * xy - x * y) / (n * xx - x * x);
    }
}
