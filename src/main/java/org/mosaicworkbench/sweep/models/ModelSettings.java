package org.mosaicworkbench.sweep.models;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.mosaicworkbench.Baselines;
import org.mosaicworkbench.Train;
import org.mosaicworkbench.baseline.Baseline;
import org.mosaicworkbench.dataset.MeasurementTable;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.TrainingConfig;
import org.mosaicworkbench.sweep.Fields;
import org.mosaicworkbench.sweep.Metric;
import org.mosaicworkbench.sweep.Settings;
import org.mosaicworkbench.sweep.Space;

/**
 * What settings mean for networks and Tribuo's models: {@code model} is the name of a blueprint or of a baseline,
 * {@code blueprint.FIELD} and {@code recipe.FIELD} are fields of a network and of its training, {@code logistic.FIELD},
 * {@code forest.FIELD} and {@code boosted.FIELD} those of baselines.
 *
 * @param csv        the table of features
 * @param img        frames; null where no network that reads them is tried
 * @param synthData  table of synthetic, misaligned datasets; null for none
 * @param measured   tables of more features for baselines, and of measured numbers for networks
 * @param validation as in {@link Train#validation}
 * @param folds      0 for the fixed split
 * @param blueprint  where settings say nothing else
 * @param recipe     where settings say nothing else
 * @param metric     what settings are compared by
 * @param seed       of the parts
 */
public record ModelSettings(
        Path csv,
        Path img,
        Path synthData,
        List<Path> measured,
        double validation,
        int folds,
        Blueprint blueprint,
        TrainingConfig recipe,
        Metric metric,
        long seed) {

    static final String MODEL = "model";

    private static final String NETWORK = "blueprint";
    private static final String RECIPE = "recipe";
    /** What is not searched, and what to do instead. */
    private static final Map<String, String> FIXED = Map.of(
            "recipe.epochs",
            "give the sweep epochs() instead: the weights of " + "a trial's best epoch are taken anyway",
            "recipe.seed",
            "every trial has its own seed",
            "blueprint.name",
            "choose the model instead");

    /** Settings as a training that is ready to run: on the parts of the sweep, so that the test set is still unseen. */
    public Train train(Settings settings, int epochs) {
        if (isBaseline(settings)) {
            throw new BadInput(
                    "the best settings are of " + settings.text(MODEL) + ", which is no network; take baselines()");
        }
        Train train = Train.on(csv, img == null ? csv : img)
                .blueprint(blueprint(settings))
                .validation(validation)
                .params(recipe(settings).epochs(epochs).seed(seed))
                .measured(measured.toArray(Path[]::new));
        return synthData == null ? train : train.synthData(synthData);
    }

    /** Settings as baselines that are ready to run, on the parts of the sweep. */
    public Baselines baselines(Settings settings) {
        if (!isBaseline(settings)) {
            throw new BadInput("the best settings are of a network; take train()");
        }
        Baselines baselines = Baselines.on(csv)
                .models(baseline(settings))
                .measured(measured.toArray(Path[]::new))
                .validation(validation)
                .seed(seed);
        return synthData == null ? baselines : baselines.synthData(synthData);
    }

    List<Path> tables() {
        return synthData == null ? List.of(csv) : List.of(csv, synthData);
    }

    /** @return the tables of measured numbers that a network reads */
    List<Path> measured(Blueprint network) {
        return network.readsMeasured() ? MeasurementTable.files(measured, tables()) : List.of();
    }

    /** @throws BadInput when a parameter of the space means nothing here */
    void check(Space space) {
        for (String name : space.names()) {
            if (name.equals(MODEL)) {
                continue;
            }
            if (FIXED.containsKey(name)) {
                throw new BadInput(name + " is no setting; " + FIXED.get(name));
            }
            if (!allowed().contains(name)) {
                throw new BadInput(
                        "there is no setting '" + name + "'; there are " + MODEL + ", " + String.join(", ", allowed()));
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

    /** @return whether settings are of one of Tribuo's models */
    boolean isBaseline(Settings settings) {
        return settings.has(MODEL)
                && Baseline.all().stream().anyMatch(b -> b.name().equals(settings.text(MODEL)));
    }

    /** @throws BadInput when the settings make no network */
    Blueprint blueprint(Settings settings) {
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
        throw new BadInput("there is no model '" + name + "'; there are "
                + String.join(
                        ", ",
                        Stream.concat(
                                        Blueprint.names().stream(),
                                        Baseline.all().stream().map(Baseline::name))
                                .toList()));
    }

    /** @throws BadInput when the settings make no training */
    TrainingConfig recipe(Settings settings) {
        return changed(recipe, RECIPE, settings);
    }

    /** @throws BadInput when the settings make no model of Tribuo */
    Baseline baseline(Settings settings) {
        String name = settings.text(MODEL);
        requireOnly(settings, Set.of(name), name);
        return (Baseline) changed((Record) Baseline.named(name), name, settings);
    }

    private static void requireOnly(Settings settings, Set<String> groups, String model) {
        for (String name : settings.values().keySet()) {
            String group = name.substring(0, Math.max(0, name.indexOf('.')));
            if (!name.equals(MODEL) && !groups.contains(group)) {
                throw new BadInput(name + " has no meaning for the model " + model
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
