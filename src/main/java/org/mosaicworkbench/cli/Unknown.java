package org.mosaicworkbench.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** An unknown command or option, with the name that may have been meant. */
final class Unknown {

    /** Number of characters per tolerated typing error. */
    private static final int LETTERS = 3;

    private Unknown() {}

    /** @return a description of the first unknown option or command; for any other error, the parser's own message */
    static String words(ParameterException e) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        String typed = e instanceof UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched().get(0)
                : "";
        if (typed.startsWith("-") && typed.length() > 1) {
            String name = typed.replaceFirst("=.*", "");
            return "unknown option '" + name + "'"
                    + meant(
                            name,
                            command.options().stream()
                                    .flatMap(option -> Stream.of(option.names()))
                                    .toList());
        }
        return typed.isEmpty() || command.subcommands().isEmpty()
                ? e.getMessage().strip().replaceAll("\\s*\\R\\s*", " ")
                : "unknown command '" + typed + "'"
                        + meant(typed, command.subcommands().keySet());
    }

    private static String meant(String typed, Collection<String> names) {
        return nearest(typed, names)
                .map(name -> " (did you mean " + name + "?)")
                .orElse("");
    }

    /** The name with the fewest typing errors; empty if it has more than one per three characters. */
    static Optional<String> nearest(String typed, Collection<String> names) {
        return names.stream()
                .filter(name -> errors(typed, name) <= Math.max(typed.length(), name.length()) / LETTERS)
                .min(Comparator.<String>comparingInt(name -> errors(typed, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /**
     * The number of characters added, omitted, changed, or exchanged with the next character (optimal string alignment
     * distance; Damerau 1964, Communications of the ACM 7, 171).
     */
    private static int errors(String one, String other) {
        int[][] least = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    least[i][j] = i + j;
                    continue;
                }
                int changed = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                least[i][j] = Math.min(least[i - 1][j - 1] + changed, Math.min(least[i - 1][j], least[i][j - 1]) + 1);
                boolean exchanged = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                if (exchanged) {
                    least[i][j] = Math.min(least[i][j], least[i - 2][j - 2] + 1);
                }
            }
        }
        return least[one.length()][other.length()];
    }
}
