package org.mosaicworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Review;
import org.mosaicworkbench.review.ReviewAnswer;
import org.mosaicworkbench.review.ReviewSession;

class ReviewCommandTest {

    private static final String HEADER = "index,label,reviewer,when,version,note\n";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return MosaicCommandLine.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void labelsOfSeveralFilesAreJoinedAndAgreementIsSaid() throws IOException {
        Path ann = Files.writeString(
                folder.resolve("ann.csv"), HEADER + "x,1,ann,2026-11-30T12:00:00Z,,\ny,0,ann,2026-11-30T12:00:00Z,,\n");
        Path bob = Files.writeString(
                folder.resolve("bob.csv"), HEADER + "x,1,bob,2026-11-30T12:00:00Z,,\ny,1,bob,2026-11-30T12:00:00Z,,\n");
        Path all = folder.resolve("all.csv");
        assertEquals(0, run("review", "--merge", ann + "," + bob, "-o", all.toString()), err::toString);
        assertTrue(out.toString().startsWith("4 labels of 2 datasets\n"), out::toString);
        assertTrue(out.toString().contains("0.000"), out::toString);
        assertEquals(
                HEADER
                        + "x,1,ann,2026-11-30T12:00:00Z,,\n"
                        + "x,1,bob,2026-11-30T12:00:00Z,,\n"
                        + "y,0,ann,2026-11-30T12:00:00Z,,\n"
                        + "y,1,bob,2026-11-30T12:00:00Z,,\n",
                Files.readString(all));
    }

    @Test
    void whatAKilledReviewKeptIsExported() throws IOException {
        Path predictions =
                Files.createDirectories(folder.resolve("predictions")).resolve("predictions.csv");
        Files.writeString(predictions, "y_pred,y_proba,index\n1.0,0.9,x\n0.0,0.1,y\n");
        try (ReviewSession session = Review.of(folder).reviewer("ann").run()) {
            session.answer("x", ReviewAnswer.MISALIGNED);
        }
        Path exported = folder.resolve("reviewed.csv");
        assertTrue(Files.notExists(exported));
        assertEquals(0, run("review", folder.toString(), "--export"), err::toString);
        assertTrue(Files.readString(exported).startsWith(HEADER + "x,1,ann,2"), Files.readString(exported));
        assertTrue(out.toString().contains("one reviewer, so there is no agreement to measure"), out::toString);
    }

    @Test
    void whatWouldBeIgnoredIsRefused() {
        String file = folder.resolve("mine.csv").toString();
        assertEquals(
                "-o " + file + " is for --merge; labels of a review are written to " + folder.resolve("reviewed.csv")
                        + "; leave -o out",
                refused("review", folder.toString(), "--export", "-o", file));
        assertEquals(
                "--merge reads only its files, not the folder " + folder + "; leave out either the folder or --merge",
                refused("review", folder.toString(), "--merge", file));
        assertEquals(
                "--next has its own order; leave out either --order or --next",
                refused("review", folder.toString(), "--next", "3", "--order", "worst"));
    }

    private String refused(String... arguments) {
        err.getBuffer().setLength(0);
        assertEquals(2, run(arguments));
        return err.toString().strip();
    }

    @Test
    void whatIsMissingIsSaidInOneLine() {
        assertEquals(2, run("review"));
        assertEquals(
                "there is nothing to review; give the output folder of predict or check, or --merge files",
                err.toString().strip());
        err.getBuffer().setLength(0);
        assertEquals(2, run("review", folder.toString()));
        assertEquals(
                folder + ": holds no predictions/predictions.csv; give the output folder of predict or check",
                err.toString().strip());
        err.getBuffer().setLength(0);
        Path nowhere = folder.resolve("nowhere");
        assertEquals(2, run("review", nowhere.toString()));
        assertEquals(
                nowhere + ": no such folder; give the output folder of predict or check",
                err.toString().strip());
    }
}
