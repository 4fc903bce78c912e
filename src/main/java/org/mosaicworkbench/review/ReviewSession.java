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
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.plot.Theme;
import org.mosaicworkbench.view.Viewer;
import org.mosaicworkbench.view.VisitView;

/**
 * A review that runs: a page for the browser, and the same in Java. Every answer is on the disk when its method returns.
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
    /** By page, the dataset that it shows. */
    private final Map<String, Integer> shown = new ConcurrentHashMap<>();

    private final Map<String, DiagnoseResult> diagnoses = new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, DiagnoseResult> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * Where and by whom.
     *
     * @param folder   of the predictions
     * @param reviewer who answers where nobody else is named
     * @param port     of the page; 0 for any that is free
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
     * Opens the database and starts to serve the page.
     *
     * @param datasets in the order in which they are shown
     * @throws BadInput when the database cannot be written, {@code reviewed.csv} holds labels that are not in it, or the
     *                  port is taken
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

    /** @return the address that lets a browser in */
    public String url() {
        return server.url();
    }

    /** @return the names of the datasets in the order in which they are shown */
    public List<String> names() {
        return datasets.stream().map(SuspectDataset::index).toList();
    }

    /**
     * Answers in the name of this session's reviewer.
     *
     * @throws BadInput when there is no such dataset, or the answer cannot be kept
     */
    public ReviewedLabel answer(String index, ReviewAnswer answer) {
        return answer(index, answer, setting.reviewer(), "");
    }

    /**
     * Answers; a later answer of a reviewer on a dataset overrides the earlier one.
     *
     * @throws BadInput when there is no such dataset, the name is empty or too long, or the answer cannot be kept
     */
    public ReviewedLabel answer(String index, ReviewAnswer answer, String reviewer, String note) {
        if (!numbers.containsKey(index)) {
            throw new BadInput("there is no dataset " + index + " in this review; take a name such as "
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
            throw new BadInput(
                    "the reviewer is '" + name + "'; give a name of at most " + LONGEST_NAME + " characters");
        }
        return name;
    }

    /**
     * Takes the last answer of this session by its reviewer back; those of earlier sessions stay.
     *
     * @return the dataset that it was of; empty where none is left
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

    /** The same with what was skipped. */
    List<ReviewedLabel> answers() {
        return store.all();
    }

    /** @return how far the reviewers agree */
    public Agreement agreement() {
        return Agreement.of(labels());
    }

    /**
     * Writes {@code reviewed.csv} into the folder of the predictions, atomically.
     *
     * @return the file
     * @throws BadInput when the file that is there holds labels that are not in the database
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

    /** The dataset of a number. */
    SuspectDataset dataset(int number) {
        if (number < 0 || number >= datasets.size()) {
            throw new BadInput("there is no dataset " + number + "; there are " + datasets.size());
        }
        return datasets.get(number);
    }

    /** The number of a dataset; -1 where it is not among those to review. */
    int number(String index) {
        return numbers.getOrDefault(index, -1);
    }

    private Path mosaic(int number) {
        String index = dataset(number).index();
        return setting.folder()
                .mosaic(index)
                .orElseThrow(() -> new BadInput("the mosaic of " + index + " is not at hand"));
    }

    /** The mosaic of a dataset to look at closely, with its exposures to blink where they are at hand. */
    Viewer viewer(int number, String page) {
        VisitView view = VisitView.of(mosaic(number));
        if (view.exposures().size() < 2) {
            return view.viewer();
        }
        try {
            view = view.diagnosed(diagnosis(number, "light", page));
        } catch (BadInput nothingToSay) {
            // It is shown all the same.
        }
        return view.atMost(VisitView.MOST_EXPOSURES).viewer();
    }

    /**
     * How the exposures of a dataset compare; one at a time, and none whose reader has gone on to another dataset.
     *
     * @param page tells readers apart
     * @throws BadInput when nothing can be said, or the same page has asked for another dataset meanwhile
     */
    DiagnoseResult diagnosis(int number, String theme, String page) {
        Theme look = theme.equals("dark") ? Theme.DARK : Theme.LIGHT;
        shown.put(page, number);
        synchronized (diagnoses) {
            if (shown.get(page) != number) {
                throw new BadInput("the page shows another dataset by now");
            }
            return diagnoses.computeIfAbsent(
                    number + " " + look,
                    key -> new VisitComparison(mosaic(number), VisitComparison.LIMIT, look, Parallel.cores()).run());
        }
    }

    /** Ends the page. What was answered stays. */
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
