package org.mosaicworkbench.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;

/** The message about a software defect, with everything that a bug report needs. */
final class BugReport {

    private BugReport() {}

    /** Prints the version, the machine, the command line and the stack trace. */
    static void print(Throwable defect, List<String> arguments, PrintWriter err) {
        err.println("this is a bug in mosaic-workbench " + version() + " (Java " + System.getProperty("java.version")
                + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ")");
        err.println("please open an issue with these lines and the output of: environment/mosaic lock");
        err.println(
                "command: mosaic " + arguments.stream().map(BugReport::quoted).collect(Collectors.joining(" ")));
        defect.printStackTrace(err);
        err.flush();
    }

    private static String version() {
        try {
            return Version.number();
        } catch (BadInput e) {
            // The project folder may be missing; the report must not fail because of that.
            return "of unknown version";
        }
    }

    private static String quoted(String argument) {
        return argument.matches("[\\w./:=,@%+*-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
