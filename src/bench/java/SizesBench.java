import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.mosaicworkbench.Combine;
import org.mosaicworkbench.Prep;
import org.mosaicworkbench.Simulate;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsIntegers;
import org.mosaicworkbench.fits.FitsPart;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.CsvTable;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.prep.Categories;
import org.mosaicworkbench.prep.PrepResult;
import org.mosaicworkbench.simulate.Guiding;
import org.mosaicworkbench.simulate.SimulatedVisit;
import org.mosaicworkbench.visit.Visit;

/**
 * Measures how the measurements depend on the size of the field. Visits are simulated on the whole detector, aligned
 * and with one exposure shifted by 3 pixels. Windows of their exposures around the same position are combined without
 * alignment and prepared like whole fields. Prints the medians by side, and the difference between the medians at the
 * largest side and at {@value #USUAL} pixels, in standard deviations of the aligned visits (from the quartiles).
 *
 * <p>Arguments: visits per detector and pointing, working folder.
 */
public final class SizesBench {

    private static final int USUAL = 512;
    private static final int[] SIDES = {256, 512, 1024, 2048};
    private static final int WHOLE = 4096;
    private static final double SHIFT = 3;
    private static final double QUARTILES = 1.349;
    private static final String[] CATEGORIES = {"field-stars", "open-cluster", "spiral-galaxy", "galaxy-cluster"};
    private static final String[] DETECTORS = {"hrc", "ir", "uvis", "wfc"};
    private static final String REMEDY = "prepare the visits again";

    /** One dataset at one size. */
    private record Measured(String detector, int side, boolean aligned, double[] numbers) {}

    private final Path folder;
    private final List<Measured> all = new ArrayList<>();

    private SizesBench(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        int visits = Integer.parseInt(arguments[0]);
        SizesBench bench = new SizesBench(Path.of(arguments[1]));
        for (String detector : DETECTORS) {
            for (int visit = 0; visit < visits; visit++) {
                bench.measure(detector, visit, Guiding.aligned());
                bench.measure(detector, visit, Guiding.shift(SHIFT));
            }
        }
        bench.write();
        for (String detector : DETECTORS) {
            bench.print(detector);
        }
        System.exit(0);
    }

    private void measure(String detector, int number, Guiding guiding) throws IOException {
        Path work = folder.resolve("work");
        WholeFolder.delete(work);
        SimulatedVisit visit = Simulate.visits(1)
                .output(work.resolve("whole"))
                .detectors(detector)
                .categories(CATEGORIES[number % CATEGORIES.length])
                .guiding(guiding)
                .size(WHOLE)
                .seed(700 + number)
                .run()
                .visits()
                .get(0);
        boolean aligned = guiding.equals(Guiding.aligned());
        int side = 0;
        for (int wanted : SIDES) {
            Path cut = work.resolve("cut-" + wanted).resolve(visit.folder().getFileName());
            if (cut(visit.folder(), cut, wanted)) {
                all.add(new Measured(detector, wanted, aligned, numbers(cut)));
                side = wanted;
            }
        }
        all.add(new Measured(detector, 2 * side, aligned, numbers(visit.folder())));
        WholeFolder.delete(work);
        System.err.println(detector + " " + number + " " + guiding);
    }

    /** Cuts the same pixels out of the first chip of every exposure; false if the chip is not larger than that. */
    private static boolean cut(Path visit, Path place, int side) throws IOException {
        List<Path> exposures;
        try (Stream<Path> files = Files.list(visit)) {
            exposures = files.filter(f -> f.toString().matches(".*_fl[tc]\\.fits"))
                    .sorted()
                    .toList();
        }
        for (Path exposure : exposures) {
            try (FitsFile file = FitsFile.open(exposure)) {
                var sci = file.image("SCI", 1);
                if (sci.height() < side || sci.width() <= side) {
                    return false;
                }
                int left = (sci.width() - side) / 2 + 1;
                int bottom = (sci.height() - side) / 2 + 1;
                FitsIntegers dq = file.integers("DQ", 1);
                int[] flags = new int[side * side];
                for (int row = 0; row < side; row++) {
                    System.arraycopy(dq.pixels(), (bottom - 1 + row) * dq.width() + left - 1, flags, row * side, side);
                }
                Files.createDirectories(place);
                FitsFile.write(
                        place.resolve(exposure.getFileName()),
                        List.of(
                                new FitsPart.NoData(
                                        file.primary().edit().remove("NEXTEND").done()),
                                sci.cut(left, bottom, side, side),
                                new FitsIntegers(dq.header(), side, side, flags)));
            }
        }
        Visit cut = Visit.read(place);
        cut.poller().write(cut.pollerFile());
        return true;
    }

    private static double[] numbers(Path visit) {
        Combine.visit(visit).align(AlignMode.NONE).run();
        PrepResult prep = Prep.of(visit.getParent())
                .visit(visit.getFileName().toString())
                .output(visit.resolveSibling("prepared-" + visit.getFileName()))
                .category(Categories.none())
                .run();
        Path measured = prep.csv().resolveSibling("svm_data_measured.csv");
        CsvTable.Row row = CsvTable.read(measured, REMEDY).rows().get(0);
        return Measurement.READ.stream()
                .mapToDouble(one -> row.numberOrNaN(one.column()))
                .toArray();
    }

    private void write() throws IOException {
        List<String> header = new ArrayList<>(List.of("detector", "side", "aligned"));
        Measurement.READ.forEach(one -> header.add(one.column()));
        StringBuilder table = new StringBuilder(Csv.line(header));
        for (Measured one : all) {
            List<String> fields =
                    new ArrayList<>(List.of(one.detector(), String.valueOf(one.side()), one.aligned() ? "1" : "0"));
            Arrays.stream(one.numbers()).forEach(v -> fields.add(Double.isNaN(v) ? "" : String.valueOf(v)));
            table.append(Csv.line(fields));
        }
        Files.writeString(folder.resolve("sizes.csv"), table);
    }

    private void print(String detector) {
        int[] sides = all.stream()
                .filter(one -> one.detector().equals(detector))
                .mapToInt(Measured::side)
                .distinct()
                .sorted()
                .toArray();
        System.out.println("\n| " + detector + ": aligned, shifted |"
                + String.join(
                        "", Arrays.stream(sides).mapToObj(s -> " " + s + " |").toList()) + " drift |");
        System.out.println("|---" + "|---".repeat(sides.length + 1) + "|");
        for (int i = 0; i < Measurement.READ.size(); i++) {
            Map<Integer, String> cells = new LinkedHashMap<>();
            for (int side : sides) {
                cells.put(side, text(median(detector, side, true, i)) + ", " + text(median(detector, side, false, i)));
            }
            double drift = (median(detector, sides[sides.length - 1], true, i) - median(detector, USUAL, true, i))
                    / spread(detector, i);
            System.out.println("| `" + Measurement.READ.get(i).column() + "` | " + String.join(" | ", cells.values())
                    + " | " + text(drift) + " |");
        }
    }

    private double[] sorted(String detector, int side, boolean aligned, int number) {
        return all.stream()
                .filter(one -> one.detector().equals(detector) && one.aligned() == aligned)
                .filter(one -> side == 0 || one.side() == side)
                .mapToDouble(one -> one.numbers()[number])
                .filter(v -> !Double.isNaN(v))
                .sorted()
                .toArray();
    }

    private double median(String detector, int side, boolean aligned, int number) {
        double[] values = sorted(detector, side, aligned, number);
        int n = values.length;
        return n == 0 ? Double.NaN : 0.5 * (values[(n - 1) / 2] + values[n / 2]);
    }

    private double spread(String detector, int number) {
        double[] values = sorted(detector, 0, true, number);
        int n = values.length;
        return n == 0 ? Double.NaN : (values[3 * n / 4] - values[n / 4]) / QUARTILES;
    }

    private static String text(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3g", value);
    }
}
