package org.mosaicworkbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.baseline.BaselinesResult;
import org.mosaicworkbench.check.CheckResult;
import org.mosaicworkbench.corrupt.CorruptionRun;
import org.mosaicworkbench.diagnose.DiagnoseResult;
import org.mosaicworkbench.explore.ExploreResult;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.label.LabelsResult;
import org.mosaicworkbench.mend.MendResult;
import org.mosaicworkbench.mosaic.CombineResult;
import org.mosaicworkbench.predict.PredictResult;
import org.mosaicworkbench.prep.Preparation;
import org.mosaicworkbench.report.Environment;
import org.mosaicworkbench.report.PageFile;
import org.mosaicworkbench.report.ReportedNumber;
import org.mosaicworkbench.report.VerifyResult;
import org.mosaicworkbench.simulate.SimulateResult;
import org.mosaicworkbench.sweep.models.SweepTask;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.train.TrainResult;

/**
 * Reproduces a report from the same inputs with the same options, and compares all numbers. For a sweep, it repeats the
 * best trial.
 *
 * <pre>{@code
 * Verify.of(Path.of("report.html")).run();
 * }</pre>
 */
public final class Verify {

    private final Path page;
    private final Map<String, Path> places;
    private final Path output;

    private Verify(Path page, Map<String, Path> places, Path output) {
        this.page = page;
        this.places = places;
        this.output = output;
    }

    /** @param page report written by {@link Report} */
    public static Verify of(Path page) {
        return new Verify(page, Map.of(), null);
    }

    /**
     * @param role name of the input in the report's data table, such as {@code csv} or {@code img}
     * @param place current path of that input; by default its path relative to the report
     */
    public Verify input(String role, Path place) {
        Map<String, Path> more = new LinkedHashMap<>(places);
        more.put(role, place);
        return new Verify(page, more, output);
    }

    /** @param folder output folder for the reproduced results; by default they are deleted */
    public Verify outputPath(Path folder) {
        return new Verify(page, places, folder);
    }

    /**
     * Reproduces the results.
     *
     * @throws BadInput if the page is not a report, or an input is missing or has changed; the message says which
     */
    public VerifyResult run() {
        PageFile file = PageFile.read(page);
        List<Optional<Provenance>> makings = file.results().stream()
                .map(r -> r.making().map(making -> making.at(places)))
                .toList();
        requireKnown(makings);
        requireOwn(makings);
        requireSame(makings);
        List<VerifyResult.Check> checks = new ArrayList<>();
        try {
            Path folder = output == null ? Files.createTempDirectory("mosaic-verify") : output;
            try {
                for (int i = 0; i < makings.size(); i++) {
                    checks.addAll(checks(
                            file.results().get(i), again(makings.get(i), folder.resolve(String.valueOf(i + 1)))));
                }
            } finally {
                if (output == null) {
                    WholeFolder.delete(folder);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new VerifyResult(
                page, checks, file.untouched(), Environment.now().rows(file.environment()));
    }

    private void requireKnown(List<Optional<Provenance>> makings) {
        List<String> roles = makings.stream()
                .flatMap(Optional::stream)
                .flatMap(making -> making.inputs().stream())
                .map(InputFile::role)
                .distinct()
                .toList();
        places.keySet().stream()
                .filter(role -> !roles.contains(role))
                .findFirst()
                .ifPresent(role -> {
                    throw new BadInput(page + ": has no input '" + role + "'; it has " + String.join(", ", roles));
                });
    }

    /** Rejects reports that name an external program: a report may come from anyone, so it is not run. */
    private void requireOwn(List<Optional<Provenance>> makings) {
        makings.stream()
                .flatMap(Optional::stream)
                .flatMap(making -> making.given("external", String.class).stream())
                .findFirst()
                .ifPresent(command -> {
                    throw BadInput.file(
                            page,
                            "its result was created by the external command '" + command
                                    + "', which is not run for a page",
                            "combine the visit with --external yourself");
                });
    }

    private static void requireSame(List<Optional<Provenance>> makings) {
        List<String> changes = makings.stream()
                .flatMap(Optional::stream)
                .flatMap(making -> making.inputs().stream())
                .distinct()
                .flatMap(input -> input.changes().stream())
                .distinct()
                .toList();
        if (!changes.isEmpty()) {
            throw new BadInput("the inputs differ from those of the report: " + String.join("; ", changes)
                    + "; restore the original files, or give their path with --input");
        }
    }

    private static List<ReportedNumber> again(Optional<Provenance> making, Path folder) {
        return making.map(known -> again(known, folder)).orElse(List.of());
    }

    private static List<ReportedNumber> again(Provenance making, Path folder) {
        return switch (making.task()) {
            case TrainResult.TASK ->
                Train.again(making).outputPath(folder).run().measures();
            case BaselinesResult.TASK ->
                Baselines.again(making).outputPath(folder).run().measures();
            case PredictResult.TASK ->
                Predict.again(making).outputPath(folder).run().measures();
            case SweepTask.TASK -> SweepTask.again(making, folder);
            case CorruptionRun.TASK ->
                Corrupt.again(making).outputs(folder).run().measures();
            case CheckResult.TASK -> Check.again(making).output(folder).run().measures();
            case Preparation.TASK -> Prep.again(making).output(folder).run().measures();
            case CombineResult.TASK ->
                Combine.again(making).output(folder).run().measures();
            case SimulateResult.TASK ->
                Simulate.again(making).output(folder).run().measures();
            case DiagnoseResult.TASK -> Diagnose.again(making).run().measures();
            case MendResult.TASK -> Mend.again(making).output(folder).run().measures();
            case LabelsResult.TASK -> Labels.again(making).run().measures();
            case ExploreResult.TASK ->
                Explore.again(making).output(folder).run().measures();
            default ->
                throw new BadInput("this version cannot reproduce results of '" + making.task()
                        + "'; use the version that wrote the report");
        };
    }

    private static List<VerifyResult.Check> checks(PageFile.Result result, List<ReportedNumber> now) {
        List<VerifyResult.Check> checks = new ArrayList<>();
        for (ReportedNumber was : result.measures()) {
            checks.add(new VerifyResult.Check(
                    result.title(), was, now.stream().filter(was::likewise).findFirst()));
        }
        return checks;
    }
}
