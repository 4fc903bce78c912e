package org.mosaicworkbench.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;

/**
 * A search method: it chooses the settings and the number of epochs of each trial. Each method is a record whose
 * components are its parameters; {@link #standard} lists all methods.
 */
public sealed interface Method {

    /** Grid search: all combinations of the parameters' grid points. */
    record Grid() implements Method {

        @Override
        public String name() {
            return "grid";
        }

        @Override
        public List<Settings> settings(Space space, int trials, long seed) {
            List<Settings> all = space.grid();
            if (trials > 0 && trials < all.size()) {
                throw new BadInput("the grid has " + all.size() + " points and " + trials
                        + " trials were requested; leave trials out, use fewer steps, or use random trials");
            }
            return all;
        }
    }

    /** Random search: random settings, each trained in full (Bergstra &amp; Bengio 2012). */
    record Random() implements Method {

        @Override
        public String name() {
            return "random";
        }
    }

    /**
     * Asynchronous successive halving of random settings, which continues only the best trials (Li et al. 2020, "A
     * System for Massively Parallel Hyperparameter Tuning", algorithm 2). An idle worker continues a trial among the
     * best 1 / {@code reduction} of its rung; if there is no such trial, the worker starts a new one.
     *
     * @param reduction one in {@code reduction} trials is promoted to the next rung, which has {@code reduction} times
     *     the number of epochs
     * @param least minimum number of epochs per trial; 0 for the largest number of rungs that the numbers of epochs and
     *     trials allow
     */
    record Asha(int reduction, int least) implements Method {

        /** Promotes one trial in three, with as many rungs as possible. */
        public static final Asha STANDARD = new Asha(3, 0);

        /** @throws BadInput if a parameter is out of range */
        public Asha {
            if (reduction < 2 || least < 0) {
                throw new BadInput("successive halving with reduction " + reduction + " and at least " + least
                        + " epochs; reduction must be at least 2, epochs at least 0");
            }
        }

        @Override
        public String name() {
            return "asha";
        }

        /**
         * Computes the epochs of each rung from the last rung down, dividing by {@code reduction} each time; stops at
         * the minimum number of epochs, or when no trial would reach the last rung.
         */
        @Override
        public List<Integer> rungs(int epochs, int trials) {
            List<Integer> rungs = new ArrayList<>(List.of(epochs));
            long arriving = reduction;
            for (long part = reduction; epochs / part >= Math.max(1, least) && arriving <= trials; part *= reduction) {
                rungs.add(0, (int) Math.round((double) epochs / part));
                arriving *= reduction;
            }
            return rungs;
        }

        @Override
        public int reduction() {
            return reduction;
        }
    }

    /** Default number of trials. */
    int TRIALS = 30;

    /**
     * Finds a method by name, with its default parameters.
     *
     * @param name {@code grid}, {@code random} or {@code asha}
     */
    static Method named(String name) {
        return standard().stream()
                .filter(method -> method.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadInput("there is no method '" + name + "'; choose one of " + names()));
    }

    /** @return all methods with their default parameters */
    static List<Method> standard() {
        return List.of(new Grid(), new Random(), Asha.STANDARD);
    }

    private static String names() {
        List<String> names = standard().stream().map(Method::name).toList();
        int last = names.size() - 1;
        return names.stream().limit(last).collect(Collectors.joining(", ")) + " and " + names.get(last);
    }

    /** @return the method's name */
    String name();

    /**
     * @return the settings of {@code trials} trials, in order; if {@code trials} is 0, of the method's default number
     */
    default List<Settings> settings(Space space, int trials, long seed) {
        return space.random(seed, trials == 0 ? TRIALS : trials);
    }

    /** @return the numbers of epochs after which a trial reports, ascending; the last is that of a full training run */
    default List<Integer> rungs(int epochs, int trials) {
        return List.of(epochs);
    }

    /** @return how many trials of a rung compete for each promotion */
    default int reduction() {
        return 1;
    }
}
