package org.mosaicworkbench.mend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.mosaicworkbench.diagnose.DiagnoseResult;
import org.mosaicworkbench.diagnose.ExposureShift;
import org.mosaicworkbench.diagnose.VisitComparison;
import org.mosaicworkbench.diagnose.VisitDiagnosis;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.plot.Theme;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.Visit;

/**
 * Which exposures of a visit are to be corrected, and by how much.
 *
 * @param visit the visit's exposures
 * @param kept exposures that are held fixed together with those that agree with them; empty if the majority is right
 * @param found the comparison of the exposures
 * @param corrections the corrections of misaligned exposures
 * @param failures exposures that are or may be misaligned but are left unchanged
 */
public record MendPlan(
        Visit visit,
        Set<String> kept,
        DiagnoseResult found,
        List<HeaderCorrection> corrections,
        List<Failure> failures) {

    private static final Failure.Stage STAGE = Failure.Stage.MEND;

    /** Makes defensive copies. */
    public MendPlan {
        kept = Set.copyOf(kept);
        corrections = List.copyOf(corrections);
        failures = List.copyOf(failures);
    }

    /**
     * Compares the exposures. If no group is the largest, a reference catalog next to the exposures decides.
     *
     * @param folder the visit's folder
     * @param kept rootnames of exposures that are right; empty if the majority is right
     * @param threads number of exposures read at the same time
     * @throws BadInput if the folder or an exposure cannot be used, an exposure to keep is missing or could not be
     *                  compared, or exposures are misaligned and none can be corrected
     */
    public static MendPlan of(Path folder, Set<String> kept, int threads) {
        Visit visit = Visit.read(folder);
        requireKnown(visit, kept);
        DiagnoseResult found = compared(folder, kept, threads);
        requireCompared(found, kept);
        Set<String> right = new HashSet<>(kept);
        List<Failure> failures = new ArrayList<>(found.failures());
        for (VisitDiagnosis tied : tied(found)) {
            CatalogVote.Answer answer = new CatalogVote(visit, detector(visit, tied), threads).ask(tied);
            answer.right().ifPresentOrElse(right::add, () -> failures.add(undecided(tied, answer.why())));
        }
        DiagnoseResult last = right.equals(kept) ? found : compared(folder, right, threads);
        List<HeaderCorrection> corrections = new ArrayList<>();
        for (VisitDiagnosis one : last.visits()) {
            if (one.agreement() != VisitDiagnosis.Agreement.TIED) {
                add(visit, one, corrections, failures);
            }
        }
        if (corrections.isEmpty() && !failures.isEmpty()) {
            throw new BadInput(failures.stream().map(Failure::reason).collect(Collectors.joining("; ")));
        }
        return new MendPlan(visit, right, last, corrections, failures);
    }

    private static void requireKnown(Visit visit, Set<String> kept) {
        List<String> names = visit.exposures().stream().map(Exposure::rootname).toList();
        kept.stream().filter(one -> !names.contains(one)).findFirst().ifPresent(unknown -> {
            throw BadInput.file(visit.folder(), "has no exposure '" + unknown + "'", "keep one of " + names);
        });
        for (Detector detector : visit.detectors()) {
            List<String> own = visit.exposures().stream()
                    .filter(one -> one.detector() == detector && kept.contains(one.rootname()))
                    .map(Exposure::rootname)
                    .toList();
            if (own.size() > 1) {
                throw new BadInput(String.join(" and ", own)
                        + " belong to one detector; keep one of them: those that agree with it are kept, too");
            }
        }
    }

    private static void requireCompared(DiagnoseResult found, Set<String> kept) {
        found.visits().stream()
                .flatMap(one -> one.unknown().stream())
                .filter(one -> kept.contains(one.rootname()))
                .findFirst()
                .ifPresent(one -> {
                    throw new BadInput(one.rootname() + ": cannot be kept, because it could not be compared ("
                            + one.finding().note() + "); keep another exposure");
                });
    }

    private static DiagnoseResult compared(Path folder, Set<String> kept, int threads) {
        return new VisitComparison(folder, VisitComparison.LIMIT, Theme.LIGHT, threads, kept).run();
    }

    /** Compares the exposures of a mended copy, keeping the same exposures fixed. */
    DiagnoseResult compared(Path copy, int threads) {
        return compared(copy, kept, threads);
    }

    private static List<VisitDiagnosis> tied(DiagnoseResult found) {
        return found.visits().stream()
                .filter(one -> one.agreement() == VisitDiagnosis.Agreement.TIED)
                .toList();
    }

    static Detector detector(Visit visit, VisitDiagnosis diagnosis) {
        return visit.detectors().stream()
                .filter(one -> visit.total(one).toString().equals(diagnosis.dataset()))
                .findFirst()
                .orElseThrow();
    }

    private static Failure undecided(VisitDiagnosis tied, String catalog) {
        String first = tied.shifts().stream()
                .filter(one -> one.finding().state() == ExposureShift.State.AGREES)
                .findFirst()
                .orElseThrow()
                .rootname();
        return new Failure(
                tied.dataset(),
                STAGE,
                tied.dataset() + ": " + tied.verdict() + (catalog.isEmpty() ? "" : "; " + catalog)
                        + "; give a correct exposure, such as --keep " + first
                        + (catalog.isEmpty()
                                ? ", or put a reference catalog (*_"
                                        + tied.dataset().split("_", -1)[4] + "_*G*_ref_cat.ecsv) next to the exposures"
                                : ""));
    }

    private static void add(
            Visit visit, VisitDiagnosis diagnosis, List<HeaderCorrection> corrections, List<Failure> failures) {
        String reference = diagnosis.shifts().stream()
                .filter(one -> one.finding().state() == ExposureShift.State.AGREES)
                .map(ExposureShift::rootname)
                .collect(Collectors.joining(" "));
        for (ExposureShift shift : diagnosis.shifts()) {
            Exposure exposure = visit.exposures().stream()
                    .filter(one -> one.rootname().equals(shift.rootname()))
                    .findFirst()
                    .orElseThrow();
            switch (shift.finding().state()) {
                case UNKNOWN ->
                    failures.add(left(
                            shift, "could not be compared (" + shift.finding().note() + ")"));
                case OFF -> {
                    if (shift.isWeak()) {
                        failures.add(left(
                                shift,
                                String.format(
                                        Locale.ROOT,
                                        "is off by %.2f +- %.2f px from only %d sources, possibly by chance",
                                        shift.size(),
                                        shift.error(),
                                        shift.sources())));
                    } else {
                        corrections.add(new HeaderCorrection(
                                exposure, shift, diagnosis.common().rms(), reference));
                    }
                }
                case AGREES -> {
                    // The header is right.
                }
            }
        }
    }

    private static Failure left(ExposureShift shift, String why) {
        return new Failure(shift.rootname(), STAGE, shift.rootname() + ": " + why + "; its header is unchanged");
    }
}
