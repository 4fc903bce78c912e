package org.mosaicworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.environment.ProjectFolder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;

class MosaicTest {

    /** The outcome of a command. */
    private record Outcome(int code, List<String> out, List<String> err) {}

    private static Outcome run(String... arguments) {
        return run(MosaicCommandLine.commandLine(), arguments);
    }

    private static Outcome run(CommandLine line, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code =
                line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
        return new Outcome(
                code, out.toString().lines().toList(), err.toString().lines().toList());
    }

    private static void assertMisused(String line, String... arguments) {
        assertEquals(new Outcome(2, List.of(), List.of(line)), run(arguments));
    }

    @Test
    void theCommandThatIsNamedIsTheOneOfAllCommands() {
        Map<String, CommandLine> all = MosaicCommandLine.commandLine().getSubcommands();
        assertTrue(all.containsKey("prep") && all.containsKey("process"), all.keySet()::toString);
        all.forEach((name, command) -> {
            Map<String, CommandLine> one =
                    MosaicCommandLine.commandLine(new String[] {name}).getSubcommands();
            assertTrue(one.containsKey(name));
            assertEquals(
                    command.getCommandSpec().userObject().getClass(),
                    one.get(name).getCommandSpec().userObject().getClass());
            assertEquals(command.getUsageMessage(), one.get(name).getUsageMessage());
            assertTrue(one.size() <= 2, one.keySet()::toString);
        });
        for (String word : new String[] {"--help", "perp", ""}) {
            assertEquals(
                    all.keySet(),
                    MosaicCommandLine.commandLine(new String[] {word})
                            .getSubcommands()
                            .keySet());
        }
    }

    @Test
    void wrongUseIsOneLineWithAHintAndCode2() {
        assertMisused("mosaic: no command is given; give one of check, fetch, prep, predict, review, train, explore,"
                + " baselines, sweep, corrupt, label, combine, diagnose, mend, view, simulate, report, export,"
                + " kernel, lock, cluster, notebook; see mosaic --help");
        assertMisused("mosaic kernel: give install, list or remove; see mosaic kernel --help", "kernel");
        assertMisused("mosaic kernel: unknown command 'start'; see mosaic kernel --help", "kernel", "start");
        assertMisused("mosaic lock: unknown option '--no'; see mosaic lock --help", "lock", "--no");
        assertMisused(
                "mosaic notebook check: Missing required parameter: 'FILE'; see mosaic notebook check --help",
                "notebook",
                "check");
    }

    @Test
    void badInputIsItsOneLineAndCode2() {
        assertMisused(
                "--kernel is xeus; it must be one of rapaio, ijava, jjava", "kernel", "install", "--kernel", "xeus");
        assertMisused("--kernel is xeus; it must be one of rapaio, ijava, jjava", "kernel", "list", "--kernel", "xeus");
        assertMisused(
                "/no/such.ipynb: there is no such file; give a notebook, a file that ends in .ipynb",
                "notebook",
                "check",
                "/no/such.ipynb");
    }

    @Test
    void helpIsOnStandardOutputWithExamples() {
        Outcome help = run("kernel", "--help");

        assertEquals(0, help.code());
        assertEquals(List.of(), help.err());
        assertTrue(
                help.out().contains("  environment/mosaic kernel install --kernel ijava"),
                help.out().toString());
        assertEquals(List.of("mosaic-workbench 0.1.0"), run("--version").out());
    }

    @Test
    void failuresInNotebooksAreCode1(@TempDir Path folder) throws IOException {
        Path good = Files.writeString(folder.resolve("01.ipynb"), "{\"cells\": [{\"outputs\": []}]}");
        Path bad = Files.writeString(
                folder.resolve("02.ipynb"),
                "{\"cells\": [{\"outputs\": [{\"output_type\": \"error\","
                        + "\"ename\": \"E\", \"evalue\": \"no\", \"traceback\": []}]}]}");

        assertEquals(new Outcome(0, List.of(), List.of()), run("notebook", "check", good.toString()));
        assertEquals(
                new Outcome(1, List.of("02.ipynb, cell 1: E: no"), List.of()),
                run("notebook", "check", good.toString(), bad.toString()));
    }

    @Test
    void aDefectHasItsStackTraceAndAFileProblemHasNot() {
        assertBug("java.lang.IllegalStateException: odd", new IllegalStateException("odd"));
        assertBug("java.lang.StackOverflowError", new StackOverflowError());

        assertEquals(
                new Outcome(2, List.of(), List.of("a file could not be read or written: x.fits: disk\u2019s full")),
                run(
                        MosaicCommandLine.commandLine()
                                .addSubcommand(new Breaks(
                                        new UncheckedIOException("x.fits: disk\u2019s full", new IOException()))),
                        "breaks"));
    }

    private static void assertBug(String first, Throwable defect) {
        Outcome bug = run(MosaicCommandLine.commandLine().addSubcommand(new Breaks(defect)), "breaks", "my file");
        assertEquals(3, bug.code());
        assertEquals(List.of(), bug.out());
        assertEquals(
                List.of(
                        "this is a bug in mosaic-workbench 0.1.0 (Java " + System.getProperty("java.version") + ", "
                                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ")",
                        "please open an issue with these lines and the output of: environment/mosaic lock",
                        "command: mosaic breaks 'my file'",
                        first),
                bug.err().subList(0, 4));
        assertTrue(bug.err().get(4).startsWith("\tat "), bug.err().get(4));
    }

    @Test
    void anUnknownWordIsAnsweredWithTheWordsToType() {
        assertEquals(
                new Outcome(
                        2,
                        List.of(),
                        List.of("mosaic combine: Invalid value for option '--align': 'foo' is not one "
                                + "of full, relative, none; see mosaic combine --help")),
                run(MosaicCommandLine.commandLine(), "combine", "visits", "--align", "foo"));
    }

    @Test
    void theCommandCombineStillAnswersToProcess() {
        assertEquals(run("combine", "/no/such/visit"), run("process", "/no/such/visit"));
    }

    @Test
    void helpShowsTheTasksDefaultsAsTheyAreTyped() {
        assertShown("prep", "svm_data", "1", "both", "512", "archive");
        assertShown("corrupt", "synthetic", "multi", "*", "shift", "full", "0.5");
        assertShown("train", "ensembleSVM", "32", "60", "none", "svm_ensemble", "0.0001", "auto", "42");
        assertShown("sweep", "asha", "log_loss", "0.875", "svm_ensemble", "sweep");
    }

    private static void assertShown(String command, String... defaults) {
        String help = String.join(" ", run(command, "--help").out()).replaceAll("\\s+", " ");
        for (String value : defaults) {
            assertTrue(help.contains("(default: " + value + ")"), value + " is not in " + help);
        }
    }

    /** A default is written only once, in the task. */
    @Test
    void noCommandWritesADefaultThatItsTaskHas() {
        for (CommandLine command :
                MosaicCommandLine.commandLine().getSubcommands().values()) {
            if (command.getCommand() instanceof TaskCommand task) {
                for (OptionSpec option : command.getCommandSpec().options()) {
                    if (option.userObject() instanceof Field field
                            && task.defaults().get(field.getName()) != null) {
                        assertNull(option.defaultValue(), command.getCommandName() + " " + field.getName());
                    }
                }
            }
        }
    }

    @Test
    @Slow
    void theProcessInstallsListsAndRemovesUnderJupytersDataFolder(@TempDir Path data) throws Exception {
        Path folder = data.resolve("kernels/mosaic-java");

        assertEquals(
                new Outcome(
                        0,
                        List.of("mosaic-java  rapaio  " + folder + "  runs "
                                + ProjectFolder.find().folder()),
                        List.of()),
                started(data, "kernel", "install"));
        assertEquals(
                List.of("mosaic-java  rapaio  " + folder + "  runs "
                        + ProjectFolder.find().folder()),
                started(data, "kernel", "list").out());
        assertEquals(
                List.of("removed " + folder), started(data, "kernel", "remove").out());
        assertEquals(
                new Outcome(0, List.of("kernel rapaio is not installed; nothing to remove"), List.of()),
                started(data, "kernel", "remove"));
        assertEquals(2, started(data, "kernel", "remove", "--kernel", "x").code());
    }

    private static Outcome started(Path data, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                MosaicCommandLine.class.getName()));
        command.addAll(List.of(arguments));
        Path err = data.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().put("JUPYTER_DATA_DIR", data.toString());
        java.lang.Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), out.lines().toList(), Files.readAllLines(err));
    }

    @Command(name = "breaks")
    private static final class Breaks implements Runnable {

        private final Throwable how;

        @Parameters
        @SuppressWarnings("unused")
        private List<String> files;

        Breaks(Throwable how) {
            this.how = how;
        }

        @Override
        public void run() {
            if (how instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) how;
        }
    }
}
