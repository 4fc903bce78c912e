package org.mosaicworkbench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.nn.Models;
import org.mosaicworkbench.predict.PredictResult;
import org.mosaicworkbench.review.MergedReviews;
import org.mosaicworkbench.review.ReviewFolder;
import org.mosaicworkbench.review.ReviewOrder;
import org.mosaicworkbench.review.ReviewSession;
import org.mosaicworkbench.review.SuspectDataset;
import org.mosaicworkbench.task.Options;
import org.mosaicworkbench.task.Require;

/**
 * Opens a page on which people look at suspicious mosaics and label them: aligned, misaligned, cannot tell.
 *
 * <pre>{@code
 * var review = Review.of(preds).reviewer("ann").run();    // shows the address of the page
 * review.export();                                        // reviewed.csv
 * Train.on(csv, img).labels(review.export()).run();
 * }</pre>
 *
 * <p>The page is served only to browsers on this machine. Every answer is stored immediately in
 * {@code review/labels.sqlite} in the folder of the predictions, which Python's {@code sqlite3} can open too. Images
 * are read when they are shown.
 */
public final class Review {

    private final ReviewOptions options;

    /** All options with their defaults. */
    private static final class ReviewOptions extends Options<ReviewOptions> {

        private Path output;
        private String reviewer = System.getProperty("user.name", "reviewer");
        private ReviewOrder order = ReviewOrder.WORST;
        /** Number of datasets to show (see {@link Review#next}); 0 for all, in the chosen order. */
        private int next;

        private Path img;
        private Path visits;
        private int port;
        private long seed = 42;

        @Override
        public Map<String, Object> byName() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("reviewer", reviewer);
            all.put("order", order);
            all.put("next", next == 0 ? null : next);
            all.put("img", img);
            all.put("visits", visits);
            all.put("port", port == 0 ? null : port);
            all.put("seed", seed);
            return all;
        }
    }

    private Review(ReviewOptions options) {
        this.options = options;
    }

    /** @param predictions predictions to review */
    public static Review of(PredictResult predictions) {
        return of(predictions.folder().toAbsolutePath().getParent());
    }

    /** @param output the output folder of {@code predict} or {@code check} */
    public static Review of(Path output) {
        Require.given("the folder of the predictions", output, "give the output folder of predict or check");
        return new Review(new ReviewOptions().with(o -> o.output = output));
    }

    /** @return the default of each option, by option name; null if it has none */
    public static Map<String, Object> defaults() {
        return new ReviewOptions().byName();
    }

    /**
     * Merges the labels of several reviewers and measures their agreement.
     *
     * @param files {@code reviewed.csv} of each reviewer
     * @throws BadInput if a file cannot be read
     */
    public static MergedReviews merge(Path... files) {
        return MergedReviews.of(List.of(files));
    }

    /** @param name name of the reviewer; by default the user's name; it can be changed on the page */
    public Review reviewer(String name) {
        return with(o -> o.reviewer = name);
    }

    /** @param first order in which datasets are shown; by default {@link ReviewOrder#WORST} */
    public Review order(ReviewOrder first) {
        return with(o -> o.order = first);
    }

    /**
     * Shows only the unlabelled datasets that are most informative for training: models trained on the existing labels
     * are uncertain or disagree about them, and they differ from each other.
     *
     * @param count number of datasets, at least 1
     */
    public Review next(int count) {
        return with(o -> o.next = Require.atLeast(1, "next", count));
    }

    /**
     * @param place folder of the frames; by default the folder used for the predictions, or {@code img} next to the
     *     table
     */
    public Review img(Path place) {
        return with(o -> o.img = place);
    }

    /** @param folder folder of visit folders with mosaics; by default the folder from which the table was prepared */
    public Review visits(Path folder) {
        return with(o -> o.visits = folder);
    }

    /** @param number port of the page; by default any free port */
    public Review port(int number) {
        return with(o -> o.port = Require.within(1, 65_535, "port", number, ""));
    }

    /** @param number random seed of {@link #next}; by default 42 */
    public Review seed(long number) {
        return with(o -> o.seed = number);
    }

    private Review with(Consumer<ReviewOptions> change) {
        return new Review(options.with(change));
    }

    /**
     * Opens the database and serves the page until the session is closed or this process ends.
     *
     * @throws BadInput if there are no predictions, the database cannot be written, or the port is in use
     */
    public ReviewSession run() {
        ReviewOptions o = options;
        ReviewFolder folder = ReviewFolder.of(o.output).img(o.img).visits(o.visits);
        return ReviewSession.start(new ReviewSession.Setting(folder, o.reviewer, o.port), datasets(folder));
    }

    private List<SuspectDataset> datasets(ReviewFolder folder) {
        if (options.next > 0) {
            if (options.order != ReviewOrder.WORST) {
                throw new BadInput("'next' has its own order; leave out either 'order' or 'next'");
            }
            return folder.next(options.next, options.seed);
        }
        return options.order == ReviewOrder.WORST ? folder.datasets() : folder.byDisagreement(Models.shipped());
    }
}
