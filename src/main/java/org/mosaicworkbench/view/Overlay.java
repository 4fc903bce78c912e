package org.mosaicworkbench.view;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import org.mosaicworkbench.sky.SkyPoint;

/**
 * Marks on the images of a {@link Viewer}, which can be shown and hidden.
 *
 * @param name the label of its button
 * @param shape the shape of its marks, which differs between overlays, so that the overlays can be told apart without
 *     colour
 * @param marks the marks
 * @param all number of sources in the catalog, of which {@code marks} shows the first
 */
public record Overlay(String name, Shape shape, List<Mark> marks, int all) {

    /** How a mark is drawn. */
    public enum Shape {
        /** Orange circles. */
        CIRCLE,
        /** Blue squares. */
        SQUARE,
        /** Green diamonds. */
        DIAMOND
    }

    /**
     * A mark.
     *
     * @param place its position
     * @param words the text that appears when the mark is clicked
     */
    public record Mark(SkyPoint place, String words) {}

    /** Copies the list. */
    public Overlay {
        marks = List.copyOf(marks);
    }

    /** Makes an overlay of all marks of a catalog. */
    public Overlay(String name, Shape shape, List<Mark> marks) {
        this(name, shape, marks, marks.size());
    }

    /** @return a copy with at most the first {@code most} marks */
    Overlay first(int most) {
        return marks.size() <= most ? this : new Overlay(name, shape, marks.subList(0, most), all);
    }

    /** The name, with the number of marks if the catalog has more. */
    String label() {
        return marks.size() == all ? name : name + " (the first " + marks.size() + " of " + all + ")";
    }

    /**
     * Writes overlays for a page. If the overlays are too large, the same fraction of each overlay's marks is kept.
     *
     * @param room size limit in characters for all overlays together
     */
    static List<JsonObject> json(List<Overlay> overlays, int room) {
        List<JsonObject> json = overlays.stream().map(Overlay::json).toList();
        int length = json.stream().mapToInt(one -> one.toString().length()).sum();
        return length <= room
                ? json
                : overlays.stream()
                        .map(one -> one.first((int) ((long) one.marks.size() * room / length))
                                .json())
                        .toList();
    }

    JsonObject json() {
        JsonArray places = new JsonArray();
        JsonArray words = new JsonArray();
        for (Mark mark : marks) {
            places.add(ViewerImage.numbers(mark.place()));
            words.add(mark.words());
        }
        JsonObject json = new JsonObject();
        json.addProperty("name", label());
        json.addProperty("shape", shape.name().toLowerCase(Locale.ROOT));
        json.add("places", places);
        json.add("words", words);
        return json;
    }
}
