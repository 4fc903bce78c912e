package org.mosaicworkbench.visit;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.FileName;

/**
 * A dataset's name, which is the index of every table: the file name of its total image without {@code _drz.fits} or
 * {@code _drc.fits}, such as {@code hst_12286_38_wfc3_ir_total_ibl738}. A synthetic copy appends a suffix
 * ({@code ..._ibl738_f160w_sub_stat}).
 *
 * @param program the proposal and the visit within it
 * @param instrument {@code acs} or {@code wfc3}
 * @param detector {@code hrc}, {@code sbc}, {@code wfc}, {@code uvis} or {@code ir}
 * @param filter {@code total}, or the filter of a filter image
 * @param visit six characters, for instance {@code ibl738}
 * @param suffix what a synthetic copy appends, without its leading underscore; empty for a real visit
 */
public record DatasetName(
        Program program, String instrument, String detector, String filter, String visit, String suffix) {

    /**
     * A visit of a proposal.
     *
     * @param proposal the proposal's number, without leading zeros
     * @param obset the visit within the proposal, two characters
     */
    public record Program(String proposal, String obset) {}

    private static final Pattern NAME =
            Pattern.compile("hst_([^_]+)_([^_]+)_([^_]+)_([^_]+)_([^_]+)_([^_]+)(?:_(.+))?");
    private static final Pattern ENDING = Pattern.compile("_dr[zc]\\.fits(\\.[gf]z)?$");

    /** @throws BadInput if the dataset's name is not a valid file name */
    public DatasetName {
        FileName.require(
                "the dataset's name",
                text(program, List.of(instrument, detector, filter, visit + (suffix.isEmpty() ? "" : "_" + suffix))));
    }

    /**
     * Parses a dataset's name, or the name of its total or filter image.
     *
     * @throws BadInput if the name has a different form
     */
    public static DatasetName of(String name) {
        Matcher m = NAME.matcher(ENDING.matcher(name).replaceFirst(""));
        if (!m.matches()) {
            throw new BadInput("'" + name + "' is not a dataset's name; it has the form "
                    + "hst_<proposal>_<visit number>_<instrument>_<detector>_total_<visit>");
        }
        return new DatasetName(
                new Program(m.group(1), m.group(2)),
                m.group(3),
                m.group(4),
                m.group(5),
                m.group(6),
                m.group(7) == null ? "" : m.group(7));
    }

    /** @return true for the file name of a total detection image, {@code ..._total_..._drz.fits} or {@code _drc} */
    public static boolean isTotalImage(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("hst_")
                && name.contains("_total_")
                && ENDING.matcher(name).find();
    }

    /**
     * Returns the name of another image of the same visit and detector.
     *
     * @param filter the filter, or {@code total}
     */
    public DatasetName withFilter(String filter) {
        return new DatasetName(program, instrument, detector, filter.toLowerCase(Locale.ROOT), visit, suffix);
    }

    /** @return the file name of the drizzled image, which ends in {@code _drz.fits} */
    public String imageName() {
        return this + "_drz.fits";
    }

    /** @return the name of the visit's folder: the visit and a synthetic copy's suffix */
    public String folderName() {
        return suffix.isEmpty() ? visit : visit + "_" + suffix;
    }

    /** @return the dataset's name as used in tables */
    @Override
    public String toString() {
        return text(program, List.of(instrument, detector, filter, folderName()));
    }

    private static String text(Program program, List<String> words) {
        return "hst_" + program.proposal() + "_" + program.obset() + "_" + String.join("_", words);
    }
}
