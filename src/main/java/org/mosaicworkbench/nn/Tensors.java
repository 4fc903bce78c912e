package org.mosaicworkbench.nn;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Sha256;
import org.mosaicworkbench.io.WholeFile;

/**
 * Named arrays of 32-bit floats and a few words, in one safetensors file (its format is described at
 * huggingface.co/docs/safetensors): the header's length, the header in JSON, then the numbers, all little-endian.
 *
 * @param words   the header's {@code __metadata__}
 * @param tensors by name
 */
record Tensors(Map<String, String> words, Map<String, Tensor> tensors) {

    private static final String WORDS = "__metadata__";
    private static final long LARGEST_HEADER = 50_000_000;
    private static final Gson GSON = new Gson();

    /** One array, row by row. */
    record Tensor(long[] shape, float[] values) {}

    Path write(Path place) {
        return WholeFile.write(place, beside -> {
            try (OutputStream out = Files.newOutputStream(beside)) {
                writeTo(out);
            }
        });
    }

    /** @return the SHA-256 of the file that is written of it, in hexadecimal */
    String digest() {
        try {
            MessageDigest sha = Sha256.running();
            writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha));
            return Sha256.hex(sha.digest());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void writeTo(OutputStream out) throws IOException {
        JsonObject header = new JsonObject();
        header.add(WORDS, GSON.toJsonTree(words));
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            long end = offset + (long) Float.BYTES * entry.getValue().values.length;
            JsonObject about = new JsonObject();
            about.addProperty("dtype", "F32");
            about.add("shape", GSON.toJsonTree(entry.getValue().shape));
            about.add("data_offsets", GSON.toJsonTree(new long[] {offset, end}));
            header.add(entry.getKey(), about);
            offset = end;
        }
        byte[] text = GSON.toJson(header).getBytes(StandardCharsets.UTF_8);
        out.write(little(Long.BYTES).putLong(text.length).array());
        out.write(text);
        for (Tensor tensor : tensors.values()) {
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * tensor.values.length);
            bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(tensor.values);
            out.write(bytes.array());
        }
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    static Tensors read(Path path, String remedy) {
        try {
            return of(Files.readAllBytes(path), path, remedy);
        } catch (IOException e) {
            throw BadInput.file(path, "cannot be read", remedy);
        }
    }

    /** @param path what to call the file when it is broken */
    static Tensors of(byte[] bytes, Path path, String remedy) {
        try {
            return of(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        } catch (JsonParseException
                | IllegalArgumentException
                | IllegalStateException
                | NullPointerException
                | IndexOutOfBoundsException
                | UnsupportedOperationException
                | BufferUnderflowException e) {
            throw BadInput.file(path, "is cut off or not a sound safetensors file", remedy);
        }
    }

    private static Tensors of(ByteBuffer file) {
        long length = file.getLong();
        if (length < 2 || length > Math.min(LARGEST_HEADER, file.remaining())) {
            throw new IllegalArgumentException("header of " + length);
        }
        byte[] text = new byte[(int) length];
        file.get(text);
        ByteBuffer data = file.slice().order(ByteOrder.LITTLE_ENDIAN);
        JsonObject header = GSON.fromJson(new String(text, StandardCharsets.UTF_8), JsonObject.class);
        Map<String, String> words = new LinkedHashMap<>();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : header.entrySet()) {
            JsonObject about = entry.getValue().getAsJsonObject();
            if (entry.getKey().equals(WORDS)) {
                about.entrySet()
                        .forEach(
                                word -> words.put(word.getKey(), word.getValue().getAsString()));
            } else {
                tensors.put(entry.getKey(), tensor(about, data));
            }
        }
        return new Tensors(words, tensors);
    }

    private static Tensor tensor(JsonObject about, ByteBuffer data) {
        long[] shape = longs(about.getAsJsonArray("shape"));
        long[] place = longs(about.getAsJsonArray("data_offsets"));
        float[] values = new float[Weights.count(shape)];
        if (!about.get("dtype").getAsString().equals("F32")
                || place[1] - place[0] != (long) Float.BYTES * values.length) {
            throw new IllegalArgumentException("array of another type or length");
        }
        data.slice((int) place[0], Float.BYTES * values.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return new Tensor(shape, values);
    }

    private static long[] longs(JsonArray array) {
        return array.asList().stream()
                .flatMapToLong(element -> LongStream.of(element.getAsLong()))
                .toArray();
    }
}
