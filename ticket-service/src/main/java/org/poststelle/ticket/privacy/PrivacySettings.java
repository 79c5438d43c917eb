package org.poststelle.ticket.privacy;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * How a service centre deals with what is personal about its tickets.
 *
 * @param keptDays after how many days a closed ticket's contact data and texts are erased
 */
record PrivacySettings(@NotNull @Min(1) @Max(3650) Integer keptDays) {}
