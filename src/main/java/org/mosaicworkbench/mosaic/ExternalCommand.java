package org.mosaicworkbench.mosaic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.visit.DatasetName;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.LeftOut;
import org.mosaicworkbench.visit.Visit;

/**
 * An external program that processes a visit, such as the observatory's {@code runsinglehap}. It runs in the products'
 * folder, which also holds the exposures and the poller file; its output is kept there in {@code <visit>_external.log}.
 *
 * @param command the program and its arguments, separated by spaces; {@code {poller}} is replaced by the poller file's
 *                name, which is appended if the placeholder is missing. The name is passed as a single argument,
 *                including any spaces, and never as an option
 * @param timeOut time after which the program and its child processes are stopped
 */
public record ExternalCommand(String command, Duration timeOut) {

    private static final String POLLER = "{poller}";

    /** The default time-out. */
    public static final Duration PATIENCE = Duration.ofHours(1);

    /** @throws BadInput if the command is empty or the time-out is not positive */
    public ExternalCommand {
        if (command.isBlank()) {
            throw new BadInput("the external command is empty; give a program and its arguments, as in "
                    + "'runsinglehap {poller}'");
        }
        if (timeOut.isNegative() || timeOut.isZero()) {
            throw new BadInput("the external command's time-out is " + timeOut.toSeconds() + " s; it must be above 0");
        }
    }

    /**
     * Runs the program and waits for it to end.
     *
     * @param visit its exposures are copied into the folder unless they are already there
     * @param poller the poller file, which lists the exposures
     * @return the total images found in the folder afterwards
     * @throws BadInput if the program cannot be started, fails, takes too long, or leaves no total image; the message
     *                  names the log
     */
    public List<Path> run(Visit visit, Path poller, Path folder) {
        Path log = log(visit, folder);
        try {
            for (Exposure exposure : visit.exposures()) {
                copyInto(folder, exposure.file());
            }
            for (LeftOut other : visit.leftOut()) {
                copyInto(folder, other.exposure().file());
            }
            Process process = new ProcessBuilder(words(copyInto(folder, poller)))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            await(process, log);
            return totals(folder, log);
        } catch (IOException e) {
            throw BadInput.file(
                    folder,
                    "the external command '" + command + "' cannot be run (" + e.getMessage() + ")",
                    "check that the program is installed and on the path");
        }
    }

    /** @return the file with the program's output */
    public static Path log(Visit visit, Path folder) {
        return FileName.in(folder, visit.name() + "_external.log");
    }

    private void await(Process process, Path log) {
        try {
            if (!process.waitFor(timeOut.toMillis(), TimeUnit.MILLISECONDS)) {
                throw BadInput.file(
                        log,
                        "the external command '" + command + "' took longer than " + timeOut.toSeconds()
                                + " s and was stopped",
                        "read this log, or allow more time");
            }
            if (process.exitValue() != 0) {
                throw BadInput.file(
                        log,
                        "the external command '" + command + "' ended with exit code " + process.exitValue(),
                        "read this log");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BadInput(log + ": interrupted while the external command ran", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private List<String> words(Path poller) {
        String file = poller.getFileName().toString();
        String name = file.startsWith("-") ? "./" + file : file;
        Stream<String> words = Arrays.stream(command.strip().split("\\s+"));
        return command.contains(POLLER)
                ? words.map(word -> word.replace(POLLER, name)).toList()
                : Stream.concat(words, Stream.of(name)).toList();
    }

    private List<Path> totals(Path folder, Path log) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> totals = files.filter(DatasetName::isTotalImage).sorted().toList();
            if (totals.isEmpty()) {
                throw BadInput.file(
                        log,
                        "the external command '" + command + "' left no total image (*_total_*_dr?.fits) " + "in "
                                + folder,
                        "read this log");
            }
            return totals;
        }
    }

    private static Path copyInto(Path folder, Path file) throws IOException {
        Path place = folder.resolve(file.getFileName());
        if (!Files.exists(place)) {
            Files.copy(file, place);
        }
        return place;
    }
}
