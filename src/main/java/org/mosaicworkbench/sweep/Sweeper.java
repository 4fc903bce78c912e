package org.mosaicworkbench.sweep;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.io.WholeFile;

/**
 * Runs the jobs of a plan. Several sweepers, in this process or in others, can share a folder: no job is done twice,
 * and each sweeper ends when all jobs are done.
 */
public final class Sweeper {

    /** The file that identifies a sweep; a sweep resumes only with the same identity. */
    static final String IDENTITY = "sweep.json";

    private static final String TRIALS = "trials";
    private static final long SHORTEST_PAUSE = 10;
    private static final long LONGEST_PAUSE = 500;
    private static final double BILLION = 1e9;

    private final Plan plan;
    private final Objective objective;
    private final Journal journal;
    private final Consumer<List<TrialReport>> watcher;

    private Sweeper(Plan plan, Objective objective, Journal journal, Consumer<List<TrialReport>> watcher) {
        this.plan = plan;
        this.objective = objective;
        this.journal = journal;
        this.watcher = watcher;
    }

    /**
     * Opens a folder for a new or existing sweep.
     *
     * @param folder folder for {@code trials.jsonl} and the files of individual trials
     * @param watcher receives all reports after each job, from one thread at a time
     * @throws BadInput if the folder holds another sweep or is not writable
     */
    public static Sweeper in(Path folder, Plan plan, Objective objective, Consumer<List<TrialReport>> watcher) {
        Sweeper sweeper = new Sweeper(plan, objective, new Journal(folder), watcher);
        sweeper.journal.locked(() -> {
            sweeper.requireSame(folder.resolve(IDENTITY));
            return null;
        });
        return sweeper;
    }

    /** Starts or resumes a sweep in a folder, with one thread per worker. */
    public static SweepResult result(Path folder, Plan plan, Objective objective, Workers most) {
        int threads = most.fitting(plan, objective).count();
        return result(folder, plan, objective, sweeper -> sweeper.run(threads));
    }

    /**
     * Starts or resumes a sweep in a folder and shows its progress.
     *
     * @param work runs the jobs with the given sweeper
     * @throws BadInput as for {@link #in}
     */
    public static SweepResult result(Path folder, Plan plan, Objective objective, Consumer<Sweeper> work) {
        WholeFile.requireRoom(folder);
        try (SweepProgress progress = new SweepProgress(plan, objective.metric())) {
            Sweeper sweeper = in(folder, plan, objective, progress);
            sweeper.tell();
            work.accept(sweeper);
            List<TrialReport> reports = sweeper.reports();
            sweeper.clean();
            return SweepResult.of(plan, objective, reports, folder);
        }
    }

    private void requireSame(Path file) {
        JsonObject own = identity();
        if (Files.exists(file)) {
            JsonObject there = read(file);
            for (String key : union(own, there)) {
                if (!key.equals(TRIALS) && !String.valueOf(own.get(key)).equals(String.valueOf(there.get(key)))) {
                    throw BadInput.file(
                            file.toAbsolutePath().getParent(),
                            "contains another sweep (its " + key + " is " + there.get(key) + ", this one's "
                                    + own.get(key) + ")",
                            "choose another output folder, or delete this one");
                }
            }
            if (own.get(TRIALS).equals(there.get(TRIALS))) {
                return;
            }
        }
        WholeFile.writeText(
                file,
                new GsonBuilder()
                                .setPrettyPrinting()
                                .disableHtmlEscaping()
                                .create()
                                .toJson(own) + "\n");
    }

    private static Set<String> union(JsonObject one, JsonObject other) {
        Set<String> keys = new HashSet<>(one.keySet());
        keys.addAll(other.keySet());
        return keys;
    }

    private static JsonObject read(Path file) {
        return JsonValue.read(file, "choose another output folder, or delete this one")
                .object();
    }

    private JsonObject identity() {
        JsonObject json = new JsonObject();
        json.addProperty("method", String.valueOf(plan.method()));
        json.addProperty("epochs", String.valueOf(plan.rungs()));
        json.addProperty("seed", plan.seed());
        json.addProperty("metric", objective.metric());
        json.addProperty("goal", plan.goal().name());
        json.addProperty(TRIALS, plan.trials().size());
        objective.inputs().forEach(json::addProperty);
        json.add("space", SpaceJson.write(plan.space()));
        return json;
    }

    /**
     * Runs jobs until all are done.
     *
     * @param workers number of threads, each running one job at a time, at least 1; 1 uses the caller's thread
     * @return all reports, in the order of arrival
     * @throws CancellationException if the thread is interrupted; run again to resume
     */
    public List<TrialReport> run(int workers) {
        if (workers == 1) {
            work();
            return reports();
        }
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            work();
                        } catch (RuntimeException e) {
                            failure.compareAndSet(null, e);
                            threads.forEach(Thread::interrupt);
                        }
                    },
                    "sweep-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        join(threads);
        if (failure.get() != null) {
            throw failure.get();
        }
        return reports();
    }

    private static void join(List<Thread> threads) {
        boolean cancelled = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    cancelled = true;
                    threads.forEach(Thread::interrupt);
                }
            }
        }
        if (cancelled) {
            throw cancelled();
        }
    }

    /** @return all reports so far */
    public List<TrialReport> reports() {
        return journal.locked(journal::reports);
    }

    /**
     * Resets each job's count of dead processes, because the processes of an earlier run may have been stopped on
     * purpose.
     */
    public void forgetDeaths() {
        journal.locked(() -> {
            journal.forgetDeaths();
            return null;
        });
    }

    /**
     * Gives up on jobs that repeatedly kill their processes (by running out of memory, say), so that they are not
     * retried forever.
     *
     * @param most number of dead processes after which a job is abandoned
     */
    public void giveUp(int most) {
        journal.locked(() -> {
            Set<TrialStep.Key> running = journal.running();
            journal.died().forEach((key, count) -> {
                boolean open = !running.contains(key)
                        && journal.reports().stream()
                                .noneMatch(report -> report.key().equals(key));
                if (open && count >= most) {
                    journal.append(report(
                            plan.job(key, journal.folder()),
                            new Outcome(Double.NaN),
                            0,
                            count + " processes died in it; give the sweep more memory, or settings that need less"));
                }
            });
            return null;
        });
    }

    /** Deletes the trials' files if the sweep is complete. They are regenerated if a trial is continued later. */
    public void clean() {
        journal.locked(() -> {
            if (journal.running().isEmpty()
                    && plan.next(journal.reports(), Set.of(), journal.folder()).isEmpty()) {
                journal.cleaned();
            }
            return null;
        });
    }

    private void work() {
        long pause = SHORTEST_PAUSE;
        while (true) {
            if (Thread.interrupted()) {
                throw cancelled();
            }
            boolean[] othersWork = new boolean[1];
            Optional<Job> job = journal.locked(() -> {
                Set<TrialStep.Key> running = journal.running();
                Optional<Job> next = plan.next(journal.reports(), running, journal.folder());
                next.ifPresent(found -> journal.claim(found.key()));
                othersWork[0] = !running.isEmpty();
                return next;
            });
            if (job.isPresent()) {
                done(job.get());
                pause = SHORTEST_PAUSE;
            } else if (othersWork[0]) {
                pause = rest(pause);
                tell();
            } else {
                return;
            }
        }
    }

    private static long rest(long pause) {
        try {
            Thread.sleep(pause);
            return Math.min(LONGEST_PAUSE, 2 * pause);
        } catch (InterruptedException e) {
            throw cancelled();
        }
    }

    private static CancellationException cancelled() {
        return new CancellationException("the sweep was cancelled; run it again to resume");
    }

    private void done(Job job) {
        TrialReport report = null;
        try {
            report = tried(job);
        } finally {
            TrialReport result = report;
            boolean interrupted = Thread.interrupted();
            journal.locked(() -> {
                if (result != null) {
                    journal.append(result);
                }
                journal.release(job.key());
                return null;
            });
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        tell();
    }

    /** Sends all reports so far to the watcher. */
    public void tell() {
        journal.locked(() -> {
            watcher.accept(journal.reports());
            return null;
        });
    }

    private TrialReport tried(Job job) {
        long start = System.nanoTime();
        try {
            Outcome outcome = objective.run(job);
            return report(
                    job,
                    outcome,
                    start,
                    Double.isNaN(outcome.metric()) ? "the " + objective.metric() + " is not a number" : "");
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) {
            return report(job, new Outcome(Double.NaN), start, e instanceof BadInput ? e.getMessage() : e.toString());
        }
    }

    private TrialReport report(Job job, Outcome outcome, long start, String failure) {
        int before = objective.hasEpochs(job.settings()) ? job.before() : job.epochs();
        return new TrialReport(
                new TrialStep(job.trial(), job.rung(), job.settings(), job.seed(), job.epochs(), before),
                outcome,
                failure,
                new TrialReport.Work(
                        start == 0 ? 0 : Math.round((System.nanoTime() - start) / BILLION * 1000) / 1000.0,
                        Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
                        objective.madeBy()));
    }
}
