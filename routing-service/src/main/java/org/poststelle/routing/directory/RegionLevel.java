package org.poststelle.routing.directory;

/** What kind of region a key stands for; keys of one length can stand for different kinds. */
enum RegionLevel {
    LAND(2),
    GOVERNMENT_REGION(3),
    DISTRICT(5),
    INDEPENDENT_CITY(5),
    MUNICIPAL_ASSOCIATION(9),
    MUNICIPALITY(12);

    private final int digits;

    RegionLevel(int digits) {
        this.digits = digits;
    }

    boolean fits(RegionalKey key) {
        return key.digits().length() == digits;
    }
}
