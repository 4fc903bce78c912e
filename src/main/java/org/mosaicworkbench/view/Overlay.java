package org.mosaicworkbench.view;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import org.mosaicworkbench.sky.SkyPoint;

/**
 * Marks on the images of a {@link Viewer}, which can be shown and hidden.
 *
 * @param name  the label of its button
 * @param shape the shape of its marks, which differs between overlays, so that no one depends on colour
 * @param marks the marks
 */
public record Overlay(String name, Shape shape, List<Mark> marks) {

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
     * @param words the text that appears on a click
     */
    public record Mark(SkyPoint place, String words) {}

    /** Copies the list. */
    public Overlay {
        marks = List.copyOf(marks);
    }

    JsonObject json() {
        JsonArray places = new JsonArray();
        JsonArray words = new JsonArray();
        for (Mark mark : marks) {
            places.add(ViewerImage.numbers(mark.place()));
            words.add(mark.words());
        }
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("shape", shape.name().toLowerCase(Locale.ROOT));
        json.add("places", places);
        json.add("words", words);
        return json;
    }
}
