package org.mosaicworkbench.io;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bad input: a missing folder, a broken file, a value out of range.
 * The message is one line and complete: which file or value, what is wrong with it, what to do.
 */
public final class BadInput extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What stands between quotes came from input: 80 characters of it say which it is. */
    private static final Pattern FIELD = Pattern.compile("(?<![\\p{L}\\p{N}])'([^']{80})[^']+'(?![\\p{L}\\p{N}])");

    private static volatile boolean traced = true;

    /** @param message one line that names what was received, what is allowed and the remedy */
    public BadInput(String message) {
        this(message, null);
    }

    /**
     * @param message as in {@link #BadInput(String)}
     * @param cause   what revealed the problem
     */
    public BadInput(String message, Throwable cause) {
        super(oneLine(message), traced ? cause : null, true, traced);
    }

    /**
     * Turns off stack traces and causes, for notebooks, where they would be printed below a complete message.
     */
    public static void withoutTraces() {
        traced = false;
    }

    /**
     * A file that cannot be read.
     *
     * @param file   the file
     * @param wrong  what is wrong with it where it is there
     * @param remedy what to do
     */
    public static BadInput unread(Path file, String wrong, String remedy) {
        return file(file, Files.notExists(file) ? "there is no such file" : wrong, remedy);
    }

    /**
     * A problem with one file.
     *
     * @param file   the file or folder
     * @param wrong  what is wrong with it
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
