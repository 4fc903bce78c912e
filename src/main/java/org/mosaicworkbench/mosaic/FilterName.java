package org.mosaicworkbench.mosaic;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A filter's name in single-visit products: clear wheel positions are dropped, two real filters are joined by a hyphen,
 * and everything is in lower case ({@code CLEAR1L;F814W} becomes {@code f814w}, {@code F606W;POL0V} becomes
 * {@code f606w-pol0v}). The name is {@code clear} if no filter is in the light path.
 */
public final class FilterName {

    private FilterName() {}

    /** @param wheels the wheel positions, joined by {@code ;} as in the poller file */
    public static String of(String wheels) {
        String name = Arrays.stream(wheels.toLowerCase(Locale.ROOT).split(";"))
                .map(String::strip)
                .filter(wheel ->
                        !wheel.isEmpty() && !wheel.startsWith("clear") && !wheel.equals("none") && !wheel.equals("n/a"))
                .collect(Collectors.joining("-"));
        return name.isEmpty() ? "clear" : name;
    }
}
