package org.mosaicworkbench.frames;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chooses one of several reference catalogs of a field. GAIA takes precedence over GSC, and GSC over any other. Among
 * GAIA catalogs the latest data release comes first (eDR3 and DR3 count as the same, one without a number as the
 * oldest), among GSC catalogs the highest number ({@code GSC242} before {@code GSC240}). Ties are broken by file name,
 * so that the choice does not depend on the order of a folder listing.
 */
final class ReferenceCatalogs {

    private static final Pattern NAME = Pattern.compile("(GAIA|GSC)[^\\d_]*(\\d{1,9})?[^_]*_ref_cat\\.ecsv$");

    /** Sorts the preferred catalog first. */
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
