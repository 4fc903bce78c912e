package org.mosaicworkbench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The real exposure and the reference numbers included with the tests. */
public final class Real {

    /** ACS/HRC, F606W, NGC 104: SCI and DQ as in the archive. */
    public static final Path EXPOSURE = resource("ngc104/j8bt06nyq_flt.fits.gz");

    private Real() {}

    /** @param name path below src/test/resources */
    public static Path resource(String name) {
        try {
            return Path.of(Real.class.getResource("/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    /** @param name path below src/test/resources/reference */
    public static JsonObject reference(String name) {
        try {
            return JsonParser.parseString(Files.readString(resource("reference/" + name)))
                    .getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
