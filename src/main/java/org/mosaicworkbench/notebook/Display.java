package org.mosaicworkbench.notebook;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import tech.tablesaw.api.Table;

/**
 * What a kernel is handed: a picture, HTML or text, each with a text that stands in where nothing richer can be shown.
 */
public sealed interface Display {

    /** What stands in on a terminal. */
    String text();

    /** Data by MIME type, richest first, as the Jupyter message protocol wants it: binary data in Base64. */
    Map<String, String> bundle();

    /**
     * A picture.
     *
     * @param png the whole file
     * @param text what the picture shows, for a terminal and for readers who cannot see it
     */
    record Image(byte[] png, String text) implements Display {

        /** Copies the bytes. */
        public Image {
            png = png.clone();
        }

        /** A copy of the bytes. */
        @Override
        public byte[] png() {
            return png.clone();
        }

        @Override
        public Map<String, String> bundle() {
            return richFirst("image/png", Base64.getEncoder().encodeToString(png), text);
        }
    }

    /**
     * HTML without anything from a network. A notebook that is not trusted shows it without its scripts.
     *
     * @param html a fragment, already escaped
     * @param text the same for a terminal
     */
    record Html(String html, String text) implements Display {
        @Override
        public Map<String, String> bundle() {
            return richFirst("text/html", html, text);
        }

        /** @return a paragraph for each warning */
        public static String warnings(List<String> warnings) {
            return warnings.stream()
                    .map(warning -> "\n<p>warning: " + escaped(warning) + "</p>")
                    .collect(Collectors.joining());
        }

        /** @return the text with all that has a meaning in HTML escaped */
        public static String escaped(String text) {
            return text.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;");
        }
    }

    /** @param text as it is */
    record Text(String text) implements Display {
        @Override
        public Map<String, String> bundle() {
            return Map.of("text/plain", text);
        }
    }

    /**
     * What any value looks like: its own display when it is {@link Displayable}, {@link TextTable} when it is
     * Tablesaw's table, a PNG when it is an image, its string otherwise.
     *
     * @param value may be null
     */
    static Display of(Object value) {
        if (value instanceof Display display) {
            return display;
        }
        if (value instanceof Displayable shown) {
            return shown.display();
        }
        if (value instanceof Table table) {
            return TextTable.of(table).display();
        }
        if (value instanceof BufferedImage image) {
            return new Image(png(image), "image, " + image.getWidth() + " x " + image.getHeight() + " pixels");
        }
        return new Text(String.valueOf(value));
    }

    /** The image as a PNG file; row 0 of the image is the top row. Up to 256 colours are written as a palette. */
    static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(FewColours.asPalette(image), "png", bytes)) {
                throw new IllegalStateException("no PNG writer for image type " + image.getType());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Map<String, String> richFirst(String type, String data, String text) {
        Map<String, String> bundle = new LinkedHashMap<>();
        bundle.put(type, data);
        bundle.put("text/plain", text);
        return bundle;
    }
}
