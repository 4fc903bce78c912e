package org.mosaicworkbench.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.mosaicworkbench.sky.PixelMap;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.Wcs;

/**
 * Links exposures by their images ({@link ImagePatches}) if their sources do not suffice. Each unlinked exposure is
 * compared with one that is already linked or, if there is none, with the exposure that agrees with most others. A part
 * of the field that several images have in common counts as one source detected in all of them, so that the errors
 * include the images' common uncertainty.
 */
final class ImageLinks {

    static final String NONE = "and its image gives no consistent offset from another one";
    static final String FIXED =
            "and all that its image has in common with another one is a pattern fixed to the detector, which moves"
                    + " with the dither";

    /** Maximum number of exposures tried as the common reference. */
    private static final int HUBS = 6;

    private final List<ImagePatches.Field> fields;
    private final PixelMap toPlane;
    private final boolean[] joined;
    private final String[] why;
    private final Map<List<Integer>, ImagePatches.Found> found = new HashMap<>();
    private final List<MatchedSource> sources = new ArrayList<>();

    /**
     * Images of exposures on one grid.
     *
     * @param grid the common grid
     * @param fields one for each exposure
     */
    record Images(Wcs grid, List<ImagePatches.Field> fields) {}

    /**
     * Links the remaining exposures.
     *
     * @param images images of all exposures
     * @param plane the plane on which sources are compared
     * @param known which exposures are already linked by their sources
     */
    ImageLinks(Images images, Wcs plane, boolean[] known) {
        this.fields = images.fields();
        this.toPlane = PixelMap.between(images.grid(), plane);
        this.joined = known.clone();
        this.why = new String[known.length];
        Arrays.fill(why, "");
        List<Integer> next = best();
        while (next.size() > 1) {
            join(next.get(0), next.subList(1, next.size()));
            next = best();
        }
    }

    /** @return the parts of the field that at least two exposures see */
    List<MatchedSource> sources() {
        return sources;
    }

    /** @return why an exposure could not be linked by its image; empty if it is linked or its image was not needed */
    String why(int exposure) {
        return joined[exposure] ? "" : why[exposure];
    }

    /**
     * The index of the exposure with which the most unlinked exposures agree, followed by the indices of these unlinked
     * exposures.
     */
    private List<Integer> best() {
        List<Integer> best = List.of();
        boolean any = IntStream.range(0, joined.length).anyMatch(i -> joined[i]);
        int tried = 0;
        for (int hub = 0; hub < joined.length && tried < HUBS; hub++) {
            if (joined[hub] == any) {
                tried++;
                List<Integer> with = agreeing(hub);
                best = with.size() > best.size() ? with : best;
            }
        }
        return best;
    }

    private List<Integer> agreeing(int hub) {
        List<Integer> with = new ArrayList<>(List.of(hub));
        for (int i = 0; i < joined.length; i++) {
            if (i != hub && !joined[i]) {
                ImagePatches.Found between = between(hub, i);
                if (!between.patches().isEmpty()) {
                    with.add(i);
                } else if (why[i].isEmpty() || between.fixed()) {
                    why[i] = between.fixed() ? FIXED : NONE;
                }
            }
        }
        return with;
    }

    private ImagePatches.Found between(int hub, int other) {
        ImagePatches.Found known = found.get(List.of(other, hub));
        return known != null && known.patches().isEmpty()
                ? known
                : found.computeIfAbsent(
                        List.of(hub, other), pair -> ImagePatches.of(fields.get(hub), fields.get(other)));
    }

    private void join(int hub, List<Integer> others) {
        Map<Integer, List<MatchedSource.Sight>> seen = new TreeMap<>();
        for (int other : others) {
            for (ImagePatches.Patch patch : between(hub, other).patches()) {
                seen.computeIfAbsent(
                                patch.number(),
                                number -> new ArrayList<>(List.of(sight(hub, patch.at(), 0, 0, patch.error()))))
                        .add(sight(other, patch.at(), patch.dx(), patch.dy(), patch.error()));
            }
            joined[other] = true;
        }
        joined[hub] = true;
        seen.values()
                .forEach(sights -> sources.add(
                        new MatchedSource(sights.get(0).x(), sights.get(0).y(), sights)));
    }

    private MatchedSource.Sight sight(int exposure, PixelPoint at, double dx, double dy, double error) {
        PixelPoint there = toPlane.map(new PixelPoint(at.x() + dx, at.y() + dy));
        return new MatchedSource.Sight(exposure, there.x(), there.y(), error, 0);
    }
}
