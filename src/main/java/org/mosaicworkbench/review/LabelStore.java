package org.mosaicworkbench.review;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;
import org.sqlite.SQLiteDataSource;

/**
 * Stores all answers in one SQLite file, which other programs may read at the same time. Nothing is ever deleted: a
 * later answer of the same reviewer overrides an earlier one, and an undone answer is marked. An answer is on disk when
 * {@link #add} returns. The view {@code reviewed} has the columns of {@code reviewed.csv}.
 */
public final class LabelStore implements AutoCloseable {

    private static final int WAIT_MS = 10_000;
    private static final String LATEST =
            "SELECT name, answer, reviewer, at, version, note FROM answers WHERE id IN (SELECT MAX(id) FROM answers "
                    + "WHERE NOT undone GROUP BY name, reviewer)";
    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE IF NOT EXISTS answers (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, "
                    + "answer TEXT NOT NULL, reviewer TEXT NOT NULL, at TEXT NOT NULL, version TEXT NOT NULL, "
                    + "note TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0)",
            "CREATE INDEX IF NOT EXISTS answers_by_reviewer ON answers (reviewer, name, id)",
            "CREATE VIEW IF NOT EXISTS reviewed AS SELECT name AS \"index\", CASE answer WHEN 'aligned' THEN 0 "
                    + "WHEN 'misaligned' THEN 1 END AS label, reviewer, at AS \"when\", version, note FROM (" + LATEST
                    + ") WHERE answer <> 'skipped' ORDER BY name, reviewer");

    private final Path file;
    private final Connection connection;
    /** Row ids of each reviewer's answers added through this object, latest first. */
    private final Map<String, Deque<Long>> added = new HashMap<>();

    private LabelStore(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /**
     * Opens a database, or creates it if it does not exist.
     *
     * @throws BadInput if the file is not a database of labels or cannot be written to
     */
    public static LabelStore open(Path file) {
        WholeFile.requireWritable(file.toAbsolutePath().getParent());
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        source.getConfig().setBusyTimeout(WAIT_MS);
        try {
            LabelStore store = new LabelStore(file, source.getConnection());
            try (Statement statement = store.connection.createStatement()) {
                statement.execute("PRAGMA synchronous = EXTRA");
                for (String command : SCHEMA) {
                    statement.execute(command);
                }
                return store;
            } catch (SQLException e) {
                store.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failed(file, e);
        }
    }

    private static BadInput failed(Path file, SQLException e) {
        return BadInput.file(
                file,
                "cannot be used as the database of labels (" + e.getMessage() + ")",
                "check the disk, or move the file to another folder");
    }

    /**
     * Stores an answer, which is on disk when this method returns.
     *
     * @throws BadInput if it cannot be written
     */
    public synchronized void add(ReviewedLabel label) {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO answers (name, answer, reviewer, at, version, note) VALUES (?, ?, ?, ?, ?, ?)")) {
            set(
                    insert,
                    label.index(),
                    label.answer().toString(),
                    label.reviewer(),
                    label.when(),
                    label.version(),
                    label.note());
            insert.executeUpdate();
            try (ResultSet key = insert.getGeneratedKeys()) {
                added.computeIfAbsent(label.reviewer(), name -> new ArrayDeque<>())
                        .push(key.getLong(1));
            }
        } catch (SQLException e) {
            throw failed(file, e);
        }
    }

    /**
     * Undoes the last answer of a reviewer, so that the previous answer counts again. Only answers added through this
     * object can be undone.
     *
     * @return the answer's dataset; empty if nothing is left to undo
     * @throws BadInput if it cannot be written
     */
    public synchronized Optional<String> undo(String reviewer) {
        Deque<Long> own = added.getOrDefault(reviewer, new ArrayDeque<>());
        if (own.isEmpty()) {
            return Optional.empty();
        }
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE answers SET undone = 1 WHERE id = ? RETURNING name")) {
            update.setLong(1, own.peek());
            try (ResultSet rows = update.executeQuery()) {
                Optional<String> name = rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
                own.pop();
                return name;
            }
        } catch (SQLException e) {
            throw failed(file, e);
        }
    }

    /**
     * @return each reviewer's last answer about each dataset, sorted by name and reviewer, including skipped datasets
     */
    public synchronized List<ReviewedLabel> all() {
        return labels(LATEST + " ORDER BY name, reviewer");
    }

    /** @return every answer ever given, in order, including those that were overridden, skipped or undone */
    synchronized List<ReviewedLabel> everGiven() {
        return labels("SELECT name, answer, reviewer, at, version, note FROM answers ORDER BY id");
    }

    private List<ReviewedLabel> labels(String query) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<ReviewedLabel> all = new ArrayList<>();
            while (rows.next()) {
                all.add(new ReviewedLabel(
                        rows.getString(1),
                        ReviewAnswer.named(rows.getString(2)),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getString(5),
                        rows.getString(6)));
            }
            return all;
        } catch (SQLException e) {
            throw failed(file, e);
        }
    }

    private static void set(PreparedStatement statement, String... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(file, e);
        }
    }
}
