package org.poststelle.benchmark.volume;

import java.time.Duration;
import java.util.List;

/**
 * How much data, and how often each request is sent.
 *
 * @param promises how many promises are armed, in growing steps
 * @param backlog how many are due at once
 * @param idle how long the timers are watched while nothing is due
 * @param contacts enquiries in the figures of ten years
 * @param tickets how many tickets there are, in growing steps
 * @param loading after so long no further tickets are made, and what is there is measured
 * @param services in the directory
 * @param municipalities in the register of regions
 * @param competences in the directory
 * @param warmUps requests before the measured ones
 * @param requests that are measured
 * @param requestTime after so long no further request is sent; a fifth of it for those before
 * @param limit after so long no further section is begun
 */
public record VolumeSettings(
        List<Integer> promises,
        int backlog,
        Duration idle,
        int contacts,
        List<Integer> tickets,
        Duration loading,
        int services,
        int municipalities,
        int competences,
        int warmUps,
        int requests,
        Duration requestTime,
        Duration limit) {

    /** The default. */
    public static VolumeSettings full() {
        return new VolumeSettings(
                List.of(1_000, 10_000, 100_000, 1_000_000),
                100_000,
                Duration.ofSeconds(60),
                20_000_000,
                List.of(100_000, 5_000_000),
                Duration.ofMinutes(15),
                1_000,
                16_000,
                20_000,
                200,
                500,
                Duration.ofSeconds(60),
                Duration.ofMinutes(120));
    }

    /** A tenth of the data: whether it works, and whether a change did something large. */
    public static VolumeSettings quick() {
        return new VolumeSettings(
                List.of(100, 1_000, 10_000, 100_000),
                10_000,
                Duration.ofSeconds(15),
                2_000_000,
                List.of(10_000, 500_000),
                Duration.ofMinutes(5),
                100,
                1_600,
                2_000,
                50,
                200,
                Duration.ofSeconds(10),
                Duration.ofMinutes(30));
    }
}
