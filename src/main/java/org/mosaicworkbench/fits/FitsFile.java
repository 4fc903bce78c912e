package org.mosaicworkbench.fits;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.Data;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.FitsFactory;
import nom.tam.fits.FitsUtil;
import nom.tam.fits.Header;
import nom.tam.fits.HeaderCardException;
import nom.tam.fits.ImageHDU;
import nom.tam.fits.NullDataHDU;
import nom.tam.fits.TruncatedFileException;
import nom.tam.image.compression.hdu.CompressedImageHDU;
import nom.tam.util.ArrayDataInput;
import nom.tam.util.ArrayFuncs;
import nom.tam.util.FitsOutputStream;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;

/**
 * A FITS file opened for reading, plain or gzipped. Headers are read on demand, pixels only by {@link #image} and
 * {@link #integers}. Not thread-safe.
 */
public final class FitsFile implements AutoCloseable {

    static final int BLOCK = 2880;
    private static final String EXTENSION = "XTENSION";
    private static final String EXTNAME = "EXTNAME";
    private static final int CARD = 80;
    private static final int KEYWORD = 8;
    private static final int FLOATS = -32;
    private static final int MOST_AXES = 999;
    private static final long UNKNOWN = Long.MAX_VALUE;

    /** The valid values of {@code BITPIX} (FITS standard 4.0, table 8). */
    private static final Set<Integer> BITS =
            Set.of(Byte.SIZE, Short.SIZE, Integer.SIZE, Long.SIZE, -Float.SIZE, -Double.SIZE);

    /**
     * The FITS library's logger, whose warnings are off: problems are thrown as errors that name the file. The
     * reference keeps the logger, and thus its level, from being garbage-collected.
     */
    private static final Logger READER_LOG = Logger.getLogger("nom.tam.fits");

    static {
        READER_LOG.setLevel(Level.SEVERE);
    }

    private final Path path;
    private final Fits fits;
    private final long length;
    private final List<BasicHDU<?>> units = new ArrayList<>();
    private boolean ended;
    /** The end of the last HDU read, where the next one begins: reading pixels moves the stream elsewhere. */
    private long end;

    private long unpacked = -1;

    private FitsFile(Path path, Fits fits, long length) {
        this.path = path;
        this.fits = fits;
        this.length = length;
    }

    /**
     * Opens a file.
     *
     * @throws BadInput if it is missing, cannot be read, or is not a FITS file
     */
    public static FitsFile open(Path path) {
        try {
            boolean zipped = requireFits(path);
            return new FitsFile(path, new Fits(path.toFile()), zipped ? UNKNOWN : Files.size(path));
        } catch (EOFException | ZipException e) {
            throw cutOff(path, e);
        } catch (FitsException e) {
            throw broken(path, e);
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": " + e.getMessage(), e);
        }
    }

    /** @return the file that was opened */
    public Path path() {
        return path;
    }

    /** @return the header of the primary HDU */
    public FitsHeader primary() {
        return header(unit(0).orElseThrow(() -> cutOff(path, null)));
    }

    /** @return the headers of all HDUs, primary first; their data are skipped */
    public List<FitsHeader> headers() {
        List<FitsHeader> headers = new ArrayList<>();
        for (int i = 0; ; i++) {
            Optional<BasicHDU<?>> unit = unit(i);
            if (unit.isEmpty()) {
                return headers;
            }
            headers.add(header(unit.get()));
        }
    }

    /**
     * Returns the header of an extension.
     *
     * @param name {@code EXTNAME}, in upper or lower case
     * @param version {@code EXTVER}, 1 for the first
     * @return empty if the file has no such extension
     */
    public Optional<FitsHeader> header(String name, int version) {
        return find(name, version).map(this::header);
    }

    /**
     * Returns the header of an extension that must exist.
     *
     * @throws BadInput if the file has no such extension
     */
    public FitsHeader requiredHeader(String name, int version) {
        return header(name, version).orElseThrow(() -> lacking(name, version));
    }

    /**
     * Reads an image as floating-point numbers; {@code BSCALE} and {@code BZERO} are applied, and {@code BLANK} becomes
     * NaN.
     *
     * @throws BadInput if the file has no such extension, the extension is not a two-dimensional image, or the file is
     *     cut off
     */
    public FitsImage image(String name, int version) {
        Optional<FitsHeader> constant =
                header(name, version).filter(h -> ConstantPixels.of(h).isPresent());
        if (constant.isPresent()) {
            ConstantPixels same = ConstantPixels.of(constant.get()).orElseThrow();
            return new FitsImage(constant.get(), same.width(), same.height(), same.numbers());
        }
        ImageHDU unit = imageUnit(name, version);
        FitsHeader header = requiredHeader(name, version);
        int[] size = size(header, name);
        float[] pixels = new float[size[0] * size[1]];
        double scale = header.number("BSCALE", 1);
        double zero = header.number("BZERO", 0);
        if (header.number("BITPIX", 0) == FLOATS && scale == 1 && zero == 0 && isAsItStands(unit)) {
            raw(() -> RawPixels.read(path, unit.getData().getFileOffset(), pixels));
            return new FitsImage(header, size[0], size[1], pixels);
        }
        Object rows = kernel(unit);
        double blank = header.number("BLANK", Double.NaN);
        for (int y = 0; y < size[1]; y++) {
            Object row = Array.get(rows, y);
            if (row instanceof float[] && scale == 1 && zero == 0) {
                System.arraycopy(row, 0, pixels, y * size[0], size[0]);
            } else {
                double[] values = (double[]) ArrayFuncs.convertArray(row, double.class);
                for (int x = 0; x < size[0]; x++) {
                    double stored = values[x];
                    pixels[y * size[0] + x] = stored == blank ? Float.NaN : (float) (stored * scale + zero);
                }
            }
        }
        return new FitsImage(header, size[0], size[1], pixels);
    }

    /**
     * Reads an image as integers; {@code BZERO} is applied (unsigned integers are stored with it).
     *
     * @throws BadInput as for {@link #image}, and if the pixels are floating-point numbers
     */
    public FitsIntegers integers(String name, int version) {
        Optional<FitsHeader> constant =
                header(name, version).filter(h -> ConstantPixels.of(h).isPresent());
        if (constant.isPresent()) {
            ConstantPixels same = ConstantPixels.of(constant.get()).orElseThrow();
            return new FitsIntegers(constant.get(), same.width(), same.height(), same.integers());
        }
        ImageHDU unit = imageUnit(name, version);
        FitsHeader header = requiredHeader(name, version);
        if (header.number("BITPIX", 0) < 0) {
            throw BadInput.file(
                    path,
                    "extension " + name + "," + version + " holds floating-point numbers where integers "
                            + "belong (BITPIX " + header.text("BITPIX") + ")",
                    "check the file");
        }
        int[] size = size(header, name);
        int[] pixels = new int[size[0] * size[1]];
        int zero = (int) header.number("BZERO", 0);
        int bits = (int) header.number("BITPIX", 0);
        if ((bits == Short.SIZE || bits == Integer.SIZE) && isAsItStands(unit)) {
            raw(() -> RawPixels.read(path, unit.getData().getFileOffset(), pixels, bits, zero));
            return new FitsIntegers(header, size[0], size[1], pixels);
        }
        Object rows = kernel(unit);
        for (int y = 0; y < size[1]; y++) {
            int[] values = (int[]) ArrayFuncs.convertArray(Array.get(rows, y), int.class);
            for (int x = 0; x < size[0]; x++) {
                pixels[y * size[0] + x] = values[x] + zero;
            }
        }
        return new FitsIntegers(header, size[0], size[1], pixels);
    }

    /**
     * Streams the pixels of an image. An uncompressed file is read only as far as needed.
     *
     * @throws BadInput as for {@link #image}
     */
    public void eachPixel(String name, int version, PixelTaker taker) {
        FitsHeader header = requiredHeader(name, version);
        if (header.number("NAXIS", 0) != 2 || !isAsItStands(imageUnit(name, version))) {
            float[] pixels = image(name, version).pixels();
            boolean more = true;
            for (int i = 0; more && i < pixels.length; i++) {
                more = taker.take(i, pixels[i]);
            }
            return;
        }
        int[] size = size(header, name);
        double scale = header.number("BSCALE", 1);
        double zero = header.number("BZERO", 0);
        double blank = header.number("BLANK", Double.NaN);
        int bits = (int) header.number("BITPIX", 0);
        long offset = imageUnit(name, version).getData().getFileOffset();
        raw(() -> RawPixels.each(
                path,
                offset,
                size[0] * size[1],
                bits,
                (at, value) -> taker.take(at, value == blank ? Double.NaN : value * scale + zero)));
    }

    /**
     * Writes a file atomically; a name that ends in {@code .gz} is compressed. The same parts give the same bytes.
     *
     * @param place the file's path
     * @param parts the file's HDUs, primary first
     * @return {@code place}
     */
    public static Path write(Path place, List<? extends FitsPart> parts) {
        return WholeFile.write(place, beside -> {
            try (OutputStream raw = Files.newOutputStream(beside);
                    OutputStream out = place.toString().endsWith(".gz") ? new GZIPOutputStream(raw, 1 << 16) : raw;
                    WritableByteChannel channel = Channels.newChannel(out);
                    Fits fits = new Fits()) {
                for (FitsPart part : parts) {
                    fits.addHDU(unit(part));
                }
                // The library writes the time of day into this comment, so the same parts would give different bytes.
                fits.getHDU(0).getHeader().findCard("SIMPLE").setComment("conforms to FITS standard");
                for (int i = 0; i < parts.size(); i++) {
                    out.write(headerBytes(fits.getHDU(i).getHeader()));
                    RawPixels.pad(channel, writePixels(channel, parts.get(i)));
                }
            } catch (FitsException e) {
                throw new IOException(e.getMessage(), e);
            }
        });
    }

    @Override
    public void close() {
        try {
            fits.close();
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": " + e.getMessage(), e);
        }
    }

    /**
     * Locates an extension in the uncompressed file: the offsets of the first byte of its header, the first byte after
     * the header, and the first byte after its data.
     */
    @SuppressWarnings("deprecation") // There is no other way to learn the length of a header.
    int[] headerExtent(String name, int version) {
        if (find(name, version).isEmpty()) {
            throw missing(path, name, version);
        }
        long start = 0;
        for (BasicHDU<?> unit : units) {
            FitsHeader header = new FitsHeader(unit.getHeader());
            long size = unit.getHeader().getOriginalSize();
            long data = (unit.getHeader().getDataSize() + BLOCK - 1) / BLOCK * BLOCK;
            if (header.name().equals(name.toUpperCase(Locale.ROOT)) && header.version() == version) {
                return new int[] {
                    Math.toIntExact(start), Math.toIntExact(start + size), Math.toIntExact(start + size + data)
                };
            }
            start += size + data;
        }
        throw missing(path, name, version);
    }

    /** @return bytes written */
    private static long writePixels(WritableByteChannel out, FitsPart part) throws IOException {
        if (part instanceof FitsImage image) {
            return RawPixels.write(out, image.pixels());
        }
        if (part instanceof FitsIntegers integers) {
            return RawPixels.write(out, integers.pixels(), integers.fitsShorts() ? Short.SIZE : Integer.SIZE);
        }
        long written = 0;
        if (part instanceof FitsPlanes cube) {
            for (int[] plane : cube.planes()) {
                written += RawPixels.write(out, plane, Integer.SIZE);
            }
        }
        return written;
    }

    /** Creates an HDU with a part's shape and type, used only for its header: its rows are all the same array. */
    private static BasicHDU<?> unit(FitsPart part) throws FitsException {
        BasicHDU<?> unit;
        if (part instanceof FitsImage image) {
            unit = Fits.makeHDU(rows(new float[image.width()], new float[image.height()][]));
        } else if (part instanceof FitsIntegers integers) {
            unit = Fits.makeHDU(
                    integers.fitsShorts()
                            ? rows(new short[integers.width()], new short[integers.height()][])
                            : rows(new int[integers.width()], new int[integers.height()][]));
        } else if (part instanceof FitsPlanes cube) {
            int[][] plane = rows(new int[cube.width()], new int[cube.height()][]);
            unit = Fits.makeHDU(rows(plane, new int[cube.planes().size()][][]));
        } else {
            unit = new NullDataHDU();
        }
        part.header().copyInto(unit.getHeader());
        return unit;
    }

    private static <T> T[] rows(T row, T[] all) {
        Arrays.fill(all, row);
        return all;
    }

    /**
     * The header's bytes as written to the file. The library moves the text of {@code HISTORY} and {@code COMMENT}
     * cards right by one column, which cuts off the last character of a full card; this method moves it back.
     */
    private static byte[] headerBytes(Header header) throws FitsException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (FitsOutputStream stream = new FitsOutputStream(bytes)) {
            header.write(stream);
        }
        byte[] cards = bytes.toByteArray();
        Iterator<String> commentary = new FitsHeader(header).commentary().iterator();
        for (int at = 0; at < cards.length && commentary.hasNext(); at += CARD) {
            if (FitsHeader.isCommentary(new String(cards, at, KEYWORD, StandardCharsets.US_ASCII).strip())) {
                byte[] card = commentary.next().getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(card, 0, cards, at, CARD);
            }
        }
        return cards;
    }

    private Optional<BasicHDU<?>> find(String name, int version) {
        String wanted = name.toUpperCase(Locale.ROOT);
        for (int i = 0; ; i++) {
            Optional<BasicHDU<?>> unit = unit(i);
            if (unit.isEmpty()) {
                return Optional.empty();
            }
            FitsHeader header = header(unit.get());
            if (header.name().equals(wanted) && header.version() == version) {
                return unit;
            }
        }
    }

    private Optional<BasicHDU<?>> unit(int index) {
        try {
            while (!ended && units.size() <= index) {
                BasicHDU<?> next = nextUnit();
                if (next == null) {
                    requireEnd();
                    ended = true;
                } else {
                    requireWhole(next.getHeader(), next.getFileOffset());
                    units.add(next);
                }
            }
        } catch (EOFException | ZipException e) {
            throw cutOff(path, e);
        } catch (FitsException | IOException | IllegalArgumentException e) {
            throw e instanceof TruncatedFileException || e.getCause() instanceof EOFException || notWholeBlocks()
                    ? cutOff(path, e)
                    : broken(path, e);
        }
        return index < units.size() ? Optional.of(units.get(index)) : Optional.empty();
    }

    /**
     * Reads the next HDU; checks that the file is as long as the header claims before allocating memory for the data.
     */
    @SuppressWarnings("deprecation") // There is no other way to check the size before reading the pixels.
    private BasicHDU<?> nextUnit() throws IOException, FitsException {
        ArrayDataInput stream = fits.getStream();
        if (length != UNKNOWN) {
            FitsUtil.reposition(stream, end);
        }
        Header header = Header.readHeader(stream);
        if (header == null) {
            return null;
        }
        double claimed = claimed(new FitsHeader(header));
        if (claimed > (length == UNKNOWN ? unpacked(claimed) : length - end)) {
            throw cutOff(path, null);
        }
        try {
            Data data = header.makeData();
            data.read(stream);
            end = FitsUtil.findOffset(stream);
            return FitsFactory.hduFactory(header, data);
        } catch (RuntimeException e) {
            // The library throws this if a header contradicts itself.
            throw broken(path, e);
        }
    }

    /** The size in bytes of an HDU's data according to its header (FITS standard 4.0, equation 2). */
    private double claimed(FitsHeader header) {
        double axes = whole(header, "NAXIS", 0, MOST_AXES);
        double values = axes == 0 ? 0 : 1;
        for (int axis = 1; axis <= axes; axis++) {
            double size = whole(header, "NAXIS" + axis, 0, Integer.MAX_VALUE);
            values *= axis == 1 && size == 0 && header.text("GROUPS").equals("T") ? 1 : size;
        }
        double groups = header.text("GCOUNT").isEmpty() ? 1 : whole(header, "GCOUNT", 0, Integer.MAX_VALUE);
        double heap = header.text("PCOUNT").isEmpty() ? 0 : whole(header, "PCOUNT", 0, Integer.MAX_VALUE);
        double bits = whole(header, "BITPIX", -Double.SIZE, Long.SIZE);
        if (!BITS.contains((int) bits)) {
            throw broken(path, new FitsException("BITPIX is '" + header.text("BITPIX") + "'"));
        }
        return Math.abs(bits) / Byte.SIZE * groups * (heap + values);
    }

    private double whole(FitsHeader header, String keyword, double least, double most) {
        double value = header.number(keyword, Double.NaN);
        if (!(value >= least && value <= most && value == Math.rint(value))) {
            throw broken(path, new FitsException(keyword + " is '" + header.text(keyword) + "'"));
        }
        return value;
    }

    /**
     * A lower limit on the uncompressed size of a gzipped file in bytes, exact if it is below {@code wanted}: the bytes
     * are counted only if the trailer gives a smaller size than {@code wanted}.
     */
    private double unpacked(double wanted) throws IOException {
        if (wanted > unpacked) {
            unpacked = Math.max(unpacked, unpackedByTrailer(path));
        }
        if (wanted > unpacked) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(path), 1 << 16)) {
                unpacked = in.transferTo(OutputStream.nullOutputStream());
            }
        }
        return unpacked;
    }

    private void requireWhole(Header header, long offset) {
        if (offset >= 0 && offset + header.getMinimumSize() + header.getDataSize() > length) {
            throw cutOff(path, null);
        }
    }

    /**
     * Whether the file's size is not a multiple of the block size, so that its end is missing, even if only padding.
     */
    private boolean notWholeBlocks() {
        return length != Long.MAX_VALUE && length % BLOCK != 0;
    }

    /** The error for a missing extension: if the file is truncated, that is reported instead. */
    private BadInput lacking(String name, int version) {
        if (notWholeBlocks()) {
            return cutOff(path, null);
        }
        try {
            requireWholeGzip();
            return missing(path, name, version);
        } catch (EOFException | ZipException e) {
            return cutOff(path, e);
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": " + e.getMessage(), e);
        }
    }

    private void requireWholeGzip() throws IOException {
        if (length == Long.MAX_VALUE) {
            requireWholeGzip(path);
        }
    }

    private void requireEnd() throws IOException {
        if (units.isEmpty() || (length != Long.MAX_VALUE && length - endOfKnown() >= BLOCK && unitFollows())) {
            throw cutOff(path, null);
        }
    }

    /**
     * Whether another HDU follows; after the last one there may be other bytes, such as zeros from a tape (FITS
     * standard 4.0, section 3.5).
     */
    private boolean unitFollows() throws IOException {
        byte[] start = new byte[EXTENSION.length()];
        RawPixels.read(path, endOfKnown(), start);
        return new String(start, StandardCharsets.US_ASCII).equals(EXTENSION);
    }

    private long endOfKnown() {
        if (units.isEmpty()) {
            return 0;
        }
        BasicHDU<?> last = units.get(units.size() - 1);
        return last.getFileOffset() + last.getSize();
    }

    /**
     * Returns the header of an HDU; for a tile-compressed image (FITS standard 4.0, section 10), that of the
     * uncompressed image.
     */
    private FitsHeader header(BasicHDU<?> unit) {
        if (!(unit instanceof CompressedImageHDU packed)) {
            return new FitsHeader(unit.getHeader());
        }
        try {
            Header image = packed.getImageHeader();
            String name = new FitsHeader(unit.getHeader()).text(EXTNAME);
            if (!image.containsKey(EXTNAME) && !name.isEmpty()) {
                image.addValue(EXTNAME, name, "extension name");
            }
            return new FitsHeader(image);
        } catch (HeaderCardException e) {
            throw broken(path, e);
        }
    }

    /**
     * Rejects floating-point images that were quantized without dithering, because the library would read them wrong by
     * half a quantization step; it reads the methods with dithering correctly. Images without a scale were not
     * quantized, although some writers name a method anyway.
     */
    private void requireKnownQuanta(Header table) {
        boolean scaled = table.containsKey("ZSCALE");
        for (int column = 1; column <= table.getIntValue("TFIELDS", 0); column++) {
            scaled |= "ZSCALE".equals(table.getStringValue("TTYPE" + column, "").strip());
        }
        String way = table.getStringValue("ZQUANTIZ", "NO_DITHER").strip();
        if (table.getIntValue("ZBITPIX", 0) < 0 && scaled && !way.startsWith("SUBTRACTIVE_DITHER")) {
            throw BadInput.file(
                    path,
                    "is tile-compressed with ZQUANTIZ " + way + ", which is not supported",
                    "decompress it with funpack");
        }
        if (!scaled) {
            table.addValue("ZQUANTIZ", "NONE", "");
        }
    }

    /** Whether pixels can be read directly from the file. */
    private boolean isAsItStands(ImageHDU unit) {
        return length != UNKNOWN && unit.getData().getFileOffset() >= 0;
    }

    private ImageHDU imageUnit(String name, int version) {
        BasicHDU<?> unit = find(name, version).orElseThrow(() -> lacking(name, version));
        if (unit instanceof CompressedImageHDU packed) {
            try {
                requireKnownQuanta(packed.getHeader());
                return packed.asImageHDU();
            } catch (IllegalStateException e) {
                throw broken(path, e);
            }
        }
        if (!(unit instanceof ImageHDU image)) {
            throw BadInput.file(path, "extension " + name + "," + version + " is not an image", "check the file");
        }
        return image;
    }

    private int[] size(FitsHeader header, String name) {
        int axes = (int) header.number("NAXIS", 0);
        long width = (long) header.number("NAXIS1", 0);
        long height = (long) header.number("NAXIS2", 0);
        if (axes != 2 || width < 1 || height < 1) {
            throw BadInput.file(
                    path,
                    "extension " + name + " has " + axes + " axes of " + width + " x " + height
                            + " pixels; an image has two",
                    "check the file");
        }
        if (width * height > Integer.MAX_VALUE - 8) {
            throw BadInput.file(
                    path,
                    "extension " + name + " has " + width + " x " + height + " pixels; at most "
                            + (Integer.MAX_VALUE - 8) + " are supported",
                    "cut it into smaller images");
        }
        return new int[] {(int) width, (int) height};
    }

    private interface Reading {
        void run() throws IOException;
    }

    private void raw(Reading reading) {
        try {
            reading.run();
        } catch (EOFException e) {
            throw cutOff(path, e);
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": " + e.getMessage(), e);
        }
    }

    private Object kernel(ImageHDU unit) {
        Object rows;
        try {
            rows = unit.getKernel();
        } catch (RuntimeException e) {
            throw cutOff(path, e);
        }
        if (rows == null) {
            throw cutOff(path, null);
        }
        return rows;
    }

    static BadInput missing(Path path, String name, int version) {
        return BadInput.file(path, "has no extension " + name + "," + version, "give an image from Hubble's pipeline");
    }

    /** @return whether the file is gzipped, whatever its name */
    public static boolean isZipped(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.read() == 0x1f && in.read() == 0x8b;
        }
    }

    /** @return true for a gzipped file */
    static boolean requireFits(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw BadInput.file(path, "no such file", "check the path");
        }
        if (Files.isDirectory(path)) {
            throw BadInput.file(path, "is a folder, not a FITS file", "give a file");
        }
        if (!Files.isReadable(path)) {
            throw BadInput.file(path, "is not readable", "check its permissions");
        }
        boolean zipped = isZipped(path);
        try (InputStream in = Files.newInputStream(path);
                InputStream content = zipped ? new GZIPInputStream(in) : in) {
            String start = new String(content.readNBytes(9), StandardCharsets.US_ASCII);
            if (start.isEmpty()) {
                throw BadInput.file(path, "is empty", "fetch it again or regenerate it");
            }
            if (!start.equals("SIMPLE  =")) {
                throw BadInput.file(
                        path,
                        "is not a FITS file (it does not begin with SIMPLE)",
                        "give a file from Hubble's pipeline");
            }
        }
        if (zipped && !endsInWholeBlocks(path)) {
            requireWholeGzip(path);
        }
        return zipped;
    }

    /**
     * A gzipped file ends with its uncompressed length modulo 2^32 (RFC 1952, section 2.3.1), which is a multiple of
     * the block size for a FITS file; a truncated file has compressed bytes there instead.
     */
    private static boolean endsInWholeBlocks(Path path) throws IOException {
        long length = unpackedByTrailer(path);
        return length >= 0 && length % BLOCK == 0;
    }

    /** @return the uncompressed length modulo 2^32 in bytes; -1 if there is no trailer */
    private static long unpackedByTrailer(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            ByteBuffer last = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            long at = channel.size() - Integer.BYTES;
            int read = 1;
            while (at >= 0 && last.hasRemaining() && read > 0) {
                read = channel.read(last, at + last.position());
            }
            return last.hasRemaining() ? -1 : Integer.toUnsignedLong(last.getInt(0));
        }
    }

    private static void requireWholeGzip(Path path) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(path), 1 << 16)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    static BadInput cutOff(Path path, Exception cause) {
        return new BadInput(
                path + ": is truncated: it is shorter than its headers state; fetch it again or regenerate it", cause);
    }

    static BadInput broken(Path path, Exception cause) {
        return new BadInput(
                path + ": is not a valid FITS file (" + cause.getMessage() + "); fetch it again or regenerate it",
                cause);
    }
}
