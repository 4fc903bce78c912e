package org.mosaicworkbench.view;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import org.mosaicworkbench.sky.SkyPoint;

/**
 * Marks on the images of a {@link Viewer}, which can be shown and hidden.
 *
 * @param name  what its button says
 * @param shape of its marks: shapes differ too, so that no colour has to be told apart
 * @param marks where
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
     * A place.
     *
     * @param place where
     * @param words what is said of it when it is clicked
     */
    public record Mark(SkyPoint place, String words) {}

    /** Takes a copy. */
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
