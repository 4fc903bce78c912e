package org.mosaicworkbench.sweep.models;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosaicworkbench.Sweep;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.EngineThreads;
import org.mosaicworkbench.nn.TrainingConfig;
import org.mosaicworkbench.sweep.Method;
import org.mosaicworkbench.sweep.Metric;
import org.mosaicworkbench.sweep.Space;
import org.mosaicworkbench.sweep.Sweeper;

/**
 * Trials of networks side by side: processes of their own in the sweep's folder, because the engine can learn one
 * network at a time, and because the memory that it takes is then the process's own. They end when this process ends,
 * however it does.
 */
public final class WorkerProcesses {

    private static final String TASK = "workers.json";
    private static final long PAUSE = 200;
    /** A job in which so many processes ended by themselves is given up. */
    private static final int DEATHS = 2;

    private static final int LEAST_HEAP = 256;
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    private final Sweep.Options options;
    private final Sweeper sweeper;
    private final int count;

    public WorkerProcesses(Sweep.Options options, Sweeper sweeper, int count) {
        this.options = options;
        this.sweeper = sweeper;
        this.count = count;
    }

    /** Works until all is done. */
    public void run() {
        WholeFile.writeText(options.output.resolve(TASK), GSON.toJson(json()) + "\n");
        List<java.lang.Process> workers = new ArrayList<>();
        Set<Long> dead = new HashSet<>();
        try {
            for (int number = 0; number < count; number++) {
                workers.add(start(number));
            }
            while (workers.stream().anyMatch(java.lang.Process::isAlive)) {
                Thread.sleep(PAUSE);
                for (int number = 0; number < count; number++) {
                    java.lang.Process worker = workers.get(number);
                    if (!worker.isAlive() && worker.exitValue() != 0 && dead.add(worker.pid())) {
                        requireWorking(worker, number);
                        sweeper.giveUp(dead, DEATHS);
                        workers.set(number, start(number));
                    }
                }
                sweeper.tell();
            }
        } catch (InterruptedException e) {
            throw new CancellationException("the sweep was cancelled; run it again to go on");
        } finally {
            workers.forEach(java.lang.Process::destroyForcibly);
        }
        WholeFile.removeLeftovers(options.output);
    }

    /** A worker that says what is wrong would say so for ever. */
    private void requireWorking(java.lang.Process worker, int number) {
        if (worker.exitValue() == 2) {
            try {
                List<String> lines = Files.readAllLines(log(number));
                throw new BadInput(
                        lines.isEmpty() ? "a process of the sweep ended; run it again" : lines.get(lines.size() - 1));
            } catch (IOException e) {
                throw BadInput.file(log(number), "cannot be read", "run the sweep with one trial at a time");
            }
        }
    }

    private Path log(int number) {
        return options.output.resolve("worker-" + number + ".log");
    }

    private java.lang.Process start(int number) {
        int threads = Math.max(1, options.threads / count);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + Math.max(LEAST_HEAP, options.memory / count / 2) + "m",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8"));
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("ai.djl.") || name.startsWith("OPT_OUT") || name.equals("mosaic.home"))
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of(
                "-cp",
                classPath(),
                WorkerProcesses.class.getName(),
                options.output.toString(),
                String.valueOf(threads)));
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(log(number).toFile()));
            builder.environment().put("OMP_NUM_THREADS", String.valueOf(threads));
            return builder.start();
        } catch (IOException e) {
            throw new BadInput(
                    "a process of the sweep cannot be started (" + e.getMessage()
                            + "); run it with one trial at a time",
                    e);
        }
    }

    /** Of this process, with what kernels add to theirs. */
    private static String classPath() {
        return Stream.of(
                        System.getProperty("java.class.path"),
                        System.getenv("IJAVA_CLASSPATH"),
                        System.getenv("JJAVA_CLASSPATH"))
                .filter(path -> path != null && !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private JsonObject json() {
        JsonObject json = new JsonObject();
        json.add("space", JsonParser.parseString(options.space.json()));
        json.addProperty("method", options.method.name());
        if (options.method instanceof Method.Asha asha) {
            json.addProperty("reduction", asha.reduction());
            json.addProperty("least", asha.least());
        }
        json.addProperty("trials", options.trials);
        json.addProperty("csv", options.csv.toString());
        json.addProperty("img", options.img == null ? "" : options.img.toString());
        json.addProperty("synth_data", options.synthData == null ? "" : options.synthData.toString());
        json.add(
                "measured",
                GSON.toJsonTree(options.measured.stream().map(Path::toString).toList()));
        json.addProperty("validation", options.validation);
        json.addProperty("folds", options.folds);
        json.addProperty("metric", options.metric.name());
        json.addProperty("seed", options.seed);
        json.add("blueprint", GSON.toJsonTree(options.blueprint));
        json.add("recipe", GSON.toJsonTree(options.recipe));
        return json;
    }

    private static Sweep.Options read(Path folder) throws IOException {
        JsonObject json =
                JsonParser.parseString(Files.readString(folder.resolve(TASK))).getAsJsonObject();
        Sweep.Options options = new Sweep.Options();
        Path space = folder.resolve(TASK);
        options.space = Space.parse(json.get("space").toString(), space.toString());
        String method = json.get("method").getAsString();
        options.method = json.has("reduction")
                ? new Method.Asha(
                        json.get("reduction").getAsInt(), json.get("least").getAsInt())
                : Method.named(method);
        options.trials = json.get("trials").getAsInt();
        options.csv = Path.of(json.get("csv").getAsString());
        options.img = path(json.get("img").getAsString());
        options.synthData = path(json.get("synth_data").getAsString());
        options.measured = json.getAsJsonArray("measured").asList().stream()
                .map(one -> Path.of(one.getAsString()))
                .toList();
        options.validation = json.get("validation").getAsDouble();
        options.folds = json.get("folds").getAsInt();
        options.metric = Metric.valueOf(json.get("metric").getAsString());
        options.seed = json.get("seed").getAsLong();
        options.blueprint = GSON.fromJson(json.get("blueprint"), Blueprint.class);
        options.recipe = GSON.fromJson(json.get("recipe"), TrainingConfig.class);
        options.output = folder;
        return options;
    }

    private static Path path(String text) {
        return text.isEmpty() ? null : Path.of(text);
    }

    /**
     * One of the processes. It ends when its standard input does, which is when the one that started it ends.
     *
     * @param arguments the sweep's folder, and the engine's threads
     */
    public static void main(String[] arguments) throws IOException {
        Thread parent = new Thread(WorkerProcesses::endWithParent, "parent");
        parent.setDaemon(true);
        parent.start();
        Sweep.Options options = read(Path.of(arguments[0]));
        try (ModelObjective models = new ModelObjective(options.models())) {
            models.prepare(options.plan(models).trials());
            if (models.usesEngine()) {
                EngineThreads.of(Integer.parseInt(arguments[1]));
            }
            Sweeper.in(options.output, options.plan(models), models, reports -> {})
                    .run(1);
        } catch (BadInput e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
        System.exit(0);
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
        Runtime.getRuntime().halt(1);
    }
}
