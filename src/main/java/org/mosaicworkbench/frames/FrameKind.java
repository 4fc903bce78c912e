package org.mosaicworkbench.frames;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.FileName;

/**
 * The two kinds of frames of a dataset, three pictures each. Both have the shape {@code (3, size, size, 3)} and are
 * stored in the dataset's folder; either kind may be missing.
 */
public enum FrameKind {

    /**
     * The whole field: plain, with circles around its sources, and with circles around the reference catalog's sources.
     */
    FIELD(List.of(".png", "_source.png", "_gaia.png"), List.of("field", "sources", "references"), "images"),

    /**
     * Native resolution: cut-outs of the brightest sources, their stack, and the image's echo (its autocorrelation).
     */
    NATIVE(List.of("_sources.png", "_stack.png", "_echo.png"), List.of("sources", "stack", "echo"), "native");

    @SuppressWarnings("ImmutableEnumChecker") // Immutable: created by List.of.
    private final List<String> endings;

    @SuppressWarnings("ImmutableEnumChecker") // Immutable: created by List.of.
    private final List<String> captions;

    private final String array;

    FrameKind(List<String> endings, List<String> captions, String array) {
        this.endings = endings;
        this.captions = captions;
        this.array = array;
    }

    /** @return the suffixes of the three files, in the order of an array's frames */
    public List<String> endings() {
        return endings;
    }

    /** @return one-word descriptions of the three pictures, in the order of {@link #endings} */
    public List<String> captions() {
        return captions;
    }

    /** @return the name of the array in an {@code .npz} file: {@code images} or {@code native} */
    public String array() {
        return array;
    }

    /**
     * The three files of a dataset.
     *
     * @param img the folder of all datasets' frames
     * @param dataset the dataset's name
     */
    public List<Path> files(Path img, String dataset) {
        Path folder = FileName.in(img, dataset);
        return endings.stream()
                .map(ending -> FileName.in(folder, dataset + ending))
                .toList();
    }

    /**
     * Finds the kinds selected by an option.
     *
     * @param name {@code field}, {@code native} or {@code both}, in upper or lower case
     * @throws BadInput for any other name
     */
    public static FrameKind[] named(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "field" -> new FrameKind[] {FIELD};
            case "native" -> new FrameKind[] {NATIVE};
            case "both" -> values();
            default -> throw new BadInput("frames is '" + name + "'; it must be field, native or both");
        };
    }

    /** @return the name by which {@link #named} finds these kinds */
    public static String name(Set<FrameKind> kinds) {
        return kinds.size() == values().length
                ? "both"
                : kinds.iterator().next().toString();
    }

    /** @return the term used in messages: frames, or native frames */
    String words() {
        return this == FIELD ? "frames" : this + " frames";
    }

    /** @return the name in lower case, as on the command line */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
