import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.Check;
import org.mosaicworkbench.Combine;
import org.mosaicworkbench.Diagnose;
import org.mosaicworkbench.FrameViews;
import org.mosaicworkbench.Prep;
import org.mosaicworkbench.Simulate;
import org.mosaicworkbench.check.CheckedDataset;
import org.mosaicworkbench.corrupt.PointingShift;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.frames.CloseUp;
import org.mosaicworkbench.frames.FieldPicture;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.notebook.Picture;
import org.mosaicworkbench.prep.Categories;
import org.mosaicworkbench.simulate.Guiding;
import org.mosaicworkbench.simulate.SimulatedVisit;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.Visit;

/** Makes the figures of the pages in src/docs; run by {@code src/docs/pictures}. */
public final class Pictures {

    private static final long SEED = 11;

    private final Path work;
    private final Path docs;

    private Pictures(Path work, Path docs) {
        this.work = work;
        this.docs = docs;
    }

    public static void main(String[] arguments) {
        Pictures pictures = new Pictures(Path.of(arguments[0]), Path.of(arguments[1]));
        Map<String, Runnable> all = new LinkedHashMap<>();
        all.put("verdict", pictures::verdict);
        all.put("sizes", pictures::sizes);
        all.put("kinds", pictures::kinds);
        all.put("frames", pictures::frames);
        all.put("scenes", pictures::scenes);
        all.put("effects", pictures::effects);
        List<String> wanted = List.of(arguments).subList(2, arguments.length);
        all.forEach((name, draw) -> {
            if (wanted.isEmpty() || wanted.contains(name)) {
                draw.run();
            }
        });
    }

    /** Simulates a visit and combines it without alignment, which keeps the pointing error. Returns the total image. */
    private Path total(String name, String category, Guiding guiding) {
        SimulatedVisit visit = Simulate.visits(1)
                .detectors("uvis")
                .categories(category)
                .size(300)
                .seed(SEED)
                .filters("F606W")
                .guiding(guiding)
                .output(work.resolve(name))
                .run()
                .visits()
                .get(0);
        return Combine.visit(visit.folder())
                .align(AlignMode.NONE)
                .run()
                .totals()
                .get(0);
    }

    private static SkyPoint place(Path total) {
        try (FitsFile file = FitsFile.open(total)) {
            Wcs wcs = Wcs.of(file.requiredHeader("SCI", 1));
            return wcs.toSky(0.3 * wcs.width(), 0.4 * wcs.height());
        }
    }

    private static SkyPoint middle(Path total) {
        try (FitsFile file = FitsFile.open(total)) {
            Wcs wcs = Wcs.of(file.requiredHeader("SCI", 1));
            return wcs.toSky(0.5 * wcs.width(), 0.5 * wcs.height());
        }
    }

    private static Picture field(Path total, String caption, int side) {
        try (FitsFile file = FitsFile.open(total)) {
            return Picture.of(
                    FieldPicture.of(file.image("SCI", 1), side).plain().image(), caption);
        }
    }

    /** A misaligned mosaic, the verdict, the arrow of the mispointed exposure, and the same stars in each exposure. */
    private void verdict() {
        Path samples = docs.resolve("../../data-samples/visits/ju2n01").normalize();
        var checked = Check.of(samples).output(work.resolve("check")).run();
        CheckedDataset dataset = checked.datasets().get(0);
        BufferedImage mosaic = dataset.picture().image();
        BufferedImage chart =
                Diagnose.visit(dataset.image()).run().figures().get(0).image(1);
        BufferedImage arrow = chart.getSubimage(0, 34, 300, 300);
        BufferedImage stars = chart.getSubimage(300, 34, 700, 396);
        int left = mosaic.getWidth() + 20;
        BufferedImage sheet = new BufferedImage(
                left + stars.getWidth(), arrow.getHeight() + stars.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D on = sheet.createGraphics();
        on.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        on.setColor(Color.WHITE);
        on.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        on.drawImage(mosaic, 0, (sheet.getHeight() - mosaic.getHeight()) / 2, null);
        on.drawImage(arrow, left, 0, null);
        on.drawImage(stars, left, arrow.getHeight(), null);
        words(on, left + arrow.getWidth() + 24, dataset);
        on.dispose();
        Picture.of(sheet, "").write(docs.resolve("verdict.png"));
    }

    private static void words(Graphics2D on, int left, CheckedDataset dataset) {
        on.setColor(new Color(0xd55e00));
        on.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 30));
        on.drawString(dataset.judgement().decision().toString(), left, 110);
        on.setColor(Color.BLACK);
        on.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 20));
        var size = dataset.judgement().size();
        on.drawString("by " + size.words(1) + " px (95 %: " + size.interval(1) + ")", left, 150);
        on.drawString(dataset.judgement().why(), left, 184);
    }

    /** The same real stars with one of four exposures shifted further and further; below, minus the aligned mosaic. */
    private void sizes() {
        Visit visit =
                Visit.read(docs.resolve("../../data-samples/ngc104/j8bt06").normalize());
        CloseUp window = new CloseUp(new SkyPoint(6.02963889, -72.08424189), 44, 4);
        Path aligned = asTheHeadersSay(visit.folder(), "sizes/aligned");
        List<Picture> above = new ArrayList<>(List.of(window.of(aligned, "aligned")));
        List<Picture> below = new ArrayList<>(List.of(window.minus(aligned, aligned, "minus aligned")));
        for (double size : new double[] {0.5, 1, 2, 5, 12}) {
            String name = "size-" + size;
            Path copy = new PointingShift(0.6 * size, 0.8 * size).copy(visit, "j8bt06d3q", work.resolve(name));
            Path total = asTheHeadersSay(copy, "sizes/" + name);
            above.add(window.of(total, plain(size) + " px"));
            below.add(window.minus(total, aligned, ""));
        }
        above.addAll(below);
        Picture.grid(above.size() / 2, above.toArray(Picture[]::new)).write(docs.resolve("sizes.png"));
    }

    private Path asTheHeadersSay(Path folder, String name) {
        return Combine.visit(folder)
                .align(AlignMode.NONE)
                .single(false)
                .output(work.resolve(name))
                .run()
                .totals()
                .get(0);
    }

    /** The same stars after each kind of pointing error; below, minus the aligned mosaic. */
    private void kinds() {
        Path aligned = total("kind-aligned", "globular-cluster", Guiding.aligned());
        CloseUp window = new CloseUp(middle(aligned), 220, 1);
        List<Picture> above = new ArrayList<>();
        List<Picture> below = new ArrayList<>();
        for (Guiding guiding :
                List.of(Guiding.shift(6), Guiding.roll(0.5), Guiding.drift(10), Guiding.reacquisition(6))) {
            Path total = total("kind-" + guiding.kind().label(), "globular-cluster", guiding);
            above.add(window.of(total, guiding.toString()));
            below.add(window.minus(total, aligned, above.size() == 1 ? "minus aligned" : ""));
        }
        above.addAll(below);
        Picture.grid(above.size() / 2, above.toArray(Picture[]::new)).write(docs.resolve("kinds.png"));
    }

    /** The field and native frames of an aligned mosaic and of one with an exposure shifted by 3 pixels. */
    private void frames() {
        List<Picture> shown = new ArrayList<>();
        for (Guiding guiding : List.of(Guiding.aligned(), Guiding.shift(3))) {
            String name = "frames-" + guiding.kind().label();
            Path total = total(name, "globular-cluster", guiding);
            var prepared = Prep.of(work.resolve(name))
                    .output(work.resolve("prep-" + name))
                    .category(Categories.none())
                    .run();
            String dataset = prepared.table().stringColumn("index").get(0);
            for (FrameKind kind : FrameKind.values()) {
                shown.add(FrameViews.of(prepared.img())
                        .kind(kind)
                        .size(200)
                        .large(dataset)
                        .caption(kind.name().toLowerCase() + ", "
                                + (shown.size() < 2 ? "aligned" : "one exposure shifted by 3 px")));
            }
        }
        Picture.grid(1, shown.get(0), shown.get(2), shown.get(1), shown.get(3)).write(docs.resolve("frames.png"));
    }

    /** The same pointing error in fields where it is easy to see and where it is not. */
    private void scenes() {
        List<Picture> shown = new ArrayList<>();
        for (String category : List.of("globular-cluster", "spiral-galaxy", "nebula")) {
            shown.add(field(total("scene-" + category, category, Guiding.aligned()), category + ", aligned", 300));
        }
        for (String category : List.of("globular-cluster", "spiral-galaxy", "nebula")) {
            shown.add(field(
                    total("scene-off-" + category, category, Guiding.shift(5)), "one exposure shifted by 5 px", 300));
        }
        Picture.grid(3, shown.toArray(Picture[]::new)).write(docs.resolve("scenes.png"));
    }

    /** Effects of optics and detectors, each in a cut-out of an exposure. */
    private void effects() {
        List<Picture> shown = new ArrayList<>();
        Window stars = new Window(245, 105, 1, 25, 6, 300);
        shown.add(stars.of(exposures("uvis", "open-cluster", "none"), 1, "none"));
        shown.add(stars.of(exposures("uvis", "open-cluster", "elongation"), 1, "elongation"));
        shown.add(stars.of(exposures("uvis", "open-cluster", "aberration"), 1, "aberration"));
        shown.add(new Window(20, 45, 1, 150, 1, 30)
                .of(exposures("uvis", "open-cluster", "ghosts", "bleeding"), 1, "ghosts"));
        shown.add(new Window(250, 1, 1, 150, 1, 30).of(exposures("wfc", "field-stars", "bleeding"), 2, "bleeding"));
        shown.add(new Window(30, 45, 1, 150, 1, 30).of(exposures("wfc", "field-stars", "columns"), 1, "columns"));
        shown.add(new Window(10, 5, 1, 75, 2, 15).of(exposures("ir", "calibration", "hot-pixels"), 1, "hot-pixels"));
        shown.add(
                new Window(200, 200, 1, 150, 1, 60).of(exposures("hrc", "globular-cluster", "all"), 1, "all, on HRC"));
        List<Path> glowing = exposures("ir", "galaxy-cluster", "persistence");
        shown.add(new Window(50, 30, 1, 150, 1, 12).of(glowing, 1, "persistence"));
        shown.add(new Window(50, 30, 2, 150, 1, 12).of(glowing, 1, "dithered"));
        shown.add(new Window(140, 270, 1, 75, 2, 10).of(exposures("ir", "calibration", "blobs"), 1, "blobs"));
        shown.add(new Window(150, 20, 1, 150, 1, 15)
                .of(exposures("wfc", "galaxy-cluster", "satellites"), 1, "satellites"));
        Picture.grid(4, shown.toArray(Picture[]::new)).write(docs.resolve("effects.png"));
    }

    /** The exposures of an aligned visit with the given effects. */
    private List<Path> exposures(String detector, String category, String... effects) {
        Path visit = Simulate.visits(1)
                .detectors(detector)
                .categories(category)
                .size(400)
                .exposures(2)
                .seed(SEED)
                .filters("F606W", "F160W")
                .guiding(Guiding.aligned())
                .effects(effects)
                .output(work.resolve(detector + "-" + category + "-" + String.join("-", effects)))
                .run()
                .visits()
                .get(0)
                .folder();
        return Visit.read(visit).exposures().stream().map(Exposure::file).toList();
    }

    /**
     * A cut-out of an exposure, in greys from below its sky level to some standard deviations above it.
     *
     * @param left     first column, 1-based
     * @param bottom   first row
     * @param exposure 1 for the first
     * @param side     pixels
     * @param zoom     screen pixels per pixel
     * @param white    the level shown as white, in standard deviations above the sky
     */
    private record Window(int left, int bottom, int exposure, int side, int zoom, double white) {

        Picture of(List<Path> exposures, int chip, String caption) {
            try (FitsFile file = FitsFile.open(exposures.get(exposure - 1))) {
                return Picture.of(
                                grey(file.image("SCI", chip)
                                        .cut(left, bottom, side, side)
                                        .pixels()),
                                caption)
                        .enlarge(zoom);
            }
        }

        private BufferedImage grey(float[] pixels) {
            float[] sorted = pixels.clone();
            Arrays.sort(sorted);
            double sky = sorted[sorted.length / 2];
            double sigma = sky - sorted[(int) (0.16 * sorted.length)];
            BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
            for (int i = 0; i < pixels.length; i++) {
                double t = Math.max(0, (pixels[i] - sky) / sigma + 3) / (white + 3);
                int grey = (int) Math.min(255, 255 * Math.sqrt(t));
                image.setRGB(i % side, side - 1 - i / side, grey * 0x010101);
            }
            return image;
        }
    }

    private static String plain(double size) {
        return size == Math.rint(size) ? String.valueOf((int) size) : String.valueOf(size);
    }
}
