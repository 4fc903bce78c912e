package org.mosaicworkbench.sweep.models;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.mosaicworkbench.baseline.Baseline;
import org.mosaicworkbench.dataset.DatasetFiles;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.TrainingConfig;
import org.mosaicworkbench.sweep.Fields;
import org.mosaicworkbench.sweep.Metric;
import org.mosaicworkbench.sweep.Settings;
import org.mosaicworkbench.sweep.Space;
import org.mosaicworkbench.sweep.SweepResult;
import org.mosaicworkbench.task.Provenance;

/**
 * Translates settings into networks and Tribuo models: {@code model} is the name of a blueprint or of a baseline,
 * {@code blueprint.FIELD} is a field of a network, {@code recipe.FIELD} is a field of its training configuration, and
 * {@code logistic.FIELD}, {@code forest.FIELD} and {@code boosted.FIELD} are fields of baselines.
 *
 * @param data the datasets; their measurement tables provide additional features for baselines, and the measurements
 *     for networks
 * @param held the split into training and evaluation sets
 * @param blueprint default network
 * @param recipe default training configuration
 * @param metric metric by which settings are compared
 */
public record ModelSettings(
        DatasetFiles data, HeldOut held, Blueprint blueprint, TrainingConfig recipe, Metric metric) {

    /** The setting that selects the model. */
    public static final String MODEL = "model";

    private static final String NETWORK = "blueprint";
    private static final String RECIPE = "recipe";
    /** Settings that cannot be searched over, each with the advice given in the error message. */
    private static final Map<String, String> FIXED = Map.of(
            "recipe.epochs",
            "give the sweep epochs() instead: the weights of " + "a trial's best epoch are used anyway",
            "recipe.seed",
            "every trial has its own seed",
            "blueprint.name",
            "choose the model instead");

    /**
     * The model settings of a sweep.
     *
     * @throws BadInput if all trials of the sweep failed, or its objective was not for networks and Tribuo models
     */
    public static ModelSettings of(SweepResult sweep) {
        sweep.best();
        return of(sweep.making()
                .orElseThrow(() -> new BadInput("the sweep used a custom objective; use best().settings()")));
    }

    /** The model settings that a trial used. */
    static ModelSettings of(Provenance making) {
        return new ModelSettings(
                DatasetFiles.of(making),
                new HeldOut(
                        making.option("validation", Double.class),
                        making.option("folds", Integer.class),
                        making.option("seed", Long.class)),
                making.option(NETWORK, Blueprint.class),
                making.option(RECIPE, TrainingConfig.class),
                making.option("metric", Metric.class));
    }

    /** @return the measurement tables that a model with these settings uses */
    List<Path> measured(Settings settings) {
        return isBaseline(settings) ? data.measured() : data.measured(blueprint(settings));
    }

    /** @throws BadInput if a parameter of the space is not a known setting */
    void check(Space space) {
        for (String name : space.names()) {
            if (name.equals(MODEL)) {
                continue;
            }
            if (FIXED.containsKey(name)) {
                throw new BadInput(name + " is not a setting; " + FIXED.get(name));
            }
            if (!allowed().contains(name)) {
                throw new BadInput("there is no setting '" + name + "'; choose one of " + MODEL + ", "
                        + String.join(", ", allowed()));
            }
        }
    }

    private static List<String> allowed() {
        Map<String, Class<? extends Record>> groups = new LinkedHashMap<>();
        groups.put(NETWORK, Blueprint.class);
        groups.put(RECIPE, TrainingConfig.class);
        groups.put("logistic", Baseline.Logistic.class);
        groups.put("forest", Baseline.Forest.class);
        groups.put("boosted", Baseline.Boosted.class);
        List<String> names = new ArrayList<>();
        groups.forEach((group, type) -> Fields.of(type).stream()
                .map(field -> group + "." + field)
                .filter(name -> !FIXED.containsKey(name))
                .forEach(names::add));
        return names;
    }

    /** @return whether the settings select a Tribuo model */
    public boolean isBaseline(Settings settings) {
        return settings.has(MODEL)
                && Baseline.all().stream().anyMatch(b -> b.name().equals(settings.text(MODEL)));
    }

    /** @throws BadInput if the settings do not form a valid network */
    public Blueprint blueprint(Settings settings) {
        Blueprint network = settings.has(MODEL) ? named(settings.text(MODEL)) : blueprint;
        requireOnly(settings, Set.of(NETWORK, RECIPE), network.name());
        return changed(network, NETWORK, settings);
    }

    private Blueprint named(String name) {
        if (name.equals(blueprint.name())) {
            return blueprint;
        }
        if (Blueprint.names().contains(name)) {
            return Blueprint.named(name);
        }
        throw new BadInput("there is no model '" + name + "'; choose one of "
                + String.join(
                        ", ",
                        Stream.concat(
                                        Blueprint.names().stream(),
                                        Baseline.all().stream().map(Baseline::name))
                                .toList()));
    }

    /** @throws BadInput if the settings do not describe a valid training configuration */
    public TrainingConfig recipe(Settings settings) {
        return changed(recipe, RECIPE, settings);
    }

    /** @throws BadInput if the settings do not describe a Tribuo model */
    public Baseline baseline(Settings settings) {
        String name = settings.text(MODEL);
        requireOnly(settings, Set.of(name), name);
        return (Baseline) changed((Record) Baseline.named(name), name, settings);
    }

    private static void requireOnly(Settings settings, Set<String> groups, String model) {
        for (String name : settings.values().keySet()) {
            String group = name.substring(0, Math.max(0, name.indexOf('.')));
            if (!name.equals(MODEL) && !groups.contains(group)) {
                throw new BadInput(name + " does not apply to model " + model
                        + "; give it a condition, as \"when\": {\"" + MODEL + "\": [\""
                        + (group.equals(NETWORK) || group.equals(RECIPE) ? "svm_mlp" : group) + "\"]}");
            }
        }
    }

    private static <R extends Record> R changed(R record, String group, Settings settings) {
        R changed = record;
        for (Map.Entry<String, Object> entry : settings.values().entrySet()) {
            if (entry.getKey().startsWith(group + ".")) {
                changed = Fields.with(changed, entry.getKey().substring(group.length() + 1), entry.getValue());
            }
        }
        return changed;
    }
}
