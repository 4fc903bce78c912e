package org.mosaicworkbench.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Converts values to bytes and back with Java's own serialization, extended to paths, optional values and all records.
 * Only classes of this software and of Java itself are read.
 */
final class Wire {

    /**
     * Maximum depth at which sizes and times of files are recorded: a visit folder may have a subfolder for each
     * filter.
     */
    private static final int FOLDERS = 2;

    private Wire() {}

    /** A path, with the sizes and times of its files if these matter. */
    private record PathText(String path, String stamp) implements Serializable {}

    /** A value that may be missing. */
    private record Maybe(Object value) implements Serializable {}

    /** A number that may be missing. */
    private record MaybeNumber(Double value) implements Serializable {}

    /** A record whose class is not marked as serializable. */
    private record Components(Class<?> type, Object[] values) implements Serializable {}

    /** A value as bytes. */
    static byte[] bytes(Object value) {
        return bytes(value, false);
    }

    /**
     * An item as bytes, including the size and time of each file that it names and of the files in each folder, so that
     * a changed file gives different bytes.
     */
    static byte[] stamped(Object item) {
        return bytes(item, true);
    }

    private static byte[] bytes(Object value, boolean stamped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Out out = new Out(bytes, stamped)) {
            out.writeObject(value);
        } catch (IOException e) {
            throw new UncheckedIOException("a value cannot be sent to another process: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    /** Restores a value from {@link #bytes(Object)} or {@link #stamped}. */
    static Object value(byte[] bytes) {
        try (In in = new In(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a value of another process cannot be read: " + e.getMessage(), e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Out extends ObjectOutputStream {

        private final boolean stamped;

        Out(OutputStream to, boolean stamped) throws IOException {
            super(to);
            this.stamped = stamped;
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object value) throws IOException {
            if (value instanceof Path path) {
                return new PathText(path.toString(), stamped ? stamp(path) : "");
            }
            if (value instanceof Optional<?> optional) {
                return new Maybe(optional.orElse(null));
            }
            if (value instanceof OptionalDouble number) {
                return new MaybeNumber(number.isPresent() ? Double.valueOf(number.getAsDouble()) : null);
            }
            return value instanceof Record record && !(value instanceof Serializable) ? components(record) : value;
        }

        private static String stamp(Path path) throws IOException {
            if (!Files.isDirectory(path)) {
                return Files.exists(path) ? Files.size(path) + " " + Files.getLastModifiedTime(path) : "";
            }
            StringBuilder all = new StringBuilder();
            try (Stream<Path> files = Files.walk(path, FOLDERS)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    all.append(path.relativize(file))
                            .append(' ')
                            .append(stamp(file))
                            .append('\n');
                }
            }
            return all.toString();
        }

        private static Components components(Record record) throws IOException {
            RecordComponent[] all = record.getClass().getRecordComponents();
            Object[] values = new Object[all.length];
            try {
                for (int i = 0; i < all.length; i++) {
                    all[i].getAccessor().setAccessible(true);
                    values[i] = all[i].getAccessor().invoke(record);
                }
            } catch (ReflectiveOperationException e) {
                throw new IOException(record.getClass() + " cannot be read", e);
            }
            return new Components(record.getClass(), values);
        }
    }

    private static final class In extends ObjectInputStream {

        In(InputStream from) throws IOException {
            super(from);
            enableResolveObject(true);
            setObjectInputFilter(
                    ObjectInputFilter.Config.createFilter("org.mosaicworkbench.**;java.**;sun.nio.fs.*;!*"));
        }

        @Override
        protected Object resolveObject(Object value) throws IOException {
            if (value instanceof PathText path) {
                return Path.of(path.path);
            }
            if (value instanceof Maybe maybe) {
                return Optional.ofNullable(maybe.value);
            }
            if (value instanceof MaybeNumber maybe) {
                return maybe.value == null ? OptionalDouble.empty() : OptionalDouble.of(maybe.value);
            }
            return value instanceof Components components ? record(components) : value;
        }

        private static Object record(Components components) throws IOException {
            try {
                Constructor<?> canonical =
                        components.type.getDeclaredConstructor(Arrays.stream(components.type.getRecordComponents())
                                .map(RecordComponent::getType)
                                .toArray(Class<?>[]::new));
                canonical.setAccessible(true);
                return canonical.newInstance(components.values);
            } catch (ReflectiveOperationException e) {
                throw new IOException(components.type + " cannot be made", e);
            }
        }
    }
}
