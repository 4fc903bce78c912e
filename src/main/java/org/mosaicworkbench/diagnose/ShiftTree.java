package org.mosaicworkbench.diagnose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Positions of exposures from pairwise shifts: a spanning tree of the most significant shifts (Kruskal 1956). */
final class ShiftTree {

    private final double[][] places;
    private final int[] set;
    private final List<Link> all = new ArrayList<>();

    /** A shift between two exposures. */
    record Link(int one, int other, ImageShift shift) {}

    /** @param exposures number of exposures; each is initially alone at 0 */
    ShiftTree(int exposures) {
        this.places = new double[exposures][2];
        this.set = IntStream.range(0, exposures).toArray();
    }

    /** Places linked exposures at the given positions, in pixels. */
    void place(List<Integer> together, List<double[]> where) {
        for (int i = 0; i < together.size(); i++) {
            set[together.get(i)] = together.get(0);
            places[together.get(i)] = where.get(i).clone();
        }
    }

    void join(List<Link> links) {
        List<Link> certain = new ArrayList<>(
                links.stream().filter(link -> link.shift.found()).toList());
        certain.sort(Comparator.comparingDouble((Link link) -> -link.shift.significance()));
        all.addAll(certain);
        for (Link link : certain) {
            if (set[link.one] != set[link.other]) {
                join(link);
            }
        }
    }

    private void join(Link link) {
        int moved = set[link.other];
        double dx = places[link.one][0] + link.shift.dx() - places[link.other][0];
        double dy = places[link.one][1] + link.shift.dy() - places[link.other][1];
        for (int i = 0; i < set.length; i++) {
            if (set[i] == moved) {
                set[i] = set[link.one];
                places[i][0] += dx;
                places[i][1] += dy;
            }
        }
    }

    /** The largest group of linked exposures; the earlier one if two are equally large. */
    List<Integer> largest() {
        return IntStream.range(0, set.length)
                .mapToObj(i -> IntStream.range(0, set.length)
                        .filter(k -> set[k] == set[i])
                        .boxed()
                        .toList())
                .max(Comparator.comparingInt((List<Integer> one) -> one.size()).thenComparingInt(one -> -one.get(0)))
                .orElseThrow();
    }

    /** The largest distance in pixels between two linked exposures. */
    double spread() {
        List<Integer> together = largest();
        return together.stream()
                .flatMapToDouble(i -> together.stream()
                        .mapToDouble(k -> Math.hypot(places[i][0] - places[k][0], places[i][1] - places[k][1])))
                .max()
                .orElse(0);
    }

    /** The root mean square inconsistency of the given shifts, in pixels; 0 if none is redundant. */
    double misfit() {
        List<Integer> together = largest();
        return Math.sqrt(all.stream()
                .filter(link -> together.contains(link.one) && together.contains(link.other))
                .mapToDouble(link -> Math.pow(places[link.other][0] - places[link.one][0] - link.shift.dx(), 2)
                        + Math.pow(places[link.other][1] - places[link.one][1] - link.shift.dy(), 2))
                .average()
                .orElse(0));
    }
}
