package org.mosaicworkbench.io;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bad input: a missing folder, a broken file, a value out of range. The message is one line and complete: which file or
 * value, what is wrong with it, what to do.
 */
public final class BadInput extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Matches a quoted string of more than 80 characters, to be shortened: it comes from the input, and 80 characters
     * suffice to identify it.
     */
    private static final Pattern FIELD = Pattern.compile("(?<![\\p{L}\\p{N}])'([^']{80})[^']+'(?![\\p{L}\\p{N}])");

    private static volatile boolean traced = true;

    /** @param message one line with the received value, the allowed values and the remedy */
    public BadInput(String message) {
        this(message, null);
    }

    /**
     * @param message as in {@link #BadInput(String)}
     * @param cause exception that revealed the problem
     */
    public BadInput(String message, Throwable cause) {
        super(oneLine(message), traced ? cause : null, true, traced);
    }

    /** Turns off stack traces and causes, for notebooks, which would print them below an already complete message. */
    public static void withoutTraces() {
        traced = false;
    }

    /**
     * Reports a file that cannot be read.
     *
     * @param file the file
     * @param wrong the problem if the file exists
     * @param remedy what the user can do
     */
    public static BadInput unread(Path file, String wrong, String remedy) {
        return file(file, Files.notExists(file) ? "there is no such file" : wrong, remedy);
    }

    /**
     * Reports a problem with one file.
     *
     * @param file the file or folder
     * @param wrong the problem
     * @param remedy what the user can do
     */
    public static BadInput file(Path file, String wrong, String remedy) {
        return new BadInput(file + ": " + wrong + "; " + remedy);
    }

    private static String oneLine(String message) {
        String line = Visible.text(message.strip().replaceAll("\\s*\\R\\s*", " "));
        return FIELD.matcher(line).replaceAll(field -> Matcher.quoteReplacement("'" + field.group(1) + "...'"));
    }
}
