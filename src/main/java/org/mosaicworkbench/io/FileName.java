package org.mosaicworkbench.io;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Names from input that become file names: those of datasets, visits, exposures and filters. They all pass one check,
 * so that nothing is written outside the output folder whatever a header or a table contains.
 */
public final class FileName {

    /** Maximum length of a name in bytes: suffixes are appended, and file systems allow 255 in total. */
    private static final int LONGEST = 200;

    private static final Pattern SOUND = Pattern.compile("[^/\\\\\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    private FileName() {}

    /**
     * Checks a name when it is read.
     *
     * @param what source of the name for the beginning of the message: "j8bt06nyq_flt.fits: its ROOTNAME"
     * @return the name
     * @throws BadInput if it is empty, begins with a dot or a hyphen, contains a slash, a backslash or an unprintable
     *     character, or is longer than {@value #LONGEST} bytes
     */
    public static String require(String what, String name) {
        if (!isSound(name)) {
            throw new BadInput(what + " is '" + name + "', which cannot be a file name; give one of at most " + LONGEST
                    + " bytes, without slashes or control characters, that does not begin with . or -");
        }
        return name;
    }

    /** @return whether the name is a valid file name */
    public static boolean isSound(String name) {
        return SOUND.matcher(name).matches()
                && !name.startsWith(".")
                && !name.startsWith("-")
                && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }

    /**
     * The path of a file whose name comes from input.
     *
     * @return a path directly in the folder
     * @throws BadInput if the name is not a valid file name
     */
    public static Path in(Path folder, String name) {
        return folder.resolve(require(folder + ": the name of a file in it", name));
    }

    /**
     * The path of a folder whose name comes from input.
     *
     * @param path names separated by slashes
     * @return a path inside the folder, at any depth
     * @throws BadInput if one of the names is not a valid file name
     */
    public static Path below(Path folder, String path) {
        Path place = folder;
        for (String name : path.split("/", -1)) {
            place = in(place, name);
        }
        return place;
    }
}
