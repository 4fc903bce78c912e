package org.mosaicworkbench.label;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

/** Where the exposures of a simulated visit really pointed, from the simulator's {@code truth.json}. */
public final class SimulatedTruth {

    private static final String FILE = "truth.json";

    private final Path file;
    private final Map<String, JsonArray> chips;
    private final Map<String, Double> trails;

    private SimulatedTruth(Path file, Map<String, JsonArray> chips, Map<String, Double> trails) {
        this.file = file;
        this.chips = chips;
        this.trails = trails;
    }

    /**
     * The truth beside a visit.
     *
     * @param folder of the visit or of a copy
     * @return empty where there is none
     * @throws BadInput when it is broken
     */
    public static Optional<SimulatedTruth> of(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Map<String, JsonArray> chips = new HashMap<>();
        Map<String, Double> trails = new HashMap<>();
        try (JsonReader json = new JsonReader(Files.newBufferedReader(file))) {
            json.beginObject();
            while (json.hasNext()) {
                if (json.nextName().equals("exposures")) {
                    for (JsonElement exposure : JsonParser.parseReader(json).getAsJsonArray()) {
                        JsonObject one = exposure.getAsJsonObject();
                        chips.put(one.get("rootname").getAsString(), one.getAsJsonArray("true_wcs"));
                        if (one.has("misalignment")) {
                            JsonObject off = one.getAsJsonObject("misalignment");
                            trails.put(
                                    one.get("rootname").getAsString(),
                                    Math.hypot(
                                            off.get("trail_x_px").getAsDouble(),
                                            off.get("trail_y_px").getAsDouble()));
                        }
                    }
                } else {
                    json.skipValue();
                }
            }
            return Optional.of(new SimulatedTruth(file, chips, trails));
        } catch (IOException | RuntimeException e) {
            throw broken(file);
        }
    }

    /**
     * The true coordinate systems: those of the headers, with the reference pixel, the reference position and the
     * matrix that are true. The distortion is the headers'.
     *
     * @param headers for each exposure the systems of its chips, in the order of {@code EXTVER}
     * @return an exposure that the truth does not know is missing
     */
    public Map<String, List<Wcs>> systems(Map<String, List<Wcs>> headers) {
        Map<String, List<Wcs>> systems = new LinkedHashMap<>();
        headers.forEach((rootname, claimed) -> {
            JsonArray known = chips.get(rootname);
            if (known != null) {
                systems.put(rootname, systems(known, claimed));
            }
        });
        return systems;
    }

    /**
     * The longest way that the pointing drifted during one of the exposures: sources are trailed by it.
     *
     * @param rootnames of the exposures
     * @return pixels of the exposures; 0 where nothing is known
     */
    public double trail(Collection<String> rootnames) {
        return rootnames.stream()
                .mapToDouble(name -> trails.getOrDefault(name, 0.0))
                .max()
                .orElse(0);
    }

    private List<Wcs> systems(JsonArray known, List<Wcs> claimed) {
        List<Wcs> systems = new ArrayList<>();
        try {
            for (int chip = 0; chip < claimed.size(); chip++) {
                JsonObject k = known.get(chip).getAsJsonObject();
                systems.add(claimed.get(chip)
                        .withReferencePixel(new PixelPoint(
                                k.get("CRPIX1").getAsDouble(), k.get("CRPIX2").getAsDouble()))
                        .withReferenceSky(new SkyPoint(
                                k.get("CRVAL1").getAsDouble(), k.get("CRVAL2").getAsDouble()))
                        .withMatrix(
                                k.get("CD1_1").getAsDouble(),
                                k.get("CD1_2").getAsDouble(),
                                k.get("CD2_1").getAsDouble(),
                                k.get("CD2_2").getAsDouble()));
            }
            return systems;
        } catch (IndexOutOfBoundsException | IllegalStateException | NullPointerException | NumberFormatException e) {
            throw broken(file);
        }
    }

    private static BadInput broken(Path file) {
        return BadInput.file(
                file, "is no sound account of a simulated visit", "simulate the visit again or delete the file");
    }
}
