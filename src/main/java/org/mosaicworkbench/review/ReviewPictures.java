package org.mosaicworkbench.review;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.frames.FrameStore;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.notebook.Display;

/** The frames of datasets as PNGs, read when they are shown. PNGs in a folder are sent unchanged. */
final class ReviewPictures implements AutoCloseable {

    private static final int SIDE = 128;

    private final Path img;
    private final FrameStore store;

    private ReviewPictures(Path img, FrameStore store) {
        this.img = img;
        this.store = store;
    }

    /** A frame: its kind, and its index from 0 to 2. */
    record Name(FrameKind kind, int number) {

        /** For instance {@code field-1}, as in addresses. */
        @Override
        public String toString() {
            return kind + "-" + number;
        }

        String caption() {
            return (kind == FrameKind.NATIVE ? "native " : "") + kind.captions().get(number);
        }

        static Optional<Name> of(String text) {
            return Stream.of(FrameKind.values())
                    .flatMap(kind -> Stream.of(0, 1, 2).map(number -> new Name(kind, number)))
                    .filter(name -> name.toString().equals(text))
                    .findFirst();
        }
    }

    /**
     * Opens the frames.
     *
     * @throws BadInput if they are neither a folder nor an {@code .npz} file
     */
    static ReviewPictures open(Optional<Path> img) {
        return img.map(place -> new ReviewPictures(place, FrameStore.open(place, SIDE)))
                .orElseGet(() -> new ReviewPictures(null, null));
    }

    /** The existing frames of a dataset, field frames first; empty for a name that could be a path. */
    List<Name> of(String index) {
        List<Name> names = new ArrayList<>();
        if (store != null && FileName.isSound(index)) {
            for (FrameKind kind : FrameKind.values()) {
                for (int number = 0; number < kind.endings().size(); number++) {
                    Name name = new Name(kind, number);
                    if (Files.isDirectory(img)
                            ? file(index, name).isPresent()
                            : store.problem(index, kind).isEmpty()) {
                        names.add(name);
                    }
                }
            }
        }
        return names;
    }

    /**
     * Returns one frame.
     *
     * @throws BadInput if it is missing or broken
     */
    byte[] png(String index, Name name) {
        if (store == null || !FileName.isSound(index)) {
            throw new BadInput("there are no frames of " + index);
        }
        if (!Files.isDirectory(img)) {
            return Display.png(
                    store.read(index, name.kind()).frame(name.number()).image());
        }
        Path file = file(index, name).orElseThrow(() -> new BadInput("there is no frame " + name + " of " + index));
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file of a frame, if it exists and is inside the folder of frames once links are resolved. */
    private Optional<Path> file(String index, Name name) {
        return Stream.of(img, img.resolve("0"), img.resolve("1"))
                .map(folder -> name.kind().files(folder, index).get(name.number()))
                .filter(Files::isRegularFile)
                .filter(this::isInside)
                .findFirst();
    }

    private boolean isInside(Path file) {
        try {
            return file.toRealPath().startsWith(img.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
        }
    }
}
