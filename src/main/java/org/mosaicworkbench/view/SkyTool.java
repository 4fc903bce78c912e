package org.mosaicworkbench.view;

import java.util.Locale;

/** A program that shows images or catalogs and accepts SAMP messages. */
public enum SkyTool {
    /** SAOImage DS9. */
    DS9("start DS9; if it is running, choose File > SAMP > Connect in it"),
    /** Aladin Desktop. */
    ALADIN("start Aladin; if it is running, choose Interop > Connect with SAMP in it"),
    /** TOPCAT, which accepts catalogs only. */
    TOPCAT("start TOPCAT; if it is running, choose Interop > Register with SAMP Hub in it");

    private final String remedy;

    SkyTool(String remedy) {
        this.remedy = remedy;
    }

    /** @return what to do if it does not respond */
    String remedy() {
        return remedy;
    }

    /** @return whether it responds to images: Aladin 12 loads a file with several extensions but sends no response */
    boolean respondsToImages() {
        return this != ALADIN;
    }

    /** @return whether the given name is that of this program */
    boolean isNamed(String name) {
        return name.toLowerCase(Locale.ROOT).contains(toString());
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
