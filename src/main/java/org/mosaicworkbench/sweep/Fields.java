package org.mosaicworkbench.sweep;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.FlatRecord;

/** Accesses record fields by name, so that any field can be a search parameter. */
public final class Fields {

    private Fields() {}

    /** @return the names of a record's fields, in order */
    public static List<String> of(Class<? extends Record> type) {
        return FlatRecord.fields(type).stream().map(FlatRecord.Field::name).toList();
    }

    /**
     * Copies a record with a different value for one field.
     *
     * @param record the record to copy
     * @param field name of the field
     * @param value value as in {@link Settings}; enum constants by name, in upper or lower case
     * @throws BadInput if there is no such field, or the value is not valid for the field's type
     */
    public static <R extends Record> R with(R record, String field, Object value) {
        List<FlatRecord.Field> fields = FlatRecord.fields(record.getClass());
        List<Object> values = FlatRecord.values(record);
        int at = of(record.getClass()).indexOf(field);
        if (at < 0) {
            throw new BadInput(
                    "there is no field '" + field + "'; choose one of " + String.join(", ", of(record.getClass())));
        }
        values.set(at, converted(fields.get(at), value));
        @SuppressWarnings("unchecked")
        Class<R> type = (Class<R>) record.getClass();
        return FlatRecord.of(type, values);
    }

    private static Object converted(FlatRecord.Field field, Object value) {
        Class<?> type = field.raw();
        if (type == double.class && value instanceof Double) {
            return value;
        }
        if (type == int.class && value instanceof Double number && number == Math.rint(number)) {
            return number.intValue();
        }
        if ((type == boolean.class && value instanceof Boolean) || (type == String.class && value instanceof String)) {
            return value;
        }
        if (type == List.class
                && value instanceof List<?> list
                && list.stream().allMatch(one -> one instanceof Double number && number == Math.rint(number))) {
            return list.stream().map(one -> ((Double) one).intValue()).toList();
        }
        if (type.isEnum() && value instanceof String word) {
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equalsIgnoreCase(word.replace('-', '_'))) {
                    return constant;
                }
            }
        }
        throw new BadInput(field.name() + " is " + Settings.words(value) + "; it must be " + allowed(type));
    }

    private static String allowed(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(" or "));
        }
        return type == int.class
                ? "a whole number"
                : type == double.class
                        ? "a number"
                        : type == boolean.class
                                ? "true or false"
                                : type == List.class ? "a list of whole numbers" : "a string";
    }
}
