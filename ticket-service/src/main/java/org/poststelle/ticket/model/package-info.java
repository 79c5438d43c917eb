/** What can happen to a ticket: its states, its commands and their events. No database, no HTTP, no clock. */
@NullMarked
@CheckReturnValue
package org.poststelle.ticket.model;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
