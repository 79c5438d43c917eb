/** What letters say. */
@NullMarked
package org.poststelle.notification.correspondence;

import org.jspecify.annotations.NullMarked;
