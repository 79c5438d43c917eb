/** Working on tickets: find, read, accept, answer, return, call back, close. */
@NullMarked
package org.poststelle.ticket.desk;

import org.jspecify.annotations.NullMarked;
