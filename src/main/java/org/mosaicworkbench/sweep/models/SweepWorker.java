package org.mosaicworkbench.sweep.models;

import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.mosaicworkbench.cluster.Cluster;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.nn.EngineThreads;
import org.mosaicworkbench.sweep.Plan;
import org.mosaicworkbench.sweep.Sweeper;
import org.mosaicworkbench.sweep.Workers;
import org.mosaicworkbench.task.Runner;
import org.mosaicworkbench.task.Work;
import org.mosaicworkbench.task.WorkList;

/**
 * Takes trials from the sweep's folder until all are done. Several workers run side by side, each in a separate
 * process: the engine can train only one network at a time per process. Each worker thus also has its own memory.
 *
 * @param task the sweep to which the trials belong
 * @param folder folder of the sweep
 * @param threads number of training threads; 0 for the number with which the process was started
 * @param run identifies this run of the sweep
 */
record SweepWorker(SweepTask task, Path folder, int threads, UUID run) implements Work<Integer, Integer> {

    /** Number of processes that may end unexpectedly during a job before the job is abandoned. */
    private static final int DEATHS = 2;

    private static final long PAUSE = 500;
    /** Maximum number of workers on a cluster. */
    private static final int MOST = 1000;

    /** Sweep runs that a worker of this process has completed; further workers of the same run have nothing to do. */
    private static final Set<UUID> ENDED = ConcurrentHashMap.newKeySet();

    @Override
    public Integer apply(Integer number) {
        if (ENDED.contains(run)) {
            return number;
        }
        try (ModelObjective models = new ModelObjective(task.models())) {
            Plan plan = task.plan(models);
            models.prepare(plan.trials());
            if (models.usesEngine() && threads > 0) {
                EngineThreads.of(threads);
            }
            Sweeper sweeper = Sweeper.in(folder, plan, models, reports -> {});
            sweeper.giveUp(DEATHS);
            sweeper.run(1);
            ENDED.add(run);
            return number;
        }
    }

    /**
     * Starts workers, which take trials until all are done, in the selected runner or, without one, in processes on
     * this machine.
     *
     * @param most maximum number of workers and their total resources on this machine; on a cluster, a count of 1 means
     *     one worker per trial
     * @param trials number of trials
     */
    static void sideBySide(SweepTask task, Sweeper sweeper, Path folder, Workers most, int trials) {
        int count = Math.min(MOST, most.count() > 1 ? most.count() : trials);
        sweeper.forgetDeaths();
        Thread telling = new Thread(() -> tell(sweeper), "sweep-progress");
        telling.setDaemon(true);
        telling.start();
        try {
            if (Runner.isElsewhere()) {
                run(new SweepWorker(task, folder.toAbsolutePath(), 0, UUID.randomUUID()), count, trials);
            } else {
                int threads = Math.max(1, most.threads() / most.count());
                Cluster.of("processes[" + most.count() + "]")
                        .work(folder.resolve(Cluster.WORK))
                        .memory(Math.max(Cluster.LEAST_MEMORY, most.memory() / most.count()))
                        .threads(threads)
                        .run(() ->
                                run(new SweepWorker(task, folder, threads, UUID.randomUUID()), most.count(), trials));
            }
        } finally {
            telling.interrupt();
        }
    }

    /** Shows the progress of the workers until interrupted. */
    private static void tell(Sweeper sweeper) {
        try {
            while (true) {
                Thread.sleep(PAUSE);
                sweeper.tell();
            }
        } catch (InterruptedException | CancellationException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int run(SweepWorker worker, int count, int trials) {
        WorkList.Ending<Integer, Integer> ending = new WorkList.Ending<>(
                number -> {},
                (number, reason) -> {
                    throw new BadInput("worker " + number + " of the sweep: " + reason);
                },
                result -> true);
        Runner.current()
                .run(
                        new WorkList<>(
                                "trials",
                                IntStream.range(0, count).boxed().toList(),
                                worker,
                                ending,
                                new WorkList.Effort(false, 2 * trials + 2)),
                        count,
                        number -> {});
        return count;
    }
}
