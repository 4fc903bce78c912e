package org.mosaicworkbench.mosaic;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.mosaic.align.Alignment;
import org.mosaicworkbench.mosaic.align.ExposureOffset;
import org.mosaicworkbench.mosaic.align.ReferenceFit;

/**
 * How a drizzled image's header tells where its coordinates come from.
 *
 * @param name      {@code WCSNAME}; empty where the exposures have none
 * @param type      {@code WCSTYPE}
 * @param reference the fit behind it, where one was accepted
 */
record WcsSolution(String name, String type, Optional<ReferenceFit> reference) {

    static WcsSolution of(List<DrizzledImage.Input> inputs, Optional<Alignment> alignment) {
        List<String> names =
                inputs.stream().map(i -> i.science().text("WCSNAME")).toList();
        Optional<ReferenceFit> fit = alignment.map(Alignment::reference).filter(ReferenceFit::accepted);
        if (fit.isPresent()) {
            String catalog = fit.get().catalog().toUpperCase(Locale.ROOT);
            String distortion = names.get(0).isEmpty() ? "IDC" : names.get(0).replaceFirst("-.*", "");
            return new WcsSolution(
                    distortion + "-FIT_SVM_" + catalog,
                    "undistorted a posteriori solution aligned by visit to " + catalog,
                    fit);
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
        return new WcsSolution(names.get(0), type + (relative ? inHere : ""), fit);
    }

    void writeTo(FitsHeader.Editor header) {
        if (!name.isEmpty()) {
            header.set("WCSNAME", name, "name of the coordinate solution");
        }
        header.set("WCSTYPE", type, "");
        reference.ifPresent(fit -> {
            header.set("RMS_RA", fit.rmsRa(), "[mas] residuals of the fit along RA");
            header.set("RMS_DEC", fit.rmsDec(), "[mas] residuals of the fit along Dec");
            header.set("NMATCHES", fit.matches(), "sources in the fit");
        });
    }
}
