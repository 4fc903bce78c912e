package org.mosaicworkbench.io;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Names from input that become names of files: those of datasets, visits, exposures, filters. One check for all of
 * them, so that nothing is written outside the output folder whatever a header or a table says.
 */
public final class FileName {

    /** Bytes; endings follow, and file systems take 255 in all. */
    private static final int LONGEST = 200;

    private static final Pattern SOUND = Pattern.compile("[^/\\\\\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    private FileName() {}

    /**
     * Checks a name where it is read.
     *
     * @param what where it comes from, as the message begins: "j8bt06nyq_flt.fits: its ROOTNAME"
     * @return the name
     * @throws BadInput if it is empty, begins with a point or a minus, has a slash, a backslash or a character that
     *                  does not print, or is longer than {@value #LONGEST} bytes
     */
    public static String require(String what, String name) {
        if (!isSound(name)) {
            throw new BadInput(what + " is '" + name + "', which cannot be the name of a file; give one of at most "
                    + LONGEST + " bytes, without slashes and control characters, that begins with neither . nor -");
        }
        return name;
    }

    /** @return whether it can be the name of a file */
    public static boolean isSound(String name) {
        return SOUND.matcher(name).matches()
                && !name.startsWith(".")
                && !name.startsWith("-")
                && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }

    /**
     * The place of a file that is called after something from input.
     *
     * @return directly in the folder
     * @throws BadInput if the name cannot be that of a file
     */
    public static Path in(Path folder, String name) {
        return folder.resolve(require(folder + ": the name of a file in it", name));
    }

    /**
     * The place of a folder that is called after something from input.
     *
     * @param path names separated by slashes
     * @return in the folder or in one below it
     * @throws BadInput if one of the names cannot be that of a file
     */
    public static Path below(Path folder, String path) {
        Path place = folder;
        for (String name : path.split("/", -1)) {
            place = in(place, name);
        }
        return place;
    }
}
