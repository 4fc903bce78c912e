package org.mosaicworkbench.corrupt;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.Visit;

/**
 * A pointing error: the header of an exposure gives a wrong direction. The pixels are unchanged, and the coordinate
 * systems of all the exposure's extensions move by the same angle on the sky. This is the simplest corruption: one
 * given exposure is shifted by a given offset. {@link Corruption} draws random offsets.
 *
 * @param east shift towards the east on the sky, pixels of the exposure's own detector; at declination d the right
 *     ascension changes by that angle divided by cos d
 * @param north shift towards the north, pixels of the exposure's own detector
 */
public record PointingShift(double east, double north) {

    /** @throws BadInput if an offset is not a finite number */
    public PointingShift {
        if (!Double.isFinite(east) || !Double.isFinite(north)) {
            throw new BadInput(
                    "a pointing cannot be shifted by (" + east + ", " + north + ") pixels; give finite numbers");
        }
    }

    /**
     * Copies a visit with a wrong pointing in one exposure. The visit itself is not changed; all other files are copied
     * byte for byte.
     *
     * @param visit the visit to copy
     * @param rootname the exposure to change, nine characters
     * @param copy the copy's folder, which must not exist yet
     * @return {@code copy}
     * @throws BadInput if the visit has no such exposure, the exposure has no coordinate system, or the copy exists
     */
    public Path copy(Visit visit, String rootname, Path copy) {
        Exposure wrong = visit.exposures().stream()
                .filter(e -> e.rootname().equals(rootname))
                .findFirst()
                .orElseThrow(() -> BadInput.file(
                        visit.folder(),
                        "has no exposure '" + rootname + "'",
                        "choose one of "
                                + visit.exposures().stream()
                                        .map(Exposure::rootname)
                                        .toList()));
        List<Extension> extensions = Extension.of(wrong.file());
        Motion motion = Motion.of(extensions, Kind.SHIFT, new Offset(east, north), PixelUnit.DETECTOR, RaStep.SKY);
        return VisitCopy.write(
                visit,
                copy,
                Map.of(wrong.file().getFileName().toString(), ExposureChange.cards(wrong.file(), extensions, motion)),
                beside -> {});
    }
}
