package org.mosaicworkbench.simulate;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Detector.Readout;

/** The headers of a calibrated exposure, with the keywords that the observatory's pipeline writes. */
final class ExposureHeader {

    private static final long MJD_OF_1970 = 40587;
    private static final String[] AMPLIFIERS = {"A", "B", "C", "D"};

    private final VisitPlan visit;
    private final ExposurePlan exposure;
    private final Detector detector;
    private final String filename;

    ExposureHeader(VisitPlan visit, ExposurePlan exposure) {
        this.visit = visit;
        this.exposure = exposure;
        this.detector = visit.subject().detector();
        this.filename = exposure.root() + "_" + detector.exposureSuffix() + ".fits";
    }

    /** @return the file name: {@code <root>_flt.fits} or {@code <root>_flc.fits} */
    String filename() {
        return filename;
    }

    FitsHeader primary() {
        FitsHeader.Editor h = FitsHeader.empty().edit();
        identity(h);
        target(h);
        time(h);
        instrument(h);
        electronics(h);
        h.history("Simulated by mosaic-workbench; no photon of it came from the sky.");
        h.history("Settings: seed " + visit.settings().seed() + ", visit "
                + visit.id().number() + " of its run.");
        return h.done();
    }

    /**
     * @param extension {@code EXTNAME}: SCI, ERR or DQ
     * @param skyRate sky background, electrons per second per pixel
     * @param good number of unflagged pixels; written to the science extension only
     */
    FitsHeader extension(String extension, Geometry.Cut cut, double skyRate, int good) {
        FitsHeader.Editor h = FitsHeader.empty().edit();
        h.set("EXTNAME", extension, "extension name").set("EXTVER", cut.index + 1, "extension version number");
        h.set("INHERIT", true, "inherit the primary header");
        h.set("EXPNAME", exposure.root(), "exposure identifier");
        if (extension.equals("DQ")) {
            h.set("BITPIX", 16, "").set("BUNIT", "UNITLESS", "brightness units");
        } else {
            h.set("BUNIT", detector.readout() == Readout.RAMP ? "ELECTRONS/S" : "ELECTRONS", "brightness units");
        }
        visit.subject().geometry().describe(exposure.pointing().commanded(), cut, h);
        aperture(h, cut);
        if (extension.equals("SCI")) {
            photometry(h);
            statistics(h, skyRate, good);
            solution(h);
        }
        return h.done();
    }

    private void identity(FitsHeader.Editor h) {
        h.set("NEXTEND", 3 * detector.chips(), "Number of standard extensions");
        h.set("DATE", stamp(exposure.start() + 1, "yyyy-MM-dd'T'HH:mm:ss"), "date this file was written");
        h.set("FILENAME", filename, "name of file");
        h.set("FILETYPE", "SCI", "type of data found in data file");
        h.set("TELESCOP", "HST", "telescope used to acquire data");
        h.set("INSTRUME", detector.instrument().name(), "identifier for instrument used to acquire data");
        h.set("EQUINOX", 2000.0, "equinox of celestial coord. system");
        h.set("ROOTNAME", exposure.root(), "rootname of the observation set");
        h.set("IMAGETYP", "EXT", "type of exposure identifier");
        h.set("PRIMESI", detector.instrument().name(), "instrument designated as prime");
        h.set("PROPOSID", Integer.parseInt(visit.id().proposal()), "PEP proposal identifier");
        h.set(
                "LINENUM",
                visit.obset() + "."
                        + String.format(
                                Locale.ROOT, "%03d", 1 + visit.exposures().indexOf(exposure)),
                "proposal logsheet line number");
        h.set("PR_INV_L", "Simulated", "last name of principal investigator");
        h.set("PR_INV_F", "Visit", "first name of principal investigator");
    }

    private void target(FitsHeader.Editor h) {
        h.set("TARGNAME", visit.subject().scene().name(), "proposer's target name");
        h.set("RA_TARG", visit.subject().scene().target().ra(), "right ascension of the target (deg) (J2000)");
        h.set("DEC_TARG", visit.subject().scene().target().dec(), "declination of the target (deg) (J2000)");
        h.set("MTFLAG", visit.subject().scene().body().isPresent(), "moving target flag; T if it is a moving target");
        h.set("PA_V3", wrapped(exposure.pointing().commanded().paV3()), "position angle of V3-axis of HST (deg)");
        h.set("POSTARG1", exposure.postarg()[0], "POSTARG in axis 1 direction");
        h.set("POSTARG2", exposure.postarg()[1], "POSTARG in axis 2 direction");
        h.set("FGSLOCK", "FINE", "commanded FGS lock (FINE,COARSE,GYROS,UNKNOWN)");
        h.set("GYROMODE", "T", "number of gyros scheduled, T=3+OBAD");
        h.set("REFFRAME", "ICRS", "guide star catalog version");
    }

    private void time(FitsHeader.Editor h) {
        h.set("DATE-OBS", stamp(exposure.start(), "yyyy-MM-dd"), "UT date of start of observation (yyyy-mm-dd)");
        h.set("TIME-OBS", stamp(exposure.start(), "HH:mm:ss"), "UT time of start of observation (hh:mm:ss)");
        h.set("EXPSTART", exposure.start(), "exposure start time (Modified Julian Date)");
        h.set("EXPEND", exposure.start() + exposure.seconds() / 86400, "exposure end time (Modified Julian Date)");
        h.set("EXPTIME", exposure.exptime(), "exposure duration (seconds)--calculated");
        h.set("EXPFLAG", "NORMAL", "Exposure interruption indicator");
    }

    private void instrument(FitsHeader.Editor h) {
        Bandpass b = exposure.bandpass();
        h.set("OBSTYPE", "IMAGING", "observation type - imaging or spectroscopic");
        h.set("OBSMODE", detector.readout() == Readout.RAMP ? "MULTIACCUM" : "ACCUM", "operating mode");
        h.set("SCLAMP", "NONE", "lamp status, NONE or name of lamp which is on");
        h.set("NRPTEXP", 1, "number of repeat exposures in set: default 1");
        h.set("SUBARRAY", cutOut(), "data from a subarray (T) or full frame (F)");
        h.set("DETECTOR", detector.name(), "detector in use");
        if (b.filterWheels().second().isEmpty()) {
            h.set("FILTER", b.filterWheels().first(), "element selected from filter wheel");
        } else {
            h.set("FILTER1", b.filterWheels().first(), "element selected from filter wheel 1");
            h.set("FILTER2", b.filterWheels().second(), "element selected from filter wheel 2");
        }
        String aperture = detector.chips() == 2 ? detector.name() + "-CENTER" : detector.name();
        h.set("APERTURE", aperture, "aperture name");
        h.set("PROPAPER", aperture, "proposed aperture name");
        h.set("CRSPLIT", 1, "number of cosmic ray split exposures");
        h.set("BINAXIS1", 1, "axis1 data bin size in unbinned detector pixels");
        h.set("BINAXIS2", 1, "axis2 data bin size in unbinned detector pixels");
        String[] done = detector.readout() == Readout.RAMP
                ? new String[] {
                    "DQICORR",
                    "ZSIGCORR",
                    "ZOFFCORR",
                    "DARKCORR",
                    "NLINCORR",
                    "CRCORR",
                    "FLATCORR",
                    "UNITCORR",
                    "PHOTCORR"
                }
                : new String[] {"DQICORR", "BLEVCORR", "BIASCORR", "DARKCORR", "FLATCORR", "PHOTCORR"};
        for (String step : done) {
            h.set(step, "COMPLETE", "");
        }
        h.set("PCTECORR", detector.chips() == 2 ? "COMPLETE" : "OMIT", "charge transfer correction");
        h.set("DRIZCORR", "PERFORM", "drizzle processing");
        h.set("IDCTAB", "N/A", "image distortion correction table");
        h.set("NPOLFILE", "N/A", "non-polynomial offsets table");
        h.set("D2IMFILE", "N/A", "column correction table");
        h.set("ASN_ID", "NONE", "unique identifier assigned to association");
    }

    private void electronics(FitsHeader.Editor h) {
        SimulatedDetector.Electronics e = SimulatedDetector.of(detector).electronics();
        h.set("CCDAMP", detector == Detector.HRC ? "C" : "ABCD", "CCD Amplifier Readout Configuration");
        h.set("CCDGAIN", Math.rint(e.gain() * 2) / 2, "commanded gain");
        for (String amplifier : AMPLIFIERS) {
            boolean used = detector != Detector.HRC || amplifier.equals("C");
            h.set("ATODGN" + amplifier, used ? e.gain() : 0.0, "calibrated gain for amplifier " + amplifier);
            h.set(
                    "READNSE" + amplifier,
                    used ? detector.readNoise() : 0.0,
                    "calibrated read noise for amplifier " + amplifier);
        }
    }

    private void aperture(FitsHeader.Editor h, Geometry.Cut cut) {
        h.set("CCDCHIP", cut.chip.number, "CCD chip");
        h.set("RA_APER", exposure.pointing().commanded().centre().ra(), "RA of aperture reference position");
        h.set("DEC_APER", exposure.pointing().commanded().centre().dec(), "Declination of aperture reference position");
        h.set(
                "PA_APER",
                wrapped(visit.subject().geometry().yAngle(exposure.pointing().commanded())),
                "position angle of aperture reference (deg)");
        h.set("VAFACTOR", 1.0, "velocity aberration plate scale factor");
        h.set("CENTERA1", cut.x0 + cut.width / 2 + 1, "subarray axis1 center pt in unbinned dect. pix");
        h.set("CENTERA2", cut.y0 + cut.height / 2 + 1, "subarray axis2 center pt in unbinned dect. pix");
        h.set("SIZAXIS1", cut.width, "subarray axis1 size in unbinned detector pixels");
        h.set("SIZAXIS2", cut.height, "subarray axis2 size in unbinned detector pixels");
    }

    private void photometry(FitsHeader.Editor h) {
        Bandpass b = exposure.bandpass();
        h.set("PHOTMODE", detector.instrument() + " " + detector.name() + " " + b.name(), "observation con");
        h.set("PHOTFLAM", b.inverseSensitivity(), "inverse sensitivity, ergs/cm2/Ang/electron");
        h.set("PHOTZPT", -21.1, "ST magnitude zero point");
        h.set("PHOTPLAM", b.pivot() * 10, "Pivot wavelength (Angstroms)");
        h.set("PHOTBW", b.width() * 10, "RMS bandwidth of filter plus detector");
    }

    private void statistics(FitsHeader.Editor h, double skyRate, int good) {
        double unit = detector.readout() == Readout.RAMP ? 1 : exposure.seconds();
        h.set("NCOMBINE", 1, "number of image sets combined during CR rejecti");
        h.set("NGOODPIX", good, "number of good pixels");
        h.set("SDQFLAGS", 31743, "serious data quality flags");
        h.set(
                "MEANDARK",
                SimulatedDetector.of(detector).electronics().dark() * unit,
                "average of the dark values subtracted");
        h.set("MDRIZSKY", skyRate * unit, "sky value");
    }

    private void solution(FitsHeader.Editor h) {
        SkyTie tie = visit.guiding().tie();
        h.set("WCSNAME", "IDC_simulated" + tie.solution(), "name of the coordinate system");
        if (tie.matches() > 0) {
            h.set("RMS_RA", tie.rmsRa(), "[mas] residuals of the fit along RA");
            h.set("RMS_DEC", tie.rmsDec(), "[mas] residuals of the fit along Dec");
            h.set("NMATCHES", tie.matches(), "sources in the fit");
        }
    }

    private boolean cutOut() {
        Geometry.Cut cut = visit.subject().geometry().cuts().get(0);
        return cut.width < cut.chip.width || cut.height < cut.chip.height;
    }

    private static double wrapped(double degrees) {
        double turned = degrees % 360;
        return turned < 0 ? turned + 360 : turned;
    }

    private static String stamp(double mjd, String pattern) {
        long millis = Math.round((mjd - MJD_OF_1970) * 86400e3);
        return ZonedDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC)
                .format(DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
    }
}
