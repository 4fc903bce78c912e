package org.mosaicworkbench.sweep.models;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosaicworkbench.environment.JupyterKernel;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.nn.EngineThreads;
import org.mosaicworkbench.sweep.Plan;
import org.mosaicworkbench.sweep.Sweeper;
import org.mosaicworkbench.sweep.Workers;

/**
 * Trials of networks side by side: processes of their own in the sweep's folder, because the engine can learn one
 * network at a time, and because the memory that it takes is then the process's own. They end when this process ends,
 * however it does.
 */
final class WorkerProcesses {

    /** How a worker ends that finds a defect of the software: started again it would find it again. */
    private static final int DEFECT = 3;

    private static final long PAUSE = 200;
    /** A job in which so many processes ended by themselves is given up. */
    private static final int DEATHS = 2;

    private static final int LEAST_HEAP = 256;

    private final SweepTask task;
    private final Sweeper sweeper;
    private final Path folder;
    private final Workers share;

    /**
     * @param task    that the processes work on
     * @param sweeper of the same task in the same folder
     * @param share   how many processes, and what they take together
     */
    WorkerProcesses(SweepTask task, Sweeper sweeper, Path folder, Workers share) {
        this.task = task;
        this.sweeper = sweeper;
        this.folder = folder;
        this.share = share;
    }

    /** Works until all is done. */
    public void run() {
        task.write(folder);
        List<Process> workers = new ArrayList<>();
        Set<Long> dead = new HashSet<>();
        try {
            for (int number = 0; number < share.count(); number++) {
                workers.add(start(number));
            }
            while (workers.stream().anyMatch(Process::isAlive)) {
                Thread.sleep(PAUSE);
                for (int number = 0; number < share.count(); number++) {
                    Process worker = workers.get(number);
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
            workers.forEach(Process::destroyForcibly);
        }
    }

    /** A worker that says what is wrong would say so for ever. */
    private void requireWorking(Process worker, int number) {
        if (worker.exitValue() == DEFECT) {
            throw new IllegalStateException("a process of the sweep ended by a defect; its trace is in " + log(number));
        }
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
        return folder.resolve("worker-" + number + ".log");
    }

    private Process start(int number) {
        int threads = Math.max(1, share.threads() / share.count());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + Math.max(LEAST_HEAP, share.memory() / share.count() / 2) + "m",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8"));
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("ai.djl.") || name.startsWith("OPT_OUT") || name.equals("mosaic.home"))
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of(
                "-cp", classPath(), WorkerProcesses.class.getName(), folder.toString(), String.valueOf(threads)));
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
        Stream<String> added = Arrays.stream(JupyterKernel.values())
                .flatMap(kernel -> kernel.classPathVariable().stream())
                .map(System::getenv);
        return Stream.concat(Stream.of(System.getProperty("java.class.path")), added)
                .filter(path -> path != null && !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * One of the processes. It ends when its standard input does, which is when the one that started it ends.
     *
     * @param arguments the sweep's folder, and the engine's threads
     */
    public static void main(String[] arguments) {
        Thread parent = new Thread(WorkerProcesses::endWithParent, "parent");
        parent.setDaemon(true);
        parent.start();
        Path folder = Path.of(arguments[0]);
        SweepTask task = SweepTask.read(folder);
        try (ModelObjective models = new ModelObjective(task.models())) {
            Plan plan = task.plan(models);
            models.prepare(plan.trials());
            if (models.usesEngine()) {
                EngineThreads.of(Integer.parseInt(arguments[1]));
            }
            Sweeper.in(folder, plan, models, reports -> {}).run(1);
        } catch (BadInput e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (RuntimeException e) {
            e.printStackTrace();
            System.exit(DEFECT);
        }
        System.exit(0);
    }

    private static void endWithParent() {
        try {
            int read = 0;
            while (read >= 0) {
                read = System.in.read();
            }
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
        Runtime.getRuntime().halt(1);
    }
}
