package org.mosaicworkbench.sweep.models;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mosaicworkbench.dataset.DatasetFiles;
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.EngineThreads;
import org.mosaicworkbench.nn.TrainingConfig;
import org.mosaicworkbench.report.ReportedNumber;
import org.mosaicworkbench.sweep.Method;
import org.mosaicworkbench.sweep.Metric;
import org.mosaicworkbench.sweep.Plan;
import org.mosaicworkbench.sweep.Space;
import org.mosaicworkbench.sweep.SweepResult;
import org.mosaicworkbench.sweep.Sweeper;
import org.mosaicworkbench.sweep.Workers;
import org.mosaicworkbench.task.Provenance;

/**
 * What a sweep of networks and Tribuo's models tries: all that a worker needs to know to plan the same trials.
 *
 * @param space  what may be set
 * @param method how settings are chosen
 * @param trials how many; 0 for the whole grid, or else {@value Method#TRIALS}
 * @param models what settings mean
 */
public record SweepTask(Space space, Method method, int trials, ModelSettings models) {

    /** The task's name on the command line. */
    public static final String TASK = TrialProvenance.TASK;

    private static final String FILE = "workers.json";
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    /** @throws org.mosaicworkbench.io.BadInput when a parameter of the space means nothing for the models */
    public void check() {
        models.check(space);
    }

    /**
     * Tries, in processes side by side where there may be several.
     *
     * @param folder where trials and results go
     * @param most   how many workers there may be
     */
    public SweepResult run(Path folder, Workers most) {
        try (ModelObjective tried = new ModelObjective(models)) {
            Plan plan = plan(tried);
            tried.prepare(plan.trials());
            TrialProvenance made = TrialProvenance.of(models, tried);
            Workers workers = most.fitting(plan, tried);
            return Sweeper.result(folder, plan, tried, sweeper -> {
                        if (workers.count() > 1) {
                            new WorkerProcesses(this, sweeper, folder, workers).run();
                        } else {
                            alone(sweeper, tried.usesEngine(), workers.threads());
                        }
                        WholeFile.removeLeftovers(folder);
                    })
                    .madeAgain(made::of);
        }
    }

    /** Makes the best trial of a sweep again; nothing of it is kept in the folder. */
    public static List<ReportedNumber> again(Provenance making, Path folder) {
        return TrialProvenance.again(making, folder);
    }

    private static void alone(Sweeper sweeper, boolean engine, int threads) {
        if (engine && threads != Parallel.cores()) {
            EngineThreads.of(threads);
        }
        sweeper.run(1);
    }

    /** @return the plan of all its trials */
    Plan plan(ModelObjective tried) {
        return Plan.of(
                space, method, trials, models.recipe().epochs(), models.held().seed(), tried.goal());
    }

    /** Writes {@value #FILE} atomically. */
    void write(Path folder) {
        WholeFile.writeText(folder.resolve(FILE), GSON.toJson(json()) + "\n");
    }

    /** Reads what {@link #write} wrote. */
    static SweepTask read(Path folder) {
        return of(JsonValue.read(folder.resolve(FILE), "run the sweep again"));
    }

    JsonObject json() {
        DatasetFiles data = models.data();
        JsonObject json = new JsonObject();
        json.add(
                "space", JsonValue.parse(space.json(), "the space", "report it").json());
        method.json().entrySet().forEach(part -> json.add(part.getKey(), part.getValue()));
        json.addProperty("trials", trials);
        json.addProperty("csv", data.csv().toString());
        json.addProperty("img", data.img().map(Path::toString).orElse(""));
        json.addProperty("synth_data", data.synthData().map(Path::toString).orElse(""));
        json.add(
                "measured",
                GSON.toJsonTree(data.measured().stream().map(Path::toString).toList()));
        json.addProperty("labels", data.labels().map(Path::toString).orElse(""));
        json.addProperty("validation", models.held().validation());
        json.addProperty("folds", models.held().folds());
        json.addProperty("metric", models.metric().name());
        json.addProperty("seed", models.held().seed());
        json.add("blueprint", GSON.toJsonTree(models.blueprint()));
        json.add("recipe", GSON.toJsonTree(models.recipe()));
        return json;
    }

    static SweepTask of(JsonValue json) {
        List<Path> measured = json.at("measured").items().stream()
                .map(one -> Path.of(one.text()))
                .toList();
        return new SweepTask(
                Space.of(json.at("space")),
                Method.of(json),
                json.at("trials").integer(),
                new ModelSettings(
                        new DatasetFiles(
                                Path.of(json.at("csv").text()),
                                path(json.at("img").text()),
                                path(json.at("synth_data").text()),
                                measured,
                                List.of(),
                                path(json.at("labels").text())),
                        new HeldOut(
                                json.at("validation").finite(),
                                json.at("folds").integer(),
                                json.at("seed").whole()),
                        json.at("blueprint").as(Blueprint.class),
                        json.at("recipe").as(TrainingConfig.class),
                        json.at("metric").constant(Metric.class)));
    }

    private static Optional<Path> path(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    }
}
