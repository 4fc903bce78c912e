package org.mosaicworkbench.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;

/**
 * A search method: how settings are chosen and how many epochs each trial gets. A method is a record of its parameters,
 * stored with its name; {@link #standard} lists all methods.
 */
public sealed interface Method {

    /** Grid search: all combinations of the points of the space. */
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
                        + " trials are asked for; leave trials out, take fewer steps, or random trials");
            }
            return all;
        }
    }

    /** Settings at random, each tried in full (Bergstra &amp; Bengio 2012). */
    record Random() implements Method {

        @Override
        public String name() {
            return "random";
        }
    }

    /**
     * Settings at random, of which only the best go on: asynchronous successive halving (Li et al. 2020, "A System for
     * Massively Parallel Hyperparameter Tuning", algorithm 2). Whenever a worker is free, it continues with a trial
     * that
     * is among the best of all that were tried as long, one of {@code reduction} of them, and else begins a new one.
     *
     * @param reduction the part of the trials that goes on is one over this, and those are tried this many times as
     *                  long
     * @param least     epochs that every trial gets, at least 1; 0 for the most rungs that the epochs and trials allow
     */
    record Asha(int reduction, int least) implements Method {

        /** One trial of three is promoted; as many rungs as possible. */
        public static final Asha STANDARD = new Asha(3, 0);

        /** @throws BadInput if a number is out of range */
        public Asha {
            if (reduction < 2 || least < 0) {
                throw new BadInput("successive halving with the reduction " + reduction + " and at least " + least
                        + " epochs; the reduction must be at least 2, the epochs at least 0");
            }
        }

        @Override
        public String name() {
            return "asha";
        }

        /**
         * Rungs from the last one down, each a fraction of the one above it, as long as one of all trials reaches the
         * last.
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

    /** Trials where nobody says how many. */
    int TRIALS = 30;

    /**
     * A method with its usual settings.
     *
     * @param name {@code grid}, {@code random} or {@code asha}
     */
    static Method named(String name) {
        return standard().stream()
                .filter(method -> method.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadInput("there is no method '" + name + "'; there are " + names()));
    }

    /** @return all methods with their usual settings */
    static List<Method> standard() {
        return List.of(new Grid(), new Random(), Asha.STANDARD);
    }

    private static String names() {
        List<String> names = standard().stream().map(Method::name).toList();
        int last = names.size() - 1;
        return names.stream().limit(last).collect(Collectors.joining(", ")) + " and " + names.get(last);
    }

    /** @return the word for it */
    String name();

    /** @return the settings of all trials in order, as many as requested; 0 for the default number */
    default List<Settings> settings(Space space, int trials, long seed) {
        return space.random(seed, trials == 0 ? TRIALS : trials);
    }

    /** @return the numbers of epochs after which a trial reports, ascending; the last is the full training */
    default List<Integer> rungs(int epochs, int trials) {
        return List.of(epochs);
    }

    /** @return the number of trials at a rung of which one is promoted to the next */
    default int reduction() {
        return 1;
    }
}
