/** What the events of other services do to tickets. */
@NullMarked
package org.poststelle.ticket.integration;

import org.jspecify.annotations.NullMarked;
