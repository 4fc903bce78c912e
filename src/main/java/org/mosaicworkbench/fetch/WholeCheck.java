package org.mosaicworkbench.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.io.BadInput;

/** Checks that a fetched file has the right type and is complete. */
final class WholeCheck {

    private static final int START = 512;

    private WholeCheck() {}

    /**
     * Inspects a file.
     *
     * @param product the file's entry in the archive's list, whose size must match and whose name gives the type. If
     *     the archive gives no size, a FITS file must have as many extensions as its NEXTEND; otherwise NEXTEND is
     *     ignored, because not every program that adds or removes extensions updates it
     * @return the problem; empty if the file is complete
     */
    static Optional<String> fault(Path file, Product product) {
        long size = FetchAccount.size(file);
        if (size < 0) {
            return Optional.of("it is not a file");
        }
        Optional<String> fault = product.name().matches(".*\\.fits(\\.[gf]z)?")
                ? ofFits(file, product.size() < 0)
                : ofText(file, product.name());
        return fault.isPresent() || product.size() < 0 || product.size() == size
                ? fault
                : Optional.of("it has " + size + " bytes, but the archive lists " + product.size());
    }

    private static Optional<String> ofFits(Path file, boolean counted) {
        try (FitsFile fits = FitsFile.open(file)) {
            double wanted = fits.primary().number("NEXTEND", 0);
            int there = fits.headers().size() - 1;
            return counted && there < wanted
                    ? Optional.of("it has " + there + " of " + (int) wanted + " extensions")
                    : Optional.empty();
        } catch (BadInput e) {
            return Optional.of("it is not a complete FITS file");
        }
    }

    private static Optional<String> ofText(Path file, String name) {
        try (InputStream in = Files.newInputStream(file)) {
            String start = new String(in.readNBytes(START), StandardCharsets.ISO_8859_1).stripLeading();
            if (name.endsWith(".ecsv") && !start.startsWith("# %ECSV")) {
                return Optional.of("it is not an ECSV table");
            }
            String low = start.toLowerCase(Locale.ROOT);
            return low.startsWith("<!doctype html") || low.startsWith("<html")
                    ? Optional.of("it is an HTML page")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of("it cannot be read (" + e.getMessage() + ")");
        }
    }
}
