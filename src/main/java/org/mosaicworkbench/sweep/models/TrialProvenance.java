package org.mosaicworkbench.sweep.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.EngineThreads;
import org.mosaicworkbench.nn.TrainingConfig;
import org.mosaicworkbench.report.Measure;
import org.mosaicworkbench.sweep.Job;
import org.mosaicworkbench.sweep.Metric;
import org.mosaicworkbench.sweep.Settings;
import org.mosaicworkbench.sweep.Trial;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.task.Provenance;

/**
 * How the best trial of a sweep is made again: from its first epoch to its last, which gives what it gave with pauses.
 * Not the others: which of them go on depends on the time that trials take.
 *
 * @param models  what settings mean
 * @param leftOut datasets that no trial has
 * @param inputs  with their digests when the sweep ran
 */
public record TrialProvenance(ModelSettings models, Set<String> leftOut, List<InputFile> inputs) {

    public static final String TASK = "sweep";

    private static final String MEASURED = "measured";
    private static final String THREADS = "threads";

    /** Reads all inputs from end to end. */
    public static TrialProvenance of(ModelSettings models, ModelObjective prepared) {
        List<InputFile> inputs = new ArrayList<>(List.of(InputFile.of("csv", models.csv())));
        if (models.img() != null) {
            inputs.add(InputFile.of("img", models.img()));
        }
        if (models.synthData() != null) {
            inputs.add(InputFile.of("synthData", models.synthData()));
        }
        Stream.concat(models.measured().stream(), prepared.found().stream())
                .distinct()
                .forEach(table -> inputs.add(InputFile.of(MEASURED, table)));
        return new TrialProvenance(models, prepared.leftOut(), inputs);
    }

    /** The making of a trial, with the inputs that it reads alone. */
    public Provenance of(Trial best) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("trial", best.number());
        all.put("trialSeed", best.seed());
        all.put("epochs", best.epochs());
        all.put("settings", best.settings().values());
        all.put("blueprint", models.blueprint());
        all.put("recipe", models.recipe());
        all.put("metric", models.metric());
        all.put("validation", models.validation());
        all.put("folds", models.folds());
        all.put("seed", models.seed());
        all.put("leftOut", leftOut.stream().sorted().toList());
        if (best.last().madeBy().containsKey(THREADS)) {
            all.put(THREADS, Integer.valueOf(best.last().madeBy().get(THREADS)));
        }
        List<Path> measured = measured(best.settings()).stream()
                .map(path -> path.toAbsolutePath().normalize())
                .toList();
        return Provenance.of(
                TASK,
                all,
                inputs.stream()
                        .filter(input -> !input.role().equals(MEASURED) || measured.contains(input.path()))
                        .toList());
    }

    private List<Path> measured(Settings settings) {
        return models.isBaseline(settings) ? models.measured() : models.measured(models.blueprint(settings));
    }

    /** Makes the trial again, and keeps nothing of it in the folder. */
    public static List<Measure> again(Provenance making, Path folder) {
        ModelSettings models = new ModelSettings(
                making.needed("csv"),
                making.input("img").orElse(null),
                making.input("synthData").orElse(null),
                making.inputs(MEASURED),
                making.option("validation", Double.class),
                making.option("folds", Integer.class),
                making.option("blueprint", Blueprint.class),
                making.option("recipe", TrainingConfig.class),
                making.option("metric", Metric.class),
                making.option("seed", Long.class));
        making.given(THREADS, Integer.class).ifPresent(EngineThreads::of);
        int trial = making.option("trial", Integer.class);
        try (ModelObjective objective = new ModelObjective(models)) {
            objective.leaveOut(Set.of(making.option("leftOut", String[].class)));
            double metric = objective
                    .run(new Job(
                            trial,
                            0,
                            settings(making),
                            making.option("trialSeed", Long.class),
                            making.option("epochs", Integer.class),
                            0,
                            folder))
                    .metric();
            WholeFolder.delete(folder);
            return List.of(measure(trial, objective.metric(), metric));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Settings settings(Provenance making) {
        return new Settings(making.option("settings", Map.class));
    }

    public static Measure measure(int trial, String name, double metric) {
        return new Measure("trial " + trial, name, metric);
    }
}
