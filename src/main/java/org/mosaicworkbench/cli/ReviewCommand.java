package org.mosaicworkbench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.mosaicworkbench.Review;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.review.MergedReviews;
import org.mosaicworkbench.review.ReviewOrder;
import org.mosaicworkbench.review.ReviewSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mosaic review}. */
@Command(
        name = "review",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Opens a page for viewing and labelling suspicious mosaics.",
        footer = {
            "",
            "The page is served to browsers on this machine until Ctrl+C ends it. Every answer is stored immediately"
                    + " in OUT/review/labels.sqlite. On export and at the end, the labels are written to OUT/reviewed.csv,"
                    + " which train, baselines and sweep read with --labels.",
            "",
            "Examples:",
            "  environment/mosaic review out",
            "  environment/mosaic review out --reviewer ann --order disagreement",
            "  environment/mosaic review out --next 40",
            "  environment/mosaic review out --export",
            "  environment/mosaic review --merge ann.csv,bob.csv -o reviewed.csv"
        })
public final class ReviewCommand extends TaskCommand {

    @Parameters(arity = "0..1", paramLabel = "OUT", description = "Output folder of predict or check.")
    private Path predictions;

    @Option(
            names = "--reviewer",
            paramLabel = "NAME",
            description = "Name of the reviewer (default: your user name). The name can be changed on the page.")
    private String reviewer;

    @Option(
            names = "--order",
            paramLabel = "worst|disagreement",
            description = "Which datasets come first: the most suspicious, or those on which the built-in models "
                    + "disagree most (default: ${DEFAULT-VALUE}).")
    private ReviewOrder order;

    @Option(
            names = "--next",
            paramLabel = "N",
            description = "Show only the N unlabelled datasets that are most informative for training.")
    private Integer next;

    @Option(
            names = "--img",
            paramLabel = "PATH",
            description = "Folder of frames or .npz file (default: that of the predictions, or img next to the table).")
    private Path img;

    @Option(
            names = "--visits",
            paramLabel = "FOLDER",
            description =
                    "Parent folder of the visit folders that contain the mosaics (default: the one that prep read).")
    private Path visits;

    @Option(names = "--port", paramLabel = "N", description = "Port of the page (default: any free port).")
    private Integer port;

    @Option(names = "--seed", paramLabel = "N", description = "Random seed for --next (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--export", description = "Write OUT/reviewed.csv, report the reviewers' agreement, and exit.")
    private boolean export;

    @Option(
            names = "--merge",
            paramLabel = "FILE",
            split = ",",
            description = "Merge the reviewed.csv files of several reviewers, and report their agreement.")
    private Path[] merged = {};

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Output file for --merge.")
    private Path output;

    @Override
    Map<String, Object> defaults() {
        return Review.defaults();
    }

    @Override
    int run() {
        requireUsed();
        if (merged.length > 0) {
            return merge();
        }
        Review task = Review.of(predictions)
                .reviewer(reviewer)
                .order(order)
                .img(img)
                .visits(visits)
                .seed(seed);
        task = next == null ? task : task.next(next);
        try (ReviewSession session = (port == null ? task : task.port(port)).run()) {
            if (export) {
                print(session.agreement());
                print(session.export());
            } else {
                serve(session);
            }
        }
        return MosaicCommandLine.DONE;
    }

    /** Rejects options that would have no effect. */
    private void requireUsed() {
        boolean merging = merged.length > 0;
        if (merging && predictions != null) {
            throw new BadInput("--merge reads only its files, not the folder " + predictions
                    + "; leave out either the folder or --merge");
        }
        if (!merging && predictions == null) {
            throw new BadInput(
                    "there is nothing to review; give the output folder of predict or check, or --merge files");
        }
        if (!merging && output != null) {
            throw new BadInput("-o " + output + " is for --merge; labels of a review are written to "
                    + predictions.resolve("reviewed.csv") + "; leave -o out");
        }
        if (next != null && given("--order")) {
            throw new BadInput("--next has its own order; leave out either --order or --next");
        }
        refuseBeside("--merge", "--reviewer", "--order", "--next", "--img", "--visits", "--port", "--seed", "--export");
        refuseBeside("--export", "--reviewer", "--order", "--next", "--img", "--visits", "--port", "--seed");
        refuseWithout("--next", "--seed");
        if (given("--json") && !export && !merging) {
            throw new BadInput("a page has no JSON output; use --json with --export or --merge");
        }
    }

    private int merge() {
        MergedReviews all = Review.merge(merged);
        int code = ended(all);
        if (output != null) {
            print("\n" + all.write(output));
        }
        return code;
    }

    /** Serves until the process is ended, for example with Ctrl+C; labels are then exported. */
    private void serve(ReviewSession session) {
        print(session + "\nCtrl+C ends the review; answers are stored immediately.");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> export(session)));
        open(session.url());
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void export(ReviewSession session) {
        try {
            session.export();
        } catch (BadInput e) {
            warn(e.getMessage());
        }
    }

    /**
     * Opens the page in the desktop's browser, if there is one; the address was printed before. The browser opens a
     * file that redirects to the page, because the address contains the token and all users of a machine can see
     * program arguments.
     */
    private void open(String url) {
        boolean mac = System.getProperty("os.name").startsWith("Mac");
        if (mac || System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null) {
            try {
                Path page = Files.createTempFile("review", ".html");
                page.toFile().deleteOnExit();
                Files.writeString(
                        page,
                        "<!DOCTYPE html><title>Review</title><meta http-equiv=\"refresh\" content=\"0; url=" + url
                                + "\">\n");
                new ProcessBuilder(mac ? "open" : "xdg-open", page.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
            } catch (IOException e) {
                print("Open the address in a browser.");
            }
        }
    }
}
