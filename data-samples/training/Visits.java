import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.mosaicworkbench.Combine;
import org.mosaicworkbench.Corrupt;
import org.mosaicworkbench.Labels;
import org.mosaicworkbench.Simulate;
import org.mosaicworkbench.catalog.ReferenceCatalog;
import org.mosaicworkbench.corrupt.Expos;
import org.mosaicworkbench.corrupt.Kind;
import org.mosaicworkbench.corrupt.Mode;
import org.mosaicworkbench.corrupt.Palette;
import org.mosaicworkbench.corrupt.Threshold;
import org.mosaicworkbench.diagnose.ExposureNumbers;
import org.mosaicworkbench.diagnose.ExposureTable;
import org.mosaicworkbench.diagnose.MeasuredExposure;
import org.mosaicworkbench.diagnose.VisitComparison;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.label.LabelsResult;
import org.mosaicworkbench.label.Residual;
import org.mosaicworkbench.label.SimulatedTruth;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.CombineResult;
import org.mosaicworkbench.mosaic.CosmicRayRejection;
import org.mosaicworkbench.mosaic.Mosaic;
import org.mosaicworkbench.mosaic.align.Alignment;
import org.mosaicworkbench.mosaic.align.ReferenceFit;
import org.mosaicworkbench.plot.Theme;
import org.mosaicworkbench.simulate.Bandpass;
import org.mosaicworkbench.simulate.Category;
import org.mosaicworkbench.simulate.Effect;
import org.mosaicworkbench.simulate.Guiding;
import org.mosaicworkbench.simulate.SimulateResult;
import org.mosaicworkbench.simulate.SimulatedVisit;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.DatasetName;
import org.mosaicworkbench.visit.Detector;

/**
 * Makes the products from which the labelled sets are prepared: simulated visits and a misaligned copy of each,
 * processed with or without alignment, with the residual misalignment that each mosaic shows. In three of four rounds,
 * cosmic rays are flagged in the exposures. Rounds are made one after the other; complete rounds are kept. A round
 * keeps the total images, their catalogs and quality files, {@code compared.csv} and {@code exposures.csv} (the
 * relative alignment of the exposures, measured from their images), and the description of how they were made. The
 * exposures and their images are deleted.
 *
 * <p>Arguments: output folder, first round, number of rounds, a kind, and optionally {@code always}, which rejects
 * cosmic rays by comparing exposures as the observatory does, even if they are misaligned; without it, only aligned
 * exposures are compared. Kinds:
 *
 * <ul>
 *   <li>{@code usual}: small windows;
 *   <li>{@code wide}: like usual, in windows of 384 to 1024 pixels, with some effects of optics and detectors in half
 *       of the rounds;
 *   <li>{@code slight}: like wide, all with a guiding error of at most 8 pixels;
 *   <li>{@code far}: like wide, all with a guiding error of 20 to 120 pixels;
 *   <li>{@code drifting}: like wide, but the telescope drifts by 2 to 24 pixels during a visit and the exposures are
 *       then aligned, so that only a trail in each is left;
 *   <li>{@code other}: filters, a size and a number of exposures that usual never has;
 *   <li>{@code whole}: one visit of each detector per round, at full size; all are aligned and their copies are not,
 *       and every second round has effects of optics and detectors. {@code fits.csv} describes how each visit was fitted
 *       to the reference catalog, and its distance from the truth.
 * </ul>
 */
class Visits {

    private static final int ROUND = 15;
    private static final long SEED = 20_260_000;

    /** Filters of the kind usual, by detector; the kind other has the rest. */
    private static final String[][] USUAL = {
        {"F330W", "F435W", "F555W", "F606W", "F625W", "F814W"}, {"F115LP", "F125LP", "F140LP", "F150LP"},
        {"F435W", "F475W", "F555W", "F606W", "F658N", "F814W"}, {"F275W", "F336W", "F438W", "F555W", "F606W", "F814W"},
        {"F098M", "F105W", "F125W", "F140W", "F160W"}
    };

    private static final String[][] OTHER = {
        {"F220W", "F250W", "F775W", "F850LP"},
        {"F165LP"},
        {"F502N", "F775W", "F850LP"},
        {"F225W", "F390W", "F775W", "F850LP"},
        {"F110W", "F128N", "F139M"}
    };

    private static final int[] SIZES = {320, 384, 448, 512};
    private static final int[] WIDE_SIZES = {384, 512, 768, 1024};
    private static final int OTHER_SIZE = 600;
    private static final int WHOLE_SIZE = 4096;
    private static final double MAS = 3600e3;
    /** All effects except star images that are more elongated than Hubble's. */
    private static final Set<Effect> EFFECTS =
            EnumSet.complementOf(EnumSet.of(Effect.ELONGATION, Effect.ABERRATION, Effect.SATELLITES));

    private static final Threshold[] THRESHOLDS = {
        Threshold.STANDARD,
        Threshold.ANY,
        Threshold.MINOR,
        Threshold.ANY,
        Threshold.STANDARD,
        Threshold.MINOR,
        Threshold.MAJOR
    };

    private final Path output;
    private final boolean usual;
    private final boolean wide;
    private final boolean slight;
    private final boolean far;
    private final boolean drifting;
    private final boolean whole;
    private final CosmicRayRejection reject;

    Visits(Path output, String which, CosmicRayRejection reject) {
        this.output = output;
        this.usual = !which.equals("other");
        this.wide = Set.of("wide", "slight", "far", "drifting").contains(which);
        this.slight = which.equals("slight");
        this.far = which.equals("far");
        this.drifting = which.equals("drifting");
        this.whole = which.equals("whole");
        this.reject = reject;
    }

    public static void main(String[] arguments) {
        int first = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        Visits visits = new Visits(
                Path.of(arguments[0]),
                arguments[3],
                arguments.length > 4 && arguments[4].equals("always")
                        ? CosmicRayRejection.ALWAYS
                        : CosmicRayRejection.ALIGNED);
        for (int round = first; round < first + rounds; round++) {
            visits.make(round);
        }
    }

    /** Makes a round, which depends only on its number. */
    private void make(int round) {
        Path place = output.resolve(String.format(Locale.ROOT, "round-%04d", round));
        if (Files.exists(place)) {
            return;
        }
        SplittableRandom random = new SplittableRandom(SEED + round);
        WholeFolder.write(place, work -> fill(work, round, random));
        System.out.println(place);
    }

    private void fill(Path work, int round, SplittableRandom random) {
        Path originals = work.resolve("visits");
        Path copies = work.resolve("synthetic");
        // If only every third round has guiding errors, every number of exposures gets some of them.
        int exposures = usual ? 3 + (slight || far ? round : round / 3) % 3 : 2;
        Guiding guiding = drifting
                ? Guiding.drift(2 * Math.pow(12, random.nextDouble()))
                : slight || far || round % 3 == 0 ? error(random) : Guiding.realistic();
        List<Category> categories = new ArrayList<>(List.of(Category.values()));
        Collections.rotate(categories, -3 * round);
        SimulateResult made = Simulate.visits(whole ? Detector.values().length : ROUND)
                .output(originals)
                .size(size(round))
                .categories(categories.toArray(Category[]::new))
                .exposures(exposures)
                .filters(filters(exposures, random))
                .guiding(guiding)
                .flaggedCosmicRays(round % 4 != 3)
                .effects(effects(round, random))
                .seed(SEED + round)
                .run();
        AlignMode align = drifting || whole || round % 2 == 0 ? AlignMode.FULL : AlignMode.NONE;
        AlignMode alignCopies = drifting || !whole && round % 4 == 1 ? AlignMode.FULL : AlignMode.NONE;
        corrupt(originals, copies, alignCopies, round, random);
        List<CombineResult> combined = Parallel.map(
                made.visits(),
                Parallel.cores(),
                visit -> Combine.visit(visit.folder())
                        .align(align)
                        .reject(reject)
                        .threads(1)
                        .run());
        LabelsResult own = Labels.of(originals).align(align).run();
        LabelsResult copied = Labels.of(copies).align(alignCopies).run();
        Path truth = work.resolve("truth.csv");
        StringBuilder lines = new StringBuilder(
                "index,residual,off,category,guiding,corrupted,align,filters,exposures,size,reject\n");
        own.residuals().forEach(r -> lines.append(line(r, made, align)));
        copied.residuals().forEach(r -> lines.append(line(r, made, alignCopies)));
        try {
            Files.writeString(truth, lines);
            if (whole) {
                Files.writeString(work.resolve("fits.csv"), fits(combined));
            }
            measure(work);
            remove(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int size(int round) {
        int[] sizes = wide ? WIDE_SIZES : SIZES;
        return whole ? WHOLE_SIZE : usual ? sizes[round / 2 % sizes.length] : OTHER_SIZE;
    }

    private Set<Effect> effects(int round, SplittableRandom random) {
        if (whole) {
            return round % 2 == 1 ? EFFECTS : Set.of();
        }
        Set<Effect> some = EnumSet.noneOf(Effect.class);
        if (wide && round / 8 % 2 == 1) {
            Stream.of(Effect.values()).filter(effect -> random.nextBoolean()).forEach(some::add);
        }
        return some;
    }

    /**
     * For each visit, the number of reference stars on its exposures, the fit, and the largest distance of a corner or
     * the centre of a chip from its true position, in milliarcseconds.
     */
    private static String fits(List<CombineResult> combined) {
        StringBuilder table = new StringBuilder("index,reference,accepted,matches,rms_ra,rms_dec,error,note\n");
        for (CombineResult visit : combined) {
            for (Mosaic mosaic : visit.mosaics()) {
                Alignment alignment = mosaic.alignment().orElseThrow();
                ReferenceFit fit = alignment.reference();
                Map<String, List<Wcs>> fitted = new LinkedHashMap<>();
                for (int i = 0; i < mosaic.exposures().size(); i++) {
                    fitted.put(
                            mosaic.exposures().get(i).rootname(),
                            alignment.systems().get(i));
                }
                table.append(Csv.line(List.of(
                        mosaic.dataset().toString(),
                        String.valueOf(referenceStars(visit.folder(), fitted)),
                        String.valueOf(fit.accepted()),
                        String.valueOf(fit.matches()),
                        String.valueOf(fit.rmsRa()),
                        String.valueOf(fit.rmsDec()),
                        String.valueOf(error(visit.folder(), fitted)),
                        fit.note())));
            }
        }
        return table.toString();
    }

    private static long referenceStars(Path folder, Map<String, List<Wcs>> systems) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith("_ref_cat.ecsv"))
                    .flatMap(f -> ReferenceCatalog.read(f).stars().stream())
                    .filter(star -> systems.values().stream()
                            .flatMap(List::stream)
                            .anyMatch(chip -> isOn(chip, chip.toPixel(star.ra(), star.dec()))))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOn(Wcs chip, PixelPoint pixel) {
        return pixel.x() > 0.5 && pixel.y() > 0.5 && pixel.x() < chip.width() + 0.5 && pixel.y() < chip.height() + 0.5;
    }

    private static double error(Path folder, Map<String, List<Wcs>> fitted) {
        double largest = 0;
        Map<String, List<Wcs>> truth = SimulatedTruth.of(folder).orElseThrow().systems(fitted);
        for (Map.Entry<String, List<Wcs>> exposure : fitted.entrySet()) {
            for (int chip = 0; chip < exposure.getValue().size(); chip++) {
                Wcs claimed = exposure.getValue().get(chip);
                Wcs actual = truth.get(exposure.getKey()).get(chip);
                for (double x : new double[] {1, (claimed.width() + 1) / 2.0, claimed.width()}) {
                    for (double y : new double[] {1, (claimed.height() + 1) / 2.0, claimed.height()}) {
                        double degrees = claimed.toSky(x, y).separation(actual.toSky(x, y));
                        largest = Math.max(largest, degrees * MAS);
                    }
                }
            }
        }
        return largest;
    }

    /**
     * Chooses one or two filters for each detector. A detector also uses those of the others that it has, with at least
     * one exposure each.
     */
    private String[] filters(int exposures, SplittableRandom random) {
        List<String> chosen = new ArrayList<>();
        String[][] all = usual ? USUAL : OTHER;
        for (int detector = 0; detector < all.length; detector++) {
            String first = all[detector][random.nextInt(all[detector].length)];
            String second = all[detector][random.nextInt(all[detector].length)];
            boolean both = exposures > 3 && !second.equals(first) && random.nextInt(3) == 0;
            for (String filter : both ? List.of(first, second) : List.of(first)) {
                chosen.add(filter);
                boolean tooMany = Stream.of(Detector.values()).anyMatch(d -> count(d, chosen) > exposures);
                if (tooMany && count(Detector.values()[detector], chosen) > 1) {
                    chosen.remove(chosen.size() - 1);
                }
            }
        }
        return chosen.toArray(String[]::new);
    }

    private static long count(Detector detector, List<String> filters) {
        List<String> own = Bandpass.all(detector).stream().map(Bandpass::name).toList();
        return filters.stream().filter(own::contains).count();
    }

    private Guiding error(SplittableRandom random) {
        double share = random.nextDouble();
        if (far) {
            double distance = 20 * Math.pow(6, share);
            return random.nextBoolean() ? Guiding.shift(distance) : Guiding.reacquisition(distance);
        }
        double pixels = slight ? 0.5 * Math.pow(16, share) : 0.3 * Math.pow(200, share);
        return switch (random.nextInt(4)) {
            case 0 -> Guiding.shift(pixels);
            case 1 -> Guiding.roll(slight ? Math.toDegrees(pixels / 200) : 0.02 * Math.pow(25, share));
            case 2 -> Guiding.drift(Math.min(pixels, 20));
            default -> Guiding.reacquisition(pixels);
        };
    }

    private void corrupt(Path originals, Path copies, AlignMode align, int round, SplittableRandom random) {
        Corrupt task = Corrupt.visits(originals)
                .outputs(copies)
                .threshold(
                        !slight
                                ? THRESHOLDS[round % THRESHOLDS.length]
                                : round % 2 == 0 ? Threshold.MINOR : Threshold.STANDARD)
                .kinds(Kind.values())
                .seed(random.nextLong(1_000_000))
                .process(true)
                .align(align)
                .reject(reject);
        (switch (round % 5) {
                    case 0, 3 -> task.palette(Palette.REX);
                    case 1 -> task.palette(Palette.RFI).expos(Expos.SUB).mode(Mode.STAT);
                    case 2 -> task.palette(Palette.RFI).expos(Expos.SUB).mode(Mode.STOC);
                    default -> task.palette(Palette.RFI).expos(Expos.ALL).mode(Mode.STOC);
                })
                .run();
    }

    private String line(Residual residual, SimulateResult made, AlignMode align) {
        String visit = residual.dataset().split("_")[6];
        SimulatedVisit from = made.visits().stream()
                .filter(v -> v.folder().endsWith(visit))
                .findFirst()
                .orElseThrow();
        return String.join(
                        ",",
                        residual.dataset(),
                        residual.known() ? String.valueOf(residual.pixels()) : "",
                        String.valueOf(residual.off()),
                        from.observation().category().label(),
                        from.guiding().toString(),
                        residual.corrupted() ? "1" : "0",
                        align.name().toLowerCase(Locale.ROOT),
                        String.join(" ", from.observation().filters()),
                        String.valueOf(from.observation().exposures()),
                        String.valueOf(made.settings().each().size()),
                        reject.toString())
                + "\n";
    }

    /** Measures the relative alignment of the exposures as in preparation, and deletes their images. */
    private static void measure(Path work) throws IOException {
        StringBuilder table = new StringBuilder(
                Csv.line(Stream.concat(Measurement.columns(Measurement.Subject.EXPOSURES).stream(), Stream.of("index"))
                        .toList()));
        Map<String, ExposureNumbers> numbers = new LinkedHashMap<>();
        List<Path> totals = totals(work);
        List<ExposureNumbers> compared = Parallel.map(
                totals,
                Parallel.cores(),
                total -> new VisitComparison(total, VisitComparison.LIMIT, Theme.LIGHT, 1).numbers());
        for (int i = 0; i < totals.size(); i++) {
            numbers.put(index(totals.get(i)), compared.get(i));
        }
        numbers.forEach((index, one) ->
                table.append(Csv.line(Stream.concat(one.measured().values().values().stream(), Stream.of(index))
                        .toList())));
        Files.writeString(work.resolve("compared.csv"), table);
        Map<String, List<MeasuredExposure>> exposures = new LinkedHashMap<>();
        numbers.forEach((index, one) -> exposures.put(index, one.exposures()));
        new ExposureTable(exposures).write(work.resolve("exposures.csv"));
    }

    private static String index(Path total) {
        String folder = total.getParent().getFileName().toString();
        String suffix = folder.contains("_") ? folder.substring(folder.indexOf('_')) : "";
        return total.getFileName().toString().replaceFirst("_dr[zc]\\.fits$", "") + suffix;
    }

    private static List<Path> totals(Path work) throws IOException {
        try (Stream<Path> files = Files.walk(work)) {
            return files.filter(Files::isRegularFile)
                    .filter(DatasetName::isTotalImage)
                    .sorted()
                    .toList();
        }
    }

    /** Deletes everything that is not needed to prepare the total images. */
    private static void remove(Path work) throws IOException {
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".fits") && !name.contains("_total_") || name.equals(".lock")) {
                    Files.delete(file);
                }
            }
        }
    }
}
