package org.mosaicworkbench.review;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.task.TaskResult;

/**
 * The agreement between reviewers: for each pair, on the datasets that both have labelled. The answers are aligned,
 * misaligned and cannot tell.
 *
 * @param pairs all pairs of reviewers, sorted by name
 */
public record Agreement(List<Pair> pairs) implements Displayable, TaskResult {

    private static final List<ReviewAnswer> ANSWERS =
            List.of(ReviewAnswer.ALIGNED, ReviewAnswer.MISALIGNED, ReviewAnswer.CANNOT_TELL);

    /**
     * Two reviewers.
     *
     * @param one a reviewer
     * @param other another reviewer
     * @param counts numbers of datasets by the answers of the first and the second reviewer: aligned, misaligned,
     *               cannot tell
     */
    public record Pair(String one, String other, int[][] counts) {

        /** Copies the counts. */
        public Pair {
            counts = copy(counts);
        }

        /** Returns a copy. */
        @Override
        public int[][] counts() {
            return copy(counts);
        }

        private static int[][] copy(int[][] table) {
            return Arrays.stream(table).map(int[]::clone).toArray(int[][]::new);
        }

        /** @return number of datasets that both have labelled */
        public int both() {
            return Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
        }

        /** @return the fraction of the datasets labelled by both on which they agree; NaN if there are none */
        public double agreed() {
            int same = 0;
            for (int i = 0; i < counts.length; i++) {
                same += counts[i][i];
            }
            return (double) same / both();
        }

        /** @return Cohen's kappa */
        public double kappa() {
            return Agreement.kappa(counts);
        }
    }

    /** Copies the list. */
    public Agreement {
        pairs = List.copyOf(pairs);
    }

    /**
     * Cohen's kappa: the agreement beyond that of two reviewers who answer at random, each with their own frequencies
     * (Cohen 1960, Educational and Psychological Measurement 20, 37). 1 is full agreement, 0 is chance agreement.
     *
     * @param counts a square matrix; rows are the first reviewer's answers, columns the second's
     * @return NaN if there is no dataset, or if all answers of both reviewers are identical
     */
    public static double kappa(int[][] counts) {
        double all = 0;
        double same = 0;
        double[] rows = new double[counts.length];
        double[] columns = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            if (counts[i].length != counts.length) {
                throw new BadInput("the table of answers has " + counts.length + " rows and a row of "
                        + counts[i].length + "; it must be square");
            }
            for (int j = 0; j < counts.length; j++) {
                all += counts[i][j];
                rows[i] += counts[i][j];
                columns[j] += counts[i][j];
            }
            same += counts[i][i];
        }
        double chance = 0;
        for (int i = 0; i < counts.length; i++) {
            chance += rows[i] * columns[i];
        }
        return (same * all - chance) / (all * all - chance);
    }

    /** @param labels one label for each dataset and reviewer */
    static Agreement of(Collection<ReviewedLabel> labels) {
        Map<String, Map<String, ReviewAnswer>> byReviewer = new TreeMap<>();
        labels.stream()
                .filter(one -> ANSWERS.contains(one.answer()))
                .forEach(one -> byReviewer
                        .computeIfAbsent(one.reviewer(), name -> new TreeMap<>())
                        .put(one.index(), one.answer()));
        List<String> names = List.copyOf(byReviewer.keySet());
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                pairs.add(new Pair(
                        names.get(i),
                        names.get(j),
                        counts(byReviewer.get(names.get(i)), byReviewer.get(names.get(j)))));
            }
        }
        return new Agreement(pairs);
    }

    private static int[][] counts(Map<String, ReviewAnswer> one, Map<String, ReviewAnswer> other) {
        int[][] counts = new int[ANSWERS.size()][ANSWERS.size()];
        one.forEach((index, answer) -> {
            if (other.containsKey(index)) {
                counts[ANSWERS.indexOf(answer)][ANSWERS.indexOf(other.get(index))]++;
            }
        });
        return counts;
    }

    /** @return a row for each pair: number of datasets that both labelled, fraction of agreement, kappa */
    public TextTable table() {
        TextTable table = TextTable.of("reviewer", "other", "both", "agree (%)", "kappa");
        for (Pair pair : pairs) {
            table = table.with(
                    pair.one(),
                    pair.other(),
                    pair.both(),
                    pair.both() == 0 ? "" : String.format(Locale.ROOT, "%.1f", 100 * pair.agreed()),
                    Double.isNaN(pair.kappa()) ? "not defined" : String.format(Locale.ROOT, "%.3f", pair.kappa()));
        }
        return table;
    }

    @Override
    public TextTable records() {
        return table();
    }

    @Override
    public Display display() {
        return table().display();
    }

    @Override
    public String toString() {
        return pairs.isEmpty() ? "only one reviewer, so there is no agreement to measure" : table().toString();
    }
}
