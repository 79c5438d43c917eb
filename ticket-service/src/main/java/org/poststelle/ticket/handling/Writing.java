package org.poststelle.ticket.handling;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.poststelle.rest.PlainText;

/** What somebody writes about a ticket, to the citizen or to colleagues: the call says which. */
record Writing(
        @NotBlank @Size(max = 10_000) @PlainText(lines = true)
        String text) {}
