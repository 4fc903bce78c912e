package org.mosaicworkbench.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.mosaicworkbench.archive.LocalArchive.Stored;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsPart;

/**
 * A visit of ACS/HRC as listed by the archive: mosaics, catalogs, single-exposure images, the exposures themselves and
 * related files, all small and complete.
 *
 * @param name six characters
 * @param proposal proposal number
 * @param files all files
 */
public record LocalVisit(String name, String proposal, Map<String, Stored> files) {

    private static final int SIDE = 20;

    /** Adds a visit with some exposures to an archive. */
    public static LocalVisit add(LocalArchive archive, Path scratch, String name, String proposal, int exposures) {
        String mosaic = "hst_" + proposal + "_" + name.substring(4) + "_acs_hrc_";
        Map<String, Stored> all = new TreeMap<>();
        List<String> roots = new ArrayList<>();
        for (int i = 0; i < exposures; i++) {
            roots.add(name + (char) ('a' + i % 26) + (char) ('a' + i / 26) + "q");
        }
        observe(
                archive,
                all,
                mosaic + "total_" + name,
                proposal,
                Map.of(
                        "_drz.fits", image(scratch, name + "total", 1),
                        "_point-cat.ecsv", catalog(name + "point"),
                        "_segment-cat.ecsv", catalog(name + "segment"),
                        "_drz.jpg", stored(new byte[] {1, 2, 3})));
        observe(
                archive,
                all,
                mosaic + "f606w_" + name,
                proposal,
                Map.of("_drz.fits", image(scratch, name + "filter", 1), "_point-cat.ecsv", catalog(name + "filter")));
        Map<String, Stored> members = new TreeMap<>();
        for (String root : roots) {
            observe(
                    archive,
                    all,
                    mosaic + "f606w_" + root.substring(0, 8),
                    proposal,
                    Map.of(
                            "_drz.fits",
                            image(scratch, root + "single", 1),
                            "_hlet.fits",
                            image(scratch, root + "hlet", 0)));
            members.put(root + "_flt.fits", exposure(scratch, root, proposal));
            members.put(root + "_raw.fits", image(scratch, root + "raw", 1));
        }
        archive.add(name.toUpperCase(Locale.ROOT) + "010", proposal, "NGC-104", members);
        all.putAll(members);
        return new LocalVisit(name, proposal, all);
    }

    private static void observe(
            LocalArchive archive, Map<String, Stored> all, String name, String proposal, Map<String, Stored> endings) {
        Map<String, Stored> named = new TreeMap<>();
        endings.forEach((ending, stored) -> named.put(name + ending, stored));
        archive.add(name, proposal, "NGC-104", named);
        all.putAll(named);
    }

    /** @return a file that the bucket has too, with the listed size */
    public static Stored stored(byte[] bytes) {
        return new Stored(bytes, (long) bytes.length, true, false);
    }

    /** @return a FITS file with some image extensions; each seed gives other pixels */
    public static Stored image(Path scratch, String seed, int extensions) {
        FitsHeader primary = FitsHeader.empty()
                .edit()
                .set("ROOTNAME", seed, "")
                .set("NEXTEND", extensions, "")
                .done();
        List<FitsPart> parts = new ArrayList<>(List.of(new FitsPart.NoData(primary)));
        for (int i = 1; i <= extensions; i++) {
            parts.add(pixels("SCI", i, seed.hashCode()));
        }
        return written(scratch, parts);
    }

    private static Stored exposure(Path scratch, String root, String proposal) {
        FitsHeader primary = FitsHeader.empty()
                .edit()
                .set("ROOTNAME", root, "")
                .set("PROPOSID", Integer.parseInt(proposal), "")
                .set("INSTRUME", "ACS", "")
                .set("DETECTOR", "HRC", "")
                .set("FILTER1", "F606W", "")
                .set("FILTER2", "CLEAR2S", "")
                .set("TARGNAME", "NGC-104", "")
                .set("EXPTIME", 60.0, "")
                .set("EXPSTART", 52000.0 + root.hashCode() % 1000 * 1e-3, "")
                .set("NEXTEND", 1, "")
                .done();
        return written(scratch, List.of(new FitsPart.NoData(primary), pixels("SCI", 1, root.hashCode())));
    }

    private static FitsImage pixels(String name, int version, int seed) {
        float[] pixels = new float[SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = 1 + Math.floorMod(i * 31 + seed, 101);
        }
        FitsHeader header = FitsHeader.empty()
                .edit()
                .set("EXTNAME", name, "")
                .set("EXTVER", version, "")
                .done();
        return new FitsImage(header, SIDE, SIDE, pixels);
    }

    private static Stored written(Path scratch, List<? extends FitsPart> parts) {
        Path file = scratch.resolve("written.fits");
        try {
            byte[] bytes = Files.readAllBytes(FitsFile.write(file, parts));
            Files.delete(file);
            return stored(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return an ECSV table */
    public static Stored catalog(String seed) {
        return stored(("# %ECSV 1.0\n# ---\n# datatype:\n# - {name: ID, datatype: string}\nID\n" + seed + "\n")
                .getBytes(StandardCharsets.UTF_8));
    }
}
