package org.mosaicworkbench.label;

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
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

/** The true pointings of a simulated visit, from the simulator's {@code truth.json}. */
public final class SimulatedTruth {

    private static final String FILE = "truth.json";

    private final Map<String, JsonValue> chips;
    private final Map<String, Double> trails;

    private static final String REMEDY = "simulate the visit again or delete the file";

    private SimulatedTruth(Map<String, JsonValue> chips, Map<String, Double> trails) {
        this.chips = chips;
        this.trails = trails;
    }

    /**
     * Reads the truth of a visit.
     *
     * @param folder folder of the visit or of a copy
     * @return the truth; empty if the folder has no {@code truth.json}
     * @throws BadInput if the file is damaged
     */
    public static Optional<SimulatedTruth> of(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Map<String, JsonValue> chips = new HashMap<>();
        Map<String, Double> trails = new HashMap<>();
        for (JsonValue one : JsonValue.read(file, REMEDY).at("exposures").items()) {
            String rootname = one.at("rootname").text();
            chips.put(rootname, one.at("true_wcs"));
            one.find("misalignment")
                    .ifPresent(off -> trails.put(
                            rootname,
                            Math.hypot(
                                    off.at("trail_x_px").finite(),
                                    off.at("trail_y_px").finite())));
        }
        return Optional.of(new SimulatedTruth(chips, trails));
    }

    /**
     * The true coordinate systems: those of the headers, with the true reference pixel, reference position and matrix.
     * The distortion is that of the headers.
     *
     * @param headers coordinate systems of the chips of each exposure, in the order of {@code EXTVER}
     * @return the true systems, without exposures that the truth does not contain
     */
    public Map<String, List<Wcs>> systems(Map<String, List<Wcs>> headers) {
        Map<String, List<Wcs>> systems = new LinkedHashMap<>();
        headers.forEach((rootname, claimed) -> {
            JsonValue known = chips.get(rootname);
            if (known != null) {
                systems.put(rootname, systems(known, claimed));
            }
        });
        return systems;
    }

    /**
     * The length of the longest trail, caused by a drift of the pointing during an exposure.
     *
     * @param rootnames names of the exposures
     * @return length in pixels of the exposures; 0 if no trail is known
     */
    public double trail(Collection<String> rootnames) {
        return rootnames.stream()
                .mapToDouble(name -> trails.getOrDefault(name, 0.0))
                .max()
                .orElse(0);
    }

    private static List<Wcs> systems(JsonValue known, List<Wcs> claimed) {
        List<JsonValue> chips = known.items(claimed.size());
        List<Wcs> systems = new ArrayList<>();
        for (int chip = 0; chip < claimed.size(); chip++) {
            JsonValue k = chips.get(chip);
            systems.add(claimed.get(chip)
                    .withReferencePixel(new PixelPoint(
                            k.at("CRPIX1").finite(), k.at("CRPIX2").finite()))
                    .withReferenceSky(
                            new SkyPoint(k.at("CRVAL1").finite(), k.at("CRVAL2").finite()))
                    .withMatrix(
                            k.at("CD1_1").finite(),
                            k.at("CD1_2").finite(),
                            k.at("CD2_1").finite(),
                            k.at("CD2_2").finite()));
        }
        return systems;
    }
}
