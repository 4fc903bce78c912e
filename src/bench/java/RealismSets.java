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
 * Datasets of {@link World#ARCHIVE} from exposures to a table of features, one visit after the other; pixels are removed
 * as soon as a visit's features are known, and a run that is started again goes on.
 *
 * <pre>
 * RealismSets VISITS FOLDER [SIDE]    features of the visits 0 to VISITS - 1 into FOLDER/svm_data.csv
 * </pre>
 *
 * <p>With a SIDE smaller than a detector only a window of that side is exposed; numbers of sources are then multiplied
 * by the ratio of the areas, the number of reference stars is that of the whole detector, and the matches of a fit grow
 * in their ratio.
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

    /** @param args number of visits, folder, and the side of the windows: {@value #WHOLE} when it is missing */
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
     * What a detector sees of which only a window is exposed.
     *
     * @param times its area over that of the window; 1 where all of it is exposed
     * @param stars reference stars in it
     */
    private record Field(double times, double stars) {

        /** Arcsec from the target to the farthest source in the scene of a whole two-chip detector, at least. */
        private static final double WHOLE_DETECTOR = 100;

        boolean window() {
            return times > 1;
        }

        /** So many times a number, with what the window's whole numbers leave open filled up evenly. */
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
