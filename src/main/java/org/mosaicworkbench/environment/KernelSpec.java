package org.mosaicworkbench.environment;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.io.BadInput;

/**
 * What Jupyter must know to start a kernel: the content of a {@code kernel.json}.
 *
 * @param argv          the command, with the place holder <code>{connection_file}</code>
 * @param displayName   what users choose from
 * @param interruptMode {@code message} or {@code signal}
 * @param env           variables to set, in order
 * @param ours          the word of the kernel when set-up wrote the spec
 */
record KernelSpec(
        List<String> argv, String displayName, String interruptMode, Map<String, String> env, Optional<String> ours) {

    private static final String MARK = "mosaic-workbench";
    private static final Gson PRETTY =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    KernelSpec {
        argv = List.copyOf(argv);
        env = new LinkedHashMap<>(env);
    }

    /** @throws BadInput when the file is not a kernel spec */
    static KernelSpec read(Path file) {
        try {
            JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            List<String> argv = new ArrayList<>();
            json.getAsJsonArray("argv").forEach(word -> argv.add(word.getAsString()));
            Map<String, String> env = new LinkedHashMap<>();
            object(json, "env")
                    .entrySet()
                    .forEach(entry -> env.put(entry.getKey(), entry.getValue().getAsString()));
            return new KernelSpec(
                    argv,
                    text(json, "display_name", "?"),
                    text(json, "interrupt_mode", "signal"),
                    env,
                    Optional.ofNullable(text(object(json, "metadata"), MARK, null)));
        } catch (IOException
                | JsonParseException
                | IllegalStateException
                | NullPointerException
                | UnsupportedOperationException
                | ClassCastException e) {
            throw BadInput.file(
                    file, "is not a kernel spec (" + e.getMessage() + ")", "remove its folder and install again");
        }
    }

    String json() {
        JsonObject json = new JsonObject();
        json.add("argv", PRETTY.toJsonTree(argv));
        json.addProperty("display_name", displayName);
        json.addProperty("language", "java");
        json.addProperty("interrupt_mode", interruptMode);
        json.add("env", PRETTY.toJsonTree(env));
        JsonObject metadata = new JsonObject();
        ours.ifPresent(kernel -> metadata.add(MARK, new JsonPrimitive(kernel)));
        json.add("metadata", metadata);
        return PRETTY.toJson(json) + "\n";
    }

    private static JsonObject object(JsonObject json, String key) {
        return json.has(key) ? json.getAsJsonObject(key) : new JsonObject();
    }

    private static String text(JsonObject json, String key, String otherwise) {
        JsonElement value = json.get(key);
        return value == null ? otherwise : value.getAsString();
    }
}
