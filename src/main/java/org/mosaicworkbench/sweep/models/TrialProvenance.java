package org.mosaicworkbench.sweep.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.nn.EngineThreads;
import org.mosaicworkbench.report.ReportedNumber;
import org.mosaicworkbench.sweep.Job;
import org.mosaicworkbench.sweep.Settings;
import org.mosaicworkbench.sweep.Trial;
import org.mosaicworkbench.sweep.TrialStep;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.task.Provenance;

/**
 * Reproduces the best trial of a sweep by running it from its first epoch to its last without pauses, which gives the
 * same result. The other trials are not reproduced, because their promotion depends on timing.
 *
 * @param models translates the settings into models
 * @param leftOut datasets excluded from all trials
 * @param inputs inputs with their digests at the time of the sweep
 */
record TrialProvenance(ModelSettings models, Set<String> leftOut, List<InputFile> inputs) {

    static final String TASK = "sweep";

    private static final String MEASURED = "measured";
    private static final String THREADS = "threads";

    /** Records the inputs, reading each in full to compute its digest. */
    public static TrialProvenance of(ModelSettings models, ModelObjective prepared) {
        List<Path> measured = Stream.concat(models.data().measured().stream(), prepared.found().stream())
                .distinct()
                .toList();
        List<InputFile> inputs = models.data().inputs(true, measured);
        return new TrialProvenance(models, prepared.leftOut(), inputs);
    }

    /** The provenance of a trial, with only the inputs that it reads. */
    public Provenance of(Trial best) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("trial", best.number());
        all.put("trialSeed", best.seed());
        all.put("epochs", best.epochs());
        all.put("settings", best.settings().values());
        all.put("blueprint", models.blueprint());
        all.put("recipe", models.recipe());
        all.put("metric", models.metric());
        all.put("validation", models.held().validation());
        all.put("folds", models.held().folds());
        all.put("seed", models.held().seed());
        all.put("leftOut", leftOut.stream().sorted().toList());
        if (best.last().madeBy().containsKey(THREADS)) {
            all.put(THREADS, Integer.valueOf(best.last().madeBy().get(THREADS)));
        }
        List<Path> measured = models.measured(best.settings()).stream()
                .map(path -> path.toAbsolutePath().normalize())
                .toList();
        return Provenance.of(
                TASK,
                all,
                inputs.stream()
                        .filter(input -> !input.role().equals(MEASURED) || measured.contains(input.path()))
                        .toList());
    }

    /** Reruns the trial in the folder, which is deleted afterwards. */
    public static List<ReportedNumber> again(Provenance making, Path folder) {
        ModelSettings models = ModelSettings.of(making);
        making.given(THREADS, Integer.class).ifPresent(EngineThreads::of);
        int trial = making.option("trial", Integer.class);
        try (ModelObjective objective = new ModelObjective(models)) {
            objective.leaveOut(Set.of(making.option("leftOut", String[].class)));
            double metric = objective
                    .run(new Job(
                            new TrialStep(
                                    trial,
                                    0,
                                    Settings.of(making.value("settings")),
                                    making.option("trialSeed", Long.class),
                                    making.option("epochs", Integer.class),
                                    0),
                            folder))
                    .metric();
            WholeFolder.delete(folder);
            return List.of(Trial.measure(trial, objective.metric(), metric));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
