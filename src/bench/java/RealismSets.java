import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.mosaicworkbench.Combine;
import org.mosaicworkbench.Prep;
import org.mosaicworkbench.catalog.ReferenceCatalog;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.prep.Categories;
import org.mosaicworkbench.simulate.Category;
import org.mosaicworkbench.simulate.Guiding;
import org.mosaicworkbench.simulate.SimulatedVisit;
import org.mosaicworkbench.simulate.SimulationSettings;
import org.mosaicworkbench.simulate.VisitMaker;
import org.mosaicworkbench.simulate.World;
import org.mosaicworkbench.visit.Detector;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * Simulates visits of {@link World#ARCHIVE} one after the other and collects their features in a table. Pixels are
 * deleted as soon as the features of a visit are known. A new run resumes an interrupted one.
 *
 * <pre>
 * RealismSets VISITS FOLDER [SIDE]    writes features of the visits 0 to VISITS - 1 to FOLDER/svm_data.csv
 * </pre>
 *
 * <p>With a SIDE smaller than the detector, only a window of that side is exposed. Numbers of sources are then
 * multiplied by the ratio of the areas, reference stars are counted on the whole detector, and the matches of a fit are
 * scaled in proportion.
 */
public final class RealismSets {

    private static final int WHOLE = 4096;
    private static final long SEED = 42;
    private static final String HEAD = "numexp,rms_ra,rms_dec,nmatches,point,segment,gaia,det,wcs,cat,index\n";

    private final Path folder;
    private final int side;

    private RealismSets(Path folder, int side) {
        this.folder = folder;
        this.side = side;
    }

    /** @param args number of visits, folder, and the side of the windows (default {@value #WHOLE}) */
    public static void main(String... args) throws IOException {
        int visits = Integer.parseInt(args[0]);
        RealismSets sets = new RealismSets(Path.of(args[1]), args.length > 2 ? Integer.parseInt(args[2]) : WHOLE);
        Files.createDirectories(sets.folder.resolve("rows"));
        for (int i = 0; i < visits; i++) {
            sets.make(i);
            sets.collect(i + 1);
        }
    }

    private Path row(int number) {
        return folder.resolve("rows").resolve(number + ".csv");
    }

    private void collect(int visits) throws IOException {
        StringBuilder all = new StringBuilder(HEAD);
        for (int i = 0; i < visits; i++) {
            if (Files.exists(row(i))) {
                all.append(Files.readString(row(i)));
            }
        }
        WholeFile.writeText(folder.resolve("svm_data.csv"), all.toString());
    }

    private void make(int number) throws IOException {
        if (Files.exists(row(number))) {
            return;
        }
        Path place = folder.resolve("visit");
        WholeFolder.delete(place);
        List<String> rows = new ArrayList<>();
        try {
            SimulatedVisit visit = new VisitMaker(settings(), place.resolve("visits")).make(number);
            Combine.visit(visit.folder())
                    .output(place.resolve("products").resolve(visit.folder().getFileName()))
                    .single(false)
                    .threads(1)
                    .run();
            rows.addAll(features(visit, place));
        } catch (RuntimeException e) {
            System.err.println("visit " + number + " has no features: " + e.getMessage());
        }
        WholeFile.writeText(row(number), String.join("", rows));
        WholeFolder.delete(place);
    }

    private SimulationSettings settings() {
        return new SimulationSettings(
                new SimulationSettings.Targets(
                        List.of(Detector.values()), List.of(Category.values()), List.of(), World.ARCHIVE),
                new SimulationSettings.Exposures(SimulationSettings.DRAWN, side, OptionalDouble.empty()),
                Guiding.realistic(),
                new SimulationSettings.Pixels(false, Set.of()),
                SEED);
    }

    private List<String> features(SimulatedVisit visit, Path place) {
        Path categories = WholeFile.writeText(
                place.resolve("categories.csv"),
                "targname,category\n" + visit.observation().target() + ","
                        + visit.observation().category().archive() + "\n");
        Table table = Prep.of(place.resolve("products"))
                .output(place.resolve("prepared"))
                .draw(false)
                .category(Categories.csv(categories))
                .threads(1)
                .run()
                .table();
        Field field = Field.of(visit, side);
        List<String> rows = new ArrayList<>();
        for (Row row : table) {
            rows.add(line(row, field));
        }
        return rows;
    }

    private static String line(Row row, Field field) {
        double gaia = number(row, "gaia");
        double listed = field.window() ? field.stars() : gaia;
        double matches = number(row, "nmatches");
        boolean own = field.window() && matches > 0 && matches <= gaia;
        return String.format(
                Locale.ROOT,
                "%.0f,%.6f,%.6f,%.0f,%.0f,%.0f,%.0f,%.0f,%.0f,%.0f,%s%n",
                number(row, "numexp"),
                number(row, "rms_ra"),
                number(row, "rms_dec"),
                own ? Math.rint(matches * Math.max(1, listed / gaia)) : matches,
                field.whole(number(row, "point")),
                field.whole(number(row, "segment")),
                listed,
                number(row, "det"),
                number(row, "wcs"),
                number(row, "cat"),
                row.getString("index"));
    }

    private static double number(Row row, String column) {
        return ((Number) row.getObject(column)).doubleValue();
    }

    /**
     * The field of a whole detector of which only a window is exposed.
     *
     * @param times area of the detector over that of the window; 1 if the whole detector is exposed
     * @param stars reference stars in the field
     */
    private record Field(double times, double stars) {

        /** Minimum distance (arcsec) of the farthest source from the target, in the scene of a two-chip detector. */
        private static final double WHOLE_DETECTOR = 100;

        boolean window() {
            return times > 1;
        }

        /** Scales a count to the whole detector, with a random fraction that hides the steps of scaled integers. */
        double whole(double number) {
            double open = new SplittableRandom((long) (number * 31 + stars)).nextDouble();
            return number < 1 || !window() ? number : Math.rint(times * (number - 0.5 + open));
        }

        static Field of(SimulatedVisit visit, int side) {
            Detector detector = visit.observation().detector();
            JsonObject truth = truth(visit.folder());
            if (side >= WHOLE || detector.chips() == 1 || extent(truth) < WHOLE_DETECTOR) {
                return new Field(1, Double.NaN);
            }
            double pixels = (double) WHOLE * WHOLE;
            double radius = Math.sqrt(pixels / Math.PI) * detector.nominalScale();
            return new Field(pixels / side / side, listedWithin(radius, visit.folder(), truth));
        }

        private static JsonObject truth(Path folder) {
            try {
                return JsonParser.parseString(Files.readString(folder.resolve("truth.json")))
                        .getAsJsonObject();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static double extent(JsonObject truth) {
            double dec = truth.getAsJsonObject("target_position").get("dec").getAsDouble();
            double farthest = 0;
            for (JsonElement source : truth.getAsJsonArray("sources")) {
                double there = source.getAsJsonArray().get(2).getAsDouble();
                farthest = Math.max(farthest, 3600 * Math.abs(there - dec));
            }
            return farthest;
        }

        private static double listedWithin(double radius, Path folder, JsonObject truth) {
            double ra = truth.getAsJsonObject("target_position").get("ra").getAsDouble();
            double dec = truth.getAsJsonObject("target_position").get("dec").getAsDouble();
            double cos = Math.cos(Math.toRadians(dec));
            try (Stream<Path> files = Files.list(folder)) {
                Path catalog = files.filter(f -> f.toString().endsWith("_ref_cat.ecsv"))
                        .findFirst()
                        .orElseThrow();
                return ReferenceCatalog.read(catalog).stars().stream()
                        .filter(s ->
                                Math.hypot(Math.IEEEremainder(s.ra() - ra, 360) * cos, s.dec() - dec) * 3600 < radius)
                        .count();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
