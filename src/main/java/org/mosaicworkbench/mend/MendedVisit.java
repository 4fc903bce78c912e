package org.mosaicworkbench.mend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mosaicworkbench.corrupt.VisitCopy;
import org.mosaicworkbench.diagnose.DiagnoseResult;
import org.mosaicworkbench.diagnose.VisitDiagnosis;
import org.mosaicworkbench.fits.HeaderPatch;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.mosaic.AlignmentCheck;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.Visit;

/**
 * A visit whose exposures are right: a copy of its folder with corrected headers, and beside it a table, a file of shifts
 * for each detector, and a headerlet for each corrected exposure.
 *
 * @param folder    of the copy
 * @param exposures that were corrected, in the order of time
 * @param found     how the exposures of the copy compare
 */
public record MendedVisit(Path folder, List<MendedExposure> exposures, DiagnoseResult found) {

    /** Tells an output folder of ours from others. */
    private static final String TABLE = "mended.csv";

    /** Takes a copy. */
    public MendedVisit {
        exposures = List.copyOf(exposures);
    }

    /**
     * Writes the copy and what stands beside it. What an earlier run wrote of this visit is replaced.
     *
     * @param plan    what is to be corrected
     * @param output  the folder for all
     * @param threads exposures that are read at once
     * @throws BadInput when something else stands in the place of the copy, or it cannot be written
     */
    public static MendedVisit write(MendPlan plan, Path output, int threads) {
        Path place = place(plan.visit(), output);
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
                    change.name(),
                    change.letter()));
        }
        WholeFile.writeText(
                output.resolve(TABLE),
                MendedExposure.COLUMNS
                        + exposures.stream().map(MendedExposure::row).collect(Collectors.joining()));
        VisitCopy.write(plan.visit(), place, cards, beside -> {});
        plan.corrections().forEach(one -> headerlet(one, place, output));
        plan.found().visits().forEach(one -> shifts(plan, one, motions, output));
        return new MendedVisit(place, exposures, plan.compared(place, threads));
    }

    private static Path place(Visit visit, Path output) {
        Path place = FileName.in(
                output,
                visit.folder().toAbsolutePath().normalize().getFileName().toString());
        if (!Files.exists(place)) {
            return place;
        }
        boolean itself = place.toAbsolutePath()
                .normalize()
                .equals(visit.folder().toAbsolutePath().normalize());
        if (itself || !Files.exists(output.resolve(TABLE))) {
            throw BadInput.file(
                    place,
                    itself ? "would be overwritten by its own copy" : "is there already and was not made by mend",
                    "choose another output folder");
        }
        try {
            WholeFolder.delete(place);
        } catch (IOException e) {
            throw new UncheckedIOException(place + " cannot be deleted", e);
        }
        return place;
    }

    private static void headerlet(HeaderCorrection one, Path place, Path output) {
        String file = one.exposure().file().getFileName().toString();
        new Headerlet(place.resolve(file), one.exposure().chips())
                .write(output.resolve("headerlets").resolve(file.replaceFirst("\\.fits(\\.[gf]z)?$", "_hlet.fits")));
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
