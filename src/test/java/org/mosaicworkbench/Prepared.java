package org.mosaicworkbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.mosaicworkbench.frames.Frame;

/**
 * Prepared datasets for training: 60 aligned visits, every other one with a misaligned copy that has large residuals.
 */
public final class Prepared {

    /** The first line of the table. */
    public static final String HEAD = "numexp,rms_ra,rms_dec,nmatches,point,segment,gaia,det,wcs,cat,label,index\n";

    private Prepared() {}

    /** Writes {@code svm_data.csv} and {@code img/}, frames of noise. */
    public static Path make(Path folder, int size) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder table = new StringBuilder(HEAD);
        for (int visit = 0; visit < 60; visit++) {
            for (int copy = 0; copy <= visit % 2; copy++) {
                String name = String.format(
                        "hst_1_%02d_acs_%s_total_ja%04d%s",
                        visit, visit % 3 == 0 ? "hrc" : "wfc", visit, copy == 0 ? "" : "_f606w_all_stat");
                table.append(String.format(
                        Locale.ROOT,
                        "4,%.3f,%.3f,20,%d,90,30,4,0,5,%d,%s\n",
                        5 + copy * 40 + random.nextDouble(),
                        5 + copy * 40 + random.nextDouble(),
                        80 + random.nextInt(40),
                        copy,
                        name));
                for (String ending : List.of(".png", "_source.png", "_gaia.png")) {
                    byte[] pixels = new byte[3 * size * size];
                    random.nextBytes(pixels);
                    new Frame(size, size, pixels)
                            .write(folder.resolve("img")
                                    .resolve(String.valueOf(copy))
                                    .resolve(name)
                                    .resolve(name + ending));
                }
            }
        }
        return Files.writeString(folder.resolve("svm_data.csv"), table);
    }
}
