package org.mosaicworkbench.frames;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chooses one of several reference catalogs of a field. GAIA goes before GSC, and GSC before any other; of
 * two GAIA catalogs the later data release goes first (eDR3 and DR3 count as the same, one without a number as the
 * oldest), of two GSC catalogs the one with the higher number ({@code GSC242} before {@code GSC240}). Where that leaves
 * several, the first by file name is taken, so that the choice does not depend on the order of a folder's listing.
 */
final class ReferenceCatalogs {

    private static final Pattern NAME = Pattern.compile("(GAIA|GSC)[^\\d_]*(\\d{1,9})?[^_]*_ref_cat\\.ecsv$");

    /** The catalog to be preferred comes first. */
    static final Comparator<Path> BY_PREFERENCE = Comparator.comparingInt(ReferenceCatalogs::family)
            .thenComparing(Comparator.comparingInt(ReferenceCatalogs::release).reversed())
            .thenComparing(path -> path.getFileName().toString());

    private ReferenceCatalogs() {}

    private static int family(Path path) {
        Matcher name = name(path);
        if (!name.find()) {
            return 2;
        }
        return name.group(1).equals("GAIA") ? 0 : 1;
    }

    private static int release(Path path) {
        Matcher name = name(path);
        return name.find() && name.group(2) != null ? Integer.parseInt(name.group(2)) : 0;
    }

    private static Matcher name(Path path) {
        return NAME.matcher(path.getFileName().toString());
    }
}
