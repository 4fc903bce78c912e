package org.mosaicworkbench.mosaic;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A filter as the names of single-visit products have it: clear positions of the wheels are dropped, two real filters
 * are joined by a hyphen, all is lower case ({@code CLEAR1L;F814W} becomes {@code f814w}, {@code F606W;POL0V} becomes
 * {@code f606w-pol0v}); {@code clear} where nothing is in the light.
 */
public final class FilterName {

    private FilterName() {}

    /** @param wheels the wheels as the poller file joins them, by {@code ;} */
    public static String of(String wheels) {
        String name = Arrays.stream(wheels.toLowerCase(Locale.ROOT).split(";"))
                .map(String::strip)
                .filter(wheel ->
                        !wheel.isEmpty() && !wheel.startsWith("clear") && !wheel.equals("none") && !wheel.equals("n/a"))
                .collect(Collectors.joining("-"));
        return name.isEmpty() ? "clear" : name;
    }
}
