package org.mosaicworkbench.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A switch with a value, {@code 0} or {@code 1}, as in the Python tool spacekit. */
final class ZeroOrOne implements ITypeConverter<Boolean> {

    @Override
    public Boolean convert(String value) {
        return switch (value) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> throw new TypeConversionException("'" + value + "' is neither 0 nor 1");
        };
    }
}
