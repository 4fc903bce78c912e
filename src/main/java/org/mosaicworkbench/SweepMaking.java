package org.mosaicworkbench;

import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.Recipe;
import org.mosaicworkbench.nn.Threads;
import org.mosaicworkbench.report.Input;
import org.mosaicworkbench.report.Making;
import org.mosaicworkbench.report.Measure;
import org.mosaicworkbench.sweep.Job;
import org.mosaicworkbench.sweep.Metric;
import org.mosaicworkbench.sweep.Settings;
import org.mosaicworkbench.sweep.Trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How the best trial of a sweep is made again: from its first epoch to its last, which gives what it gave with pauses. Not
 * the others: which of them go on depends on the time that trials take.
 *
 * @param models  what settings mean
 * @param leftOut datasets that no trial has
 * @param inputs  with their digests when the sweep ran
 */
record SweepMaking(SweepModels models, Set<String> leftOut, List<Input> inputs) {

    static final String TASK = "sweep";

    private static final String MEASURED = "measured";
    private static final String THREADS = "threads";

    /** Reads all inputs from end to end. */
    static SweepMaking of(SweepModels models, SweepObjective prepared) {
        List<Input> inputs = new ArrayList<>(List.of(Input.of("csv", models.csv())));
        if (models.img() != null) {
            inputs.add(Input.of("img", models.img()));
        }
        if (models.synthData() != null) {
            inputs.add(Input.of("synthData", models.synthData()));
        }
        Stream.concat(models.measured().stream(), prepared.found().stream()).distinct()
                .forEach(table -> inputs.add(Input.of(MEASURED, table)));
        return new SweepMaking(models, prepared.leftOut(), inputs);
    }

    /** The making of a trial, with the inputs that it reads alone. */
    Making of(Trial best) {
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
        List<Path> measured = measured(best.settings()).stream().map(path -> path.toAbsolutePath().normalize()).toList();
        return Making.of(TASK, all, inputs.stream()
                .filter(input -> !input.role().equals(MEASURED) || measured.contains(input.path())).toList());
    }

    private List<Path> measured(Settings settings) {
        return models.isBaseline(settings) ? models.measured() : models.measured(models.blueprint(settings));
    }

    /** Makes the trial again, and keeps nothing of it in the folder. */
    static List<Measure> again(Making making, Path folder) {
        SweepModels models = new SweepModels(making.needed("csv"), making.input("img").orElse(null),
                making.input("synthData").orElse(null), making.inputs(MEASURED), making.option("validation", Double.class),
                making.option("folds", Integer.class), making.option("blueprint", Blueprint.class),
                making.option("recipe", Recipe.class), making.option("metric", Metric.class), making.option("seed", Long.class));
        making.given(THREADS, Integer.class).ifPresent(Threads::of);
        int trial = making.option("trial", Integer.class);
        try (SweepObjective objective = new SweepObjective(models)) {
            objective.leaveOut(Set.of(making.option("leftOut", String[].class)));
            double metric = objective.run(new Job(trial, 0, settings(making), making.option("trialSeed", Long.class),
                    making.option("epochs", Integer.class), 0, folder)).metric();
            WholeFolder.delete(folder);
            return List.of(measure(trial, objective.metric(), metric));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Settings settings(Making making) {
        return new Settings(making.option("settings", Map.class));
    }

    static Measure measure(int trial, String name, double metric) {
        return new Measure("trial " + trial, name, metric);
    }
}
