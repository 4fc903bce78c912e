package org.mosaicworkbench.frames;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.mosaicworkbench.io.BadInput;

/**
 * Several folders of frames or {@code .npz} files combined into one {@link FrameStore}: a dataset is read from the
 * first location that has it.
 *
 * @param places folders and files with frames; at least one
 * @param kind kind of frames to read
 */
public record FramePlaces(List<Path> places, FrameKind kind) {

    /** Smallest side of a frame, pixels. */
    public static final int SMALLEST = 16;

    /** Copies the list. */
    public FramePlaces {
        places = List.copyOf(places);
    }

    /**
     * A dataset's three frames: with their own aspect ratio if they are stored as files, otherwise square.
     *
     * @param side longer side, pixels
     * @throws BadInput if no location has them; the message gives the problem at the first location
     */
    public List<Frame> frames(String dataset, int side) {
        Path place = place(dataset);
        if (Files.isDirectory(place)) {
            for (Path folder : List.of(place, place.resolve("0"), place.resolve("1"))) {
                if (Files.isDirectory(folder.resolve(dataset))) {
                    return kind.files(folder, dataset).stream()
                            .map(file -> fitted(Frame.read(file), side))
                            .toList();
                }
            }
        }
        FrameSet set = square(dataset, side);
        return IntStream.range(0, 3).mapToObj(set::frame).toList();
    }

    /**
     * A dataset's three frames in the form that networks use.
     *
     * @param side pixels along each side
     * @throws BadInput if no location has them; the message gives the problem at the first location
     */
    public FrameSet square(String dataset, int side) {
        try (FrameStore store = FrameStore.open(place(dataset), side)) {
            return store.read(dataset, kind);
        }
    }

    private static Frame fitted(Frame frame, int side) {
        double scale = (double) side / Math.max(frame.width(), frame.height());
        return frame.resized((int) Math.max(1, Math.round(scale * frame.width())), (int)
                Math.max(1, Math.round(scale * frame.height())));
    }

    /** The first location that has the dataset; if none has it, fails with the problem at the first location. */
    private Path place(String dataset) {
        String problem = "";
        for (Path place : places) {
            try (FrameStore store = FrameStore.open(place, SMALLEST)) {
                String own = store.problem(dataset, kind);
                if (own.isEmpty()) {
                    return place;
                }
                problem = problem.isEmpty() ? own : problem;
            }
        }
        throw new BadInput(problem);
    }
}
