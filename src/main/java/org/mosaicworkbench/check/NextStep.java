package org.mosaicworkbench.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mosaicworkbench.decision.Decision;
import org.mosaicworkbench.diagnose.ExposureShift;
import org.mosaicworkbench.diagnose.MeasuredExposure;
import org.mosaicworkbench.sky.SkyPoint;

/**
 * The recommended action for a mosaic, in words: which header to correct and by how much.
 *
 * @param dataset the mosaic
 * @param centre the centre of its image
 */
record NextStep(CheckedDataset dataset, SkyPoint centre) {

    private static final double ARCSEC = 3600;

    private static final String AGAIN = "Then combine the exposures again and check the result. "
            + "environment/mosaic mend FOLDER -o NEW does all this with copies of the exposures in FOLDER. "
            + "(environment/mosaic combine FOLDER -o NEW aligns them itself, regardless of their headers.)";

    /** @return one line per action */
    List<String> lines() {
        Decision decision = dataset.judgement().decision();
        if (decision == Decision.ALIGNED) {
            return List.of(
                    dataset.compared().isEmpty()
                            ? "Nothing, unless offsets below a pixel matter: then put its exposures, or the "
                                    + "single-exposure images, next to it and check again."
                            : "Nothing.");
        }
        if (decision == Decision.NO_VERDICT) {
            return List.of(
                    dataset.compared().isEmpty() && dataset.basis() == Basis.MOSAIC
                            ? "Put its exposures, or the single-exposure images, next to the mosaic and check again."
                            : "Look at the pictures. Do not rely on positions in this mosaic to within a pixel.");
        }
        if (dataset.off().isEmpty()) {
            return List.of(
                    dataset.compared().isEmpty()
                            ? "The mosaic alone does not show which exposure is misaligned: put its exposures, "
                                    + "or the single-exposure images, next to it and check again."
                            : "No exposure is shifted as a whole: leave out the trailed one, and combine the "
                                    + "others.");
        }
        List<String> lines = new ArrayList<>();
        if (!dataset.isMinorityOff()) {
            lines.add("No group of exposures is in the majority, so any may be wrong. A reference catalog can decide: "
                    + "environment/mosaic combine FOLDER -o NEW aligns all exposures to the catalog next to them. "
                    + "If you know which exposure is correct, mend --keep ROOTNAME aligns the others to it. "
                    + "To only make them agree:");
        }
        dataset.off().forEach(one -> lines.add(correction(one)));
        dataset.compared()
                .forEach(one -> one.trailInWords()
                        .ifPresent(trail -> lines.add(one.shift().rootname() + ": its stars are trailed by " + trail
                                + ", which no header can correct; leave it out if shapes matter.")));
        lines.add(AGAIN);
        return lines;
    }

    private String correction(MeasuredExposure one) {
        ExposureShift.OnSky sky = one.shift().sky();
        String name = one.shift().rootname();
        String moved = amount(-sky.east(), "east", "west") + " and " + amount(-sky.north(), "north", "south");
        if (sky.isRolled()) {
            return String.format(
                    Locale.ROOT,
                    "%s: rotate its coordinate system by %+.4f degrees (counter-clockwise on the sky) about the "
                            + "centre of the mosaic, and shift it by %s.",
                    name,
                    -sky.roll(),
                    moved);
        }
        return String.format(
                Locale.ROOT,
                "%s: shift its coordinate system by %s, that is, add %+.3e to CRVAL1 and %+.3e to CRVAL2 (degrees) "
                        + "in each of its SCI headers.",
                name,
                moved,
                rightAscension(-sky.east()),
                -sky.north() / ARCSEC);
    }

    /** Converts an eastward offset in arcseconds to an offset in right ascension in degrees. */
    private double rightAscension(double east) {
        return east / ARCSEC / Math.cos(Math.toRadians(centre.dec()));
    }

    private static String amount(double arcsec, String positive, String negative) {
        return String.format(Locale.ROOT, "%.4f\" %s", Math.abs(arcsec), arcsec < 0 ? negative : positive);
    }

    @Override
    public String toString() {
        return String.join("\n", lines());
    }
}
