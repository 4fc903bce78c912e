package org.mosaicworkbench.mosaic.drizzle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsIntegers;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.ChipWcs;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.DrizzledPixels;
import org.mosaicworkbench.visit.Exposure;

/**
 * An exposure's chips, calibrated to electrons per second, with bad pixels removed and the sky subtracted. Pixels that
 * are bad only because an earlier comparison flagged a cosmic ray may be kept; they are then listed separately.
 *
 * @param exposure the exposure's description
 * @param chips one or two, in the order of {@code EXTVER}
 * @param sky the subtracted sky level, electrons per second per pixel; NaN if no pixel is good
 * @param readNoise electrons, the largest of {@code READNSEA} to {@code READNSED}; 5 if the header has none
 * @param good number of good pixels
 * @param flags other information from the data-quality flags
 */
public record ExposurePixels(
        Exposure exposure, List<Chip> chips, double sky, double readNoise, long good, Flags flags) {

    private static final double USUAL_READ_NOISE = 5;
    /** Number of extensions of a chip: SCI, ERR and DQ. */
    private static final int EXTENSIONS_OF_A_CHIP = 3;

    /**
     * The flagged pixels of the chips, by ascending index.
     *
     * @param hit for each chip, the good pixels that are flagged as hit by a cosmic ray
     * @param saturated for each chip, the saturated pixels, good or bad
     */
    public record Flags(List<int[]> hit, List<int[]> saturated) {

        public Flags {
            hit = List.copyOf(hit);
            saturated = List.copyOf(saturated);
        }
    }

    /** A growing list of pixel indices, ascending. */
    private static final class Indices {

        private int[] values = new int[16];
        private int number;

        void add(int index) {
            values = number == values.length ? Arrays.copyOf(values, 2 * number) : values;
            values[number++] = index;
        }

        int[] all() {
            return Arrays.copyOf(values, number);
        }
    }

    public ExposurePixels {
        chips = List.copyOf(chips);
    }

    /**
     * Reads an exposure's pixels.
     *
     * @param exposure must have an exposure time above 0
     * @param goodBits the data-quality bits that do not make a pixel bad
     * @throws BadInput if an extension is missing or broken, or has no coordinate system or an unknown unit
     */
    public static ExposurePixels read(Exposure exposure, int goodBits) {
        return read(exposure, goodBits, (file, chip) -> file.image("SCI", chip), SkyLevel::level);
    }

    /**
     * Reads the drizzled image of an individual exposure, whose sky was subtracted when the image was made. Pixels
     * outside the exposure have no data ({@link DrizzledPixels}).
     *
     * @param image must have an exposure time above 0
     * @return one chip; the sky is 0
     * @throws BadInput as for {@link #read}
     */
    public static ExposurePixels drizzled(Exposure image) {
        return read(image, image.detector().goodBits(), (file, chip) -> DrizzledPixels.read(file), images -> 0);
    }

    private static ExposurePixels read(
            Exposure exposure,
            int goodBits,
            BiFunction<FitsFile, Integer, FitsImage> science,
            ToDoubleFunction<List<float[]>> level) {
        List<Wcs> systems = systems(exposure);
        double pixelArea = systems.get(0).pixelScale() * systems.get(0).pixelScale();
        List<float[]> images = new ArrayList<>();
        List<int[]> hit = new ArrayList<>();
        List<int[]> saturated = new ArrayList<>();
        double readNoise;
        try (FitsFile file = FitsFile.open(exposure.file())) {
            requireAll(file, exposure);
            for (int version = 1; version <= exposure.chips(); version++) {
                FitsImage image = science.apply(file, version);
                images.add(rates(file.path(), image, exposure.observation().exptime()));
                int[] quality = quality(images.get(version - 1), file, version);
                hit.add(takeBadOut(images.get(version - 1), quality, goodBits));
                saturated.add(saturated(quality, exposure.detector()));
            }
            readNoise = readNoise(file.primary());
        }
        double sky = level.applyAsDouble(images);
        long good = 0;
        List<Chip> chips = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            good += subtract(images.get(i), sky);
            chips.add(new Chip(
                    exposure.rootname() + "[sci," + (i + 1) + "]",
                    systems.get(i),
                    new Chip.Raster(systems.get(i).width(), systems.get(i).height(), images.get(i)),
                    exposure.observation().exptime(),
                    pixelArea));
        }
        return new ExposurePixels(exposure, chips, sky, readNoise, good, new Flags(hit, saturated));
    }

    /** @return a copy in which pixels flagged as cosmic rays are bad; the same object if there are none */
    public ExposurePixels withoutFlagged() {
        List<int[]> hit = flags.hit();
        if (hit.stream().allMatch(pixels -> pixels.length == 0)) {
            return this;
        }
        List<Chip> others = IntStream.range(0, chips.size())
                .mapToObj(i -> chips.get(i).without(hit.get(i)))
                .toList();
        long lost = hit.stream().mapToLong(pixels -> pixels.length).sum();
        return new ExposurePixels(
                exposure,
                others,
                sky,
                readNoise,
                good - lost,
                new Flags(hit.stream().map(pixels -> new int[0]).toList(), flags.saturated()));
    }

    /**
     * Subtracts additional sky, in place.
     *
     * @param more electrons per second per pixel, beyond what is already subtracted
     * @return the same pixels with the new sky level
     */
    public ExposurePixels lower(double more) {
        chips.forEach(chip -> subtract(chip.raster().values(), more));
        return new ExposurePixels(exposure, chips, sky + more, readNoise, good, flags);
    }

    /** @return a copy with different coordinate systems for its chips */
    public ExposurePixels placed(List<Wcs> systems) {
        List<Chip> others = IntStream.range(0, chips.size())
                .mapToObj(i -> chips.get(i).withWcs(systems.get(i)))
                .toList();
        return new ExposurePixels(exposure, others, sky, readNoise, good, flags);
    }

    /**
     * Projects the saturated pixels onto a grid.
     *
     * @return row-major indices of the grid's pixels
     */
    public BitSet saturatedOn(Wcs grid) {
        BitSet full = new BitSet();
        for (int chip = 0; chip < chips.size(); chip++) {
            Wcs wcs = chips.get(chip).wcs();
            for (int index : flags.saturated().get(chip)) {
                PixelPoint at = grid.toPixel(wcs.toSky(index % wcs.width() + 1, index / wcs.width() + 1));
                int x = (int) Math.rint(at.x()) - 1;
                int y = (int) Math.rint(at.y()) - 1;
                if (x >= 0 && y >= 0 && x < grid.width() && y < grid.height()) {
                    full.set(y * grid.width() + x);
                }
            }
        }
        return full;
    }

    /**
     * Reads the coordinate systems of an exposure's chips, not their pixels.
     *
     * @throws BadInput if a chip has none
     */
    public static List<Wcs> systems(Exposure exposure) {
        List<Wcs> systems = new ArrayList<>();
        try (FitsFile file = FitsFile.open(exposure.file())) {
            for (int version = 1; version <= exposure.chips(); version++) {
                systems.add(ChipWcs.read(file, version));
            }
        }
        return systems;
    }

    /**
     * Checks that no extension is missing: a file cut off at the end of an extension is still valid FITS. A file that
     * lacks only unused extensions is accepted.
     */
    private static void requireAll(FitsFile file, Exposure exposure) {
        int there = file.headers().size() - 1;
        double stated = file.primary().number("NEXTEND", 0);
        boolean lacksChip =
                exposure.chips() == 1 && exposure.detector().chips() == 2 && stated >= 2 * EXTENSIONS_OF_A_CHIP;
        boolean lacksQuality = file.header("DQ", exposure.chips()).isEmpty();
        if (there < stated && (lacksChip || lacksQuality)) {
            throw BadInput.file(
                    file.path(),
                    String.format(
                            Locale.ROOT,
                            "ends after %d of the %.0f extensions that its " + "NEXTEND states: it is truncated",
                            there,
                            stated),
                    "fetch it again, or correct NEXTEND");
        }
    }

    /** If every pixel of a chip is 0, the chip was not read out, so no pixel is good. */
    private static float[] rates(Path file, FitsImage image, double exptime) {
        float[] rates = image.pixels();
        float perSecond = (float) (1 / divisor(file, image.header(), exptime));
        boolean dead = true;
        for (int i = 0; i < rates.length; i++) {
            dead = dead && rates[i] == 0;
            rates[i] = Float.isInfinite(rates[i]) ? Float.NaN : rates[i] * perSecond;
        }
        if (dead) {
            Arrays.fill(rates, Float.NaN);
        }
        return rates;
    }

    /** The data-quality flags of a chip; empty if the file has none. */
    private static int[] quality(float[] rates, FitsFile file, int version) {
        Optional<FitsHeader> quality = file.header("DQ", version);
        if (quality.isEmpty()
                || (quality.get().number("NAXIS", 0) != 2
                        && quality.get().number("PIXVALUE").isEmpty())) {
            return new int[0];
        }
        FitsIntegers flags = file.integers("DQ", version);
        FitsHeader science = file.requiredHeader("SCI", version);
        if (flags.pixels().length != rates.length) {
            throw BadInput.file(
                    file.path(),
                    "DQ," + version + " is " + flags.width() + " x " + flags.height() + " pixels, SCI," + version + " "
                            + science.text("NAXIS1") + " x " + science.text("NAXIS2"),
                    "fetch it again");
        }
        return flags.pixels();
    }

    /** @return the indices of the remaining good pixels that are flagged as hit by a cosmic ray */
    private static int[] takeBadOut(float[] rates, int[] quality, int goodBits) {
        Indices hit = new Indices();
        for (int i = 0; i < quality.length; i++) {
            if ((quality[i] & ~goodBits) != 0) {
                rates[i] = Float.NaN;
            } else if ((quality[i] & Detector.COSMIC_RAY) != 0 && !Float.isNaN(rates[i])) {
                hit.add(i);
            }
        }
        return hit.all();
    }

    /**
     * Saturation matters for CCDs only: IR ramps are fitted to the reads before saturation, and photon counters do not
     * saturate.
     */
    private static int[] saturated(int[] quality, Detector detector) {
        Indices full = new Indices();
        if (detector.readout() == Detector.Readout.CCD) {
            for (int i = 0; i < quality.length; i++) {
                if ((quality[i] & Detector.SATURATED) != 0) {
                    full.add(i);
                }
            }
        }
        return full.all();
    }

    private static double readNoise(FitsHeader primary) {
        double largest = Stream.of("READNSEA", "READNSEB", "READNSEC", "READNSED")
                .mapToDouble(keyword -> primary.number(keyword, 0))
                .max()
                .orElse(0);
        return largest > 0 ? largest : USUAL_READ_NOISE;
    }

    private static double divisor(Path file, FitsHeader header, double exptime) {
        String unit = header.text("BUNIT").toUpperCase(Locale.ROOT);
        return switch (unit) {
            case "ELECTRONS", "COUNTS" -> exptime;
            case "ELECTRONS/S", "COUNTS/S" -> 1;
            default ->
                throw BadInput.file(
                        file,
                        "its BUNIT is '" + unit + "'; ELECTRONS, ELECTRONS/S, COUNTS and " + "COUNTS/S are supported",
                        "give a calibrated exposure");
        };
    }

    private static long subtract(float[] image, double sky) {
        long good = 0;
        for (int i = 0; i < image.length; i++) {
            if (!Float.isNaN(image[i])) {
                image[i] -= (float) sky;
                good++;
            }
        }
        return good;
    }
}
