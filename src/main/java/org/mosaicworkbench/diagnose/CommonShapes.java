package org.mosaicworkbench.diagnose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.mosaic.detect.Neighbours;
import org.mosaicworkbench.sky.Wcs;

/**
 * The shapes of the stars that exposures have in common. Only sources that were also detected in another exposure are
 * used, which excludes cosmic rays. Of these, only narrow sources are kept, which are stars if the field contains any.
 */
final class CommonShapes {

    /** Minimum number of stars for a mean shape. */
    static final int FEWEST = 5;
    /** The number of sources used per exposure, brightest first. */
    private static final int MOST = 200;
    /**
     * Tolerance in pixels for finding a source's shape by its position on the image; positions are exact except for
     * rounding.
     */
    private static final double SAME = 0.1;
    /** A source is not a star if the sum of its variances reaches this multiple of the lower quartile of the sums. */
    private static final double NARROW = 1.5;

    /** For each exposure, the shapes of its stars, by source index. */
    private final List<Map<Integer, SourceShape>> stars;

    private CommonShapes(List<Map<Integer, SourceShape>> stars) {
        this.stars = stars;
    }

    /** @param images images of single exposures, at least two, all on one grid, in the order of {@code exposures} */
    static CommonShapes of(List<ExposureImage> images, List<ExposureWithSources> exposures) {
        Wcs grid = exposures.get(0).systems().get(0);
        List<MatchedSource> common = MatchedSource.of(exposures, grid);
        List<Map<Integer, MatchedSource.Sight>> sights = new ArrayList<>();
        images.forEach(image -> sights.add(new LinkedHashMap<>()));
        for (int i = 0; i < common.size(); i++) {
            for (MatchedSource.Sight sight : common.get(i).sights()) {
                sights.get(sight.exposure()).put(i, sight);
            }
        }
        List<Map<Integer, SourceShape>> stars = new ArrayList<>();
        for (int e = 0; e < images.size(); e++) {
            stars.add(narrow(brightest(images.get(e).lone(), sights.get(e))));
        }
        return new CommonShapes(stars);
    }

    private static Map<Integer, SourceShape> brightest(
            List<SourceShape> lone, Map<Integer, MatchedSource.Sight> sights) {
        Neighbours places = new Neighbours(SAME);
        lone.forEach(shape -> places.add(shape.x(), shape.y()));
        Map<Integer, SourceShape> shapes = new LinkedHashMap<>();
        sights.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<Integer, MatchedSource.Sight> s) ->
                        -s.getValue().brightness()))
                .forEach(s -> {
                    int at = places.nearest(s.getValue().x(), s.getValue().y(), SAME);
                    if (at >= 0 && lone.get(at).measured() && shapes.size() < MOST) {
                        shapes.put(s.getKey(), lone.get(at));
                    }
                });
        return shapes;
    }

    private static Map<Integer, SourceShape> narrow(Map<Integer, SourceShape> shapes) {
        double[] sums =
                shapes.values().stream().mapToDouble(SourceShape::sum).sorted().toArray();
        Map<Integer, SourceShape> narrow = new LinkedHashMap<>();
        shapes.forEach((source, shape) -> {
            if (shape.sum() < NARROW * sums[sums.length / 4]) {
                narrow.put(source, shape);
            }
        });
        return narrow;
    }

    /** @return the mean shape of an exposure's stars; empty if there are fewer than {@value #FEWEST} */
    Optional<MeanShape> mean(int exposure) {
        return enough(List.copyOf(stars.get(exposure).values()));
    }

    /**
     * Compares the stars of an exposure with the same stars in another one, which cancels anything that is specific to
     * a star or to its position in the field.
     *
     * @return the mean difference; empty if the two have fewer than {@value #FEWEST} stars in common
     */
    Optional<MeanShape> difference(int exposure, int other) {
        List<SourceShape> differences = new ArrayList<>();
        stars.get(exposure).forEach((source, one) -> {
            SourceShape two = stars.get(other).get(source);
            if (two != null) {
                differences.add(new SourceShape(
                        one.x(), one.y(), one.plus() - two.plus(), one.cross() - two.cross(), one.sum() - two.sum()));
            }
        });
        return enough(differences);
    }

    private static Optional<MeanShape> enough(List<SourceShape> shapes) {
        return shapes.size() < FEWEST ? Optional.empty() : Optional.of(MeanShape.of(shapes));
    }
}
