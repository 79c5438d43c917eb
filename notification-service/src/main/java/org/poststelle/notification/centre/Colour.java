package org.poststelle.notification.centre;

import java.util.Locale;

/** A colour of the web and how well it can be read, as the Web Content Accessibility Guidelines (WCAG 2.2) measure it. */
record Colour(int red, int green, int blue) {

    /** How it is written. */
    static final String HEX = "^#[0-9A-Fa-f]{6}$";

    /** The least contrast of text to its background (success criterion 1.4.3). */
    static final double READABLE = 4.5;

    /** @param hex in the form of {@link #HEX} */
    static Colour of(String hex) {
        var value = Integer.parseInt(hex.substring(1).toLowerCase(Locale.ROOT), 16);
        return new Colour(value >> 16, value >> 8 & 0xff, value & 0xff);
    }

    /** From 1 for white to 21 for black. */
    double contrastToWhite() {
        return 1.05 / (luminance() + 0.05);
    }

    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(int part) {
        var share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
