package org.mosaicworkbench.environment;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;

/**
 * The content of a {@code kernel.json}, which tells Jupyter how to start a kernel.
 *
 * @param argv the command, with the placeholder <code>{connection_file}</code>
 * @param displayName name shown to users
 * @param interruptMode {@code message} or {@code signal}
 * @param env environment variables to set, in order
 * @param ours name of the kernel if setup wrote the spec
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

    /** @throws BadInput if the file is not a kernel spec */
    static KernelSpec read(Path file) {
        JsonValue json = JsonValue.read(file, "remove its folder and install again");
        return new KernelSpec(
                json.at("argv").items().stream().map(JsonValue::text).toList(),
                json.find("display_name").map(JsonValue::text).orElse("?"),
                json.find("interrupt_mode").map(JsonValue::text).orElse("signal"),
                json.find("env").map(JsonValue::texts).orElse(Map.of()),
                json.find("metadata").flatMap(metadata -> metadata.find(MARK)).map(JsonValue::text));
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
}
