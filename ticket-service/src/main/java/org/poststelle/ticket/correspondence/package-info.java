/** What a mail about a ticket must show; the only way personal data leave this service for another one. */
@NullMarked
package org.poststelle.ticket.correspondence;

import org.jspecify.annotations.NullMarked;
