package org.mosaicworkbench.nn;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.io.Sha256;
import org.mosaicworkbench.io.WholeFile;

/**
 * Named arrays of 32-bit floats and string metadata in one safetensors file (format description:
 * huggingface.co/docs/safetensors): the header's length, the header in JSON, then the values, all little-endian.
 *
 * @param words the header's {@code __metadata__}
 * @param tensors arrays by name
 */
record Tensors(Map<String, String> words, Map<String, Tensor> tensors) {

    private static final String WORDS = "__metadata__";
    private static final long LARGEST_HEADER = 50_000_000;
    private static final Gson GSON = new Gson();

    /** One array, in row-major order. */
    record Tensor(long[] shape, float[] values) {}

    Path write(Path place) {
        return WholeFile.write(place, beside -> {
            try (OutputStream out = Files.newOutputStream(beside)) {
                writeTo(out);
            }
        });
    }

    /** @return the SHA-256 of the file as written, in hexadecimal */
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

    /**
     * Reads a file.
     *
     * @throws BadInput if it is missing, truncated or invalid
     */
    static Tensors read(Path path, String remedy) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(path);
        } catch (IOException e) {
            throw BadInput.file(path, "cannot be read", remedy);
        }
        BadInput unsound = BadInput.file(path, "is truncated or not a valid safetensors file", remedy);
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long length = file.remaining() < Long.BYTES ? 0 : file.getLong();
        if (length < 2 || length > Math.min(LARGEST_HEADER, file.remaining())) {
            throw unsound;
        }
        byte[] text = new byte[(int) length];
        file.get(text);
        JsonValue header = JsonValue.parse(new String(text, StandardCharsets.UTF_8), path + ": its header", remedy);
        Map<String, String> words = new LinkedHashMap<>();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        header.members().forEach((name, about) -> {
            if (name.equals(WORDS)) {
                words.putAll(about.texts());
            } else {
                tensors.put(name, tensor(about, file.slice().order(ByteOrder.LITTLE_ENDIAN), unsound));
            }
        });
        return new Tensors(words, tensors);
    }

    /** Checks the array's position and shape against the file's length before allocating memory. */
    private static Tensor tensor(JsonValue about, ByteBuffer data, BadInput unsound) {
        if (!about.at("dtype").text().equals("F32")) {
            throw about.at("dtype").wrong("F32");
        }
        long[] shape =
                about.at("shape").items().stream().mapToLong(JsonValue::whole).toArray();
        List<JsonValue> place = about.at("data_offsets").items(2);
        long from = place.get(0).whole();
        long to = place.get(1).whole();
        if (from < 0 || to < from || to > data.remaining()) {
            throw unsound;
        }
        long values = (to - from) / Float.BYTES;
        if (count(shape) != values || values * Float.BYTES != to - from) {
            throw about.at("shape").wrong("a shape that matches the " + (to - from) + " bytes of the array");
        }
        float[] numbers = new float[(int) values];
        data.slice((int) from, (int) (to - from))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(numbers);
        return new Tensor(shape, numbers);
    }

    /** @return the number of values in an array of this shape; -1 if a Java array cannot hold as many values */
    private static long count(long[] shape) {
        long count = 1;
        for (long length : shape) {
            count = length < 0 || length > Integer.MAX_VALUE ? -1 : count * length;
            if (count < 0 || count > Integer.MAX_VALUE) {
                return -1;
            }
        }
        return count;
    }
}
