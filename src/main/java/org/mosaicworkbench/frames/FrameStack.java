package org.mosaicworkbench.frames;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.mosaicworkbench.io.BadInput;

/**
 * The frames of many datasets in memory, all of one kind, with shape {@code (n, 3, size, size, 3)}, in the order in
 * which the datasets were requested. Datasets that could not be read are omitted and listed.
 *
 * @param sets the n datasets that were read; {@link #index} gives the matching rows of a table
 * @param missing the omitted datasets, each with the reason
 */
public record FrameStack(List<FrameSet> sets, List<Missing> missing) {

    /**
     * A dataset whose frames could not be read.
     *
     * @param dataset its name
     * @param reason one line: which file is missing or broken
     */
    public record Missing(String dataset, String reason) {}

    /** @throws IllegalArgumentException if the sets are not all of one kind */
    public FrameStack {
        sets = List.copyOf(sets);
        if (sets.stream().map(FrameSet::kind).distinct().count() > 1) {
            throw new IllegalArgumentException("the stack mixes frames of both kinds; make one stack per kind");
        }
        missing = List.copyOf(missing);
    }

    /**
     * Reads the field frames of datasets in parallel; {@link FrameStore#load(List, FrameKind)} reads another kind.
     *
     * @param img a folder of frames, with or without labels, or an {@code .npz} file; see {@link FrameStore}
     * @param datasets dataset names in the order of the table
     * @param size pixels along each side of the frames
     * @throws BadInput if {@code img} cannot be read or has none of the datasets
     */
    public static FrameStack read(Path img, List<String> datasets, int size) {
        try (FrameStore store = FrameStore.open(img, size)) {
            return store.load(datasets);
        }
    }

    /** @return the names of the datasets that were read, in order, for selecting the same rows of a table */
    public List<String> index() {
        return sets.stream().map(FrameSet::dataset).toList();
    }

    /** @return 0 (aligned) or 1 (misaligned) for each dataset, -1 if the store has no labels */
    public int[] labels() {
        return sets.stream().mapToInt(set -> set.label().orElse(-1)).toArray();
    }

    /**
     * Writes one file that numpy can read: {@code index} (strings), {@code images} or, for native frames,
     * {@code native} (unsigned bytes, {@code (n, 3, size, size, 3)}) and, if all datasets have one, {@code labels}
     * (64-bit integers). Identical stacks give identical bytes.
     *
     * @param place file name that ends in {@code .npz}
     * @throws BadInput if the stack is empty, only some datasets have labels, or the file cannot be written
     */
    public Path writeNpz(Path place) {
        requireWritable(place);
        return Npz.write(place, List.of(this));
    }

    /**
     * Writes frames of both kinds into one file: {@code index}, {@code images}, {@code native} and, if all datasets
     * have one, {@code labels}.
     *
     * @param place file name that ends in {@code .npz}
     * @param other frames of the other kind, for the same datasets in the same order
     * @throws BadInput if the two stacks have the same kind or different datasets, or as for {@link #writeNpz(Path)}
     */
    public Path writeNpz(Path place, FrameStack other) {
        requireWritable(place);
        other.requireWritable(place);
        if (kind() == other.kind()) {
            throw BadInput.file(place, "both stacks hold " + kind() + " frames", "give one of each kind");
        }
        if (!index().equals(other.index()) || !Arrays.equals(labels(), other.labels())) {
            throw BadInput.file(
                    place,
                    "the stacks of the two kinds differ: " + difference(other),
                    "load the same datasets for both");
        }
        return Npz.write(place, kind() == FrameKind.FIELD ? List.of(this, other) : List.of(other, this));
    }

    private String difference(FrameStack other) {
        int same = 0;
        while (same < Math.min(sets.size(), other.sets.size())
                && sets.get(same).dataset().equals(other.sets.get(same).dataset())
                && sets.get(same).label().equals(other.sets.get(same).label())) {
            same++;
        }
        return "row " + (same + 1) + " is " + row(same) + " and " + other.row(same);
    }

    private String row(int number) {
        if (number >= sets.size()) {
            return "missing";
        }
        FrameSet set = sets.get(number);
        return set.dataset()
                + (set.label().isPresent() ? " with label " + set.label().getAsInt() : "");
    }

    /** @return the kind of all its frames; field frames for an empty stack */
    public FrameKind kind() {
        return sets.isEmpty() ? FrameKind.FIELD : sets.get(0).kind();
    }

    private void requireWritable(Path place) {
        if (sets.isEmpty()) {
            throw BadInput.file(place, "there is no dataset to write", "read some first");
        }
        long labelled = sets.stream().filter(set -> set.label().isPresent()).count();
        if (labelled != 0 && labelled != sets.size()) {
            throw BadInput.file(
                    place,
                    labelled + " of " + sets.size() + " datasets have a label",
                    "put all of them, or none, into the folders 0 and 1");
        }
    }

    @Override
    public String toString() {
        int size = sets.isEmpty() ? 0 : sets.get(0).size();
        return "FrameStack " + (kind() == FrameKind.FIELD ? "" : kind() + " ") + "(" + sets.size() + ", 3, " + size
                + ", " + size + ", 3), " + missing.size() + " missing";
    }
}
