package org.mosaicworkbench.corrupt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mosaicworkbench.fits.HeaderPatch;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Exposure;

/**
 * The changes to one exposure.
 *
 * @param file file name in the visit and in the copy
 * @param rootname rootname of the exposure, nine characters
 * @param detector detector name, such as {@code hrc}
 * @param pixelDegrees side of the pixel in which offsets are measured, degrees
 * @param motion offset and rotation of the exposure
 * @param cards every changed header card, before and after
 */
public record ExposureChange(
        String file,
        String rootname,
        String detector,
        double pixelDegrees,
        Moved motion,
        List<HeaderPatch.Card> cards) {

    /**
     * The offset and the rotation of an exposure.
     *
     * @param offset offset in pixels
     * @param rollDegrees rotation on the sky, degrees from north to east; nonzero only for {@link Kind#ROLL}
     */
    public record Moved(Offset offset, double rollDegrees) {}

    public ExposureChange {
        cards = List.copyOf(cards);
    }

    /** Reads an exposure's headers and computes the changes. */
    static ExposureChange of(Exposure exposure, Kind kind, Offset offset, Recipe recipe) {
        List<Extension> extensions = Extension.of(exposure.file());
        double pixel = recipe.pixel().degrees(extensions.get(0).wcs().pixelScale());
        Motion motion = Motion.of(extensions, kind, offset, recipe.pixel(), recipe.ra());
        return new ExposureChange(
                exposure.file().getFileName().toString(),
                exposure.rootname(),
                exposure.detector().label(),
                pixel,
                new Moved(offset, kind == Kind.ROLL ? Motion.roll(extensions, offset, pixel) : 0),
                cards(exposure.file(), extensions, motion));
    }

    /** The header cards that a motion changes. */
    static List<HeaderPatch.Card> cards(Path file, List<Extension> extensions, Motion motion) {
        List<HeaderPatch.Change> changes = new ArrayList<>();
        for (Extension extension : extensions) {
            Wcs moved = motion.of(extension.wcs());
            if (Math.abs(moved.referenceSky().dec()) > 90) {
                throw BadInput.file(
                        file,
                        "its CRVAL2 would become " + moved.referenceSky().dec() + ", which is not a declination",
                        "choose smaller offsets");
            }
            Difference difference = new Difference(extension, changes);
            difference.add(
                    "CRVAL1",
                    extension.wcs().referenceSky().ra(),
                    moved.referenceSky().ra());
            difference.add(
                    "CRVAL2",
                    extension.wcs().referenceSky().dec(),
                    moved.referenceSky().dec());
            difference.add(
                    "CRPIX1",
                    extension.wcs().referencePixel().x(),
                    moved.referencePixel().x());
            difference.add(
                    "CRPIX2",
                    extension.wcs().referencePixel().y(),
                    moved.referencePixel().y());
            String[] names = {"CD1_1", "CD1_2", "CD2_1", "CD2_2"};
            for (int i = 0; i < names.length; i++) {
                difference.add(names[i], extension.wcs().matrix()[i], moved.matrix()[i]);
            }
        }
        return HeaderPatch.cards(file, changes);
    }

    private record Difference(Extension extension, List<HeaderPatch.Change> changes) {

        void add(String keyword, double before, double after) {
            if (before != after) {
                changes.add(new HeaderPatch.Change(extension.name(), extension.version(), keyword, after));
            }
        }
    }
}
