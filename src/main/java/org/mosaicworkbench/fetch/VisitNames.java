package org.mosaicworkbench.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosaicworkbench.io.BadInput;

/** Parses names of visits, exposures, products and proposals. */
public final class VisitNames {

    /** Instrument by the first character of exposure names (HST Data Handbook, file names). */
    private static final Map<String, String> INSTRUMENTS = Map.ofEntries(
            Map.entry("i", "WFC3"),
            Map.entry("j", "ACS"),
            Map.entry("u", "WFPC2"),
            Map.entry("w", "WF/PC-1"),
            Map.entry("o", "STIS"),
            Map.entry("n", "NICMOS"),
            Map.entry("l", "COS"),
            Map.entry("x", "FOC"),
            Map.entry("y", "FOS"),
            Map.entry("z", "GHRS"),
            Map.entry("v", "HSP"),
            Map.entry("f", "FGS"));

    /** Matches the name of a visit, or of an exposure or association with or without a file name suffix. */
    private static final Pattern VISIT = Pattern.compile(
            "([a-z][a-z0-9]{3}[a-z0-9]{2})(?:[a-z0-9]{2,3}(?:_[a-z0-9_-]+)?(?:\\.fits(?:\\.[gf]z)?)?)?");

    /** Matches the name of a mosaic of any kind, or the beginning of such a name. */
    private static final Pattern MOSAIC = Pattern.compile("hst_(\\d{1,5})_([a-z0-9]{2})"
            + "(?:_[a-z0-9]+(?:_[a-z0-9]+(?:_[a-z0-9-]+(?:_([a-z0-9]{6})(?:[a-z0-9]{2})?(?:_.*)?)?)?)?)?");

    private static final Pattern PROPOSAL = Pattern.compile("\\d{1,5}");
    /** An existing file whose name matches is treated as an exposure or product, not as a list of names. */
    private static final Pattern PRODUCT = Pattern.compile(".*\\.(fits|fits\\.[gf]z|ecsv|jpg)");

    private static final String REMEDY =
            "give a visit (j8bt06 or hst_9019_06), an exposure (j8bt06nyq), a product, a proposal number or a "
                    + "list file, or a target with --target";

    private VisitNames() {}

    /**
     * Parses names.
     *
     * @param names names of visits, exposures or products, proposal numbers, or paths of files that list one of these
     *     per line
     * @throws BadInput for an unrecognised name, or a list that cannot be read
     */
    public static List<Wanted> named(List<String> names) {
        List<Wanted> all = new ArrayList<>();
        for (String name : names) {
            if (isFile(name) && !PRODUCT.matcher(low(name)).matches()) {
                list(Path.of(name)).forEach(line -> all.add(one(line)));
            } else {
                all.add(one(name));
            }
        }
        return all.stream().distinct().toList();
    }

    /** @return the error for an empty list of names */
    public static BadInput none() {
        return new BadInput("there is nothing to fetch; " + REMEDY);
    }

    /** @return the instrument that took a visit, from the visit's name */
    public static String instrument(String visit) {
        return INSTRUMENTS.getOrDefault(visit.substring(0, 1), "another instrument");
    }

    /** @return whether mosaics of the visit's instrument can be judged */
    public static boolean isJudged(String visit) {
        return visit.startsWith("i") || visit.startsWith("j");
    }

    /** @return whether the string names a visit, an exposure, a product or a proposal */
    public static boolean isName(String name) {
        String low = low(name);
        return MOSAIC.matcher(low).matches()
                || VISIT.matcher(low).matches()
                || PROPOSAL.matcher(low).matches();
    }

    private static Wanted one(String name) {
        String low = low(name);
        Matcher mosaic = MOSAIC.matcher(low);
        if (mosaic.matches()) {
            return mosaic.group(3) == null
                    ? new Wanted.VisitOfProposal(number(mosaic.group(1)), mosaic.group(2))
                    : new Wanted.OneVisit(mosaic.group(3));
        }
        if (PROPOSAL.matcher(low).matches()) {
            return new Wanted.WholeProposal(number(low));
        }
        Matcher visit = VISIT.matcher(low);
        if (!visit.matches()) {
            throw unknown(name);
        }
        return new Wanted.OneVisit(visit.group(1));
    }

    private static String number(String digits) {
        return digits.replaceFirst("^0+(?=.)", "");
    }

    private static String low(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static BadInput unknown(String name) {
        String why = whyNot(name);
        return new BadInput("'" + name + "' " + why + (why.contains("; ") ? "" : "; " + REMEDY));
    }

    /** @return why a string is not a valid name, such as "is not a name in Hubble's archive" */
    public static String whyNot(String name) {
        if (low(name).startsWith("hst_skycell")) {
            return "is a mosaic of several visits; only single-visit mosaics are judged";
        }
        return low(name).matches("jw\\d{5}.*")
                ? "is the name of a James Webb Space Telescope product; only Hubble images are judged"
                : "is not a name in Hubble's archive";
    }

    private static boolean isFile(String name) {
        try {
            return Files.isRegularFile(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static List<String> list(Path file) {
        try {
            List<String> names = Files.readAllLines(file).stream()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
            names.stream().filter(name -> !isName(name)).findFirst().ifPresent(name -> {
                throw BadInput.file(
                        file, "has the line '" + name + "', which is not a name in Hubble's archive", REMEDY);
            });
            if (names.isEmpty()) {
                throw BadInput.file(file, "lists no visit", "write one name per line");
            }
            return names;
        } catch (IOException e) {
            throw BadInput.unread(file, "cannot be read as text", "write one name per line");
        }
    }
}
