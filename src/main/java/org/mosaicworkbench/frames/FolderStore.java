package org.mosaicworkbench.frames;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.mosaicworkbench.io.BadInput;

/** Frames as PNG files in folders, with or without a folder level for labels. */
final class FolderStore implements FrameStore {

    private final Path img;
    private final int size;

    FolderStore(Path img, int size) {
        this.img = img;
        this.size = size;
    }

    /** A folder with the dataset's name, and the label given by its location. */
    private record Place(Path folder, OptionalInt label) {}

    @Override
    public FrameSet read(String dataset, FrameKind kind) {
        String problem = problem(dataset, kind);
        if (!problem.isEmpty()) {
            throw new BadInput(problem);
        }
        Place place = places(dataset).get(0);
        byte[] values = FrameSet.join(
                size,
                number -> Frame.read(
                        place.folder().resolve(dataset + kind.endings().get(number))));
        return new FrameSet(dataset, kind, size, values, place.label());
    }

    @Override
    public String problem(String dataset, FrameKind kind) {
        List<Place> places = places(dataset);
        String remedy = "draw its " + kind.words();
        if (places.isEmpty() && Files.exists(img.resolve(dataset))) {
            return img.resolve(dataset) + ": is not a folder; move it away and " + remedy;
        }
        if (places.isEmpty()) {
            return img.resolve(dataset) + ": no such folder; " + remedy;
        }
        if (places.size() > 1) {
            return dataset + ": has frames in several folders "
                    + places.stream().map(Place::folder).toList() + "; keep one of them";
        }
        return kind.endings().stream()
                .map(ending -> places.get(0).folder().resolve(dataset + ending))
                .filter(file -> !Files.isRegularFile(file))
                .findFirst()
                .map(file -> file + ": no such file; " + remedy)
                .orElse("");
    }

    @Override
    public OptionalInt label(String dataset) {
        return places(dataset).stream().findFirst().map(Place::label).orElse(OptionalInt.empty());
    }

    private List<Place> places(String dataset) {
        return Stream.of(
                        new Place(img.resolve(dataset), OptionalInt.empty()),
                        new Place(img.resolve("0").resolve(dataset), OptionalInt.of(0)),
                        new Place(img.resolve("1").resolve(dataset), OptionalInt.of(1)))
                .filter(place -> Files.isDirectory(place.folder()))
                .toList();
    }

    @Override
    public void close() {}
}
