package org.mosaicworkbench.io;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Nested records as one flat list of fields: a component that is a record is replaced by its own fields. Files and
 * searches can then name a field independently of the nesting. In JSON, a record marked
 * {@code @JsonAdapter(FlatRecord.Json.class)} is flat.
 */
public final class FlatRecord {

    private FlatRecord() {}

    /** Prefix for the field names of a nested record: {@code native} makes {@code nativeDense}. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Prefix {
        /** The prefix. */
        String value();
    }

    /**
     * A field.
     *
     * @param name its name, unique among all fields
     * @param type its type, not a record
     */
    public record Field(String name, Type type) {

        /** @return the type without its type parameters */
        public Class<?> raw() {
            return TypeToken.get(type).getRawType();
        }
    }

    /** @return the fields of a record, in order */
    public static List<Field> fields(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component -> component.getType().isRecord()
                        ? fields(component.getType().asSubclass(Record.class)).stream()
                                .map(field -> new Field(prefixed(component, field.name), field.type))
                        : Stream.of(new Field(component.getName(), component.getGenericType())))
                .toList();
    }

    private static String prefixed(RecordComponent component, String name) {
        Prefix prefix = component.getAnnotation(Prefix.class);
        return prefix == null
                ? name
                : prefix.value() + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** @return the values of a record's fields, in the order of {@link #fields} */
    public static List<Object> values(Record record) {
        List<Object> values = new ArrayList<>();
        try {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                Object value = component.getAccessor().invoke(record);
                if (value instanceof Record nested) {
                    values.addAll(values(nested));
                } else {
                    values.add(value);
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return values;
    }

    /**
     * A record in one line, as if it held all fields itself.
     *
     * @param name name before the fields, so that files name a record independently of its class
     * @param record the record; may be null
     */
    public static String words(String name, Record record) {
        if (record == null) {
            return "null";
        }
        List<Field> fields = fields(record.getClass());
        List<Object> values = values(record);
        return IntStream.range(0, fields.size())
                .mapToObj(i -> fields.get(i).name() + "=" + values.get(i))
                .collect(Collectors.joining(", ", name + "[", "]"));
    }

    /**
     * Creates a record from the values of its fields.
     *
     * @param values values in the order of {@link #fields}
     * @throws BadInput if the record rejects them
     */
    public static <R extends Record> R of(Class<R> type, List<?> values) {
        return of(type, values.iterator());
    }

    private static <R extends Record> R of(Class<R> type, Iterator<?> values) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] own = new Object[components.length];
        for (int i = 0; i < own.length; i++) {
            own[i] = components[i].getType().isRecord()
                    ? of(components[i].getType().asSubclass(Record.class), values)
                    : values.next();
        }
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(own);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads a record from one JSON object with all its fields; a missing number, boolean or list becomes 0, false or
     * empty.
     *
     * @throws BadInput if a field has the wrong type, or the record rejects the values
     */
    static <R extends Record> R read(Class<R> type, JsonValue json) {
        List<Object> values = new ArrayList<>();
        for (Field field : fields(type)) {
            values.add(json.find(field.name)
                    .map(value -> value(field, value))
                    .orElseGet(() -> absent(field, json.at(field.name))));
        }
        try {
            return of(type, values);
        } catch (BadInput e) {
            throw json.refused(e);
        }
    }

    private static Object value(Field field, JsonValue json) {
        if (field.type instanceof ParameterizedType list && list.getRawType() == List.class) {
            Class<?> one = TypeToken.get(list.getActualTypeArguments()[0]).getRawType();
            return json.items().stream().map(item -> item.value(one)).toList();
        }
        return json.value(field.raw());
    }

    private static Object absent(Field field, JsonValue json) {
        Class<?> raw = field.raw();
        if (raw == int.class) {
            return 0;
        }
        return raw == long.class
                ? (Object) 0L
                : raw == double.class
                        ? (Object) 0.0
                        : raw == boolean.class ? (Object) false : raw == List.class ? List.of() : json.value(raw);
    }

    /** Writes a record as one JSON object with all its fields; {@link JsonValue#as} reads it. */
    public static final class Json implements TypeAdapterFactory {

        @Override
        public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
            Class<? extends Record> record = type.getRawType().asSubclass(Record.class);
            Map<String, TypeAdapter<Object>> adapters = new LinkedHashMap<>();
            for (Field field : fields(record)) {
                @SuppressWarnings("unchecked")
                TypeAdapter<Object> adapter = (TypeAdapter<Object>) gson.getAdapter(TypeToken.get(field.type));
                adapters.put(field.name, adapter);
            }
            @SuppressWarnings("unchecked")
            TypeAdapter<T> flat = (TypeAdapter<T>) new Adapter(adapters);
            return flat;
        }
    }

    private static final class Adapter extends TypeAdapter<Record> {

        private final Map<String, TypeAdapter<Object>> adapters;

        Adapter(Map<String, TypeAdapter<Object>> adapters) {
            this.adapters = adapters;
        }

        @Override
        public void write(JsonWriter out, Record record) throws IOException {
            Iterator<Object> values = values(record).iterator();
            out.beginObject();
            for (Map.Entry<String, TypeAdapter<Object>> field : adapters.entrySet()) {
                out.name(field.getKey());
                field.getValue().write(out, values.next());
            }
            out.endObject();
        }

        @Override
        public Record read(JsonReader in) {
            throw new UnsupportedOperationException("records are read by JsonValue");
        }
    }
}
