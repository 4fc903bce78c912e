package org.mosaicworkbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsPart;

/** Writes trees of visits with one small total image each, for tests that need many. */
final class VisitTree {

    private static final int SIDE = 12;

    private VisitTree() {}

    /** Visits {@code j00000}, {@code j00001} and so on, each with its QA files, total image and catalogs. */
    static Path of(Path root, int visits) throws IOException {
        for (int i = 0; i < visits; i++) {
            String visit = String.format("j%05d", i);
            String name = "hst_9019_06_acs_hrc_total_" + visit;
            Path folder = Files.createDirectories(root.resolve(visit));
            Files.writeString(
                    folder.resolve(name + "_svm_num_sources.json"),
                    qa(
                            name,
                            i,
                            "\"number_of_sources\": {\"data\": " + "{\"detector\": \"hrc\", \"point\": " + 10 * i
                                    + ", \"segment\": " + 9 * i + "}}"));
            Files.writeString(
                    folder.resolve(name + "_svm_gaia_sources.json"),
                    qa(
                            name,
                            i,
                            "\"Number of GAIA sources\": " + "{\"data\": {\"Number of GAIA sources\": " + i + "}}"));
            image(folder.resolve(name + "_drz.fits"), i);
            for (String kind : List.of("point", "segment")) {
                Files.writeString(folder.resolve(name + "_" + kind + "-cat.ecsv"), catalog());
            }
        }
        return root;
    }

    private static String qa(String name, int i, String data) {
        return "{\"header\": {\"TARGNAME\": \"NGC104\", \"RA_TARG\": 5.655, \"DEC_TARG\": -72.07, \"NUMEXP\": "
                + (1 + i % 8)
                + "}, \"general information\": {\"dataframe_index\": \"" + name + "\", \"imgname\": \"" + name
                + "_drz.fits\"}, \"data\": {" + data + "}}";
    }

    private static void image(Path file, int i) {
        float[] pixels = new float[SIDE * SIDE];
        for (int p = 0; p < pixels.length; p++) {
            pixels[p] = (p * 31 + i * 7) % 101;
        }
        FitsHeader sci = FitsHeader.empty()
                .edit()
                .set("EXTNAME", "SCI", "")
                .set("EXTVER", 1, "")
                .set("CTYPE1", "RA---TAN", "")
                .set("CTYPE2", "DEC--TAN", "")
                .set("CRPIX1", 6.5, "")
                .set("CRPIX2", 6.5, "")
                .set("CRVAL1", 5.655, "")
                .set("CRVAL2", -72.07, "")
                .set("CD1_1", -7e-6, "")
                .set("CD1_2", 0.0, "")
                .set("CD2_1", 0.0, "")
                .set("CD2_2", 7e-6, "")
                .set("RMS_RA", 5.5, "")
                .set("RMS_DEC", 6.25, "")
                .set("NMATCHES", i, "")
                .set("WCSTYPE", "undistorted a posteriori solution aligned by visit to GAIAEDR3", "")
                .done();
        FitsFile.write(file, List.of(new FitsPart.NoData(FitsHeader.empty()), new FitsImage(sci, SIDE, SIDE, pixels)));
    }

    private static String catalog() {
        return """
                # %ECSV 1.0
                # ---
                # datatype:
                # - {name: X-Center, datatype: float64}
                # - {name: Y-Center, datatype: float64}
                # - {name: RA, unit: deg, datatype: float64}
                # - {name: DEC, unit: deg, datatype: float64}
                # - {name: Flags_f606w, datatype: int64}
                # meta: !!omap
                # - comments: ['Number of sources: 1']
                # schema: astropy-2.0
                X-Center Y-Center RA DEC Flags_f606w
                6.5 6.5 5.655 -72.07 0
                """;
    }
}
