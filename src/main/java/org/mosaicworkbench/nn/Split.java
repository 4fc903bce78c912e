package org.mosaicworkbench.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.io.BadInput;

/**
 * A stratified, grouped split: each side has the same proportions of aligned and misaligned datasets, and a group (a
 * visit with all its synthetic copies) falls on one side only.
 *
 * @param sides the rows of each side, in ascending order
 */
public record Split(List<int[]> sides) {

    /** One group: its rows, and the number of rows with each label. */
    private record Group(List<Integer> rows, int[] counts) {}

    /**
     * Splits the rows. Groups are assigned from largest to smallest, in random order among groups of equal size; each
     * goes to the side where it brings the label fractions closest to their targets.
     *
     * @param labels label of each row
     * @param groups group of each row
     * @param parts fraction of the rows for each side; the fractions sum to 1
     * @param seed random seed; the same seed yields the same split
     * @throws IllegalArgumentException if a part is not above 0, the parts do not sum to 1, or the numbers of labels
     *     and groups differ
     * @throws BadInput if a side would be empty
     */
    public static Split of(List<Label> labels, List<String> groups, double[] parts, long seed) {
        if (labels.size() != groups.size()
                || Math.abs(Arrays.stream(parts).sum() - 1) > 1e-9
                || Arrays.stream(parts).anyMatch(part -> !(part > 0))) {
            throw new IllegalArgumentException("a split of " + labels.size() + " labels in " + groups.size()
                    + " groups into the parts " + Arrays.toString(parts)
                    + "; each needs a group, and the parts must be above 0 and sum to 1");
        }
        int[] totals = new int[2];
        labels.forEach(label -> totals[label.code()]++);
        List<List<Integer>> sides = new ArrayList<>();
        IntStream.range(0, parts.length).forEach(side -> sides.add(new ArrayList<>()));
        double[][] wanted = new double[parts.length][];
        double[][] missing = new double[parts.length][];
        for (int side = 0; side < parts.length; side++) {
            wanted[side] = new double[] {parts[side] * totals[0], parts[side] * totals[1]};
            missing[side] = wanted[side].clone();
        }
        for (Group group : shuffled(labels, groups, seed)) {
            int side = neediest(missing, wanted, group);
            sides.get(side).addAll(group.rows);
            missing[side][0] -= group.counts[0];
            missing[side][1] -= group.counts[1];
        }
        if (sides.stream().anyMatch(List::isEmpty)) {
            throw new BadInput(
                    labels.size() + " datasets of " + groups.stream().distinct().count()
                            + " visits cannot be split into parts of " + percent(parts)
                            + ", because a visit is never divided; give more visits");
        }
        return new Split(sides.stream()
                .map(rows -> rows.stream().mapToInt(Integer::intValue).sorted().toArray())
                .toList());
    }

    private static String percent(double[] parts) {
        return Arrays.stream(parts)
                .mapToObj(part -> String.format(Locale.ROOT, "%.3g %%", 100 * part))
                .collect(Collectors.joining(", "));
    }

    private static List<Group> shuffled(List<Label> labels, List<String> groups, long seed) {
        Map<String, Group> byName = new LinkedHashMap<>();
        for (int row = 0; row < labels.size(); row++) {
            Group group = byName.computeIfAbsent(groups.get(row), name -> new Group(new ArrayList<>(), new int[2]));
            group.rows.add(row);
            group.counts[labels.get(row).code()]++;
        }
        List<Group> all = new ArrayList<>(byName.values());
        BatchSampler.shuffle(all, new SplittableRandom(seed));
        all.sort(Comparator.comparingInt((Group group) -> -group.rows.size()));
        return all;
    }

    /**
     * The side for which adding the group decreases chi-square, the sum over the labels of (count - target)^2 / target,
     * most or increases it least.
     */
    private static int neediest(double[][] missing, double[][] wanted, Group group) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int side = 0; side < missing.length; side++) {
            double rise = 0;
            for (int label = 0; label < 2; label++) {
                int count = group.counts[label];
                rise += count == 0 ? 0 : count * (count - 2 * missing[side][label]) / wanted[side][label];
            }
            if (rise < least) {
                least = rise;
                best = side;
            }
        }
        return best;
    }
}
