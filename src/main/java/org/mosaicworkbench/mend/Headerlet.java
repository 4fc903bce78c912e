package org.mosaicworkbench.mend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.RawUnit;

/**
 * A headerlet: the coordinate system of an exposure with its distortion but without its pixels, which
 * {@code stwcs.wcsutil.headerlet} can apply to another copy of the exposure. The primary header identifies the
 * exposure; a {@code SIPWCS} extension for each science extension holds the keywords; the distortion tables follow
 * unchanged (Dencheva, Hack and Droettboom, STScI technical report on headerlets).
 *
 * @param exposure the file with the solution
 * @param chips number of science extensions
 */
record Headerlet(Path exposure, int chips) {

    private static final Pattern OF_SYSTEM = Pattern.compile("WCSAXES|WCSNAME|WCSTYPE|RADESYS|LONPOLE|LATPOLE|ORIENTAT|"
            + "(CRPIX|CRVAL|CTYPE|CUNIT|CRDER)[12]|CD[12]_[12]|[AB]P?_(ORDER|[0-9]+_[0-9]+)|"
            + "OC[XY]1[01]|IDC(SCALE|THETA|[XY]REF|V[23]REF)|"
            + "CPDIS[12]|CPERR[12]|DP[12]|NPOLEXT|D2IM(DIS|ERR)?[12]|D2IMEXT");
    private static final List<String> TABLES = List.of("WCSDVARR", "D2IMARR");
    private static final String NONE = "NOMODEL";
    private static final int KEY = 8;

    /**
     * Writes the headerlet.
     *
     * @param place path of the file, which must end in {@code _hlet.fits}
     */
    Path write(Path place) {
        List<RawUnit> units = new ArrayList<>();
        List<RawUnit> tables = new ArrayList<>();
        try (FitsFile file = FitsFile.open(exposure)) {
            units.add(RawUnit.header(primary(file)));
            for (FitsHeader header : file.headers()) {
                if (TABLES.contains(header.name())) {
                    tables.add(RawUnit.read(exposure, header.name(), header.version()));
                }
            }
        }
        for (int chip = 1; chip <= chips; chip++) {
            units.add(RawUnit.header(system(chip)));
        }
        units.addAll(tables);
        return RawUnit.write(place, units);
    }

    private static List<String> primary(FitsFile file) {
        FitsHeader primary = file.primary();
        FitsHeader science = file.requiredHeader("SCI", 1);
        String sip = sip(primary, science);
        String distortions = primary.has("DISTNAME")
                ? primary.text("DISTNAME")
                : sip + "-" + model(primary.text("NPOLFILE"), "_npl") + "-" + model(primary.text("D2IMFILE"), "_d2i");
        List<String> cards = new ArrayList<>(List.of(
                number("SIMPLE", "T", "conforms to FITS standard"),
                number("BITPIX", "8", ""),
                number("NAXIS", "0", ""),
                number("EXTEND", "T", ""),
                text("DESTIM", primary.text("ROOTNAME"), "observation that it is for"),
                text("HDRNAME", science.text("HDRNAME"), "name of the headerlet"),
                text("WCSNAME", science.text("WCSNAME"), "name of the coordinate solution"),
                text("DISTNAME", distortions, "name of the distortion model"),
                text("SIPNAME", sip, "origin of the SIP polynomials"),
                text("AUTHOR", "mosaic-workbench", "made by"),
                text("DESCRIP", "exposures of a visit aligned with each other", ""),
                number("RMS_RA", String.valueOf(science.number("CRDER1", 0)), "[deg] error"),
                number("RMS_DEC", String.valueOf(science.number("CRDER2", 0)), "[deg] error"),
                number("NMATCH", String.valueOf((int) science.number("NMATCHES", 0)), "sources in the fit"),
                text("CATALOG", "", "none: the visit's other exposures")));
        Stream.of("DATE", "NPOLFILE", "D2IMFILE", "IDCTAB", "UPWCSVER", "PYWCSVER")
                .forEach(keyword -> cards.add(text(keyword, primary.text(keyword), "as in the exposure")));
        return cards;
    }

    /** The name of the SIP polynomials; if the exposure does not name them, the name that stwcs gives them. */
    private static String sip(FitsHeader primary, FitsHeader science) {
        if (primary.has("SIPNAME")) {
            return primary.text("SIPNAME");
        }
        String table = model(primary.text("IDCTAB"), "_idc");
        return primary.has("IDCTAB")
                ? primary.text("ROOTNAME") + "_" + (table.equals(NONE) ? "NONE" : table)
                : science.has("A_ORDER") ? "UNKNOWN" : NONE;
    }

    /** Returns the name of an observatory table such as {@code jref$n721640fj_idc.fits} without folder and suffix. */
    private static String model(String file, String ending) {
        String name = file.replaceFirst("^.*[$/]", "").replaceFirst(ending + "\\.fits$", "");
        return name.isEmpty() || file.toUpperCase(Locale.ROOT).startsWith("N/A") ? NONE : name;
    }

    private List<String> system(int chip) {
        List<String> cards = new ArrayList<>(List.of(
                text("XTENSION", "IMAGE", "image extension"),
                number("BITPIX", "8", ""),
                number("NAXIS", "0", ""),
                number("PCOUNT", "0", ""),
                number("GCOUNT", "1", ""),
                text("EXTNAME", "SIPWCS", ""),
                number("EXTVER", String.valueOf(chip), ""),
                text("TG_ENAME", "SCI", "extension that it is for"),
                number("TG_EVER", String.valueOf(chip), "its version")));
        List<String> own = RawUnit.read(exposure, "SCI", chip).cards().stream()
                .filter(card -> OF_SYSTEM.matcher(key(card)).matches())
                .toList();
        if (own.stream().noneMatch(card -> key(card).equals("WCSAXES"))) {
            cards.add(number("WCSAXES", "2", ""));
        }
        cards.addAll(own);
        return cards;
    }

    private static String key(String card) {
        return card.substring(0, KEY).strip();
    }

    private static String number(String keyword, String value, String comment) {
        return String.format(Locale.ROOT, "%-8s= %20s / %s", keyword, value, comment);
    }

    private static String text(String keyword, String value, String comment) {
        return String.format(Locale.ROOT, "%-8s= %-20s / %s", keyword, String.format("'%-8s'", value), comment);
    }
}
