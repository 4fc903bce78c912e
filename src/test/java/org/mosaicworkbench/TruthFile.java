package org.mosaicworkbench;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

/**
 * The content of a simulated visit's {@code truth.json}, in the terms in which processing measures it.
 *
 * @param sources every star and galaxy
 * @param exposures each exposure's coordinate systems and the error of its header
 */
public record TruthFile(List<Light> sources, List<Pointed> exposures) {

    /**
     * A source.
     *
     * @param star false for a galaxy
     * @param at its position during the visit
     * @param mag AB magnitude at 550 nm
     * @param rate electrons per second in the visit's first filter
     */
    public record Light(boolean star, SkyPoint at, double mag, double rate) {}

    /**
     * An exposure.
     *
     * @param rootname nine characters
     * @param chips the coordinate systems of its header
     * @param dx shift along x from a source's true position to its position in the header, pixels at the first chip's
     *     centre
     * @param dy likewise along y
     * @param roll orientation error of the header, degrees, counter-clockwise on the sky
     * @param scale the header's scale relative to the true one
     */
    public record Pointed(String rootname, List<Wcs> chips, double dx, double dy, double roll, double scale) {

        /** @return true if a position is on a chip, farther from its edge than a margin in pixels */
        public boolean sees(SkyPoint at, double margin) {
            return chips.stream().anyMatch(wcs -> {
                PixelPoint p = wcs.toPixel(at);
                return p.x() > margin
                        && p.y() > margin
                        && p.x() < wcs.width() + 1 - margin
                        && p.y() < wcs.height() + 1 - margin;
            });
        }
    }

    /** Reads the truth next to the exposures in a simulated visit's folder. */
    public static TruthFile of(Path folder) {
        try (Reader in = Files.newBufferedReader(folder.resolve("truth.json"))) {
            JsonObject truth = JsonParser.parseReader(in).getAsJsonObject();
            List<Light> sources = new ArrayList<>();
            for (JsonElement each : truth.getAsJsonArray("sources")) {
                JsonArray s = each.getAsJsonArray();
                sources.add(new Light(
                        s.get(0).getAsString().equals("star"),
                        new SkyPoint(s.get(1).getAsDouble(), s.get(2).getAsDouble()),
                        s.get(3).getAsDouble(),
                        s.get(4).getAsDouble()));
            }
            List<Pointed> exposures = new ArrayList<>();
            for (JsonElement each : truth.getAsJsonArray("exposures")) {
                exposures.add(pointed(folder, each.getAsJsonObject()));
            }
            return new TruthFile(sources, exposures);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Pointed pointed(Path folder, JsonObject exposure) {
        JsonArray truth = exposure.getAsJsonArray("true_wcs");
        List<Wcs> chips = new ArrayList<>();
        try (FitsFile file = FitsFile.open(folder.resolve(exposure.get("file").getAsString()))) {
            for (int i = 1; i <= truth.size(); i++) {
                chips.add(Wcs.of(file.requiredHeader("SCI", i)));
            }
            Wcs header = chips.get(0);
            Wcs real = real(file.requiredHeader("SCI", 1), truth.get(0).getAsJsonObject());
            double x = (header.width() + 1) / 2.0;
            double y = (header.height() + 1) / 2.0;
            PixelPoint claimed = header.toPixel(real.toSky(x, y));
            return new Pointed(
                    exposure.get("rootname").getAsString(),
                    chips,
                    claimed.x() - x,
                    claimed.y() - y,
                    turn(header) - turn(real),
                    header.pixelScale() / real.pixelScale());
        }
    }

    private static Wcs real(FitsHeader header, JsonObject truth) {
        FitsHeader.Editor editor = header.edit();
        for (String key : List.of("CRPIX1", "CRPIX2", "CRVAL1", "CRVAL2", "CD1_1", "CD1_2", "CD2_1", "CD2_2")) {
            editor.set(key, truth.get(key).getAsDouble(), "");
        }
        return Wcs.of(editor.done());
    }

    /** Degrees from north to the y axis, counter-clockwise with east left. */
    private static double turn(Wcs wcs) {
        double[] cd = wcs.matrix();
        return Math.toDegrees(Math.atan2(cd[1], cd[3]));
    }
}
