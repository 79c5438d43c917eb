/** Doing together what many workers ask for at the same time. */
@NullMarked
package org.poststelle.notification.grouping;

import org.jspecify.annotations.NullMarked;
