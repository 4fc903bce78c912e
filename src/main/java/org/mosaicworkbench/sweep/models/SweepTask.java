package org.mosaicworkbench.sweep.models;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.nn.EngineThreads;
import org.mosaicworkbench.report.ReportedNumber;
import org.mosaicworkbench.sweep.Method;
import org.mosaicworkbench.sweep.Plan;
import org.mosaicworkbench.sweep.Space;
import org.mosaicworkbench.sweep.SweepResult;
import org.mosaicworkbench.sweep.Sweeper;
import org.mosaicworkbench.sweep.Workers;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.Runner;

/**
 * A sweep of networks and Tribuo models, with everything that a worker needs to plan the same trials.
 *
 * @param space search space
 * @param method search method
 * @param trials number of trials; 0 for the default: the whole grid, or {@value Method#TRIALS} trials with other
 *     methods
 * @param models translates the settings into models
 */
public record SweepTask(Space space, Method method, int trials, ModelSettings models) {

    /** The task's name on the command line. */
    public static final String TASK = TrialProvenance.TASK;

    /** @throws org.mosaicworkbench.io.BadInput if a parameter of the space does not apply to the models */
    public void check() {
        models.check(space);
    }

    /**
     * Runs the trials, in parallel processes if several workers are allowed.
     *
     * @param folder folder for trials and results
     * @param most maximum number of workers
     */
    public SweepResult run(Path folder, Workers most) {
        try (ModelObjective tried = new ModelObjective(models)) {
            Plan plan = plan(tried);
            tried.prepare(plan.trials());
            TrialProvenance made = TrialProvenance.of(models, tried);
            Workers workers = most.fitting(plan, tried);
            return Sweeper.result(folder, plan, tried, sweeper -> {
                        if (workers.count() > 1 || Runner.isElsewhere()) {
                            Workers asked = Runner.isElsewhere() ? most : workers;
                            SweepWorker.sideBySide(
                                    this, sweeper, folder, asked, plan.trials().size());
                        } else {
                            alone(sweeper, tried.usesEngine(), workers.threads());
                        }
                        WholeFile.removeLeftovers(folder);
                    })
                    .madeAgain(made::of);
        }
    }

    /** Reruns the best trial of a sweep in the folder, which is deleted afterwards. */
    public static List<ReportedNumber> again(Provenance making, Path folder) {
        return TrialProvenance.again(making, folder);
    }

    private static void alone(Sweeper sweeper, boolean engine, int threads) {
        Optional<Integer> fewer = Optional.of(threads).filter(count -> engine && count != Parallel.cores());
        EngineThreads.during(fewer, () -> sweeper.run(1));
    }

    /** @return the plan of all its trials */
    Plan plan(ModelObjective tried) {
        return Plan.of(
                space, method, trials, models.recipe().epochs(), models.held().seed(), tried.goal());
    }
}
