package org.mosaicworkbench.prep;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.mosaicworkbench.archive.Archive;
import org.mosaicworkbench.archive.Mast;
import org.mosaicworkbench.archive.NoAnswer;
import org.mosaicworkbench.archive.Patience;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.notebook.Progress;
import org.mosaicworkbench.task.Require;

/**
 * Target categories from the Hubble archive (MAST, service {@code Mast.Caom.Filtered}): by target name or, if that is
 * {@code ANY} or has no classification, by position among the observations of the same proposal. The first non-blank
 * classification is used.
 *
 * <p>Responses are cached on disk, including negative ones, so that no query is repeated; delete the folder to query
 * again. Without a connection, the rest of the run uses the cache and {@link Categories#NONE}. Setting an option
 * returns a new value.
 */
public final class ArchiveCategories extends Categories {

    /** System property that overrides the cache folder. */
    public static final String CACHE_PROPERTY = "mosaic.archive.cache";

    private static final String NO_NAME = "ANY";
    private static final int MOST_PAGES = 40;

    private final Archive archive;
    private final Path cache;
    private final int calls;

    private ArchiveCategories(Archive archive, Path cache, int calls) {
        this.archive = archive;
        this.cache = cache;
        this.calls = calls;
    }

    static ArchiveCategories standard() {
        return new ArchiveCategories(Archive.standard(), standardCache(), 4);
    }

    /** @param address address of the service, {@code http} or {@code https} */
    public ArchiveCategories endpoint(URI address) {
        return new ArchiveCategories(archive.address(address), cache, calls);
    }

    /** @param folder cache folder; by default {@code mosaic-workbench/mast} in the user's cache folder */
    public ArchiveCategories cache(Path folder) {
        return new ArchiveCategories(archive, folder, calls);
    }

    /** @param calls number of concurrent queries, 1 to 16; by default 4 */
    public ArchiveCategories calls(int calls) {
        Require.within(1, 16, "calls", calls, "");
        return new ArchiveCategories(archive, cache, calls);
    }

    /**
     * @param timeout time after which a query that the archive is still executing is abandoned; also the time limit for
     *     one reply unless {@link #patience} is shorter; by default 60 s
     */
    public ArchiveCategories timeout(Duration timeout) {
        return patience(archive.patience().timeout(timeout));
    }

    /** @param pause pause before the first retry of a call; it doubles with each failure; by default 0.5 s */
    public ArchiveCategories pause(Duration pause) {
        return patience(archive.patience().pause(pause));
    }

    /**
     * @param patience longest wait for the first reply, retries included, and for each later reply, and longest pause
     *     accepted at the archive's request; if the first reply takes longer, or the archive requests a longer pause,
     *     the run makes no further queries; by default 30 s
     */
    public ArchiveCategories patience(Duration patience) {
        return patience(archive.patience().longest(patience));
    }

    /** @param seed random seed of the jitter in the pauses between retries; by default 42 */
    public ArchiveCategories seed(long seed) {
        return patience(archive.patience().seed(seed));
    }

    private ArchiveCategories patience(Patience patience) {
        return new ArchiveCategories(archive.patience(patience), cache, calls);
    }

    @Override
    public Found find(List<Dataset> datasets) {
        return new Search().find(datasets);
    }

    @Override
    boolean asks() {
        return true;
    }

    @Override
    public String toString() {
        return "archive";
    }

    private static Path standardCache() {
        String own = System.getProperty(CACHE_PROPERTY, "");
        if (!own.isEmpty()) {
            return Path.of(own);
        }
        String shared = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path base = shared.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(shared);
        return base.resolve("mosaic-workbench").resolve("mast");
    }

    /** The queries of one run. */
    private final class Search {

        private final Mast mast = new Mast(archive);
        private final MastCache kept = new MastCache(cache);
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger cached = new AtomicInteger();
        private final AtomicInteger unanswered = new AtomicInteger();

        Found find(List<Dataset> datasets) {
            Map<String, CategoryQuery> byName = new LinkedHashMap<>();
            for (Dataset dataset : datasets) {
                if (named(dataset)) {
                    byName.putIfAbsent(
                            dataset.target().name(),
                            CategoryQuery.target(dataset.target().name()));
                }
            }
            Map<String, String> names = answers(byName);
            Map<String, CategoryQuery> byPlace = new LinkedHashMap<>();
            for (Dataset dataset : datasets) {
                if (names.getOrDefault(dataset.target().name(), NONE).equals(NONE) && placed(dataset)) {
                    CategoryQuery question = position(dataset);
                    byPlace.putIfAbsent(question.key(), question);
                }
            }
            Map<String, String> places = answers(byPlace);
            List<String> found = datasets.stream()
                    .map(dataset -> {
                        String name = names.getOrDefault(dataset.target().name(), NONE);
                        return name.equals(NONE)
                                ? places.getOrDefault(position(dataset).key(), NONE)
                                : name;
                    })
                    .toList();
            return new Found(found, asked.get(), cached.get(), unanswered.get(), warnings());
        }

        private Map<String, String> answers(Map<String, CategoryQuery> questions) {
            List<Map.Entry<String, CategoryQuery>> open = List.copyOf(questions.entrySet());
            List<Optional<String>> answers;
            try (Progress progress = Progress.of("querying the archive", open.size())) {
                answers = Parallel.map(open, calls, entry -> {
                    Optional<String> answer = answer(entry.getValue());
                    progress.step();
                    return answer;
                });
            }
            Map<String, String> byKey = new LinkedHashMap<>();
            for (int i = 0; i < open.size(); i++) {
                if (answers.get(i).isPresent()) {
                    byKey.put(open.get(i).getKey(), answers.get(i).get());
                }
            }
            return byKey;
        }

        private Optional<String> answer(CategoryQuery question) {
            String key = archive.address() + " " + question.key();
            Optional<String> known = kept.answer(key);
            if (known.isPresent()) {
                cached.incrementAndGet();
                return known;
            }
            Optional<String> answer = mast.offline().isEmpty() ? ask(question) : Optional.empty();
            (answer.isPresent() ? asked : unanswered).incrementAndGet();
            answer.ifPresent(category -> kept.keep(key, category));
            return answer;
        }

        /**
         * @return the target's classification, {@link #NONE} if the archive has none, empty if there was no response
         */
        private Optional<String> ask(CategoryQuery question) {
            AtomicReference<String> found = new AtomicReference<>(NONE);
            AtomicInteger pages = new AtomicInteger();
            try {
                mast.eachPage(question.question(), rows -> {
                    rows.stream()
                            .flatMap(row -> row.find(CategoryQuery.CATEGORY).stream())
                            .map(cell -> cell.text().strip())
                            .filter(text -> !text.isEmpty())
                            .findFirst()
                            .ifPresent(found::set);
                    return found.get().equals(NONE) && pages.incrementAndGet() < MOST_PAGES;
                });
                return Optional.of(found.get());
            } catch (NoAnswer e) {
                return Optional.empty();
            }
        }

        private boolean named(Dataset dataset) {
            return !dataset.target().name().isBlank()
                    && !dataset.target().name().equals(NO_NAME);
        }

        private boolean placed(Dataset dataset) {
            return Double.isFinite(
                    dataset.target().ra().doubleValue() + dataset.target().dec().doubleValue());
        }

        private CategoryQuery position(Dataset dataset) {
            return CategoryQuery.position(
                    dataset.name().program().proposal(),
                    dataset.target().ra().doubleValue(),
                    dataset.target().dec().doubleValue());
        }

        private List<String> warnings() {
            List<String> warnings = new ArrayList<>();
            if (unanswered.get() > 0) {
                String why = mast.offline().isEmpty() ? "" : " (" + mast.offline() + ")";
                warnings.add("the archive did not answer " + unanswered.get() + " queries" + why
                        + "; their targets count as unidentified unless already known; run again, or give"
                        + " a CSV file");
            }
            if (!kept.writable()) {
                warnings.add(cache + ": the archive's answers cannot be cached; choose a writable folder");
            }
            return warnings;
        }
    }
}
