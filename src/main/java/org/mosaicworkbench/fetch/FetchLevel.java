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
    /** Total images with their catalogs, and the drizzled images of single exposures. */
    PRODUCTS,
    /** Calibrated exposures: {@code flc}, or {@code flt} if there is no {@code flc}. */
    EXPOSURES,
    /** The files needed for a verdict: {@link #PRODUCTS}, and {@link #EXPOSURES} of a visit without a mosaic. */
    NEEDED,
    /** Every file that the archive lists for the visit. */
    ALL;

    private static final String MOSAIC = "hst_\\d+_[a-z0-9]{2}_[a-z0-9]+_[a-z0-9]+_";
    /**
     * The name of a total image without its suffix, so that both suffixes count as the same image: files with either
     * suffix may remain after reprocessing.
     */
    private static final Pattern TOTAL = Pattern.compile("(" + MOSAIC + "total_[a-z0-9]{6})_dr[zc]\\.fits");

    private static final Pattern CATALOG = Pattern.compile(MOSAIC + "total_[a-z0-9]{6}_(?:point|segment)-cat\\.ecsv");
    private static final Pattern SINGLE =
            Pattern.compile("(" + MOSAIC + "[a-z0-9-]+_[a-z0-9]{6}[a-z0-9]{2})_dr[zc]\\.fits");
    private static final Pattern EXPOSURE = Pattern.compile("([a-z][a-z0-9]{8})_fl[tc]\\.fits");
    private static final Pattern ANY =
            Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*\\.(?!part$|part\\.json$)[a-zA-Z0-9]+");

    /** @return whether it includes mosaics */
    boolean mosaics() {
        return this != EXPOSURES;
    }

    /** @return whether it includes exposures */
    boolean exposures() {
        return this != PRODUCTS;
    }

    /** @return the level used for a visit without a mosaic */
    FetchLevel withoutMosaic() {
        return this == NEEDED ? EXPOSURES : this;
    }

    /**
     * The files of a visit that belong to this level, each once, sorted by name. Of two files of one image, {@code drz}
     * and {@code drc} or {@code flt} and {@code flc}, the CTE-corrected one is taken, except at
     * level {@link #ALL}.
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
     * @return an identifier of the image in the file, or its name; an empty string if it does not belong to the visit
     *     or level
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
