package org.mosaicworkbench.notebook;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import tech.tablesaw.api.Table;

/** Content that a kernel can show: a picture, HTML or text, each with a plain-text fallback. */
public sealed interface Display {

    /** The fallback for a terminal. */
    String text();

    /** Data by MIME type, richest first, as in the Jupyter message protocol; binary data are Base64-encoded. */
    Map<String, String> bundle();

    /** Metadata for the front end by MIME type; may be empty. */
    default Map<String, Object> metadata() {
        return Map.of();
    }

    /**
     * A picture.
     *
     * @param png the complete file
     * @param text description of the picture, for a terminal and for readers who cannot see it
     * @param scale image pixels per displayed pixel: 1, or 2 to look sharp on high-resolution screens
     */
    record Image(byte[] png, String text, int scale) implements Display {

        private static final String PNG = "image/png";
        /** Byte offset of the width in a PNG file, followed by the height, four bytes each. */
        private static final int PNG_SIZE = 16;

        /** Creates a picture shown at its own size. */
        public Image(byte[] png, String text) {
            this(png, text, 1);
        }

        /**
         * A drawing at twice the displayed size, in at most 256 colours, so that text stays sharp and the file small.
         */
        public static Image sharp(BufferedImage twice, String text) {
            return new Image(Display.png(FewColours.reduced(twice)), text, 2);
        }

        /** The same picture with a different fallback text. */
        public Image saying(String other) {
            return new Image(png, other, scale);
        }

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
            return richFirst(PNG, Base64.getEncoder().encodeToString(png), text);
        }

        /**
         * The picture as an HTML fragment. Front ends that do not trust a notebook keep the picture's size and
         * description, but no style.
         */
        public String html() {
            Map<String, Integer> size = size();
            return "<img alt=\"" + Html.escaped(text) + "\" width=\"" + size.get("width") + "\" height=\""
                    + size.get("height") + "\" src=\"data:image/png;base64,"
                    + Base64.getEncoder().encodeToString(png) + "\">";
        }

        @Override
        public Map<String, Object> metadata() {
            return scale == 1 ? Map.of() : Map.of(PNG, size());
        }

        private Map<String, Integer> size() {
            ByteBuffer head = ByteBuffer.wrap(png, PNG_SIZE, 2 * Integer.BYTES);
            Map<String, Integer> size = new LinkedHashMap<>();
            size.put("width", head.getInt() / scale);
            size.put("height", head.getInt() / scale);
            return size;
        }
    }

    /**
     * HTML that needs no network. An untrusted notebook shows it without its scripts.
     *
     * @param html a fragment, already escaped
     * @param text the same content for a terminal
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

        /** @return the text, escaped for HTML */
        public static String escaped(String text) {
            return text.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;");
        }
    }

    /** @param text the text, shown unchanged */
    record Text(String text) implements Display {
        @Override
        public Map<String, String> bundle() {
            return Map.of("text/plain", text);
        }
    }

    /**
     * The display of any value: its own if it is {@link Displayable}, a {@link TextTable} for a Tablesaw table, a PNG
     * for an image, otherwise its string representation.
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

    /**
     * The image as a PNG file; row 0 of the image is the top row. An image with up to 256 colours is written with a
     * palette.
     */
    static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            BufferedImage palette = FewColours.asPalette(image);
            ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
            ImageWriteParam small = writer.getDefaultWriteParam();
            small.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            small.setCompressionQuality(0);
            try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
                writer.setOutput(out);
                writer.write(null, new IIOImage(palette, null, null), small);
            } finally {
                writer.dispose();
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
