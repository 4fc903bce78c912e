package org.mosaicworkbench.fetch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which files of a visit are fetched. File names follow drizzlepac (haputils/product.py) and the tests of the
 * observatory's pipeline (caldp, tests/test_*.py).
 */
public enum FetchLevel {
    /** Total images with their catalogs, and the drizzled images of individual exposures. */
    PRODUCTS,
    /** Calibrated exposures: {@code flc}, or {@code flt} if there is no {@code flc}. */
    EXPOSURES,
    /** The files needed for a verdict: {@link #PRODUCTS} or, for a visit without a mosaic, {@link #EXPOSURES}. */
    NEEDED,
    /** Every file that the archive lists for the visit. */
    ALL;

    private static final String MOSAIC = "hst_\\d+_[a-z0-9]{2}_[a-z0-9]+_[a-z0-9]+_";
    /**
     * Matches the file name of a total image. Group 1 omits {@code _drz} or {@code _drc}, so that both files count as
     * the same image: both may exist after reprocessing.
     */
    private static final Pattern TOTAL = Pattern.compile("(" + MOSAIC + "total_[a-z0-9]{6})_dr[zc]\\.fits");

    private static final Pattern CATALOG = Pattern.compile(MOSAIC + "total_[a-z0-9]{6}_(?:point|segment)-cat\\.ecsv");
    private static final Pattern SINGLE =
            Pattern.compile("(" + MOSAIC + "[a-z0-9-]+_[a-z0-9]{6}[a-z0-9]{2})_dr[zc]\\.fits");
    private static final Pattern EXPOSURE = Pattern.compile("([a-z][a-z0-9]{8})_fl[tc]\\.fits");
    private static final Pattern ANY =
            Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*\\.(?!part$|part\\.json$)[a-zA-Z0-9]+");

    /** @return whether the level includes mosaics */
    boolean mosaics() {
        return this != EXPOSURES;
    }

    /** @return whether the level includes exposures */
    boolean exposures() {
        return this != PRODUCTS;
    }

    /** @return the level used for a visit without a mosaic */
    FetchLevel withoutMosaic() {
        return this == NEEDED ? EXPOSURES : this;
    }

    /**
     * The files of a visit that belong to this level, each once, sorted by name. If an image has two files ({@code drz}
     * and {@code drc}, or {@code flt} and {@code flc}), only the CTE-corrected file is included, except at level
     * {@link #ALL}.
     *
     * @param visit six characters
     */
    List<Product> of(String visit, List<Product> listed) {
        Map<String, Product> chosen = new LinkedHashMap<>();
        List<Product> sorted = new ArrayList<>(listed);
        sorted.sort((a, b) -> a.name().compareTo(b.name()));
        for (Product product : sorted) {
            String image = image(visit, product.name());
            if (!image.isEmpty()) {
                chosen.merge(image, product, (one, other) -> other.name().matches(".*_(drc|flc)\\.fits") ? other : one);
            }
        }
        return List.copyOf(chosen.values());
    }

    /** @return whether the name is that of a total image */
    static boolean isTotal(String name) {
        return TOTAL.matcher(name).matches();
    }

    /**
     * @return a key for which only one file is kept, namely the name of the image or of the file; an empty string if
     *     the file does not belong to the visit or level
     */
    private String image(String visit, String name) {
        if (!name.toLowerCase(Locale.ROOT).contains(visit)) {
            return "";
        }
        return switch (this) {
            case ALL -> ANY.matcher(name).matches() ? name : "";
            case EXPOSURES -> name.startsWith(visit) ? first(name, EXPOSURE) : "";
            case PRODUCTS, NEEDED -> CATALOG.matcher(name).matches() ? name : first(name, TOTAL, SINGLE);
        };
    }

    private static String first(String name, Pattern... patterns) {
        for (Pattern pattern : patterns) {
            Matcher matcher = pattern.matcher(name);
            if (matcher.matches()) {
                return matcher.group(1);
            }
        }
        return "";
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
