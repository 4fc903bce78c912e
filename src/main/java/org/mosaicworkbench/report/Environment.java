package org.mosaicworkbench.report;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.mosaicworkbench.environment.Lock;
import org.mosaicworkbench.environment.Machine;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.notebook.TextTable;

/**
 * The environment in which a page was written.
 *
 * @param facts time, machine, Java and engine
 * @param libraries SHA-256 of each library by its coordinates
 */
public record Environment(Map<String, String> facts, Map<String, String> libraries) {

    /** Name of the time of writing, the only fact that always differs. */
    static final String WRITTEN = "written";

    private static Lock lock;

    /** Makes defensive copies. */
    public Environment {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        libraries = Collections.unmodifiableMap(new LinkedHashMap<>(libraries));
    }

    /**
     * The environment of this process. If the class path of this library is unknown, a reason is given instead of the
     * libraries.
     */
    public static Environment now() {
        Machine machine = Machine.here();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(WRITTEN, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put("processor", machine.processor());
        facts.put("cores", String.valueOf(machine.cores()));
        facts.put("device", machine.device());
        Map<String, String> libraries = new LinkedHashMap<>();
        try {
            Lock lock = lock();
            facts.put("system", lock.system());
            facts.put("java", lock.java());
            facts.put("engine", lock.engine());
            lock.libraries().forEach(library -> libraries.put(library.coordinates(), library.sha256()));
        } catch (BadInput e) {
            facts.put("java", System.getProperty("java.version"));
            facts.put("libraries", "not known: " + e.getMessage());
        }
        return new Environment(facts, libraries);
    }

    /** Computed once, because it reads every library file in full, and no library changes during a run. */
    private static synchronized Lock lock() {
        lock = lock == null ? Lock.ofThisMachine() : lock;
        return lock;
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        JsonObject all = new JsonObject();
        facts.forEach(json::addProperty);
        libraries.forEach(all::addProperty);
        json.add("libraries by SHA-256", all);
        return json;
    }

    static Environment of(JsonValue json) {
        Map<String, String> facts = new LinkedHashMap<>();
        Map<String, String> libraries = new LinkedHashMap<>();
        json.members().forEach((name, value) -> {
            if (value.isObject()) {
                libraries.putAll(value.texts());
            } else {
                facts.put(name, value.text());
            }
        });
        return new Environment(facts, libraries);
    }

    /** @return the differences from a report: fact or library, the report's value, this environment's value */
    public TextTable rows(Environment report) {
        TextTable rows = TextTable.of("environment", "report", "now");
        for (Map.Entry<String, String[]> e : report.differences(this).entrySet()) {
            rows = rows.with(e.getKey(), e.getValue()[0], e.getValue()[1]);
        }
        return rows;
    }

    /**
     * The differences between two environments, except for the time.
     *
     * @return the values of both by the name of the fact or library; an empty string for a missing value
     */
    Map<String, String[]> differences(Environment other) {
        Map<String, String[]> differences = new LinkedHashMap<>();
        compare(facts, other.facts, differences);
        compare(new TreeMap<>(libraries), new TreeMap<>(other.libraries), differences);
        differences.remove(WRITTEN);
        return differences;
    }

    static void compare(Map<String, String> one, Map<String, String> other, Map<String, String[]> differences) {
        Map<String, String> all = new LinkedHashMap<>(one);
        other.forEach(all::putIfAbsent);
        all.keySet().forEach(name -> {
            String[] both = {one.getOrDefault(name, ""), other.getOrDefault(name, "")};
            if (!both[0].equals(both[1])) {
                differences.put(name, both);
            }
        });
    }
}
