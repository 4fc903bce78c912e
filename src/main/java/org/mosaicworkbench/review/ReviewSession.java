package org.mosaicworkbench.review;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.mosaicworkbench.diagnose.DiagnoseResult;
import org.mosaicworkbench.diagnose.VisitComparison;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.view.Viewer;
import org.mosaicworkbench.view.VisitView;

/**
 * A running review: a page for the browser, and the same functions in Java. Every answer is on disk when its method
 * returns.
 *
 * <pre>{@code
 * try (var review = Review.of(preds).reviewer("ann").run()) {
 *     review.answer("hst_9019_06_acs_hrc_total_j8bt06", ReviewAnswer.MISALIGNED);
 *     review.export();
 * }
 * }</pre>
 */
public final class ReviewSession implements AutoCloseable, Displayable {

    private static final int KEPT = 8;
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_NOTE = 10_000;

    private final Setting setting;
    private final List<SuspectDataset> datasets;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final String version;
    private final LabelStore store;
    private final ReviewPictures pictures;
    private final LoopbackServer server;
    /** The dataset that each page shows. */
    private final Map<String, Integer> shown = new ConcurrentHashMap<>();

    private final Map<Integer, DiagnoseResult> diagnoses = new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, DiagnoseResult> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * The settings of a review.
     *
     * @param folder the predictions
     * @param reviewer the reviewer to whom answers are attributed unless they name another reviewer
     * @param port port of the page; 0 for any free port
     */
    public record Setting(ReviewFolder folder, String reviewer, int port) {}

    private ReviewSession(Setting setting, List<SuspectDataset> datasets, LabelStore store, ReviewPictures pictures) {
        this.setting = setting;
        this.datasets = datasets;
        this.store = store;
        this.pictures = pictures;
        version = setting.folder().version();
        for (int i = 0; i < datasets.size(); i++) {
            numbers.put(datasets.get(i).index(), i);
        }
        server = LoopbackServer.start(setting.port(), new ReviewPages(this));
    }

    /**
     * Opens the database and starts serving the page.
     *
     * @param datasets the datasets in the order in which they are shown
     * @throws BadInput if the database cannot be written to, {@code reviewed.csv} holds labels that are not in the
     *     database, or the port is taken
     */
    public static ReviewSession start(Setting setting, List<SuspectDataset> datasets) {
        requireReviewer(setting.reviewer());
        ReviewPictures pictures = ReviewPictures.open(setting.folder().img());
        LabelStore store = LabelStore.open(setting.folder().database());
        try {
            ReviewedFile.requireRoomFor(setting.folder().exported(), store);
            return new ReviewSession(setting, List.copyOf(datasets), store, pictures);
        } catch (BadInput e) {
            store.close();
            pictures.close();
            throw e;
        }
    }

    /** @return the address with its token */
    public String url() {
        return server.url();
    }

    /** @return the names of the datasets in the order in which they are shown */
    public List<String> names() {
        return datasets.stream().map(SuspectDataset::index).toList();
    }

    /**
     * Records an answer of this session's reviewer.
     *
     * @throws BadInput if there is no such dataset, or the answer cannot be stored
     */
    public ReviewedLabel answer(String index, ReviewAnswer answer) {
        return answer(index, answer, setting.reviewer(), "");
    }

    /**
     * Records an answer; a reviewer's later answer about a dataset overrides the earlier one.
     *
     * @throws BadInput if there is no such dataset, the reviewer's name is empty or too long, or the answer cannot be
     *                  stored
     */
    public ReviewedLabel answer(String index, ReviewAnswer answer, String reviewer, String note) {
        if (!numbers.containsKey(index)) {
            throw new BadInput("there is no dataset " + index + " in this review; use a name such as "
                    + datasets.get(0).index());
        }
        if (note.length() > LONGEST_NOTE) {
            throw new BadInput("the note has " + note.length() + " characters; it must have at most " + LONGEST_NOTE);
        }
        ReviewedLabel label = new ReviewedLabel(
                index,
                answer,
                requireReviewer(reviewer),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                version,
                note);
        store.add(label);
        return label;
    }

    private static String requireReviewer(String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new BadInput("The reviewer is '" + name + "'; give a name of at most " + LONGEST_NAME
                    + " characters, without tabs or line breaks");
        }
        return name;
    }

    /**
     * Undoes the last answer of this session's reviewer; those of earlier sessions are kept.
     *
     * @return the answer's dataset; empty if none is left
     */
    public Optional<String> undo() {
        return undo(setting.reviewer());
    }

    Optional<String> undo(String reviewer) {
        return store.undo(requireReviewer(reviewer));
    }

    /** @return the labels of all reviewers and sessions on these predictions, as they are exported */
    public List<ReviewedLabel> labels() {
        return answers().stream()
                .filter(one -> one.answer() != ReviewAnswer.SKIPPED)
                .toList();
    }

    /** The labels including skipped datasets. */
    List<ReviewedLabel> answers() {
        return store.all();
    }

    /** @return the agreement between the reviewers */
    public Agreement agreement() {
        return Agreement.of(labels());
    }

    /**
     * Writes {@code reviewed.csv} to the folder of the predictions, atomically.
     *
     * @return the file
     * @throws BadInput if the existing file holds labels that are not in the database
     */
    public Path export() {
        return ReviewedFile.export(setting.folder().exported(), store);
    }

    ReviewFolder folder() {
        return setting.folder();
    }

    List<SuspectDataset> datasets() {
        return datasets;
    }

    String reviewer() {
        return setting.reviewer();
    }

    String title() {
        return setting.folder()
                .output()
                .toAbsolutePath()
                .normalize()
                .getFileName()
                .toString();
    }

    ReviewPictures pictures() {
        return pictures;
    }

    /** Returns the dataset with the given index. */
    SuspectDataset dataset(int number) {
        if (number < 0 || number >= datasets.size()) {
            throw new BadInput("there is no dataset " + number + "; there are " + datasets.size());
        }
        return datasets.get(number);
    }

    /** Returns the index of a dataset; -1 if it is not part of the review. */
    int number(String index) {
        return numbers.getOrDefault(index, -1);
    }

    private Path mosaic(int number) {
        String index = dataset(number).index();
        return setting.folder()
                .mosaic(index)
                .orElseThrow(() -> new BadInput("the mosaic of " + index + " is not available"));
    }

    /** Creates a viewer of a dataset's mosaic, with its exposures to blink if they are available. */
    Viewer viewer(int number, String page) {
        VisitView view = VisitView.of(mosaic(number));
        if (view.exposures().size() < 2) {
            return view.viewer();
        }
        try {
            view = view.diagnosed(diagnosis(number, page));
        } catch (BadInput nothingToSay) {
            // The mosaic is shown even without exposures.
        }
        return view.atMost(VisitView.MOST_EXPOSURES).viewer();
    }

    /**
     * Compares the exposures of a dataset, one dataset at a time; the request is dropped if its page has moved on to
     * another dataset.
     *
     * @param page identifies the page
     * @throws BadInput if there is no result, or the page has requested another dataset in the meantime
     */
    DiagnoseResult diagnosis(int number, String page) {
        shown.put(page, number);
        synchronized (diagnoses) {
            if (shown.get(page) != number) {
                throw new BadInput("the page now shows another dataset");
            }
            return diagnoses.computeIfAbsent(
                    number, key -> VisitComparison.of(mosaic(number)).run());
        }
    }

    /** Stops serving the page. Answers are kept. */
    @Override
    public void close() {
        server.close();
        pictures.close();
        store.close();
    }

    @Override
    public Display display() {
        String words = Display.Html.escaped(toString());
        return new Display.Html(
                "<p>" + words.replace(url(), "<a href=\"" + url() + "\" target=\"_blank\">" + url() + "</a>") + "</p>",
                toString());
    }

    @Override
    public String toString() {
        return Count.of(datasets.size(), "dataset") + " to review at " + url() + " (" + labels().size()
                + " labels so far)";
    }
}
