import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.mosaicworkbench.Prep;
import org.mosaicworkbench.diagnose.ExposureTable;
import org.mosaicworkbench.diagnose.MeasuredExposure;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.frames.FrameSet;
import org.mosaicworkbench.frames.FrameStack;
import org.mosaicworkbench.frames.FrameStore;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.label.LabelsResult;
import org.mosaicworkbench.label.Residual;
import org.mosaicworkbench.prep.Categories;
import org.mosaicworkbench.prep.PrepResult;
import org.mosaicworkbench.visit.Detector;

/**
 * Prepares the rounds made by {@code Visits} and packs them into one labelled set: {@code svm_data.csv} (features,
 * label, residual), {@code measured.csv}, {@code exposures.csv}, {@code truth.csv} (how each dataset was made),
 * {@code fits.csv} if the rounds have one, and {@code frames.npz}.
 *
 * <p>Arguments: folder of the rounds, output folder, rounds such as {@code 0-23,60-96}, and optionally {@code small} or
 * {@code tables}. {@code small} compresses the frames to a quarter of the size, but reading them out of order is then
 * slow. {@code tables} writes only the tables, with no measurements of exposures in {@code measured.csv}, because
 * decisions weigh these separately.
 */
class Pack {

    private static final int SIZE = 128;
    private static final double BRIGHT = 20;
    /** Number of pixels over whose noise the flux of a source is measured. */
    private static final double STAR = 9;

    private static final double GALAXY = 150;
    private static final String RATES = "electrons_per_s_";

    private final Path output;
    private final boolean whole;
    private final Map<String, String> rows = new LinkedHashMap<>();
    private final Map<String, String> measured = new LinkedHashMap<>();
    private final Map<String, List<MeasuredExposure>> exposures = new LinkedHashMap<>();
    private final Map<String, String> fits = new LinkedHashMap<>();
    private final Map<String, String> truths = new LinkedHashMap<>();
    private final Map<FrameKind, List<FrameSet>> frames = new LinkedHashMap<>();
    private final Set<String> visits = new HashSet<>();

    Pack(Path output, boolean whole) {
        this.output = output;
        this.whole = whole;
        for (FrameKind kind : FrameKind.values()) {
            frames.put(kind, new ArrayList<>());
        }
    }

    public static void main(String[] arguments) throws IOException {
        Path rounds = Path.of(arguments[0]);
        String how = arguments.length > 3 ? arguments[3] : "";
        Pack pack = new Pack(Path.of(arguments[1]), !how.equals("tables"));
        List<Path> wanted;
        try (Stream<Path> all = Files.list(rounds)) {
            wanted = all.filter(r -> r.getFileName().toString().matches("round-\\d{4}"))
                    .sorted()
                    .filter(r -> Stream.of(arguments[2].split(",")).anyMatch(range -> within(range, number(r))))
                    .toList();
        }
        for (Path round : wanted) {
            pack.add(round);
        }
        pack.write();
        if (how.equals("small")) {
            compress(pack.output.resolve("frames.npz"));
        }
    }

    /** Compresses the same arrays. */
    private static void compress(Path npz) throws IOException {
        WholeFile.write(npz, beside -> {
            try (ZipFile in = new ZipFile(npz.toFile());
                    ZipOutputStream out =
                            new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(beside)))) {
                out.setLevel(Deflater.BEST_COMPRESSION);
                for (ZipEntry entry : Collections.list(in.entries())) {
                    ZipEntry same = new ZipEntry(entry.getName());
                    same.setTime(entry.getTime());
                    out.putNextEntry(same);
                    in.getInputStream(entry).transferTo(out);
                }
            }
        });
    }

    private static int number(Path round) {
        return Integer.parseInt(round.getFileName().toString().substring(6));
    }

    private static boolean within(String range, int number) {
        String[] ends = range.split("-");
        return number >= Integer.parseInt(ends[0]) && number <= Integer.parseInt(ends[ends.length - 1]);
    }

    /** Adds a round. Names are random, so two rounds may share one; the later round is then left out. */
    private void add(Path round) throws IOException {
        List<String> names;
        try (Stream<Path> all = Files.list(round.resolve("visits"))) {
            names = all.filter(Files::isDirectory)
                    .map(p -> p.getFileName().toString())
                    .toList();
        }
        if (names.stream().anyMatch(visits::contains)) {
            System.out.println(round + " shares names with an earlier round; left out");
            return;
        }
        visits.addAll(names);
        Map<String, String> truth = byIndex(round.resolve("truth.csv"), truths);
        if (Files.exists(round.resolve("fits.csv"))) {
            byIndex(round.resolve("fits.csv"), fits);
        }
        List<Residual> residuals =
                truth.values().stream().map(Csv::fields).map(Pack::residual).toList();
        Categories categories = Categories.csv(round.resolve("visits").resolve("categories.csv"));
        Path prepared = output.resolve("prepared").resolve(round.getFileName());
        for (String part : List.of("visits", "synthetic")) {
            PrepResult prep = Prep.of(round.resolve(part))
                    .output(prepared)
                    .fname(part)
                    .crpt(part.equals("synthetic"))
                    .category(categories)
                    .run();
            prep.failures().forEach(failure -> System.out.println("failed: " + failure));
            Path labelled = prepared.resolve(part + "_labelled.csv");
            new LabelsResult(Residual.LIMIT, residuals, List.of()).into(prep.csv(), labelled);
            Map<String, String> own = byIndex(labelled, rows);
            byIndex(prepared.resolve(part + "_measured.csv"), measured);
            if (whole) {
                addExposures(round.resolve("compared.csv"), own.keySet());
            }
            ExposureTable.read(round.resolve("exposures.csv")).datasets().forEach((index, of) -> {
                if (own.containsKey(index)) {
                    exposures.put(index, of);
                }
            });
            if (whole) {
                load(prep.img(), List.copyOf(own.keySet()), own);
            }
            for (String index : own.keySet()) {
                JsonObject simulated = JsonParser.parseString(Files.readString(round.resolve("visits")
                                .resolve(index.split("_")[6])
                                .resolve("truth.json")))
                        .getAsJsonObject();
                String facts = "," + cosmicRays(simulated, truth.get(index)) + "," + bright(simulated);
                truths.computeIfPresent(index, (name, line) -> line + facts);
            }
        }
    }

    /** Adds the measurements of the exposures from the table of the round, because their images were deleted. */
    private void addExposures(Path csv, Set<String> datasets) {
        List<String> names = Csv.fields(measured.get(""));
        Map<String, String> lines = byIndex(csv, new LinkedHashMap<>());
        for (String index : datasets) {
            List<String> numbers = Csv.fields(lines.get(index));
            List<String> fields = new ArrayList<>(Csv.fields(measured.get(index)));
            List<Measurement> exposures = Measurement.of(Measurement.Subject.EXPOSURES);
            for (int i = 0; i < exposures.size(); i++) {
                fields.set(names.indexOf(exposures.get(i).column()), numbers.get(i));
            }
            measured.put(index, String.join(",", fields));
        }
    }

    /** "compared" if cosmic rays were rejected as the observatory does, otherwise whether exposures flag them. */
    private static String cosmicRays(JsonObject simulated, String truth) {
        return truth.endsWith(",always")
                ? "compared"
                : simulated.get("settings").getAsString().contains("cosmic rays flagged") ? "flagged" : "left";
    }

    /**
     * Counts the stars and galaxies of the scene that at least one exposure covers and whose signal-to-noise ratio in
     * all exposures together is above 20: source counts over the combined photon, sky and read noise in the area of the
     * image of a star or a galaxy. Cosmic rays, which fill the catalogs of single exposures, do not count.
     */
    private static long bright(JsonObject truth) {
        List<String> columns = truth.getAsJsonArray("source_columns").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
        double reading = Detector.of(truth.get("detector").getAsString()).readNoise();
        return truth.getAsJsonArray("sources").asList().stream()
                .map(JsonElement::getAsJsonArray)
                .filter(source -> {
                    double area = source.get(0).getAsString().equals("star") ? STAR : GALAXY;
                    double light = 0;
                    double around = 0;
                    for (JsonElement element : truth.getAsJsonArray("exposures")) {
                        JsonObject exposure = element.getAsJsonObject();
                        if (isSeen(
                                exposure,
                                source.get(1).getAsDouble(),
                                source.get(2).getAsDouble())) {
                            double seconds = exposure.get("exptime").getAsDouble();
                            light += source.get(column(
                                                    columns,
                                                    exposure.get("filter").getAsString()))
                                            .getAsDouble()
                                    * seconds;
                            around += area * (exposure.get("sky_rate").getAsDouble() * seconds + reading * reading);
                        }
                    }
                    return light > BRIGHT * Math.sqrt(light + around);
                })
                .count();
    }

    /** The column with the rates of a filter; ACS gives both filter wheels. */
    private static int column(List<String> columns, String wheels) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).startsWith(RATES)
                        && List.of(wheels.split("[;+ ]"))
                                .contains(
                                        columns.get(i).substring(RATES.length()).toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no rates for " + wheels + " in " + columns));
    }

    /** Whether a position falls on a chip, with the reference pixel at its centre; distortion is neglected. */
    private static boolean isSeen(JsonObject exposure, double ra, double dec) {
        for (JsonElement chip : exposure.getAsJsonArray("true_wcs")) {
            ToDoubleFunction<String> key =
                    name -> chip.getAsJsonObject().get(name).getAsDouble();
            double east = Math.IEEEremainder(ra - key.applyAsDouble("CRVAL1"), 360)
                    * Math.cos(Math.toRadians(key.applyAsDouble("CRVAL2")));
            double north = dec - key.applyAsDouble("CRVAL2");
            double determinant = key.applyAsDouble("CD1_1") * key.applyAsDouble("CD2_2")
                    - key.applyAsDouble("CD1_2") * key.applyAsDouble("CD2_1");
            double x = (key.applyAsDouble("CD2_2") * east - key.applyAsDouble("CD1_2") * north) / determinant;
            double y = (key.applyAsDouble("CD1_1") * north - key.applyAsDouble("CD2_1") * east) / determinant;
            if (Math.abs(x) < key.applyAsDouble("CRPIX1") && Math.abs(y) < key.applyAsDouble("CRPIX2")) {
                return true;
            }
        }
        return false;
    }

    private static Residual residual(List<String> fields) {
        boolean known = !fields.get(1).isEmpty();
        return new Residual(
                fields.get(0),
                fields.get(5).equals("1"),
                known ? Double.parseDouble(fields.get(1)) : Double.NaN,
                Integer.parseInt(fields.get(2)),
                known ? Residual.From.TRUTH : Residual.From.UNKNOWN);
    }

    /** Adds the lines of a table by their index to the existing ones with the same header. */
    private static Map<String, String> byIndex(Path csv, Map<String, String> all) {
        Map<String, String> own = new LinkedHashMap<>();
        try {
            List<String> lines = Files.readAllLines(csv);
            int index = Csv.fields(lines.get(0)).indexOf("index");
            all.putIfAbsent("", lines.get(0));
            if (!all.get("").equals(lines.get(0))) {
                throw new IllegalStateException(csv + " has different columns from the earlier tables");
            }
            lines.stream().skip(1).forEach(line -> own.put(Csv.fields(line).get(index), line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        all.putAll(own);
        return own;
    }

    private void load(Path img, List<String> datasets, Map<String, String> lines) {
        try (FrameStore store = FrameStore.open(img, SIZE)) {
            for (FrameKind kind : FrameKind.values()) {
                FrameStack stack = store.load(datasets, kind);
                stack.missing().forEach(missing -> System.out.println("missing: " + missing));
                stack.sets()
                        .forEach(set -> frames.get(kind)
                                .add(new FrameSet(
                                        set.dataset(),
                                        kind,
                                        SIZE,
                                        set.values(),
                                        OptionalInt.of(label(lines.get(set.dataset()))))));
            }
        }
    }

    private int label(String line) {
        return Integer.parseInt(Csv.fields(line).get(Csv.fields(rows.get("")).indexOf("label")));
    }

    private void write() {
        Map<String, String> known = new LinkedHashMap<>(rows);
        WholeFile.writeText(output.resolve("svm_data.csv"), String.join("\n", known.values()) + "\n");
        for (Map<String, String> table : List.of(measured, truths)) {
            table.keySet().retainAll(known.keySet());
        }
        WholeFile.writeText(output.resolve("measured.csv"), String.join("\n", measured.values()) + "\n");
        new ExposureTable(exposures).write(output.resolve("exposures.csv"));
        if (!fits.isEmpty()) {
            WholeFile.writeText(output.resolve("fits.csv"), String.join("\n", fits.values()) + "\n");
        }
        truths.computeIfPresent("", (none, header) -> header + ",cosmic_rays,bright");
        WholeFile.writeText(output.resolve("truth.csv"), String.join("\n", truths.values()) + "\n");
        if (whole) {
            new FrameStack(frames.get(FrameKind.FIELD), List.of())
                    .writeNpz(output.resolve("frames.npz"), new FrameStack(frames.get(FrameKind.NATIVE), List.of()));
        }
        System.out.println(output + ": " + (rows.size() - 1) + " datasets");
    }
}
