/** What a mail job lives through, and what the service does with real servers around it. */
@NullMarked
package org.poststelle.notification;

import org.jspecify.annotations.NullMarked;
