package org.mosaicworkbench.cli;

import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Renames options in error messages: tasks name an option as in Java ({@code largerThan}), and the command line shows
 * it as it is typed ({@code --larger-than}).
 */
final class OptionNames {

    /** The phrases by which error messages refer to some options, with the names of these options. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("image size", "--img-size"),
            Map.entry("the limit for labels", "--limit"),
            Map.entry("the limit for the diagnosis", "--limit"),
            Map.entry("the external command", "--external"),
            Map.entry("the external command's time-out", "--time-out"),
            Map.entry("the maximum download size", "--max-size"),
            Map.entry("the radius", "--radius"),
            Map.entry("the threshold", "--threshold"),
            Map.entry("the cluster", "--cluster"),
            Map.entry("filter", "--filters"),
            Map.entry("effect", "--effects"),
            Map.entry("category", "--categories"));

    /** The subject of an error message. */
    private static final Pattern SUBJECT = Pattern.compile("^(.+?)(?= (?:is|was|has) )");

    private static final Pattern REMEDY =
            Pattern.compile("(?<=\\b(?:leave|set|give it as) )'?([A-Za-z0-9]+)'?(?=$| out\\b| away\\b| to\\b)");

    private OptionNames() {}

    /**
     * An error message with the names of options as they are typed.
     *
     * @param arguments the command's arguments; an option is named as in these arguments, or else by its longest name
     */
    static String asTyped(CommandSpec command, List<String> arguments, String error) {
        Map<String, String> typed = new LinkedHashMap<>();
        for (OptionSpec option : command.options()) {
            String name = typed(option, arguments);
            for (String own : option.names()) {
                typed.put(camelCase(own), name);
            }
            if (option.userObject() instanceof Field field) {
                typed.put(field.getName(), name);
            }
        }
        WORDS.forEach((words, own) -> {
            OptionSpec option = command.findOption(own);
            if (option != null) {
                typed.put(words, typed(option, arguments));
            }
        });
        return replaced(REMEDY, replaced(SUBJECT, error, typed), typed);
    }

    private static String replaced(Pattern pattern, String text, Map<String, String> typed) {
        return pattern.matcher(text).replaceAll(found -> {
            String name = found.group(1);
            return Matcher.quoteReplacement(typed.getOrDefault(name, found.group()));
        });
    }

    private static String typed(OptionSpec option, List<String> arguments) {
        return List.of(option.names()).stream()
                .filter(name -> arguments.stream().anyMatch(one -> one.equals(name) || one.startsWith(name + "=")))
                .findFirst()
                .orElse(option.longestName());
    }

    private static String camelCase(String option) {
        return Pattern.compile("[-_]([a-z])")
                .matcher(option.replaceFirst("^-+", ""))
                .replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
    }
}
