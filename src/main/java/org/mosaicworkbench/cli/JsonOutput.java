package org.mosaicworkbench.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.mosaicworkbench.io.WrittenFiles;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.report.Reportable;
import org.mosaicworkbench.report.ReportedNumber;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.TaskResult;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/**
 * The option {@code --json} of all commands: standard output is one JSON object for scripts. Messages and progress stay
 * on standard error, and the exit code does not change.
 */
final class JsonOutput {

    private static final String NAME = "--json";
    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    @Option(
            names = NAME,
            description = "Print one JSON object for scripts instead of text: results, files written, failures.")
    @SuppressWarnings("unused")
    private boolean wanted;

    private JsonOutput() {}

    /** Adds the option to all subcommands. */
    static void addTo(CommandLine line) {
        Set<CommandLine> below = Collections.newSetFromMap(new IdentityHashMap<>());
        below.addAll(line.getSubcommands().values());
        for (CommandLine command : below) {
            if (command.getSubcommands().isEmpty()) {
                command.getCommandSpec().addMixin("json", CommandSpec.forAnnotatedObject(new JsonOutput()));
            } else {
                addTo(command);
            }
        }
    }

    /**
     * Runs a command and prints the object if it is requested.
     *
     * @param work function that runs the command and returns the exit code
     */
    static int run(ParseResult parsed, ToIntFunction<ParseResult> work) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        if (!last.hasMatchedOption(NAME)) {
            return work.applyAsInt(parsed);
        }
        CommandLine line = last.commandSpec().commandLine();
        // The root's writer also serves all subcommands, including a command that prints on behalf of its own
        // subcommands.
        CommandLine root = parsed.commandSpec().commandLine();
        PrintWriter out = root.getOut();
        StringWriter text = new StringWriter();
        root.setOut(new PrintWriter(text, true));
        try (WrittenFiles files = WrittenFiles.open()) {
            int code = work.applyAsInt(parsed);
            print(out, object(line, code, text.toString(), files.list()));
            return code;
        } finally {
            root.setOut(out);
        }
    }

    /**
     * Prints an error as an object if the arguments request it.
     *
     * @return the exit code
     */
    static int failed(CommandLine line, List<String> arguments, String error, int code) {
        if (arguments.contains(NAME)) {
            JsonObject json = start(line, code);
            json.addProperty("error", error);
            print(line.getOut(), json);
        }
        return code;
    }

    private static JsonObject start(CommandLine line, int code) {
        JsonObject json = new JsonObject();
        json.addProperty("command", line.getCommandSpec().qualifiedName().replaceFirst("^mosaic ", ""));
        json.addProperty("exit_code", code);
        return json;
    }

    private static JsonObject object(CommandLine line, int code, String text, List<Path> files) {
        JsonObject json = start(line, code);
        TaskCommand command = line.getCommand() instanceof TaskCommand task ? task : null;
        Object result = command == null ? null : command.result().orElse(null);
        json.add("text", array(text.lines().toList(), JsonPrimitive::new));
        json.add("files", array(files, file -> new JsonPrimitive(file.toString())));
        List<String> warnings = new ArrayList<>(result instanceof TaskResult task ? task.warnings() : List.of());
        warnings.addAll(command == null ? List.of() : command.warned());
        json.add("warnings", array(warnings, JsonPrimitive::new));
        if (result instanceof TaskResult task) {
            json.add("failures", array(task.failures(), JsonOutput::json));
            json.add("rows", json(task.records()));
        } else {
            json.add("failures", new JsonArray());
        }
        if (result instanceof Reportable reportable) {
            json.add("numbers", array(reportable.measures(), ReportedNumber::json));
            reportable
                    .making()
                    .ifPresent(
                            made -> json.add("provenance", made.json(Path.of("").toAbsolutePath())));
        }
        return json;
    }

    private static JsonElement json(Failure failure) {
        JsonObject json = new JsonObject();
        json.addProperty("index", failure.index());
        json.addProperty("stage", failure.stage().toString());
        json.addProperty("reason", failure.reason());
        return json;
    }

    private static JsonArray json(TextTable table) {
        return array(table.cells(), row -> {
            JsonObject json = new JsonObject();
            for (int c = 0; c < row.size(); c++) {
                json.add(table.columns().get(c), json(row.get(c)));
            }
            return json;
        });
    }

    /** Missing and non-finite values become null. */
    private static JsonElement json(Object cell) {
        if (cell instanceof Number number) {
            return Double.isFinite(number.doubleValue()) ? new JsonPrimitive(number) : JsonNull.INSTANCE;
        }
        return cell == null ? JsonNull.INSTANCE : new JsonPrimitive(cell.toString());
    }

    private static <T> JsonArray array(Collection<T> values, Function<? super T, ? extends JsonElement> json) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(json.apply(value)));
        return array;
    }

    private static void print(PrintWriter out, JsonObject json) {
        out.println(GSON.toJson(json));
        out.flush();
    }
}
