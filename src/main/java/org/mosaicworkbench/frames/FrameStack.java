package org.mosaicworkbench.frames;

import org.mosaicworkbench.io.BadInput;

import java.nio.file.Path;
import java.util.List;

/**
 * The frames of many datasets in memory, shape {@code (n, 3, size, size, 3)}, in the order in which the datasets were
 * asked for; those that could not be read are left out and named.
 *
 * @param sets    the n datasets that were read: the rows that a table has to keep
 * @param missing the datasets that were left out, each with the reason
 */
public record FrameStack(List<FrameSet> sets, List<Missing> missing) {

    /**
     * A dataset without its frames.
     *
     * @param dataset its name
     * @param reason  one line: which file is missing or broken
     */
    public record Missing(String dataset, String reason) {
    }

    public FrameStack {
        sets = List.copyOf(sets);
        missing = List.copyOf(missing);
    }

    /**
     * Reads the frames of datasets, in parallel.
     *
     * @param img      a folder of frames, one with the labelled layout, or an {@code .npz} file; see {@link FrameStore}
     * @param datasets their names in the order of the table
     * @param size     pixels along each side of an array
     * @throws BadInput when {@code img} cannot be read or has none of the datasets
     */
    public static FrameStack read(Path img, List<String> datasets, int size) {
        try (FrameStore store = FrameStore.open(img, size)) {
            return store.load(datasets);
        }
    }

    /** @return the names of the datasets that were read, in order: a table filtered by them keeps step */
    public List<String> index() {
        return sets.stream().map(FrameSet::dataset).toList();
    }

    /** @return 0 (aligned) or 1 (misaligned) for each dataset, -1 where the store has no labels */
    public int[] labels() {
        return sets.stream().mapToInt(set -> set.label().orElse(-1)).toArray();
    }

    /**
     * Writes one file that numpy reads: {@code index} (text), {@code images} (unsigned bytes, {@code (n, 3, size, size,
     * 3)}) and, where all datasets have one, {@code labels} (64-bit integers). The same stack gives the same bytes.
     *
     * @param place its name ends in {@code .npz}
     * @throws BadInput when there is no dataset, only some have labels, or the place cannot be written
     */
    public Path writeNpz(Path place) {
        if (sets.isEmpty()) {
            throw BadInput.file(place, "there is no dataset to write", "read some first");
        }
        long labelled = sets.stream().filter(set -> set.label().isPresent()).count();
        if (labelled != 0 && labelled != sets.size()) {
            throw BadInput.file(place, labelled + " of " + sets.size() + " datasets have a label",
                    "put all of them into the folders 0 and 1, or none");
        }
        return Npz.write(place, sets);
    }

    @Override
    public String toString() {
        int size = sets.isEmpty() ? 0 : sets.get(0).size();
        return "FrameStack (" + sets.size() + ", 3, " + size + ", " + size + ", 3), " + missing.size() + " missing";
    }
}
