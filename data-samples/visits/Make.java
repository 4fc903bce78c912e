import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.mosaicworkbench.Combine;
import org.mosaicworkbench.Simulate;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsPart;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.simulate.Guiding;

/** Makes the visits in this folder; see the README for how to run it. Argument: output folder. */
class Make {

    private record Wanted(String detector, String category, String filter, Guiding guiding, long seed) {}

    private static final List<Wanted> VISITS = List.of(
            new Wanted("hrc", "globular-cluster", "F606W", Guiding.aligned(), 11),
            new Wanted("uvis", "spiral-galaxy", "F814W", Guiding.aligned(), 12),
            new Wanted("wfc", "open-cluster", "F814W", Guiding.drift(6), 13),
            new Wanted("ir", "galaxy-cluster", "F160W", Guiding.roll(1), 14),
            new Wanted("hrc", "field-stars", "F814W", Guiding.reacquisition(4), 15),
            new Wanted("sbc", "open-cluster", "F125LP", Guiding.shift(8), 16));

    public static void main(String[] arguments) throws IOException {
        Path output = Path.of(arguments[0]);
        Path work = output.resolve("work");
        for (Wanted wanted : VISITS) {
            Path visit = Simulate.visits(1)
                    .detectors(wanted.detector())
                    .categories(wanted.category())
                    .filters(wanted.filter())
                    .guiding(wanted.guiding())
                    .seed(wanted.seed())
                    .exposures(3)
                    .size(240)
                    .output(work)
                    .run()
                    .visits()
                    .get(0)
                    .folder();
            Combine.visit(visit).align(AlignMode.NONE).run();
            Path place = output.resolve(visit.getFileName());
            WholeFolder.write(place, beside -> copy(visit, beside));
            System.out.println(place);
        }
        WholeFolder.delete(work);
    }

    /** Compresses images, except filter images, which can be regenerated from the exposures. */
    private static void copy(Path visit, Path place) throws IOException {
        try (Stream<Path> files = Files.list(visit)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.matches(".*_fl[tc]\\.fits|.*_total_.*\\.fits")) {
                    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(place.resolve(name + ".gz")))) {
                        Files.copy(file, out);
                    }
                } else if (name.matches("hst_.*_[a-z0-9]{8}_dr[zc]\\.fits")) {
                    writeRounded(file, place.resolve(name + ".gz"));
                } else if (!name.endsWith(".fits")) {
                    Files.copy(file, place.resolve(name));
                }
            }
        }
    }

    /** Writes a single-exposure image with pixels rounded to far below its noise, which compresses to a quarter. */
    private static void writeRounded(Path image, Path place) {
        try (FitsFile file = FitsFile.open(image)) {
            FitsImage science = file.image("SCI", 1);
            FitsImage weight = file.image("WHT", 1);
            float step = step(science.pixels(), weight.pixels());
            for (int i = 0; i < science.pixels().length; i++) {
                science.pixels()[i] = step * Math.round(science.pixels()[i] / step);
                // Keeps ten of the 23 bits of the mantissa.
                weight.pixels()[i] =
                        Float.intBitsToFloat((Float.floatToIntBits(weight.pixels()[i]) + (1 << 12)) & -(1 << 13));
            }
            FitsFile.write(
                    place, List.of(new FitsPart.NoData(file.primary()), science, weight, file.integers("CTX", 1)));
        }
    }

    /** The largest power of two below an eighth of the noise, estimated from differences of neighbouring pixels. */
    private static float step(float[] science, float[] weight) {
        double[] differences = IntStream.range(1, science.length)
                .filter(i -> weight[i] > 0 && weight[i - 1] > 0)
                .mapToDouble(i -> Math.abs(science[i] - science[i - 1]))
                .sorted()
                .toArray();
        double noise = 1.05 * differences[differences.length / 2];
        return (float) Math.pow(2, Math.floor(Math.log(noise / 8) / Math.log(2)));
    }
}
