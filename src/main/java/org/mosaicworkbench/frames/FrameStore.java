package org.mosaicworkbench.frames;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Parallel;

/**
 * Storage of frames, which may be larger than memory because they are read one dataset at a time. Thread-safe. A
 * dataset may have frames of one {@link FrameKind} or of both. Each kind is read separately; without a kind, field
 * frames are read. Three layouts are supported:
 * <ul>
 * <li>{@code <img>/<dataset>/<dataset>.png}, {@code _source.png}, {@code _gaia.png} and {@code _sources.png},
 * {@code _stack.png}, {@code _echo.png}, of any size;</li>
 * <li>the same below {@code <img>/0/} (aligned) and {@code <img>/1/} (misaligned), which provides labels;</li>
 * <li>a numpy {@code .npz} file with the array {@code index}; {@code images} or {@code native} or both, of shape
 * {@code (n, 3, h, w, 3)} or {@code (n, h, w, 9)} (the same values in the same order); and optionally
 * {@code labels}.</li>
 * </ul>
 */
public sealed interface FrameStore extends AutoCloseable permits FolderStore, NpzStore {

    /**
     * Opens a store.
     *
     * @param img a folder or an {@code .npz} file
     * @param size side of the arrays to read, pixels; frames of a different size are resized by averaging or repeating
     *     pixels
     * @throws BadInput if {@code img} is neither or cannot be read, or the size is out of range
     */
    static FrameStore open(Path img, int size) {
        FieldPicture.requireSize(size);
        if (!Files.exists(img)) {
            throw BadInput.file(img, "no such folder or file", "draw the frames first or give another folder");
        }
        if (Files.isDirectory(img)) {
            return new FolderStore(img, size);
        }
        if (img.toString().endsWith(".npz")) {
            return NpzStore.open(img, size);
        }
        throw BadInput.file(img, "is neither a folder of frames nor an .npz file", "give the folder img");
    }

    /**
     * Reads one dataset's three frames of a kind.
     *
     * @throws BadInput if one of them is missing or broken; the message names it
     */
    FrameSet read(String dataset, FrameKind kind);

    /** Like {@link #read(String, FrameKind)}, for field frames. */
    default FrameSet read(String dataset) {
        return read(dataset, FrameKind.FIELD);
    }

    /**
     * Checks whether a dataset has its frames of a kind, without reading pixels. This finds a missing frame or a
     * dataset with frames in two places; a broken frame is only found on reading.
     *
     * @return the reason why it cannot be read, in one line; an empty string if there is none
     */
    String problem(String dataset, FrameKind kind);

    /** Like {@link #problem(String, FrameKind)}, for field frames. */
    default String problem(String dataset) {
        return problem(dataset, FrameKind.FIELD);
    }

    /**
     * @return 0 for aligned or 1 for misaligned, from the dataset's place in the store; empty if the store lacks it or
     *     has no label for it
     */
    OptionalInt label(String dataset);

    /** Like {@link #load(List, FrameKind)}, for field frames. */
    default FrameStack load(List<String> datasets) {
        return load(datasets, FrameKind.FIELD);
    }

    /**
     * Reads datasets in parallel; missing or broken ones are omitted and listed.
     *
     * @param datasets dataset names in the order of the table
     * @throws BadInput if none of them could be read
     */
    default FrameStack load(List<String> datasets, FrameKind kind) {
        List<FrameSet> sets = new ArrayList<>();
        List<FrameStack.Missing> missing = new ArrayList<>();
        Parallel.map(datasets, Parallel.cores(), dataset -> attempt(dataset, kind))
                .forEach(attempt -> attempt.set().ifPresentOrElse(sets::add, () -> missing.add(attempt.missing())));
        if (sets.isEmpty() && !datasets.isEmpty()) {
            throw new BadInput("none of the " + datasets.size() + " datasets has " + kind.words() + "; the first: "
                    + missing.get(0).reason());
        }
        return new FrameStack(sets, missing);
    }

    /** The result of reading one dataset: its frames, or the reason why they are missing. */
    record Attempt(Optional<FrameSet> set, FrameStack.Missing missing) {}

    private Attempt attempt(String dataset, FrameKind kind) {
        try {
            return new Attempt(Optional.of(read(dataset, kind)), null);
        } catch (BadInput e) {
            return new Attempt(Optional.empty(), new FrameStack.Missing(dataset, e.getMessage()));
        }
    }

    @Override
    void close();
}
