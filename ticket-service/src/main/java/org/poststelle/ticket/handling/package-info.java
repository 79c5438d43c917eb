/** What people and events do to tickets: forward, accept, return, answer, call back, close. */
@NullMarked
package org.poststelle.ticket.handling;

import org.jspecify.annotations.NullMarked;
