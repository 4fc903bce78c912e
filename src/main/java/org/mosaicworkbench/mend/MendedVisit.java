package org.mosaicworkbench.mend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosaicworkbench.corrupt.VisitCopy;
import org.mosaicworkbench.diagnose.DiagnoseResult;
import org.mosaicworkbench.diagnose.VisitDiagnosis;
import org.mosaicworkbench.fits.HeaderPatch;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.mosaic.AlignmentCheck;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.Visit;

/**
 * A mended visit: a copy of its folder with corrected headers, accompanied by a table, a shift file for each detector,
 * and a headerlet for each corrected exposure.
 *
 * @param folder the copy's folder
 * @param exposures the corrected exposures, in time order
 * @param found the comparison of the copy's exposures
 */
public record MendedVisit(Path folder, List<MendedExposure> exposures, DiagnoseResult found) {

    static final String TABLE = "mended.csv";
    static final String HEADERLETS = "headerlets";

    /** Copies the list. */
    public MendedVisit {
        exposures = List.copyOf(exposures);
    }

    /**
     * Writes the copy and the accompanying files, the table last. Other files of the compared exposures (such as
     * {@code flt} next to {@code flc}), whose headers stay wrong, are left out of the copy.
     *
     * @param plan the corrections
     * @param output the folder for all results
     * @param threads number of exposures read at the same time
     * @throws org.mosaicworkbench.io.BadInput if the copy cannot be written
     */
    public static MendedVisit write(MendPlan plan, Path output, int threads) {
        MendOutput.begin(plan.visit().folder(), output);
        Path place = FileName.in(
                output,
                plan.visit().folder().toAbsolutePath().normalize().getFileName().toString());
        Map<String, List<HeaderPatch.Card>> cards = new LinkedHashMap<>();
        Map<String, RigidMotion> motions = new LinkedHashMap<>();
        List<MendedExposure> exposures = new ArrayList<>();
        for (HeaderCorrection one : plan.corrections()) {
            HeaderCorrection.Change change = one.change();
            String file = one.exposure().file().getFileName().toString();
            cards.put(file, change.cards());
            motions.put(one.exposure().rootname(), change.motion());
            exposures.add(new MendedExposure(
                    plan.visit().total(one.exposure().detector()).toString(),
                    file,
                    one.shift(),
                    0.0 - change.motion().roll(),
                    change.name(),
                    change.letter()));
        }
        VisitCopy.write(plan.visit(), place, cards, beside -> removeWrong(plan.visit(), beside));
        plan.corrections().forEach(one -> headerlet(one, place, output));
        plan.found().visits().forEach(one -> shifts(plan, one, motions, output));
        WholeFile.writeText(
                output.resolve(TABLE),
                MendedExposure.COLUMNS
                        + exposures.stream().map(MendedExposure::row).collect(Collectors.joining()));
        return new MendedVisit(place, exposures, plan.compared(place, threads));
    }

    /** Removes the other files of the exposures from the copy, because their headers are uncorrected. */
    private static void removeWrong(Visit visit, Path copy) throws IOException {
        Map<String, String> used = new LinkedHashMap<>();
        visit.exposures()
                .forEach(
                        one -> used.put(one.rootname(), one.file().getFileName().toString()));
        List<Path> files;
        try (Stream<Path> all = Files.list(copy)) {
            files = all.toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            boolean twin = used.entrySet().stream()
                    .anyMatch(one -> name.startsWith(one.getKey() + "_")
                            && name.contains(".fits")
                            && !name.equals(one.getValue()));
            if (twin) {
                Files.delete(file);
            }
        }
    }

    private static void headerlet(HeaderCorrection one, Path place, Path output) {
        String file = one.exposure().file().getFileName().toString();
        new Headerlet(place.resolve(file), one.exposure().chips())
                .write(output.resolve(HEADERLETS).resolve(file.replaceFirst("\\.fits(\\.[gf]z)?$", "_hlet.fits")));
    }

    private static void shifts(MendPlan plan, VisitDiagnosis diagnosis, Map<String, RigidMotion> motions, Path output) {
        Visit visit = plan.visit();
        Detector detector = MendPlan.detector(visit, diagnosis);
        List<Exposure> exposures = visit.exposures().stream()
                .filter(exposure -> exposure.detector() == detector)
                .toList();
        AlignmentCheck check = new AlignmentCheck(visit, detector, 1);
        Wcs frame = check.grid();
        double pixel = check.headers().values().iterator().next().get(0).pixelScale();
        new ShiftFile(frame, exposures, motions, diagnosis.common().rms() * pixel / frame.pixelScale())
                .write(output, visit.name() + "_" + detector.label() + "_shifts");
    }
}
