package org.mosaicworkbench.mosaic;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.mosaic.align.Alignment;
import org.mosaicworkbench.mosaic.align.ExposureOffset;
import org.mosaicworkbench.mosaic.align.ReferenceFit;

/**
 * The astrometric solution recorded in a drizzled image's header.
 *
 * @param name      {@code WCSNAME}; empty if the exposures have none
 * @param type      {@code WCSTYPE}
 * @param reference the fit to the reference catalog, if one was accepted
 * @param before    SCI header of the first exposure, whose fit is kept if no new fit was accepted
 */
record WcsSolution(String name, String type, Optional<ReferenceFit> reference, FitsHeader before) {

    /** Keywords that describe a fit, with their comments. */
    private static final Map<String, String> FIT = new TreeMap<>(Map.of(
            "RMS_RA", "[mas] residuals of the fit along RA",
            "RMS_DEC", "[mas] residuals of the fit along Dec",
            "NMATCHES", "sources in the fit"));

    static WcsSolution of(List<DrizzledImage.Input> inputs, Optional<Alignment> alignment) {
        List<String> names =
                inputs.stream().map(i -> i.science().text("WCSNAME")).toList();
        FitsHeader before = inputs.get(0).science();
        Optional<ReferenceFit> fit = alignment.map(Alignment::reference).filter(ReferenceFit::accepted);
        if (fit.isPresent()) {
            String catalog = fit.get().catalog().toUpperCase(Locale.ROOT);
            String distortion = names.get(0).isEmpty() ? "IDC" : names.get(0).replaceFirst("-.*", "");
            return new WcsSolution(
                    distortion + "-FIT_SVM_" + catalog,
                    "undistorted a posteriori solution aligned by visit to " + catalog,
                    fit,
                    before);
        }
        boolean relative = alignment.isPresent()
                && alignment.get().offsets().stream()
                                .filter(ExposureOffset::measured)
                                .count()
                        > 1;
        String type = WcsType.of(names);
        String inHere = type.equals(WcsType.NOT_ALIGNED)
                ? " to a catalog, only exposures to each other"
                : ", relatively aligned";
        return new WcsSolution(names.get(0), type + (relative ? inHere : ""), fit, before);
    }

    void writeTo(FitsHeader.Editor header) {
        if (!name.isEmpty()) {
            header.set("WCSNAME", name, "name of the coordinate solution");
        }
        header.set("WCSTYPE", type, "");
        if (reference.isPresent()) {
            ReferenceFit fit = reference.get();
            header.set("RMS_RA", fit.rmsRa(), FIT.get("RMS_RA"));
            header.set("RMS_DEC", fit.rmsDec(), FIT.get("RMS_DEC"));
            header.set("NMATCHES", fit.matches(), FIT.get("NMATCHES"));
        } else {
            FIT.forEach((keyword, comment) -> {
                double value = before.number(keyword, Double.NaN);
                if (Double.isFinite(value)) {
                    header.set(keyword, keyword.equals("NMATCHES") ? (Number) (int) value : (Number) value, comment);
                }
            });
        }
    }
}
