package org.mosaicworkbench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.mosaicworkbench.catalog.ReferenceCatalog;
import org.mosaicworkbench.catalog.SourceList;
import org.mosaicworkbench.corrupt.Corruption;
import org.mosaicworkbench.dataset.MeasurementTable;
import org.mosaicworkbench.dataset.PreparedDatasets;
import org.mosaicworkbench.decision.DecisionRule;
import org.mosaicworkbench.decision.Evidence;
import org.mosaicworkbench.diagnose.ExposureTable;
import org.mosaicworkbench.diagnose.MeasuredExposure;
import org.mosaicworkbench.environment.ExecutedNotebook;
import org.mosaicworkbench.environment.NotebookDifferences;
import org.mosaicworkbench.environment.NotebookParameters;
import org.mosaicworkbench.explore.FeatureTable;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsIntegers;
import org.mosaicworkbench.fits.FitsPart;
import org.mosaicworkbench.fits.HeaderScan;
import org.mosaicworkbench.frames.Frame;
import org.mosaicworkbench.frames.FrameStack;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.label.SimulatedTruth;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.UntrainedModel;
import org.mosaicworkbench.prep.Categories;
import org.mosaicworkbench.report.PageFile;
import org.mosaicworkbench.sky.NoWcs;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.sweep.Goal;
import org.mosaicworkbench.sweep.Method;
import org.mosaicworkbench.sweep.Objective;
import org.mosaicworkbench.sweep.Plan;
import org.mosaicworkbench.sweep.Space;
import org.mosaicworkbench.sweep.Sweeper;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.Visit;

/**
 * A kind of input, with sound files of it.
 *
 * @param name    on the command line
 * @param weight  how often it is drawn
 * @param folder  of the sound files, which are there again after each case
 * @param targets the files that are damaged
 * @param reader  reads what is in the folder
 */
record FuzzedKind(String name, int weight, Path folder, List<Target> targets, Reader reader) {

    private static final int OFTEN = 10;
    private static final int SIDE = 16;

    /** Reads damaged files; it may throw what it likes, the fuzzer tells what it should not have. */
    interface Reader {
        void read(Path folder) throws IOException;
    }

    /**
     * A file that is damaged.
     *
     * @param file      from the folder
     * @param sound     its bytes
     * @param mutations that make sense of it
     * @param zipped    whether what is in it is damaged, and not its own bytes
     */
    record Target(String file, byte[] sound, List<Mutation> mutations, boolean zipped) {}

    /** @param work where the sound files go */
    static List<FuzzedKind> all(Path work) throws IOException {
        return List.of(
                fits(work.resolve("fits")),
                gzip(work.resolve("gzip")),
                poller(work.resolve("poller")),
                catalogs(work.resolve("ecsv")),
                tables(work.resolve("csv")),
                frames(work.resolve("npz")),
                picture(work.resolve("png")),
                model(work.resolve("model")),
                notebook(work.resolve("notebook")),
                space(work.resolve("space")),
                journal(work.resolve("journal")),
                page(work.resolve("page")),
                accounts(work.resolve("accounts")),
                quality(work.resolve("quality")),
                rows(work.resolve("hdf5")));
    }

    private static FuzzedKind of(String name, int weight, Path folder, List<Target> targets, Reader reader) {
        return new FuzzedKind(name, weight, folder, targets, reader);
    }

    private static Target target(Path folder, String file, Mutation... mutations) throws IOException {
        return new Target(file, Files.readAllBytes(folder.resolve(file)), List.of(mutations), false);
    }

    private static Path exposure(Path folder, String root) throws IOException {
        FitsHeader primary = FitsHeader.empty()
                .edit()
                .set("ROOTNAME", root, "")
                .set("PROPOSID", 1, "")
                .set("INSTRUME", "ACS", "")
                .set("DETECTOR", "HRC", "")
                .set("FILTER1", "F606W", "")
                .set("TARGNAME", "NGC104", "")
                .set("EXPTIME", 60.0, "")
                .set("EXPSTART", 50_000.1, "")
                .done();
        FitsHeader sky = FitsHeader.empty()
                .edit()
                .set("EXTNAME", "SCI", "")
                .set("EXTVER", 1, "")
                .set("CTYPE1", "RA---TAN-SIP", "")
                .set("CTYPE2", "DEC--TAN-SIP", "")
                .set("CRPIX1", 6.5, "")
                .set("CRPIX2", 6.5, "")
                .set("CRVAL1", 5.655, "")
                .set("CRVAL2", -72.07, "")
                .set("CD1_1", -7e-6, "")
                .set("CD1_2", 0.0, "")
                .set("CD2_1", 0.0, "")
                .set("CD2_2", 7e-6, "")
                .set("A_ORDER", 2, "")
                .set("A_2_0", 1e-6, "")
                .set("B_ORDER", 2, "")
                .set("B_0_2", 1e-6, "")
                .done();
        FitsHeader quality = FitsHeader.empty()
                .edit()
                .set("EXTNAME", "DQ", "")
                .set("EXTVER", 1, "")
                .done();
        float[] pixels = new float[SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i * 31 % 101;
        }
        return FitsFile.write(
                Files.createDirectories(folder).resolve(root + "_flt.fits"),
                List.of(
                        new FitsPart.NoData(primary),
                        new FitsImage(sky, SIDE, SIDE, pixels),
                        new FitsIntegers(quality, SIDE, SIDE, new int[SIDE * SIDE])));
    }

    private static FuzzedKind fits(Path folder) throws IOException {
        exposure(folder, "jtest1aaq");
        return of(
                "fits",
                3 * OFTEN,
                folder,
                List.of(target(folder, "jtest1aaq_flt.fits", Mutation.CARDS, Mutation.CARDS, Mutation.BYTES)),
                at -> readFits(at.resolve("jtest1aaq_flt.fits")));
    }

    private static FuzzedKind gzip(Path folder) throws IOException {
        Path plain = exposure(folder, "jtest1aaq");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(Files.readAllBytes(plain));
        }
        Files.delete(plain);
        Path file = Files.write(folder.resolve("jtest1aaq_flt.fits.gz"), packed.toByteArray());
        String name = file.getFileName().toString();
        return of(
                "gzip",
                2 * OFTEN,
                folder,
                List.of(
                        target(folder, name, Mutation.BYTES),
                        new Target(name, packed.toByteArray(), List.of(Mutation.CARDS, Mutation.BYTES), true)),
                at -> readFits(file));
    }

    /** Each reader by itself: one that refuses the file must not keep the others from it. */
    private static void readFits(Path file) {
        all(
                () -> HeaderScan.of(file, "SCI", 1),
                () -> Exposure.read(file),
                () -> {
                    try (FitsFile fits = FitsFile.open(file)) {
                        fits.headers();
                    }
                },
                () -> {
                    try (FitsFile fits = FitsFile.open(file)) {
                        fits.image("SCI", 1);
                        fits.integers("DQ", 1);
                    }
                },
                () -> {
                    try (FitsFile fits = FitsFile.open(file)) {
                        Wcs wcs = Wcs.of(fits.requiredHeader("SCI", 1));
                        wcs.toSky(1, 1);
                    } catch (NoWcs e) {
                        // A header without one says so in this way; its callers put the file before it.
                    }
                });
    }

    private static void all(Runnable... readers) {
        BadInput last = null;
        for (Runnable reader : readers) {
            try {
                reader.run();
            } catch (BadInput e) {
                last = e;
            }
        }
        if (last != null) {
            throw last;
        }
    }

    private static FuzzedKind poller(Path folder) throws IOException {
        exposure(folder, "jtest1aaq");
        exposure(folder, "jtest1bbq");
        Visit.read(folder).poller().write(folder.resolve("jtest1_input.out"));
        return of(
                "poller",
                OFTEN,
                folder,
                List.of(target(folder, "jtest1_input.out", Mutation.TEXT, Mutation.BYTES)),
                Visit::read);
    }

    private static FuzzedKind catalogs(Path folder) throws IOException {
        copy(Path.of("src/test/resources/catalog"), folder);
        List<Target> targets = new ArrayList<>();
        for (String file :
                List.of("two_filters_point-cat.ecsv", "commas_segment-cat.ecsv", "ir_GAIAeDR3_ref_cat.ecsv")) {
            targets.add(target(folder, file, Mutation.TEXT, Mutation.TEXT, Mutation.BYTES));
        }
        return of(
                "ecsv",
                2 * OFTEN,
                folder,
                targets,
                at -> all(
                        () -> SourceList.read(at.resolve("two_filters_point-cat.ecsv")),
                        () -> SourceList.read(at.resolve("commas_segment-cat.ecsv")),
                        () -> ReferenceCatalog.read(at.resolve("ir_GAIAeDR3_ref_cat.ecsv"))));
    }

    private static FuzzedKind tables(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("svm_data.csv"),
                Prepared.HEAD + "4,5.1,5.2,20,80,90,30,4,0,5,0,hst_1_01_acs_wfc_total_ja0101\n"
                        + "4,5.3,45.2,20,80,90,30,4,0,5,1,hst_1_02_acs_wfc_total_ja0102\n");
        Files.writeString(
                folder.resolve("measured.csv"),
                "image_offset,stack_width,index\n0.1,2.5,hst_1_01_acs_wfc_total_ja0101\n,,hst_1_02_acs_wfc_total_ja0102\n");
        Files.writeString(
                folder.resolve("exposures.csv"),
                "index,exposure,filters,state,dx,dy,error_x,error_y,correlation,east,north,error_sky,roll,error_roll,sources,"
                        + "spread,rms,trail,error_trail,note\n"
                        + "a,ja0101aaq,F606W,agrees,0.01,0,0.01,0.02,0,0,0,0.001,0,0.0005,30,400,0.03,0,0.1,\n"
                        + "a,ja0101abq,F606W,off,3,4,0.01,0.02,0.1,0.1,0.2,0.001,0.001,0.0005,12,400,0.03,2.5,0.1,\n"
                        + "a,ja0101acq,F606W,unknown,,,,,,,,,,,1,400,,,,1 source in common\n");
        Failure.write(
                folder.resolve("failures.csv"), List.of(new Failure("x", Failure.Stage.HEADER, "no \"reason\", none")));
        List<Target> targets = new ArrayList<>();
        for (String file : List.of("svm_data.csv", "measured.csv", "exposures.csv", "failures.csv")) {
            targets.add(target(folder, file, Mutation.TEXT, Mutation.TEXT, Mutation.BYTES));
        }
        return of(
                "csv",
                2 * OFTEN,
                folder,
                targets,
                at -> all(
                        () -> PreparedDatasets.read(List.of(at.resolve("svm_data.csv")), at, Blueprint.mlp())
                                .labelled(Optional.empty())
                                .labels(),
                        () -> FeatureTable.read(at.resolve("svm_data.csv")),
                        () -> MeasurementTable.read(at.resolve("measured.csv")),
                        () -> judged(ExposureTable.read(at.resolve("exposures.csv"))),
                        () -> Failure.read(at.resolve("failures.csv"))));
    }

    /** Whatever is read is decided on, with a probability. */
    private static void judged(ExposureTable table) {
        for (List<MeasuredExposure> exposures : table.datasets().values()) {
            double probability = new DecisionRule(0.5, 0.5)
                    .judge(new Evidence(0.3, 3, MeasuredNumbers.NONE, exposures))
                    .probability();
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalStateException("a probability of " + probability + " of " + exposures);
            }
        }
    }

    private static FuzzedKind frames(Path folder) throws IOException {
        copy(Path.of("src/test/resources/npz"), folder);
        List<Target> targets = new ArrayList<>();
        for (String file : List.of("bytes.npz", "floats.npz", "label_nan.npz")) {
            targets.add(target(folder, file, Mutation.BYTES));
        }
        return of(
                "npz",
                2 * OFTEN,
                folder,
                targets,
                at -> all(
                        () -> FrameStack.read(at.resolve("bytes.npz"), List.of("first", "second_dataset"), SIDE)
                                .labels(),
                        () -> FrameStack.read(at.resolve("floats.npz"), List.of("a", "b", "c"), SIDE)
                                .labels(),
                        () -> FrameStack.read(at.resolve("label_nan.npz"), List.of("a", "b"), SIDE)
                                .labels()));
    }

    private static FuzzedKind picture(Path folder) throws IOException {
        byte[] pixels = new byte[3 * SIDE * SIDE];
        Arrays.setAll(new int[pixels.length], i -> pixels[i] = (byte) (i * 7));
        new Frame(SIDE, SIDE, pixels).write(Files.createDirectories(folder).resolve("a.png"));
        return of(
                "png",
                OFTEN,
                folder,
                List.of(target(folder, "a.png", Mutation.BYTES)),
                at -> Frame.read(at.resolve("a.png")));
    }

    /** Whatever is damaged but the card, the model is refused or answers as it did. */
    private static FuzzedKind model(Path folder) throws IOException {
        UntrainedModel.write(folder);
        double[] sound = UntrainedModel.answers(folder);
        byte[] card = Files.readAllBytes(folder.resolve("card.json"));
        List<Target> targets = new ArrayList<>();
        for (String file : List.of("card.json", "tx_data.json", "measured_tx_data.json")) {
            targets.add(target(folder, file, Mutation.JSON, Mutation.TEXT, Mutation.BYTES));
        }
        targets.add(target(folder, "model.safetensors", Mutation.BYTES));
        return of("model", 2 * OFTEN, folder, targets, at -> {
            double[] answers = UntrainedModel.answers(at);
            boolean same = Arrays.equals(card, Files.readAllBytes(at.resolve("card.json")));
            if (same && !Arrays.equals(sound, answers)) {
                throw new IllegalStateException("a damaged model answers");
            }
        });
    }

    private static FuzzedKind notebook(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.copy(Path.of("notebooks/00-index.ipynb"), folder.resolve("a.ipynb"));
        Files.copy(Path.of("notebooks/00-index.ipynb"), folder.resolve("b.ipynb"));
        return of(
                "notebook",
                OFTEN,
                folder,
                List.of(target(folder, "a.ipynb", Mutation.JSON, Mutation.JSON, Mutation.TEXT, Mutation.BYTES)),
                at -> all(
                        () -> NotebookParameters.of(at.resolve("a.ipynb")).values(),
                        () -> ExecutedNotebook.read(at.resolve("a.ipynb")),
                        () -> NotebookDifferences.between(at.resolve("a.ipynb"), at.resolve("b.ipynb"))));
    }

    private static FuzzedKind space(Path folder) throws IOException {
        Files.writeString(Files.createDirectories(folder).resolve("space.json"), """
                {"model": ["svm_mlp", "forest"], "batch": [16, 32], "layers": [[18, 32], [9]],
                 "learningRate": {"from": 1e-5, "to": 1e-2, "scale": "log", "steps": 4, "when": {"model": ["svm_mlp"]}},
                 "trees": {"from": 10, "to": 300, "whole": true, "when": {"model": "forest"}}, "normalize": true}
                """);
        return of(
                "space",
                OFTEN,
                folder,
                List.of(target(folder, "space.json", Mutation.JSON, Mutation.JSON, Mutation.TEXT, Mutation.BYTES)),
                at -> {
                    Space space = Space.read(at.resolve("space.json"));
                    Method.named("random").settings(space, 3, 1);
                    space.json();
                });
    }

    private static FuzzedKind journal(Path folder) throws IOException {
        Plan plan = Plan.of(Space.of().range("x", 0, 1), Method.named("random"), 3, 4, 1, Goal.SMALLEST);
        Objective objective =
                Objective.of("distance", Goal.SMALLEST, job -> job.settings().number("x"));
        Sweeper.result(Files.createDirectories(folder), plan, objective, sweeper -> sweeper.run(1));
        List<Target> targets = List.of(
                target(folder, "trials.jsonl", Mutation.TEXT, Mutation.TEXT, Mutation.BYTES),
                target(folder, "sweep.json", Mutation.JSON, Mutation.TEXT));
        return of(
                "journal",
                OFTEN,
                folder,
                targets,
                at -> Sweeper.result(at, plan, objective, sweeper -> sweeper.run(1)));
    }

    private static FuzzedKind page(Path folder) throws IOException {
        String page = Files.readString(Path.of("data-samples/report/report.html"))
                .replaceAll("data:image/png;base64,[^\"]*", "");
        Files.writeString(Files.createDirectories(folder).resolve("a.html"), page);
        return of(
                "page",
                OFTEN,
                folder,
                List.of(target(folder, "a.html", Mutation.TEXT, Mutation.BYTES)),
                at -> PageFile.read(at.resolve("a.html")));
    }

    /** What results say of how they were made: provenance, corruption, truth. */
    private static FuzzedKind accounts(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.copy(Path.of("data-samples/visits/jsrv01/truth.json"), folder.resolve("truth.json"));
        Path made = folder.resolve("made");
        exposure(made.resolve("visits/jtest1"), "jtest1aaq");
        exposure(made.resolve("visits/jtest1"), "jtest1bbq");
        Corrupt.visits(made.resolve("visits"))
                .outputs(made.resolve("copies"))
                .process(false)
                .draw(false)
                .threads(1)
                .run();
        try (Stream<Path> all = Files.walk(made)) {
            for (Path file : all.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith("corruption.json") || name.endsWith("made.json")) {
                    Files.copy(
                            file,
                            folder.resolve(name.replaceFirst(".*made", "made")),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        WholeFolder.delete(made);
        List<Target> targets = new ArrayList<>();
        for (String file : List.of("corruption.json", "made.json", "truth.json")) {
            targets.add(target(folder, file, Mutation.JSON, Mutation.JSON, Mutation.TEXT, Mutation.BYTES));
        }
        Map<String, List<Wcs>> headers =
                Map.of("jsrv0114q", List.of(Wcs.northUp(SIDE, SIDE, new SkyPoint(1, 1), 0.05)));
        return of(
                "accounts",
                2 * OFTEN,
                folder,
                targets,
                at -> all(
                        () -> Corruption.read(at).text(),
                        () -> Corrupt.again(Provenance.read(at)),
                        () -> SimulatedTruth.of(at).ifPresent(truth -> truth.systems(headers))));
    }

    private static FuzzedKind quality(Path folder) throws IOException {
        VisitTree.of(folder.resolve("visits"), 2);
        List<Target> targets = new ArrayList<>();
        String name = "visits/j00001/hst_9019_06_acs_hrc_total_j00001_svm_";
        for (String ending : List.of("num_sources.json", "gaia_sources.json")) {
            targets.add(target(folder, name + ending, Mutation.JSON, Mutation.JSON, Mutation.TEXT, Mutation.BYTES));
        }
        return of("quality", OFTEN / 3, folder, targets, at -> prepared(at, Path.of("none")));
    }

    private static FuzzedKind rows(Path folder) throws IOException {
        VisitTree.of(folder.resolve("visits"), 2);
        prepared(folder, Path.of("none"));
        Files.move(folder.resolve("out/svm_data.h5"), folder.resolve("rows.h5"));
        return of(
                "hdf5",
                OFTEN / 2,
                folder,
                List.of(target(folder, "rows.h5", Mutation.BYTES)),
                at -> prepared(at, at.resolve("rows.h5")));
    }

    private static void prepared(Path folder, Path h5) {
        Prep prep = Prep.of(folder.resolve("visits"))
                .output(folder.resolve("out"))
                .category(Categories.none())
                .draw(false)
                .threads(1);
        (Files.exists(h5) ? prep.h5(h5) : prep).run();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, to.resolve(file.getFileName().toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
