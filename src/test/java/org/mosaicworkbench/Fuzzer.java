package org.mosaicworkbench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFolder;

/**
 * Damages files of every supported kind at random and reads them. Each case must yield a result or one line. Anything
 * else is a finding, including more than {@value #MOST_SECONDS} seconds of processor time, more than
 * {@value #MOST_BYTES} bytes for one case, or a file outside the output. The same seed gives the same cases.
 *
 * <pre>
 * java -Xmx1g -cp CLASSPATH org.mosaicworkbench.Fuzzer 50000            # all kinds
 * java -Xmx1g -cp CLASSPATH org.mosaicworkbench.Fuzzer 1000 7 fits      # one kind, from seed 7 on
 * </pre>
 */
final class Fuzzer {

    private static final long MOST_SECONDS = 30;
    private static final long MOST_BYTES = 1L << 30;
    private static final com.sun.management.ThreadMXBean MEMORY =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Path root;
    private final List<FuzzedKind> kinds;
    private final Map<String, Integer> cases = new TreeMap<>();
    private final Map<String, Integer> refused = new TreeMap<>();
    private final Map<String, String> findings = new TreeMap<>();
    private final Map<String, Integer> found = new TreeMap<>();

    /**
     * Creates the valid files, which every reader must be able to read.
     *
     * @param root an empty folder; no other files may appear in it
     */
    Fuzzer(Path root) throws IOException {
        this.root = root;
        this.kinds = FuzzedKind.all(Files.createDirectories(root.resolve("work")));
        for (FuzzedKind kind : kinds) {
            kind.reader().read(kind.folder());
        }
    }

    /** Runs a number of cases, from a seed on, of all kinds or of one. */
    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[0]);
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        Path root = Files.createTempDirectory("fuzz");
        try {
            Fuzzer fuzzer = new Fuzzer(root);
            for (int i = 0; i < count; i++) {
                fuzzer.tryOne(seed + i, arguments.length > 2 ? arguments[2] : "");
            }
            System.out.println(fuzzer);
        } finally {
            WholeFolder.delete(root);
        }
    }

    /** Runs cases of all kinds in turn; slower kinds have fewer cases. */
    Fuzzer run(int count, long seed) throws IOException {
        for (int i = 0; i < count; i++) {
            tryOne(seed + i, "");
        }
        return this;
    }

    /** @return one line per distinct failure: the kind, the seed of one case, and the outcome */
    List<String> findings() {
        return List.copyOf(findings.values());
    }

    private void tryOne(long seed, String only) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<FuzzedKind> chosen = kinds.stream()
                .filter(kind -> only.isEmpty() || kind.name().equals(only))
                .toList();
        int weights = chosen.stream().mapToInt(FuzzedKind::weight).sum();
        int draw = random.nextInt(weights);
        int at = 0;
        while (draw >= chosen.get(at).weight()) {
            draw -= chosen.get(at++).weight();
        }
        FuzzedKind kind = chosen.get(at);
        FuzzedKind.Target target =
                kind.targets().get(random.nextInt(kind.targets().size()));
        Path file = kind.folder().resolve(target.file());
        Files.write(file, damaged(target, random));
        cases.merge(kind.name(), 1, Integer::sum);
        PrintStream err = System.err;
        System.setErr(new PrintStream(PrintStream.nullOutputStream()));
        try {
            read(kind, seed);
        } finally {
            System.setErr(err);
            Files.write(file, target.sound());
        }
    }

    private static byte[] damaged(FuzzedKind.Target target, SplittableRandom random) throws IOException {
        Mutation mutation =
                target.mutations().get(random.nextInt(target.mutations().size()));
        if (!target.zipped()) {
            return mutation.damaged(target.sound(), random);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(target.sound()));
                GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(mutation.damaged(in.readAllBytes(), random));
        }
        return bytes.toByteArray();
    }

    private void read(FuzzedKind kind, long seed) throws IOException {
        long started = MEMORY.getCurrentThreadCpuTime();
        long before = MEMORY.getThreadAllocatedBytes(Thread.currentThread().getId());
        try {
            kind.reader().read(kind.folder());
        } catch (BadInput e) {
            refused.merge(kind.name(), 1, Integer::sum);
            if (e.getMessage().length() > 2000 || e.getMessage().matches("(?s).*[\\p{Cc}&&[^\\t]].*")) {
                finding(
                        kind,
                        seed,
                        "a message of " + e.getMessage().length() + " letters, or with control characters",
                        "message");
            }
        } catch (Exception | Error e) {
            finding(kind, seed, trace(e), trace(e));
        }
        long bytes = MEMORY.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        if (bytes > MOST_BYTES) {
            finding(kind, seed, (bytes >> 20) + " MiB", "memory");
        }
        long seconds = (MEMORY.getCurrentThreadCpuTime() - started) / 1_000_000_000;
        if (seconds > MOST_SECONDS) {
            finding(kind, seed, seconds + " s", "time");
        }
        try (Stream<Path> all = Files.list(root)) {
            for (Path other : all.filter(path -> !path.endsWith("work")).toList()) {
                finding(kind, seed, "a file outside: " + other, "outside");
                WholeFolder.delete(other);
            }
        }
    }

    private void finding(FuzzedKind kind, long seed, String what, String key) {
        found.merge(kind.name() + key, 1, Integer::sum);
        findings.putIfAbsent(kind.name() + key, kind.name() + ", seed " + seed + ": " + what);
    }

    private static String trace(Throwable e) {
        return e.getClass().getName() + " (" + e.getMessage() + ")"
                + Stream.of(e.getStackTrace())
                        .filter(frame -> frame.getClassName().startsWith("org.mosaicworkbench"))
                        .limit(3)
                        .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
                        .collect(Collectors.joining());
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        cases.forEach((kind, count) ->
                lines.add(kind + ": " + count + " cases, " + refused.getOrDefault(kind, 0) + " refused"));
        findings.forEach((key, line) -> lines.add(found.get(key) + " x " + line));
        return String.join("\n", lines);
    }
}
